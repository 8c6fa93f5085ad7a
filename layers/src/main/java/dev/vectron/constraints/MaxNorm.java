package dev.vectron.constraints;

import dev.vectron.graph.Constraint;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scales weights down whose norm along axes is above maxValue: w · min(norm, maxValue) / (norm + 1e-7) (Srivastava et
 * al. 2014). Immutable and thread-safe.
 *
 * <p>A bound that is negative or no number, no axes, and a parameter that has not those named, are an {@code
 * IllegalArgumentException}.
 *
 * {@snippet :
 * dense(64).kernelConstraint(maxNorm(2));
 * conv2D(32, 3).kernelConstraint(maxNorm(1.5, 0, 1, 2));
 * }
 *
 * @param maxValue the largest norm, at least 0; Keras's default is 2
 * @param axes the axes along which a norm is taken; 0 for the inputs of each unit of a dense kernel [in,
 *     out], 0, 1, 2 for each filter of a convolution kernel [height, width, in, out]; negative ones count from the end
 */
public record MaxNorm(double maxValue, List<Integer> axes) implements Constraint, Configured {
    /** Checks the options. */
    public MaxNorm {
        if (!(maxValue >= 0)) {
            throw new IllegalArgumentException("MaxNorm: maxValue must be at least 0, got " + maxValue + ".");
        }
        axes = Norms.given("MaxNorm", axes);
    }

    @Override
    public void apply(Shape shape, float[] w, int at) {
        Norms.limit("MaxNorm", axes, shape, w, at, 0, maxValue, 1);
    }

    @Override
    public void check(Shape shape) {
        Norms.check("MaxNorm", axes, shape);
    }

    @Override
    public String className() {
        return "MaxNorm";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("max_value", maxValue);
        options.put("axis", Norms.json(axes));
        return options;
    }
}
