package dev.vectron.layers.regularization;

import dev.vectron.random.BoxMuller;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies each value in training by a normally distributed number of mean 1 and standard deviation
 * √(rate / (1 − rate)), that of the factors of a dropout of this rate (Srivastava et al. 2014, section 10); in
 * inference y = x. Any shape → the same shape. Random numbers as of every {@link Noise}.
 *
 * <p>A rate outside of [0, 1) is an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(20), dense(64).activation(RELU), gaussianDropout(0.5), dense(1));
 * }
 *
 * @param rate as of {@code dropout(rate)}, 0 ≤ rate &lt; 1
 */
public record GaussianDropout(float rate) implements Noise {
    /** Checks the rate. */
    public GaussianDropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("GaussianDropout: the rate must be at least 0 and below 1, got " + rate
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
    public static GaussianDropout fromConfig(Config config) {
        return new GaussianDropout((float) config.number("rate"));
    }

    @Override
    public boolean isActive() {
        return rate > 0;
    }

    private static float factor(long key, int element, double deviation) {
        return (float) Math.fma(deviation, BoxMuller.normal(key, element), 1);
    }

    private double deviation() {
        return Math.sqrt(rate / (1.0 - rate));
    }

    @Override
    public void apply(long key, Shape shape, float[] x, int xAt, float[] y, int yAt) {
        double deviation = deviation();
        for (int i = 0; i < shape.size(); i++) {
            y[yAt + i] = x[xAt + i] * factor(key, i, deviation);
        }
    }

    @Override
    public void applyGradient(long key, Shape shape, float[] dY, int dYAt, float beta, float[] dX, int dXAt) {
        double deviation = deviation();
        for (int i = 0; i < shape.size(); i++) {
            float g = dY[dYAt + i] * factor(key, i, deviation);
            dX[dXAt + i] = beta == 0 ? g : dX[dXAt + i] + g;
        }
    }
}
