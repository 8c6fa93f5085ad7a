package dev.vectron.layers.regularization;

import dev.vectron.random.CounterRandom;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dropout that keeps mean 0 and variance 1, for networks of SELU (Klambauer et al. 2017): in training each value
 * becomes α' = −1.7580993 (SELU's limit) with probability {@code rate}; then y = a·x + b with a = ((1 − rate)(1 +
 * rate·α'²))^−½ and b = −a·α'·rate. In inference y = x. Any shape → the same shape. Random numbers as of every {@link
 * Noise}.
 *
 * <p>A rate outside of [0, 1) is an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(20), dense(64).kernelInitializer(lecunNormal()), alphaDropout(0.1), dense(1));
 * }
 *
 * @param rate the share of values to drop, 0 ≤ rate &lt; 1
 */
public record AlphaDropout(float rate) implements Noise {
    /** −scale · alpha of SELU. */
    private static final double LIMIT = -1.0507009873554805 * 1.6732632423543772;

    /** Checks the rate. */
    public AlphaDropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("AlphaDropout: the rate must be at least 0 and below 1, got " + rate
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
    public static AlphaDropout fromConfig(Config config) {
        return new AlphaDropout((float) config.number("rate"));
    }

    @Override
    public boolean isActive() {
        return rate > 0;
    }

    private float factor() {
        return (float) (1 / Math.sqrt((1.0 - rate) * (1 + rate * LIMIT * LIMIT)));
    }

    private boolean isKept(long key, int element) {
        return CounterRandom.uniform(key, element) >= rate;
    }

    @Override
    public void apply(long key, Shape shape, float[] x, int xAt, float[] y, int yAt) {
        float a = factor();
        float b = (float) (-a * LIMIT * rate);
        float dropped = (float) (a * LIMIT + b);
        for (int i = 0; i < shape.size(); i++) {
            y[yAt + i] = isKept(key, i) ? Math.fma(a, x[xAt + i], b) : dropped;
        }
    }

    @Override
    public void applyGradient(long key, Shape shape, float[] dY, int dYAt, float beta, float[] dX, int dXAt) {
        float a = factor();
        for (int i = 0; i < shape.size(); i++) {
            float g = isKept(key, i) ? a * dY[dYAt + i] : 0;
            dX[dXAt + i] = beta == 0 ? g : dX[dXAt + i] + g;
        }
    }
}
