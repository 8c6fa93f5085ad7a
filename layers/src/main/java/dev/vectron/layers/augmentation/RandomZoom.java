package dev.vectron.layers.augmentation;

import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Zooms pictures about their centre in training by factors that are drawn uniformly; in inference does nothing.
 * [height, width, channels] → the same; the output at (x, y) from the centre is the picture at
 * ((1 + widthFactor) · x, (1 + heightFactor) · y), so negative factors make what is seen larger, and positive ones
 * smaller. Immutable and thread-safe.
 *
 * <p>A factor outside of [−1, 1] is an {@code IllegalArgumentException}, an input that is no picture a {@code
 * ShapeException}.
 *
 * {@snippet :
 * randomZoom(0.2);                       // both axes by the same factor, up to 20 % either way
 * randomZoom(0.2, 0.1);                  // each axis by its own
 * randomZoom(0).heightFactor(-0.3, 0);   // in only
 * }
 *
 * @param heightFactor what is added to the factor 1 of the rows, within −1 and 1
 * @param widthFactor that of the columns; null for the same as the rows, the default
 * @param resampling what pictures are beyond the border and between pixels
 */
public record RandomZoom(Interval heightFactor, @Nullable Interval widthFactor, Resampling resampling)
        implements Augmentation, Resampled<RandomZoom> {
    private static final int ROWS = -1;
    private static final int COLUMNS = -2;

    /** Checks the factors. */
    public RandomZoom {
        heightFactor.within(-1, 1, "RandomZoom", "heightFactor");
        if (widthFactor != null) {
            widthFactor.within(-1, 1, "RandomZoom", "widthFactor");
        }
    }

    /**
     * A zoom in and out that keeps proportions.
     *
     * @param heightFactor the largest factor
     */
    public RandomZoom(double heightFactor) {
        this(Interval.around("RandomZoom", "heightFactor", heightFactor), null, Resampling.DEFAULT);
    }

    /**
     * This layer with another zoom of the rows, and of the columns if these have none of their own.
     *
     * @param lower the smallest factor
     * @param upper the largest
     * @return the changed copy
     */
    public RandomZoom heightFactor(double lower, double upper) {
        return new RandomZoom(Interval.of("RandomZoom", "heightFactor", lower, upper), widthFactor, resampling);
    }

    /**
     * This layer with a zoom of the columns of their own.
     *
     * @param lower the smallest factor
     * @param upper the largest
     * @return the changed copy
     */
    public RandomZoom widthFactor(double lower, double upper) {
        return new RandomZoom(heightFactor, Interval.of("RandomZoom", "widthFactor", lower, upper), resampling);
    }

    @Override
    public RandomZoom resampling(Resampling reading) {
        return new RandomZoom(heightFactor, widthFactor, reading);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("height_factor", heightFactor.toArray());
        config.put("width_factor", widthFactor == null ? null : widthFactor.toArray());
        resampling.writeTo(config);
        return config;
    }

    /**
     * Makes the layer from a file.
     *
     * @param config what {@link #config} says
     * @return the layer
     */
    public static RandomZoom fromConfig(Config config) {
        return new RandomZoom(Interval.readFrom(config, "height_factor"),
                config.has("width_factor") ? Interval.readFrom(config, "width_factor") : null,
                Resampling.readFrom(config));
    }

    private Warp warp(long key, Shape input) {
        double rows = 1 + heightFactor.draw(key, ROWS);
        double columns = widthFactor == null ? rows : 1 + widthFactor.draw(key, COLUMNS);
        return Warp.of(input, resampling).columns(columns, 0, (input.dim(1) - 1) / 2.0 * (1 - columns))
                .rows(0, rows, (input.dim(0) - 1) / 2.0 * (1 - rows));
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
