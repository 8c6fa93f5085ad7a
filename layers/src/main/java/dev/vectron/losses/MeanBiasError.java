package dev.vectron.losses;

import dev.vectron.store.Configured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mean bias error over the last axis: L = Σ (p − t) / n, ∂L/∂p = 1 / n. Predictions [batch, …, n], targets of the same
 * shape. Not in Keras. Immutable and thread-safe.
 *
 * <p>A poor loss to train by: errors of opposite sign cancel, so a mean of 0 says nothing about how large they are, and
 * since its gradient is the same everywhere it has no minimum: training lowers the predictions without end. It is good
 * as a metric, where it shows whether a model predicts too much or too little on the whole.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(meanSquaredError()).metrics(metric(meanBiasError()));
 * }
 */
public record MeanBiasError() implements ElementwiseLoss, Configured {
    @Override
    public double elementLoss(double prediction, double target) {
        return prediction - target;
    }

    @Override
    public double elementDerivative(double prediction, double target) {
        double error = prediction - target;
        return Double.isNaN(error) ? error : 1;
    }

    @Override
    public String name() {
        return "mean_bias_error";
    }

    @Override
    public String className() {
        return "MeanBiasError";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
