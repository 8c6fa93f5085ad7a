package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mean absolute error over the last axis: L = Σ |p − t| / n, ∂L/∂p = sign(p − t) / n, 0 where p = t. Predictions
 * [batch, …, n], targets of the same shape. Outliers pull less than in the squared error. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(meanAbsoluteError());
 * }
 */
public record MeanAbsoluteError() implements ElementwiseLoss, Configured {
    @Override
    public double elementLoss(double prediction, double target) {
        return Math.abs(prediction - target);
    }

    @Override
    public double elementDerivative(double prediction, double target) {
        return Math.signum(prediction - target);
    }

    @Override
    public String name() {
        return "mean_absolute_error";
    }

    @Override
    public String className() {
        return "MeanAbsoluteError";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
