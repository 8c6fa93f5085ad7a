package dev.vectron.layers.regularization;

import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In training sets each channel of a picture to 0 with probability {@code rate} and makes the others y = x / (1 −
 * rate); in inference does nothing. [batch, height, width, channels] → the same shape. Random numbers as of every
 * {@link Noise}.
 *
 * <p>A rate outside of [0, 1) is an {@code IllegalArgumentException}, an input of another rank a
 * {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(28, 28, 1), conv2D(16, 3), spatialDropout2D(0.2), flatten(), dense(10));
 * }
 *
 * @param rate the share of channels to drop, 0 ≤ rate &lt; 1
 */
public record SpatialDropout2D(float rate) implements SpatialDropout {
    /** Checks the rate. */
    public SpatialDropout2D {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("SpatialDropout2D: the rate must be at least 0 and below 1, got " + rate
                    + ".");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("rate", rate);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static SpatialDropout2D fromConfig(Config config) {
        return new SpatialDropout2D((float) config.number("rate"));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return Expect.picture(inputs);
    }
}
