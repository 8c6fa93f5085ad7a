package dev.vectron.layers.augmentation;

import dev.vectron.layers.Expect;
import dev.vectron.layers.Interpolation;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a piece of a given size from pictures, in training at a place that is drawn at random.
 * [height, width, channels] → [height, width, channels] of this layer.
 *
 * <p>In inference, and for pictures that are smaller, it takes the largest piece from the middle with the proportions
 * of the output, and brings it to the output's size by bilinear interpolation between the centres of pixels. Immutable
 * and thread-safe.
 *
 * <p>Sizes below 1 are an {@code IllegalArgumentException}, an input that is no picture a {@code ShapeException}.
 *
 * {@snippet :
 * Sequential.of(input(32, 32, 3), randomCrop(28, 28), conv2D(16, 3));
 * }
 *
 * @param height rows of the output
 * @param width columns of the output
 */
public record RandomCrop(int height, int width) implements Augmentation {
    private static final int ROW = -1;
    private static final int COLUMN = -2;
    private static final Resampling SCALED = new Resampling(FillMode.NEAREST, 0, Interpolation.BILINEAR);

    /** Checks the sizes. */
    public RandomCrop {
        Expect.size("RandomCrop", "height", height);
        Expect.size("RandomCrop", "width", width);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("height", height);
        config.put("width", width);
        return config;
    }

    /**
     * Makes the layer from a file.
     *
     * @param config what {@link #config} says
     * @return the layer
     */
    public static RandomCrop fromConfig(Config config) {
        return new RandomCrop(config.integer("height"), config.integer("width"));
    }

    @Override
    public Shape outputShape(Shape input) {
        return Expect.picture(input).with(0, height).with(1, width);
    }

    private boolean fits(Shape input) {
        return input.dim(0) >= height && input.dim(1) >= width;
    }

    /** Where the piece begins within a picture that is large enough. */
    private int begin(long key, Shape input) {
        int row = CounterRandom.below(key, ROW, input.dim(0) - height + 1);
        int column = CounterRandom.below(key, COLUMN, input.dim(1) - width + 1);
        return (row * input.dim(1) + column) * input.dim(2);
    }

    @Override
    public void vary(long key, Shape input, float[] from, int fromAt, float[] to, int toAt) {
        if (!fits(input)) {
            infer(input, from, fromAt, to, toAt);
            return;
        }
        int begin = fromAt + begin(key, input);
        int row = width * input.dim(2);
        for (int y = 0; y < height; y++) {
            System.arraycopy(from, begin + y * input.dim(1) * input.dim(2), to, toAt + y * row, row);
        }
    }

    @Override
    public void infer(Shape input, float[] from, int fromAt, float[] to, int toAt) {
        scaling(input).forward(from, fromAt + middle(input), to, toAt);
    }

    @Override
    public void adjoint(long key, Shape input, float[] out, int outAt, float[] dOut, int dOutAt, float beta,
            float[] dIn, int dInAt) {
        Warp.clear(beta, input.size(), dIn, dInAt);
        if (!fits(input)) {
            scaling(input).backward(dOut, dOutAt, dIn, dInAt + middle(input));
            return;
        }
        int begin = dInAt + begin(key, input);
        int row = width * input.dim(2);
        for (int y = 0; y < height; y++) {
            int to = begin + y * input.dim(1) * input.dim(2);
            for (int i = 0; i < row; i++) {
                dIn[to + i] += dOut[dOutAt + y * row + i];
            }
        }
    }

    /** Rows of the largest piece with the output's proportions. */
    private int rows(Shape input) {
        return (int) Math.max(1, Math.min(input.dim(0), (long) input.dim(1) * height / width));
    }

    /** Columns of the largest piece with the output's proportions. */
    private int columns(Shape input) {
        return (int) Math.max(1, Math.min(input.dim(1), (long) input.dim(0) * width / height));
    }

    /** Where that piece begins if it lies in the middle. */
    private int middle(Shape input) {
        int row = (input.dim(0) - rows(input)) / 2;
        int column = (input.dim(1) - columns(input)) / 2;
        return (row * input.dim(1) + column) * input.dim(2);
    }

    private Warp scaling(Shape input) {
        double down = (double) rows(input) / height;
        double across = (double) columns(input) / width;
        return Warp.of(input, SCALED).window(rows(input), columns(input), height, width)
                .columns(across, 0, 0.5 * across - 0.5).rows(0, down, 0.5 * down - 0.5);
    }
}
