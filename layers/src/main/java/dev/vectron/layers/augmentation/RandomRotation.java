package dev.vectron.layers.augmentation;

import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns pictures about their centre in training by an angle that is drawn uniformly; in inference does nothing.
 * [height, width, channels] → the same; with φ = 2π · factor, counted anticlockwise, the output at (x, y) from the
 * centre is the picture at (cos φ · x − sin φ · y, sin φ · x + cos φ · y), y downwards. Immutable and thread-safe.
 *
 * <p>A factor outside of [−1, 1] is an {@code IllegalArgumentException}, an input that is no picture a {@code
 * ShapeException}.
 *
 * {@snippet :
 * randomRotation(0.05);                                        // up to 18 degrees either way
 * randomRotation(0, 0.25).fillMode(FillMode.CONSTANT);         // up to a quarter turn anticlockwise
 * }
 *
 * @param factor parts of a whole turn, anticlockwise if positive, within −1 and 1
 * @param resampling what pictures are beyond the border and between pixels
 */
public record RandomRotation(Interval factor, Resampling resampling)
        implements Augmentation, Resampled<RandomRotation> {
    private static final int TURNS = -1;

    /** Checks the factor. */
    public RandomRotation {
        factor.within(-1, 1, "RandomRotation", "factor");
    }

    /**
     * A turn in both directions.
     *
     * @param factor the largest part of a whole turn
     */
    public RandomRotation(double factor) {
        this(Interval.around("RandomRotation", "factor", factor), Resampling.DEFAULT);
    }

    @Override
    public RandomRotation resampling(Resampling reading) {
        return new RandomRotation(factor, reading);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("factor", factor.toArray());
        resampling.writeTo(config);
        return config;
    }

    /**
     * Makes the layer from a file.
     *
     * @param config what {@link #config} says
     * @return the layer
     */
    public static RandomRotation fromConfig(Config config) {
        return new RandomRotation(Interval.readFrom(config, "factor"), Resampling.readFrom(config));
    }

    private Warp warp(long key, Shape input) {
        double turns = factor.draw(key, TURNS);
        double cos = Turns.cos(turns);
        double sin = Turns.sin(turns);
        int right = input.dim(1) - 1;
        int bottom = input.dim(0) - 1;
        return Warp.of(input, resampling).columns(cos, -sin, (right - (cos * right - sin * bottom)) / 2)
                .rows(sin, cos, (bottom - (sin * right + cos * bottom)) / 2);
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
