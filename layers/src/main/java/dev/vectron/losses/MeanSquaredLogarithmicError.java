package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mean squared logarithmic error over the last axis: L = Σ (log(1 + p) − log(1 + t))² / n,
 * ∂L/∂p = 2 (log(1 + p) − log(1 + t)) / (1 + p) / n; p and t are at least 1e-7, as in Keras, and a smaller p has the
 * gradient 0. Predictions [batch, …, n], targets of the same shape. Compares ratios: 10 for 20 counts about as much as
 * 1000 for 2000. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(meanSquaredLogarithmicError());
 * }
 */
public record MeanSquaredLogarithmicError() implements ElementwiseLoss, Configured {
    private static final double EPSILON = 1e-7;

    private static double difference(double prediction, double target) {
        return StrictMath.log1p(Math.max(prediction, EPSILON)) - StrictMath.log1p(Math.max(target, EPSILON));
    }

    @Override
    public double elementLoss(double prediction, double target) {
        double difference = difference(prediction, target);
        return difference * difference;
    }

    @Override
    public double elementDerivative(double prediction, double target) {
        return prediction < EPSILON ? 0 : 2 * difference(prediction, target) / (1 + prediction);
    }

    @Override
    public String name() {
        return "mean_squared_logarithmic_error";
    }

    @Override
    public String className() {
        return "MeanSquaredLogarithmicError";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
