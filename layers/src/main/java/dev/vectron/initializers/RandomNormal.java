package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Normally distributed values. Immutable and thread-safe.
 *
 * <p>w = mean + stddev · z, with z of the standard normal distribution. A mean that is not finite, and a standard
 * deviation that is negative or not finite, are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * dense(64).kernelInitializer(randomNormal(0.02f));
 * }
 *
 * @param mean the mean
 * @param stddev the standard deviation, at least 0
 * @param truncated whether values further than two standard deviations from the mean are drawn again
 */
public record RandomNormal(float mean, float stddev, boolean truncated) implements Initializer, Configured {
    /** Checks the deviation. */
    public RandomNormal {
        Rules.finite("randomNormal", "the mean", mean);
        if (!(stddev >= 0) || Float.isInfinite(stddev)) {
            throw new IllegalArgumentException("randomNormal: the standard deviation must be at least 0, got "
                    + stddev + ".");
        }
    }

    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        for (int i = 0; i < shape.size(); i++) {
            double z = truncated ? VarianceScaling.truncatedNormal(key, i) : CounterRandom.normal(key, i);
            to[at + i] = (float) (mean + stddev * z);
        }
    }

    /** {@return TruncatedNormal or RandomNormal} */
    @Override
    public String className() {
        return truncated ? "TruncatedNormal" : "RandomNormal";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("mean", mean);
        options.put("stddev", stddev);
        return options;
    }
}
