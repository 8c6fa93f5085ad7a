package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values uniform in [min, max): {@code min + u·(max − min)} with u a 24-bit random number. Immutable and thread-safe.
 *
 * <p>Bounds that are not finite or not in order are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * embedding(10_000, 64).embeddingsInitializer(randomUniform(-0.1f, 0.1f));
 * }
 *
 * @param min the smallest value
 * @param max the upper bound, at least min
 */
public record RandomUniform(float min, float max) implements Initializer, Configured {
    /** Checks the bounds. */
    public RandomUniform {
        if (!(min <= max) || Float.isInfinite(max - min)) {
            throw new IllegalArgumentException("randomUniform: needs min ≤ max, got " + min + " and " + max + ".");
        }
    }

    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        float width = max - min;
        for (int i = 0; i < shape.size(); i++) {
            to[at + i] = Math.fma(CounterRandom.uniform(key, i), width, min);
        }
    }

    @Override
    public String className() {
        return "RandomUniform";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("minval", min);
        options.put("maxval", max);
        return options;
    }
}
