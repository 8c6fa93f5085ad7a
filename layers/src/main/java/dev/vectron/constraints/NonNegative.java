package dev.vectron.constraints;

import dev.vectron.graph.Constraint;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets weights below 0 to 0, in parameters of any shape; a NaN stays NaN. Immutable and thread-safe.
 *
 * <p>w ← max(w, 0). Throws no exception: any shape will do.
 *
 * {@snippet :
 * dense(64).kernelConstraint(nonNegative());
 * }
 */
public record NonNegative() implements Constraint, Configured {
    @Override
    public void apply(Shape shape, float[] w, int at) {
        int n = shape.size();
        for (int i = 0; i < n; i++) {
            w[at + i] = Math.max(w[at + i], 0f);
        }
    }

    /** {@return NonNeg, Keras's name of it} */
    @Override
    public String className() {
        return "NonNeg";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
