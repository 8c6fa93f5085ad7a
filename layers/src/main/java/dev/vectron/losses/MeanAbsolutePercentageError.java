package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mean absolute percentage error over the last axis: L = 100 Σ |p − t| / max(|t|, 1e-7) / n,
 * ∂L/∂p = 100 sign(p − t) / max(|t|, 1e-7) / n. Predictions [batch, …, n], targets of the same shape. Targets near 0
 * make it huge. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(meanAbsolutePercentageError());
 * }
 */
public record MeanAbsolutePercentageError() implements ElementwiseLoss, Configured {
    private static final double EPSILON = 1e-7;

    @Override
    public double elementLoss(double prediction, double target) {
        return 100 * Math.abs(prediction - target) / Math.max(Math.abs(target), EPSILON);
    }

    @Override
    public double elementDerivative(double prediction, double target) {
        return 100 * Math.signum(prediction - target) / Math.max(Math.abs(target), EPSILON);
    }

    @Override
    public String name() {
        return "mean_absolute_percentage_error";
    }

    @Override
    public String className() {
        return "MeanAbsolutePercentageError";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
