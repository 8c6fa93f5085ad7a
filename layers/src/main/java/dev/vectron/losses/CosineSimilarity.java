package dev.vectron.losses;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cosine of the angle between prediction and target along the last axis, negated so that −1 is best: L = −Σ (t / ‖t‖)
 * (p / ‖p‖), ∂L/∂p = (p / ‖p‖ · c − t / ‖t‖) / ‖p‖ with c = −L. Norms are at least 1e-7, as in Keras, so a vector of
 * zeros gives 0.
 *
 * <p>Predictions [batch, …, n], n at least 2 (of one value only its sign is left), targets of the same shape. Sums are
 * taken in double. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(cosineSimilarity());
 * }
 */
public record CosineSimilarity() implements Loss, Configured {
    private static final double EPSILON = 1e-7;

    @Override
    public Shape targetShape(Shape prediction) {
        if (prediction.rank() < 1 || prediction.dim(-1) < 2) {
            throw new ShapeException("The loss cosine_similarity expects vectors of at least two values, got "
                    + prediction.toBatchString() + "; use meanSquaredError() for one output.");
        }
        return prediction;
    }

    @Override
    public boolean takesLabels() {
        return false;
    }

    @Override
    public void value(LossCall call) {
        for (int i = 0; i < call.positions(); i++) {
            call.values()[i] = (float) -cosine(call, i);
        }
    }

    @Override
    public void gradient(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            int p = call.predictionAt() + i * n;
            int t = call.targetsAt() + i * n;
            double norm = norm(call.prediction(), p, n);
            double targetNorm = norm(call.targets(), t, n);
            // A norm below the smallest is a constant: only the numerator changes with the prediction.
            double cosine = norm <= EPSILON ? 0 : cosine(call, i);
            double factor = call.factor(i) / norm;
            for (int j = 0; j < n; j++) {
                call.dPrediction()[call.dPredictionAt() + i * n + j] = (float) (factor
                        * (call.prediction()[p + j] / norm * cosine - call.targets()[t + j] / targetNorm));
            }
        }
    }

    private static double cosine(LossCall call, int position) {
        int n = call.n();
        int p = call.predictionAt() + position * n;
        int t = call.targetsAt() + position * n;
        double product = 0;
        for (int j = 0; j < n; j++) {
            product += (double) call.prediction()[p + j] * call.targets()[t + j];
        }
        return product / (norm(call.prediction(), p, n) * norm(call.targets(), t, n));
    }

    private static double norm(float[] x, int at, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (double) x[at + j] * x[at + j];
        }
        return Math.max(Math.sqrt(sum), EPSILON);
    }

    @Override
    public String name() {
        return "cosine_similarity";
    }

    @Override
    public String className() {
        return "CosineSimilarity";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
