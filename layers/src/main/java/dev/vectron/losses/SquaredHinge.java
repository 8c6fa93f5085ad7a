package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Squared hinge loss, mean over the last axis: L = Σ max(1 − t p, 0)² / n, ∂L/∂p = −2 t max(1 − t p, 0) / n. Targets
 * are −1 and +1; if all of a batch are 0 or 1, they count as −1 and +1. Predictions [batch, …, n] are any numbers,
 * their sign is the answer. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(squaredHinge()).metrics(binaryAccuracy().threshold(0));
 * }
 */
public record SquaredHinge() implements HingeLoss, Configured {
    @Override
    public double ofSlack(double slack) {
        double missing = Math.max(slack, 0);
        return missing * missing;
    }

    @Override
    public double derivativeOfSlack(double slack) {
        return 2 * Math.max(slack, 0);
    }

    @Override
    public String name() {
        return "squared_hinge";
    }

    @Override
    public String className() {
        return "SquaredHinge";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
