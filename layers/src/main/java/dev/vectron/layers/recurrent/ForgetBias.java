package dev.vectron.layers.recurrent;

import dev.vectron.graph.Initializer;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.Arrays;

/** Ones for the forget gate of an {@link LSTM}, another initializer's values for the other three. */
record ForgetBias(Initializer others) implements Initializer {
    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        int units = shape.size() / 4;
        others.fill(Shape.of(units), key, to, at);
        Arrays.fill(to, at + units, at + 2 * units, 1f);
        others.fill(Shape.of(2 * units), CounterRandom.mix(key), to, at + 2 * units);
    }
}
