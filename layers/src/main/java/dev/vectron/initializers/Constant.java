package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value throughout. Immutable and thread-safe.
 *
 * <p>w = value. A value that is not finite is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * dense(64).biasInitializer(constant(0.1f));
 * }
 *
 * @param value the value
 */
public record Constant(float value) implements Initializer, Configured {
    /** Checks the value. */
    public Constant {
        Rules.finite("Constant", "the value", value);
    }

    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        Arrays.fill(to, at, at + shape.size(), value);
    }

    /** {@return Zeros, Ones or Constant} */
    @Override
    public String className() {
        if (value == 0) {
            return "Zeros";
        }
        return value == 1 ? "Ones" : "Constant";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return value == 0 || value == 1 ? Map.of() : Map.of("value", value);
    }
}
