package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Random values whose variance is {@code scale / n}, where n is the number of inputs or outputs of a unit (its fan), as
 * Keras's {@code VarianceScaling}.
 *
 * <p>Fans: a dense kernel [in, out] has fans in and out; a convolution kernel [height, width, in, out] has
 * height·width·in and height·width·out; a vector has its length for both. Distributions:
 * <ul>
 *   <li>UNIFORM: in [−limit, limit) with limit = √(3·scale / n)
 *   <li>TRUNCATED_NORMAL: normal with σ = √(scale / n) / 0.87962566, drawn again beyond 2σ; the factor restores the
 *       variance
 *   <li>UNTRUNCATED_NORMAL: normal with σ = √(scale / n)
 * </ul>
 *
 * <p>Value i is a pure function of the key and i, so the same seed gives the same bits. Immutable and thread-safe.
 *
 * <p>A scale that is not above 0, or not finite, is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * dense(64).activation(RELU).kernelInitializer(heNormal());
 * dense(64).kernelInitializer(varianceScaling(1.5, VarianceScaling.Fan.IN,
 *     VarianceScaling.Distribution.UNIFORM));
 * }
 *
 * @param scale the factor of the variance, above 0
 * @param mode which fan n is
 * @param distribution the distribution
 */
public record VarianceScaling(double scale, Fan mode, Distribution distribution) implements Initializer, Configured {
    /** Which number of connections divides the variance. */
    public enum Fan {
        /** Inputs of a unit. */
        IN,
        /** Outputs of a unit. */
        OUT,
        /** The mean of both. */
        AVERAGE;

        /** {@return Keras's name: {@code fan_in}, {@code fan_out}, {@code fan_avg}} */
        String keras() {
            return this == AVERAGE ? "fan_avg" : "fan_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The distribution of the values. */
    public enum Distribution {
        /** Uniform in [−limit, limit). */
        UNIFORM,
        /** Normal, drawn again beyond two standard deviations. */
        TRUNCATED_NORMAL,
        /** Normal. */
        UNTRUNCATED_NORMAL
    }

    /** Standard deviation of a standard normal distribution that is cut off at ±2. */
    private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

    /** Checks the scale. */
    public VarianceScaling {
        Rules.given("VarianceScaling", "mode", mode, "use IN, OUT or AVERAGE");
        Rules.given("VarianceScaling", "distribution", distribution,
                "use UNIFORM, TRUNCATED_NORMAL or UNTRUNCATED_NORMAL");
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("VarianceScaling: the scale must be above 0, got " + scale + ".");
        }
    }

    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        double n = Math.max(1, switch (mode) {
            case IN -> fanIn(shape);
            case OUT -> fanOut(shape);
            case AVERAGE -> (fanIn(shape) + fanOut(shape)) / 2;
        });
        switch (distribution) {
            case UNIFORM -> {
                double limit = Math.sqrt(3 * scale / n);
                new RandomUniform((float) -limit, (float) limit).fill(shape, key, to, at);
            }
            case TRUNCATED_NORMAL -> {
                double deviation = Math.sqrt(scale / n) / TRUNCATED_DEVIATION;
                for (int i = 0; i < shape.size(); i++) {
                    to[at + i] = (float) (deviation * truncatedNormal(key, i));
                }
            }
            case UNTRUNCATED_NORMAL -> {
                double deviation = Math.sqrt(scale / n);
                for (int i = 0; i < shape.size(); i++) {
                    to[at + i] = (float) (deviation * CounterRandom.normal(key, i));
                }
            }
        }
    }

    /** A standard normal number within ±2: the first of the element's draws, each from a stream of its own, that is. */
    static double truncatedNormal(long key, int element) {
        long stream = key;
        while (true) {
            double z = CounterRandom.normal(stream, element);
            if (Math.abs(z) <= 2) {
                return z;
            }
            stream = CounterRandom.mix(stream);
        }
    }

    private static double fanIn(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> 1;
            case 1 -> shape.dim(0);
            default -> (double) shape.size() / shape.dim(-1);
        };
    }

    private static double fanOut(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> 1;
            case 1 -> shape.dim(0);
            default -> (double) shape.size() / shape.dim(-2);
        };
    }

    /** {@return GlorotUniform, HeNormal …, else VarianceScaling} */
    @Override
    public String className() {
        String name = name();
        return name == null ? "VarianceScaling" : name;
    }

    private @Nullable String name() {
        String end = switch (distribution) {
            case UNIFORM -> "Uniform";
            case TRUNCATED_NORMAL -> "Normal";
            case UNTRUNCATED_NORMAL -> null;
        };
        if (end == null || mode == Fan.OUT) {
            return null;
        }
        if (mode == Fan.AVERAGE) {
            return scale == 1 ? "Glorot" + end : null;
        }
        if (scale == 1) {
            return "Lecun" + end;
        }
        return scale == 2 ? "He" + end : null;
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        if (name() == null) {
            options.put("scale", scale);
            options.put("mode", mode.keras());
            options.put("distribution", distribution.name().toLowerCase(Locale.ROOT));
        }
        return options;
    }
}
