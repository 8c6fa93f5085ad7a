package dev.vectron.layers.pooling;

import dev.vectron.graph.Layer;
import dev.vectron.layers.Expect;
import dev.vectron.layers.Extent;
import dev.vectron.layers.MaxPooling2D;
import dev.vectron.layers.OneRow;
import dev.vectron.layers.Padding;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The maximum over windows of a sequence, each feature alone: [batch, steps, features] → [batch, outSteps, features];
 * as many outputs as {@link Padding} says. Added steps never win; the gradient goes whole to the first maximum.
 *
 * <p>It works as {@link MaxPooling2D} on a picture of one row. An input that is no sequence, or with VALID one shorter
 * than the pool, is refused with a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * maxPooling1D(3).strides(2).padding(SAME);
 * }
 *
 * @param poolSize steps of a window, at least 1
 * @param strides steps from one window to the next; the pool size by default
 * @param padding what happens at the ends; VALID by default
 */
public record MaxPooling1D(int poolSize, int strides, Padding padding) implements OneRow {
    /** Checks the sizes. */
    public MaxPooling1D {
        Expect.size("MaxPooling1D", "poolSize", poolSize);
        Expect.size("MaxPooling1D", "strides", strides);
        Expect.notCausal("MaxPooling1D", padding);
    }

    /**
     * Windows side by side, with Keras's defaults.
     *
     * @param poolSize steps of a window, at least 1
     */
    public MaxPooling1D(int poolSize) {
        this(poolSize, poolSize, Padding.VALID);
    }

    /**
     * This layer with those strides.
     *
     * @param step steps from one window to the next
     * @return the changed copy
     */
    public MaxPooling1D strides(int step) {
        return new MaxPooling1D(poolSize, step, padding);
    }

    /**
     * This layer with that padding.
     *
     * @param ends VALID or SAME
     * @return the changed copy
     */
    public MaxPooling1D padding(Padding ends) {
        return new MaxPooling1D(poolSize, strides, ends);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("pool_size", poolSize);
        config.put("strides", strides);
        config.put("padding", padding);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static MaxPooling1D fromConfig(Config config) {
        int poolSize = config.has("pool_size") ? config.integers("pool_size", 1)[0] : 2;
        return new MaxPooling1D(poolSize, config.has("strides") ? config.integers("strides", 1)[0] : poolSize,
                config.choice("padding", Padding.VALID));
    }

    @Override
    public void requireFit(Shape in) {
        Expect.steps(in, "pool", poolSize, padding);
    }

    @Override
    public Layer ofPictures() {
        return new MaxPooling2D(new Extent(1, poolSize), new Extent(1, strides), padding);
    }
}
