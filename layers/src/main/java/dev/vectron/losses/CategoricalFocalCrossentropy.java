package dev.vectron.losses;

import dev.vectron.activations.Softmax;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Focal cross-entropy of a distribution over classes: L = −alpha Σ t (1 − q)^gamma log q over the last axis. Classes
 * that are predicted well already count little.
 *
 * <p>Of probabilities p: q = p / Σp, clipped to [1e-7, 1 − 1e-7], as in Keras; the gradient goes through the division,
 * and is 0 where q was clipped. Of logits q is their softmax; behind a softmax layer the loss is computed from the
 * logits as well, exactly, and the layer's output is still the probabilities.
 *
 * <p>Predictions [batch, …, classes], targets (one-hot, as of {@code data.oneHot()}) of the same shape, and at least
 * two classes. For a weight of its own for each class use class weights. Sums are taken in double. Immutable and
 * thread-safe.
 *
 * <p>Fewer than two classes, and targets of another kind or shape, are a {@code ShapeException}; a factor or exponent
 * that is negative or no number, and a smoothing outside of [0, 1], are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(categoricalFocalCrossentropy().gamma(1)).fit(data.oneHot(), fit());
 * }
 *
 * <p>Source: T.-Y. Lin et al., Focal loss for dense object detection, 2017.
 *
 * @param alpha the weight of all classes, 0.25 by default
 * @param gamma how strongly right answers are weakened, at least 0; 2 by default
 * @param form what the predictions are
 * @param labelSmoothing s: t becomes t (1 − s) + s / classes; 0 ≤ s ≤ 1
 */
public record CategoricalFocalCrossentropy(float alpha, float gamma, PredictionForm form, float labelSmoothing)
        implements Loss, Configured {
    private static final double EPSILON = 1e-7;

    /** Checks the numbers. */
    public CategoricalFocalCrossentropy {
        FocalFactor.check("categorical_focal_crossentropy", alpha, gamma);
        PredictionForm.checkSmoothing("categorical_focal_crossentropy", labelSmoothing);
    }

    /**
     * This loss with another weight.
     *
     * @param weight the weight of all classes
     * @return the changed copy
     */
    public CategoricalFocalCrossentropy alpha(double weight) {
        return new CategoricalFocalCrossentropy((float) weight, gamma, form, labelSmoothing);
    }

    /**
     * This loss with another exponent.
     *
     * @param exponent how strongly right answers are weakened, at least 0
     * @return the changed copy
     */
    public CategoricalFocalCrossentropy gamma(double exponent) {
        return new CategoricalFocalCrossentropy(alpha, (float) exponent, form, labelSmoothing);
    }

    /**
     * This loss for such predictions.
     *
     * @param logits whether predictions are logits rather than probabilities
     * @return the changed copy
     */
    public CategoricalFocalCrossentropy fromLogits(boolean logits) {
        return new CategoricalFocalCrossentropy(alpha, gamma, PredictionForm.of(logits), labelSmoothing);
    }

    /**
     * This loss with smoothed targets.
     *
     * @param smoothing t becomes t (1 − smoothing) + smoothing / classes
     * @return the changed copy
     */
    public CategoricalFocalCrossentropy labelSmoothing(double smoothing) {
        return new CategoricalFocalCrossentropy(alpha, gamma, form, (float) smoothing);
    }

    @Override
    public Shape targetShape(Shape prediction) {
        return ClassScores.require(name(), "probability", prediction);
    }

    @Override
    public boolean takesLabels() {
        return false;
    }

    @Override
    public Optional<Loss> fusedWith(Layer last) {
        return form == PredictionForm.PROBABILITIES && last instanceof Softmax
                ? Optional.of(new CategoricalFocalCrossentropy(alpha, gamma, PredictionForm.LAST_LAYER, labelSmoothing))
                : Optional.empty();
    }

    private double target(LossCall call, int element) {
        double t = call.targets()[call.targetsAt() + element];
        return labelSmoothing == 0 ? t : t * (1 - (double) labelSmoothing) + labelSmoothing / (double) call.n();
    }

    @Override
    public void value(LossCall call) {
        if (form == PredictionForm.PROBABILITIES) {
            for (int i = 0; i < call.positions(); i++) {
                call.values()[i] = (float) ofProbabilities(call, i);
            }
            return;
        }
        call.kernels().logSumExpAboveMax(call.positions(), call.n(), call.prediction(), call.predictionAt(),
                call.values(), 0);
        for (int i = 0; i < call.positions(); i++) {
            call.values()[i] = (float) ofLogits(call, i, call.values()[i]);
        }
        if (form == PredictionForm.LAST_LAYER) {
            call.kernels().softmax(call.positions(), call.n(), call.prediction(), call.predictionAt(),
                    call.prediction(), call.predictionAt());
        }
    }

    /** The largest logit goes first: between large logits a small loss keeps its digits. */
    private double ofLogits(LossCall call, int position, double logSum) {
        int n = call.n();
        double max = ClassScores.largest(call, position);
        double loss = 0;
        for (int j = position * n; j < position * n + n; j++) {
            double t = target(call, j);
            if (t != 0) {
                double log = Math.min(call.prediction()[call.predictionAt() + j] - max - logSum, 0);
                loss -= t * FocalFactor.of(-StrictMath.expm1(log), gamma) * log;
            }
        }
        return alpha * loss;
    }

    private double ofProbabilities(LossCall call, int position) {
        int n = call.n();
        double sum = sum(call, position);
        double loss = 0;
        for (int j = position * n; j < position * n + n; j++) {
            double t = target(call, j);
            if (t != 0) {
                double p = call.prediction()[call.predictionAt() + j] / sum;
                double q = Math.min(Math.max(p, EPSILON), 1 - EPSILON);
                loss -= t * FocalFactor.of(1 - q, gamma) * StrictMath.log(q);
            }
        }
        return alpha * loss;
    }

    private static double sum(LossCall call, int position) {
        int at = call.predictionAt() + position * call.n();
        double sum = 0;
        for (int j = 0; j < call.n(); j++) {
            sum += call.prediction()[at + j];
        }
        return sum;
    }

    @Override
    public void gradient(LossCall call) {
        switch (form) {
            case PROBABILITIES -> gradientOfProbabilities(call);
            case LOGITS -> {
                call.kernels().softmax(call.positions(), call.n(), call.prediction(), call.predictionAt(),
                        call.dPrediction(), call.dPredictionAt());
                gradientOfLogits(call, call.dPrediction(), call.dPredictionAt());
            }
            case LAST_LAYER -> gradientOfLogits(call, call.prediction(), call.predictionAt());
        }
    }

    /** q ∂L/∂q / alpha: what log q would have in ∂L/∂x, were it not for the softmax's sum. */
    private double slope(double q, double t) {
        if (t == 0) {
            return 0;
        }
        double qLogQ = q == 0 ? 0 : q * StrictMath.log(q);
        return t * (FocalFactor.derivative(1 - q, gamma) * qLogQ - FocalFactor.of(1 - q, gamma));
    }

    /** ∂L/∂x of class k = alpha (s of class k − q of class k · Σ s), s being the slopes. */
    private void gradientOfLogits(LossCall call, float[] probabilities, int at) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double total = 0;
            for (int j = i * n; j < i * n + n; j++) {
                total += slope(Math.min(probabilities[at + j], 1), target(call, j));
            }
            double factor = (double) call.factor(i) * alpha;
            for (int j = i * n; j < i * n + n; j++) {
                double q = Math.min(probabilities[at + j], 1);
                call.dPrediction()[call.dPredictionAt() + j] = (float) ((slope(q, target(call, j)) - q * total)
                        * factor);
            }
        }
    }

    private void gradientOfProbabilities(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double sum = sum(call, i);
            double total = 0;
            for (int j = i * n; j < i * n + n; j++) {
                total += unclippedSlope(call.prediction()[call.predictionAt() + j] / sum, target(call, j));
            }
            double factor = (double) call.factor(i) * alpha;
            for (int j = i * n; j < i * n + n; j++) {
                double p = call.prediction()[call.predictionAt() + j];
                double own = unclippedSlope(p / sum, target(call, j));
                call.dPrediction()[call.dPredictionAt() + j] = (float) (((own == 0 ? 0 : own / p) - total / sum)
                        * factor);
            }
        }
    }

    private double unclippedSlope(double q, double t) {
        return q < EPSILON || q > 1 - EPSILON ? 0 : slope(q, t);
    }

    @Override
    public String name() {
        return "categorical_focal_crossentropy";
    }

    @Override
    public String className() {
        return "CategoricalFocalCrossentropy";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = PredictionForm.config(form, labelSmoothing);
        config.put("alpha", alpha);
        config.put("gamma", gamma);
        return config;
    }
}
