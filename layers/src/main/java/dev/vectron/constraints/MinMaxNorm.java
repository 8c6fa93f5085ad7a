package dev.vectron.constraints;

import dev.vectron.graph.Constraint;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scales weights whose norm along axes is outside of an interval: w · (rate · clip(norm, minValue, maxValue) + (1 −
 * rate) · norm) / (norm + 1e-7). Immutable and thread-safe.
 *
 * <p>Bounds that are negative or not in order, a rate outside of (0, 1], no axes, and a parameter that has not those
 * named, are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * dense(64).kernelConstraint(minMaxNorm(0.5, 2));
 * }
 *
 * @param minValue the smallest norm, at least 0; Keras's default is 0
 * @param maxValue the largest norm, at least minValue; Keras's default is 1
 * @param rate the share of the way that a step goes, above 0 and at most 1; Keras's default is 1
 * @param axes the axes along which a norm is taken; 0 for the inputs of each unit of a dense kernel [in,
 *     out], 0, 1, 2 for each filter of a convolution kernel [height, width, in, out]; negative ones count from the end
 */
public record MinMaxNorm(double minValue, double maxValue, double rate, List<Integer> axes)
        implements Constraint, Configured {
    /** Checks the options. */
    public MinMaxNorm {
        if (!(minValue >= 0 && minValue <= maxValue)) {
            throw new IllegalArgumentException("MinMaxNorm: needs 0 ≤ minValue ≤ maxValue, got " + minValue + " and "
                    + maxValue + ".");
        }
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("MinMaxNorm: the rate must be above 0 and at most 1, got " + rate
                    + ".");
        }
        axes = Norms.given("MinMaxNorm", axes);
    }

    @Override
    public void apply(Shape shape, float[] w, int at) {
        Norms.limit("MinMaxNorm", axes, shape, w, at, minValue, maxValue, rate);
    }

    @Override
    public void check(Shape shape) {
        Norms.check("MinMaxNorm", axes, shape);
    }

    @Override
    public String className() {
        return "MinMaxNorm";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("min_value", minValue);
        options.put("max_value", maxValue);
        options.put("rate", rate);
        options.put("axis", Norms.json(axes));
        return options;
    }
}
