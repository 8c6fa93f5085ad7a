package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logarithm of the hyperbolic cosine of the error, mean over the last axis: L = Σ log cosh(p − t) / n,
 * ∂L/∂p = tanh(p − t) / n. About (p − t)² / 2 for small errors and |p − t| − log 2 for large ones, without a kink
 * between. Predictions [batch, …, n], targets of the same shape. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(logCosh());
 * }
 */
public record LogCosh() implements ElementwiseLoss, Configured {
    private static final double LOG_2 = StrictMath.log(2);

    @Override
    public double elementLoss(double prediction, double target) {
        // log cosh e = |e| + log(1 + exp(−2 |e|)) − log 2, which never overflows.
        double error = Math.abs(prediction - target);
        return error + StrictMath.log1p(StrictMath.exp(-2 * error)) - LOG_2;
    }

    @Override
    public double elementDerivative(double prediction, double target) {
        return StrictMath.tanh(prediction - target);
    }

    @Override
    public String name() {
        return "log_cosh";
    }

    @Override
    public String className() {
        return "LogCosh";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
