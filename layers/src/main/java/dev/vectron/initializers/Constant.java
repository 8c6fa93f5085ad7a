package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.tensor.Shape;
import java.util.Arrays;

/**
 * One value throughout. Immutable and thread-safe.
 *
 * @param value the value
 */
public record Constant(float value) implements Initializer {
    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        Arrays.fill(to, at, at + shape.size(), value);
    }
}
