package dev.vectron.losses;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of independent probabilities, mean over the last axis: L = −Σ (t log p + (1 − t) log(1 − p)) / n.
 *
 * <p>Of probabilities: p is clipped to [1e-7, 1 − 1e-7] as in Keras; ∂L/∂p = ((1 − t) / (1 − p) − t / p) / n, and 0
 * where p was clipped. Of logits x: max(x, 0) − x t + log(1 + exp(−|x|)), ∂L/∂x = (sigmoid(x) − t) / n, which is exact
 * for any x. After a sigmoid layer the latter is used, and the layer's output is still the probabilities.
 *
 * <p>Targets are floats 0 … 1 of the prediction's shape. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use (labels 0 and 1 will do for one output); a smoothing outside of [0, 1] is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(binaryCrossentropy().fromLogits(true));
 * }
 *
 * @param form what the predictions are
 * @param labelSmoothing s: t becomes t (1 − s) + s / 2; 0 ≤ s ≤ 1
 */
public record BinaryCrossentropy(PredictionForm form, float labelSmoothing) implements Loss, Configured {
    private static final double EPSILON = 1e-7;

    /** Checks the smoothing. */
    public BinaryCrossentropy {
        PredictionForm.checkSmoothing("binary_crossentropy", labelSmoothing);
    }

    /**
     * This loss for such predictions.
     *
     * @param logits whether predictions are logits rather than probabilities
     * @return the changed copy
     */
    public BinaryCrossentropy fromLogits(boolean logits) {
        return new BinaryCrossentropy(PredictionForm.of(logits), labelSmoothing);
    }

    /**
     * This loss with smoothed targets.
     *
     * @param smoothing t becomes t (1 − smoothing) + smoothing / 2
     * @return the changed copy
     */
    public BinaryCrossentropy labelSmoothing(double smoothing) {
        return new BinaryCrossentropy(form, (float) smoothing);
    }

    @Override
    public Shape targetShape(Shape prediction) {
        return prediction;
    }

    @Override
    public boolean takesLabels() {
        return false;
    }

    @Override
    public boolean binary() {
        return true;
    }

    @Override
    public String className() {
        return "BinaryCrossentropy";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return PredictionForm.config(form, labelSmoothing);
    }

    @Override
    public String name() {
        return "binary_crossentropy";
    }

    @Override
    public Optional<Loss> fusedWith(Layer last) {
        return form == PredictionForm.PROBABILITIES && last.equals(Activation.SIGMOID)
                ? Optional.of(new BinaryCrossentropy(PredictionForm.LAST_LAYER, labelSmoothing)) : Optional.empty();
    }

    private double target(LossCall call, int element) {
        double t = call.targets()[call.targetsAt() + element];
        return labelSmoothing == 0 ? t : t * (1 - (double) labelSmoothing) + labelSmoothing / 2.0;
    }

    @Override
    public void value(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double sum = 0;
            for (int j = i * n; j < i * n + n; j++) {
                double p = call.prediction()[call.predictionAt() + j];
                sum += form == PredictionForm.PROBABILITIES ? ofProbability(p, target(call, j)) : ofLogit(p,
                        target(call, j));
            }
            call.values()[i] = (float) (sum / n);
        }
        if (form == PredictionForm.LAST_LAYER) {
            call.kernels().activate(ActivationFunction.SIGMOID, 0, call.positions() * n,
                    call.prediction(), call.predictionAt(), call.prediction(), call.predictionAt());
        }
    }

    static double ofLogit(double x, double t) {
        return Math.max(x, 0) - x * t + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    static double ofProbability(double probability, double t) {
        double p = Math.min(Math.max(probability, EPSILON), 1 - EPSILON);
        return -(t * StrictMath.log(p) + (1 - t) * StrictMath.log1p(-p));
    }

    @Override
    public void gradient(LossCall call) {
        switch (form) {
            case PROBABILITIES -> gradientOfProbabilities(call);
            case LOGITS -> {
                call.kernels().activate(ActivationFunction.SIGMOID, 0, call.positions() * call.n(),
                        call.prediction(), call.predictionAt(), call.dPrediction(), call.dPredictionAt());
                gradientOfLogits(call, call.dPrediction(), call.dPredictionAt());
            }
            case LAST_LAYER -> gradientOfLogits(call, call.prediction(), call.predictionAt());
        }
    }

    private void gradientOfLogits(LossCall call, float[] probabilities, int at) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            float factor = call.factor(i) / n;
            for (int j = i * n; j < i * n + n; j++) {
                call.dPrediction()[call.dPredictionAt() + j] = (float) (probabilities[at + j] - target(call,
                        j)) * factor;
            }
        }
    }

    private void gradientOfProbabilities(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double factor = (double) call.factor(i) / n;
            for (int j = i * n; j < i * n + n; j++) {
                double p = call.prediction()[call.predictionAt() + j];
                double t = target(call, j);
                boolean clipped = p < EPSILON || p > 1 - EPSILON;
                call.dPrediction()[call.dPredictionAt() + j] = clipped ? 0
                        : (float) (((1 - t) / (1 - p) - t / p) * factor);
            }
        }
    }
}
