package dev.vectron.layers.augmentation;

import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shifts pictures in training by a share of their height and width, drawn uniformly from two intervals; in inference
 * does nothing. [height, width, channels] → the same; a positive shift is down or to the right:
 * out(y, x) = in(y − heightFactor · height, x − widthFactor · width). Immutable and thread-safe.
 *
 * <p>A factor outside of [−1, 1] is an {@code IllegalArgumentException}, an input that is no picture a {@code
 * ShapeException}.
 *
 * {@snippet :
 * randomTranslation(0.1, 0.1);
 * randomTranslation(0.1, 0).widthFactor(-0.2, 0.3).fillMode(FillMode.CONSTANT).fillValue(255);
 * }
 *
 * @param heightFactor shares of the height, within −1 and 1
 * @param widthFactor shares of the width, within −1 and 1
 * @param resampling what pictures are beyond the border and between pixels
 */
public record RandomTranslation(Interval heightFactor, Interval widthFactor, Resampling resampling)
        implements Augmentation, Resampled<RandomTranslation> {
    private static final int DOWN = -1;
    private static final int RIGHT = -2;

    /** Checks the factors. */
    public RandomTranslation {
        heightFactor.within(-1, 1, "RandomTranslation", "heightFactor");
        widthFactor.within(-1, 1, "RandomTranslation", "widthFactor");
    }

    /**
     * A shift in both directions.
     *
     * @param heightFactor the largest share of the height
     * @param widthFactor the largest share of the width
     */
    public RandomTranslation(double heightFactor, double widthFactor) {
        this(Interval.around("RandomTranslation", "heightFactor", heightFactor),
                Interval.around("RandomTranslation", "widthFactor", widthFactor),
                Resampling.DEFAULT);
    }

    /**
     * This layer with other vertical shifts.
     *
     * @param lower the smallest share of the height
     * @param upper the largest
     * @return the changed copy
     */
    public RandomTranslation heightFactor(double lower, double upper) {
        return new RandomTranslation(Interval.of("RandomTranslation", "heightFactor", lower, upper),
                widthFactor, resampling);
    }

    /**
     * This layer with other horizontal shifts.
     *
     * @param lower the smallest share of the width
     * @param upper the largest
     * @return the changed copy
     */
    public RandomTranslation widthFactor(double lower, double upper) {
        return new RandomTranslation(heightFactor,
                Interval.of("RandomTranslation", "widthFactor", lower, upper), resampling);
    }

    @Override
    public RandomTranslation resampling(Resampling reading) {
        return new RandomTranslation(heightFactor, widthFactor, reading);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("height_factor", heightFactor.toArray());
        config.put("width_factor", widthFactor.toArray());
        resampling.writeTo(config);
        return config;
    }

    /**
     * Makes the layer from a file.
     *
     * @param config what {@link #config} says
     * @return the layer
     */
    public static RandomTranslation fromConfig(Config config) {
        return new RandomTranslation(Interval.readFrom(config, "height_factor"),
                Interval.readFrom(config, "width_factor"), Resampling.readFrom(config));
    }

    private Warp warp(long key, Shape input) {
        return Warp.of(input, resampling).columns(1, 0, -widthFactor.draw(key, RIGHT) * input.dim(1))
                .rows(0, 1, -heightFactor.draw(key, DOWN) * input.dim(0));
    }

    @Override
    public void vary(long key, Shape input, float[] from, int fromAt, float[] to, int toAt) {
        warp(key, input).forward(from, fromAt, to, toAt);
    }

    @Override
    public void adjoint(long key, Shape input, float[] out, int outAt, float[] dOut, int dOutAt, float beta,
            float[] dIn, int dInAt) {
        Warp.clear(beta, input.size(), dIn, dInAt);
        warp(key, input).backward(dOut, dOutAt, dIn, dInAt);
    }
}
