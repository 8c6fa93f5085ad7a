package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Huber loss, mean over the last axis of f(e), e = p − t: f = e² / 2 where |e| ≤ delta, else delta |e| − delta² / 2;
 * ∂f/∂p = e, at most delta and at least −delta. Squared error near 0, absolute error far away. Predictions
 * [batch, …, n], targets of the same shape. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use; a delta that is not above 0, or not finite, is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(huber().delta(0.5));
 * }
 *
 * <p>Source: P. J. Huber, Robust estimation of a location parameter, 1964.
 *
 * @param delta where the square ends and the straight line begins, over 0; 1 by default
 */
public record Huber(double delta) implements ElementwiseLoss, Configured {
    /** Checks delta. */
    public Huber {
        if (!(delta > 0 && Double.isFinite(delta))) {
            throw new IllegalArgumentException("The loss huber: delta must be over 0 and finite, got " + delta + ".");
        }
    }

    /**
     * This loss with another bound between square and straight line.
     *
     * @param bound the largest error that is squared, over 0
     * @return the changed copy
     */
    public Huber delta(double bound) {
        return new Huber(bound);
    }

    @Override
    public double elementLoss(double prediction, double target) {
        double error = Math.abs(prediction - target);
        return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
    }

    @Override
    public double elementDerivative(double prediction, double target) {
        return Math.min(Math.max(prediction - target, -delta), delta);
    }

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public String className() {
        return "Huber";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of("delta", delta);
    }
}
