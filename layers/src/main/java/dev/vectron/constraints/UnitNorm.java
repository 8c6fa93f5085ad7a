package dev.vectron.constraints;

import dev.vectron.graph.Constraint;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives weights the norm 1 along axes: w ← w / (norm + 1e-7). Immutable and thread-safe.
 *
 * <p>An {@code IllegalArgumentException} comes of no axes, and of a parameter that has not those named.
 *
 * {@snippet :
 * dense(64).kernelConstraint(unitNorm());
 * }
 *
 * @param axes the axes along which a norm is taken; 0 for the inputs of each unit of a dense kernel [in,
 *     out], 0, 1, 2 for each filter of a convolution kernel [height, width, in, out]; negative ones count from the end
 */
public record UnitNorm(List<Integer> axes) implements Constraint, Configured {
    /** Checks the options. */
    public UnitNorm {
        axes = Norms.given("UnitNorm", axes);
    }

    @Override
    public void apply(Shape shape, float[] w, int at) {
        Norms.limit("UnitNorm", axes, shape, w, at, 1, 1, 1);
    }

    @Override
    public void check(Shape shape) {
        Norms.check("UnitNorm", axes, shape);
    }

    @Override
    public String className() {
        return "UnitNorm";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("axis", Norms.json(axes));
        return options;
    }
}
