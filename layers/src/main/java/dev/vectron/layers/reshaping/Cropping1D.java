package dev.vectron.layers.reshaping;

import dev.vectron.graph.Layer;
import dev.vectron.layers.OneRow;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sequence without its first and last steps: [batch, steps, features] → [batch, steps − before − after, features]. An
 * input that is no sequence, or of which nothing would be left, is refused with a {@link ShapeException}. Immutable and
 * thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(100, 8), cropping1D(10), conv1D(16, 5));
 * }
 *
 * @param before steps that are cut off at the beginning, at least 0
 * @param after steps that are cut off at the end, at least 0
 */
public record Cropping1D(int before, int after) implements OneRow {
    /** Checks the numbers. */
    public Cropping1D {
        if (Borders.outside(before) || Borders.outside(after)) {
            throw new IllegalArgumentException("Cropping1D: steps must be from 0 to " + Borders.LARGEST + ", got "
                    + before + " at the beginning and "
                    + after + " at the end.");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("cropping", new int[] {before, after});
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Cropping1D fromConfig(Config config) {
        int[] sides = config.integers("cropping", 2);
        return new Cropping1D(sides[0], sides[1]);
    }

    @Override
    public void requireFit(Shape in) {
        if (in.dim(0) <= before + after) {
            throw ShapeException.mismatch("sequences of more than " + (before + after) + " steps, which are cut off",
                    in, "cut off less");
        }
    }

    @Override
    public Layer ofPictures() {
        return new Cropping2D(new Borders(0, 0, before, after));
    }
}
