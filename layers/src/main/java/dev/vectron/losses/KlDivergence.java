package dev.vectron.losses;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kullback–Leibler divergence of a predicted distribution p from the true one t: L = Σ t log(t / p) over the last axis,
 * ∂L/∂p = −t / p. Both are clipped to [1e-7, 1], as in Keras; where p was clipped the gradient is 0.
 *
 * <p>Predictions [batch, …, classes] are probabilities (a softmax at the end), targets have their shape, and at least
 * two classes. Sums are taken in double. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(klDivergence());
 * }
 *
 * <p>Source: S. Kullback and R. A. Leibler, On information and sufficiency, 1951.
 */
public record KlDivergence() implements Loss, Configured {
    private static final double EPSILON = 1e-7;

    @Override
    public Shape targetShape(Shape prediction) {
        return ClassScores.require(name(), "probability", prediction);
    }

    @Override
    public boolean takesLabels() {
        return false;
    }

    @Override
    public void value(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double sum = 0;
            for (int j = i * n; j < i * n + n; j++) {
                double t = clipped(call.targets()[call.targetsAt() + j]);
                sum += t * StrictMath.log(t / clipped(call.prediction()[call.predictionAt() + j]));
            }
            call.values()[i] = (float) sum;
        }
    }

    @Override
    public void gradient(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double factor = call.factor(i);
            for (int j = i * n; j < i * n + n; j++) {
                double p = call.prediction()[call.predictionAt() + j];
                double t = clipped(call.targets()[call.targetsAt() + j]);
                call.dPrediction()[call.dPredictionAt() + j] = p < EPSILON || p > 1 ? 0 : (float) (-t / p * factor);
            }
        }
    }

    private static double clipped(double probability) {
        return Math.min(Math.max(probability, EPSILON), 1);
    }

    @Override
    public String name() {
        return "kl_divergence";
    }

    @Override
    public String className() {
        return "KLDivergence";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
