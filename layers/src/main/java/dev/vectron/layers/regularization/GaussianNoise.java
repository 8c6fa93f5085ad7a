package dev.vectron.layers.regularization;

import dev.vectron.random.BoxMuller;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds normally distributed noise in training: y = x + n with n of mean 0 and standard deviation {@code stddev}; in
 * inference y = x. Any shape → the same shape. A gradient passes unchanged. Random numbers as of every {@link Noise}.
 *
 * <p>A negative or infinite deviation is an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(20), gaussianNoise(0.1), dense(1));
 * }
 *
 * @param stddev the standard deviation of the noise, at least 0
 */
public record GaussianNoise(float stddev) implements Noise {
    /** Checks the deviation. */
    public GaussianNoise {
        if (!(stddev >= 0) || Float.isInfinite(stddev)) {
            throw new IllegalArgumentException("GaussianNoise: stddev must be at least 0, got " + stddev + ".");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("stddev", stddev);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static GaussianNoise fromConfig(Config config) {
        return new GaussianNoise((float) config.number("stddev"));
    }

    @Override
    public boolean isActive() {
        return stddev > 0;
    }

    @Override
    public void apply(long key, Shape shape, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < shape.size(); i++) {
            y[yAt + i] = x[xAt + i] + (float) (stddev * BoxMuller.normal(key, i));
        }
    }

    @Override
    public void applyGradient(long key, Shape shape, float[] dY, int dYAt, float beta, float[] dX, int dXAt) {
        for (int i = 0; i < shape.size(); i++) {
            dX[dXAt + i] = beta == 0 ? dY[dYAt + i] : dX[dXAt + i] + dY[dYAt + i];
        }
    }
}
