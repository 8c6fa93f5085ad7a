package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Poisson loss, mean over the last axis: L = Σ (p − t log(p + 1e-7)) / n, ∂L/∂p = (1 − t / (p + 1e-7)) / n. For counts
 * t ≥ 0 whose expected value p is predicted; p must be positive (an exponential or softplus at the end), since a
 * negative p gives NaN. Predictions [batch, …, n], targets of the same shape. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(poisson());
 * }
 */
public record Poisson() implements ElementwiseLoss, Configured {
    private static final double EPSILON = 1e-7;

    @Override
    public double elementLoss(double prediction, double target) {
        return prediction - target * StrictMath.log(prediction + EPSILON);
    }

    @Override
    public double elementDerivative(double prediction, double target) {
        return 1 - target / (prediction + EPSILON);
    }

    @Override
    public String name() {
        return "poisson";
    }

    @Override
    public String className() {
        return "Poisson";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
