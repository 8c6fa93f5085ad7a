package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hinge loss of support vector machines, mean over the last axis: L = Σ max(1 − t p, 0) / n, ∂L/∂p = −t / n where
 * 1 − t p is over 0, else 0. Targets are −1 and +1; if all of a batch are 0 or 1, they count as −1 and +1. Predictions
 * [batch, …, n] are any numbers (no activation at the end, or tanh), their sign is the answer. Immutable and
 * thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(hinge()).metrics(binaryAccuracy().threshold(0));
 * }
 */
public record Hinge() implements HingeLoss, Configured {
    @Override
    public double ofSlack(double slack) {
        return Math.max(slack, 0);
    }

    @Override
    public double derivativeOfSlack(double slack) {
        return slack > 0 ? 1 : slack <= 0 ? 0 : slack; // NaN stays NaN
    }

    @Override
    public String name() {
        return "hinge";
    }

    @Override
    public String className() {
        return "Hinge";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
