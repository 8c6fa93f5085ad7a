package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mean squared error over the last axis: L = Σ (p − t)² / n, ∂L/∂p = 2 (p − t) / n. Predictions [batch, …, n], targets
 * of the same shape. Sums are taken in double. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(meanSquaredError());
 * }
 */
public record MeanSquaredError() implements ElementwiseLoss, Configured {
    @Override
    public double elementLoss(double prediction, double target) {
        double error = prediction - target;
        return error * error;
    }

    @Override
    public double elementDerivative(double prediction, double target) {
        return 2 * (prediction - target);
    }

    @Override
    public String name() {
        return "mean_squared_error";
    }

    @Override
    public String className() {
        return "MeanSquaredError";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
