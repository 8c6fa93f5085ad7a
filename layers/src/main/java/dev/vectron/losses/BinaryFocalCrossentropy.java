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
 * Focal binary cross-entropy, mean over the last axis: L = Σ w (1 − q)^gamma b / n, where b is the binary cross-entropy
 * of p and q = t p + (1 − t)(1 − p) the probability of the true answer. What is right already counts little, so that
 * many easy samples do not drown few hard ones. w is 1, or with class balancing alpha t + (1 − alpha)(1 − t).
 *
 * <p>Of probabilities: in b, p is clipped to [1e-7, 1 − 1e-7] as in Keras, and where it was b has the gradient 0. Of
 * logits, p is their sigmoid; behind a sigmoid layer the loss is computed from the logits as well, exactly, and the
 * layer's output is still the probabilities.
 *
 * <p>Predictions [batch, …, n], targets are floats 0 … 1 of the same shape. Sums are taken in double. Immutable and
 * thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use; a factor or exponent that is negative or no number, and a smoothing outside of [0, 1], are an {@code
 * IllegalArgumentException}.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(binaryFocalCrossentropy().gamma(2).applyClassBalancing(true));
 * }
 *
 * <p>Source: T.-Y. Lin et al., Focal loss for dense object detection, 2017.
 *
 * @param applyClassBalancing whether ones are weighted by alpha and zeros by 1 − alpha; false by default
 * @param alpha the weight of ones, 0.25 by default
 * @param gamma how strongly right answers are weakened, at least 0; 2 by default
 * @param form what the predictions are
 * @param labelSmoothing s: t becomes t (1 − s) + s / 2; 0 ≤ s ≤ 1
 */
public record BinaryFocalCrossentropy(boolean applyClassBalancing, float alpha, float gamma, PredictionForm form,
        float labelSmoothing) implements Loss, Configured {
    private static final double EPSILON = 1e-7;

    /** Checks the numbers. */
    public BinaryFocalCrossentropy {
        FocalFactor.check("binary_focal_crossentropy", alpha, gamma);
        PredictionForm.checkSmoothing("binary_focal_crossentropy", labelSmoothing);
    }

    /**
     * This loss with or without weights of the two answers.
     *
     * @param balancing whether ones are weighted by alpha and zeros by 1 − alpha
     * @return the changed copy
     */
    public BinaryFocalCrossentropy applyClassBalancing(boolean balancing) {
        return new BinaryFocalCrossentropy(balancing, alpha, gamma, form, labelSmoothing);
    }

    /**
     * This loss with another weight of ones, for class balancing.
     *
     * @param weight the weight of ones; zeros have 1 − weight
     * @return the changed copy
     */
    public BinaryFocalCrossentropy alpha(double weight) {
        return new BinaryFocalCrossentropy(applyClassBalancing, (float) weight, gamma, form, labelSmoothing);
    }

    /**
     * This loss with another exponent.
     *
     * @param exponent how strongly right answers are weakened, at least 0
     * @return the changed copy
     */
    public BinaryFocalCrossentropy gamma(double exponent) {
        return new BinaryFocalCrossentropy(applyClassBalancing, alpha, (float) exponent, form, labelSmoothing);
    }

    /**
     * This loss for such predictions.
     *
     * @param logits whether predictions are logits rather than probabilities
     * @return the changed copy
     */
    public BinaryFocalCrossentropy fromLogits(boolean logits) {
        return with(PredictionForm.of(logits));
    }

    /**
     * This loss with smoothed targets.
     *
     * @param smoothing t becomes t (1 − smoothing) + smoothing / 2
     * @return the changed copy
     */
    public BinaryFocalCrossentropy labelSmoothing(double smoothing) {
        return new BinaryFocalCrossentropy(applyClassBalancing, alpha, gamma, form, (float) smoothing);
    }

    private BinaryFocalCrossentropy with(PredictionForm other) {
        return new BinaryFocalCrossentropy(applyClassBalancing, alpha, gamma, other, labelSmoothing);
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
    public Optional<Loss> fusedWith(Layer last) {
        return form == PredictionForm.PROBABILITIES && last.equals(Activation.SIGMOID)
                ? Optional.of(with(PredictionForm.LAST_LAYER)) : Optional.empty();
    }

    private double target(LossCall call, int element) {
        double t = call.targets()[call.targetsAt() + element];
        return labelSmoothing == 0 ? t : t * (1 - (double) labelSmoothing) + labelSmoothing / 2.0;
    }

    private double weight(double t) {
        return applyClassBalancing ? t * alpha + (1 - t) * (1 - (double) alpha) : 1;
    }

    /** 1 − q: the probability of the wrong answer. */
    private static double wrong(double p, double t) {
        return t * (1 - p) + (1 - t) * p;
    }

    @Override
    public void value(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double sum = 0;
            for (int j = i * n; j < i * n + n; j++) {
                double x = call.prediction()[call.predictionAt() + j];
                double t = target(call, j);
                sum += form == PredictionForm.PROBABILITIES
                        ? weight(t) * FocalFactor.of(wrong(x, t), gamma) * BinaryCrossentropy.ofProbability(x, t)
                        : weight(t) * FocalFactor.of(wrong(sigmoid(x), t), gamma) * BinaryCrossentropy.ofLogit(x, t);
            }
            call.values()[i] = (float) (sum / n);
        }
        if (form == PredictionForm.LAST_LAYER) {
            call.kernels().activate(ActivationFunction.SIGMOID, 0, call.positions() * n,
                    call.prediction(), call.predictionAt(), call.prediction(), call.predictionAt());
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
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

    /** With ∂p/∂x = p (1 − p), so that p log p takes the place of log p and nothing is infinite. */
    private void gradientOfLogits(LossCall call, float[] probabilities, int at) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double factor = (double) call.factor(i) / n;
            for (int j = i * n; j < i * n + n; j++) {
                double p = probabilities[at + j];
                double t = target(call, j);
                double wrong = wrong(p, t);
                double entropy = -(t * (1 - p) * xLogX(p) + (1 - t) * p * xLogX(1 - p));
                double slope = FocalFactor.derivative(wrong, gamma) * (1 - 2 * t) * entropy
                        + FocalFactor.of(wrong, gamma) * (p - t);
                call.dPrediction()[call.dPredictionAt() + j] = (float) (weight(t) * slope * factor);
            }
        }
    }

    private static double xLogX(double x) {
        return x == 0 ? 0 : x * StrictMath.log(x);
    }

    private void gradientOfProbabilities(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double factor = (double) call.factor(i) / n;
            for (int j = i * n; j < i * n + n; j++) {
                double p = call.prediction()[call.predictionAt() + j];
                double t = target(call, j);
                double wrong = wrong(p, t);
                boolean clipped = p < EPSILON || p > 1 - EPSILON;
                double entropySlope = clipped ? 0 : (1 - t) / (1 - p) - t / p;
                double slope = FocalFactor.derivative(wrong, gamma) * (1 - 2 * t)
                        * BinaryCrossentropy.ofProbability(p, t) + FocalFactor.of(wrong, gamma) * entropySlope;
                call.dPrediction()[call.dPredictionAt() + j] = (float) (weight(t) * slope * factor);
            }
        }
    }

    @Override
    public String name() {
        return "binary_focal_crossentropy";
    }

    @Override
    public String className() {
        return "BinaryFocalCrossentropy";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = PredictionForm.config(form, labelSmoothing);
        config.put("apply_class_balancing", applyClassBalancing);
        config.put("alpha", alpha);
        config.put("gamma", gamma);
        return config;
    }
}
