package dev.vectron.layers.augmentation;

import dev.vectron.layers.Expect;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flips pictures in training, along each axis of the mode with probability 1/2; in inference does nothing.
 * [height, width, channels] → the same. Immutable and thread-safe.
 *
 * <p>No mode is an {@code IllegalArgumentException}, an input that is no picture a {@code ShapeException}.
 *
 * {@snippet :
 * randomFlip();                          // four variations
 * randomFlip(FlipMode.HORIZONTAL);       // where up and down matter, as in photographs
 * }
 *
 * @param mode the axes; both by default
 */
public record RandomFlip(FlipMode mode) implements Augmentation {
    /** Checks that there is a mode. */
    public RandomFlip {
        Expect.given("RandomFlip", "mode", mode, "use HORIZONTAL, VERTICAL or HORIZONTAL_AND_VERTICAL");
    }

    private static final int HORIZONTALLY = -1;
    private static final int VERTICALLY = -2;

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("mode", mode);
        return config;
    }

    /**
     * Makes the layer from a file.
     *
     * @param config what {@link #config} says
     * @return the layer
     */
    public static RandomFlip fromConfig(Config config) {
        return new RandomFlip(config.choice("mode", FlipMode.HORIZONTAL_AND_VERTICAL));
    }

    private boolean horizontally(long key) {
        return mode != FlipMode.VERTICAL && CounterRandom.bits(key, HORIZONTALLY) < 0;
    }

    private boolean vertically(long key) {
        return mode != FlipMode.HORIZONTAL && CounterRandom.bits(key, VERTICALLY) < 0;
    }

    @Override
    public void vary(long key, Shape input, float[] from, int fromAt, float[] to, int toAt) {
        flip(key, input, from, fromAt, 0, to, toAt);
    }

    @Override
    public void adjoint(long key, Shape input, float[] out, int outAt, float[] dOut, int dOutAt, float beta,
            float[] dIn, int dInAt) {
        // A flip is its own adjoint.
        flip(key, input, dOut, dOutAt, beta, dIn, dInAt);
    }

    private void flip(long key, Shape shape, float[] from, int fromAt, float beta, float[] to, int toAt) {
        int height = shape.dim(0);
        int width = shape.dim(1);
        int channels = shape.dim(2);
        boolean horizontally = horizontally(key);
        boolean vertically = vertically(key);
        int next = horizontally ? -channels : channels;
        int at = toAt;
        for (int y = 0; y < height; y++) {
            int row = vertically ? height - 1 - y : y;
            int source = fromAt + (row * width + (horizontally ? width - 1 : 0)) * channels;
            for (int x = 0; x < width; x++, source += next) {
                for (int c = 0; c < channels; c++, at++) {
                    to[at] = beta == 0 ? from[source + c] : to[at] + from[source + c];
                }
            }
        }
    }
}
