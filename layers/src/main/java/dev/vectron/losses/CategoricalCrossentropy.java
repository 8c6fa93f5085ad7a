package dev.vectron.losses;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of a distribution over classes, L = −Σ t log q over the last axis, for class labels (sparse) or one-hot
 * targets.
 *
 * <p>Of probabilities p: q = p / Σp, clipped to [1e-7, 1 − 1e-7], as in Keras; ∂L/∂p = Σt / Σp − t / p, classes that
 * were clipped counting with t = 0. This is the gradient through the division, as Keras has it; without a softmax layer
 * in front it differs from −t / p. Of logits x: L = Σ t (log Σ exp x − x), ∂L/∂x = softmax(x) · Σt − t. After a softmax
 * layer the latter is used, and the layer's output is still the probabilities.
 *
 * <p>Predictions are [batch, …, classes]: one distribution a sample, for each step of a sequence or each pixel of a
 * picture. Labels are [batch, …], one-hot targets have the predictions' shape. Positions of the label {@code
 * ignoreClass} count neither in the loss nor in the metrics, and the mean is taken over the others. Immutable and
 * thread-safe.
 *
 * <p>Fewer than two classes, and targets of another kind or shape, are a {@code ShapeException}; a label that is no
 * class is a {@code DataException} that names the sample; a smoothing outside of [0, 1] is an {@code
 * IllegalArgumentException}.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(sparseCategoricalCrossentropy());       // labels 0, 1, 2 …
 * Trainer.of(model).optimizer(adam(1e-3)).loss(categoricalCrossentropy().labelSmoothing(0.1));
 * }
 *
 * @param sparse whether targets are class labels
 * @param form what the predictions are
 * @param labelSmoothing s: t becomes t (1 − s) + s / classes; 0 ≤ s ≤ 1. Keras has none for labels; here they count as
 *     one-hot
 * @param ignoreClass a label that does not count, whether it is a class or not; null for none
 */
public record CategoricalCrossentropy(boolean sparse, PredictionForm form, float labelSmoothing,
        @Nullable Integer ignoreClass) implements Loss, Configured {
    private static final double EPSILON = 1e-7;

    /** Checks the options. */
    public CategoricalCrossentropy {
        PredictionForm.checkSmoothing(name(sparse), labelSmoothing);
        if (ignoreClass != null && !sparse) {
            throw new IllegalArgumentException("The loss " + name(sparse) + ": ignoreClass is for class labels; use"
                    + " sparseCategoricalCrossentropy(), or sample weights.");
        }
    }

    /**
     * This loss for such predictions.
     *
     * @param logits whether predictions are logits rather than probabilities
     * @return the changed copy
     */
    public CategoricalCrossentropy fromLogits(boolean logits) {
        return new CategoricalCrossentropy(sparse, PredictionForm.of(logits), labelSmoothing, ignoreClass);
    }

    /**
     * This loss with smoothed targets.
     *
     * @param smoothing t becomes t (1 − smoothing) + smoothing / classes
     * @return the changed copy
     */
    public CategoricalCrossentropy labelSmoothing(double smoothing) {
        return new CategoricalCrossentropy(sparse, form, (float) smoothing, ignoreClass);
    }

    /**
     * This loss without the positions of a label: the border of a segmented picture, 255 in some data sets.
     *
     * {@snippet :
     * sparseCategoricalCrossentropy().ignoreClass(255);
     * }
     *
     * @param label the label that does not count, whether it is a class or not
     * @return the changed copy
     * @throws IllegalArgumentException if targets are not labels
     */
    public CategoricalCrossentropy ignoreClass(int label) {
        return new CategoricalCrossentropy(sparse, form, labelSmoothing, label);
    }

    @Override
    public OptionalInt ignoredLabel() {
        return ignoreClass == null ? OptionalInt.empty() : OptionalInt.of(ignoreClass);
    }

    @Override
    public Shape targetShape(Shape prediction) {
        ClassScores.require(name(), "probability", prediction);
        return sparse ? Shape.of(Arrays.copyOf(prediction.dims(), prediction.rank() - 1)) : prediction;
    }

    @Override
    public boolean takesLabels() {
        return sparse;
    }

    @Override
    public String name() {
        return name(sparse);
    }

    private static String name(boolean sparse) {
        return sparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy";
    }

    @Override
    public Optional<Loss> fusedWith(Layer last) {
        return form == PredictionForm.PROBABILITIES && last.equals(Activation.SOFTMAX)
                ? Optional.of(new CategoricalCrossentropy(sparse, PredictionForm.LAST_LAYER, labelSmoothing,
                        ignoreClass))
                : Optional.empty();
    }

    /** The label of a position, or −1 where there is none or it does not count; throws if it is out of range. */
    private int label(LossCall call, int position) {
        return sparse && !call.isIgnored(position) ? call.label(position) : -1;
    }

    private double target(LossCall call, int position, int label, int j) {
        double t = sparse ? (j == label ? 1 : 0) : call.targets()[call.targetsAt() + position * call.n() + j];
        return labelSmoothing == 0 ? t : t * (1 - (double) labelSmoothing) + labelSmoothing / (double) call.n();
    }

    @Override
    public String className() {
        return sparse ? "SparseCategoricalCrossentropy" : "CategoricalCrossentropy";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = PredictionForm.config(form, labelSmoothing);
        if (sparse) {
            config.put("ignore_class", ignoreClass);
        }
        return config;
    }

    @Override
    public void value(LossCall call) {
        if (ignoreClass != null) {
            call.ignore(ignoreClass);
        }
        if (form == PredictionForm.PROBABILITIES) {
            for (int i = 0; i < call.positions(); i++) {
                call.values()[i] = (float) ofProbabilities(call, i);
            }
            return;
        }
        if (form == PredictionForm.LAST_LAYER && sparse && labelSmoothing == 0 && ignoreClass == null) {
            call.kernels().softmaxCrossentropy(call.positions(), call.n(), call.prediction(), call.predictionAt(),
                    call.checkedLabels(), call.labelsAt(), call.values(), 0);
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
        int label = label(call, position);
        double loss = 0;
        for (int j = 0; j < n; j++) {
            double t = target(call, position, label, j);
            if (t != 0) {
                loss += t * (max - call.prediction()[call.predictionAt() + position * n + j] + logSum);
            }
        }
        return loss;
    }

    private double ofProbabilities(LossCall call, int position) {
        int n = call.n();
        int label = label(call, position);
        double sum = sum(call, position);
        double loss = 0;
        for (int j = 0; j < n; j++) {
            double t = target(call, position, label, j);
            if (t != 0) {
                double q = call.prediction()[call.predictionAt() + position * n + j] / sum;
                loss -= t * StrictMath.log(Math.min(Math.max(q, EPSILON), 1 - EPSILON));
            }
        }
        return loss;
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

    private void gradientOfLogits(LossCall call, float[] probabilities, int at) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            int label = label(call, i);
            float factor = call.factor(i);
            double total = total(call, i, label);
            for (int j = 0; j < n; j++) {
                double p = probabilities[at + i * n + j];
                call.dPrediction()[call.dPredictionAt() + i * n + j] = (float) (p * total - target(call, i, label,
                        j)) * factor;
            }
        }
    }

    private double total(LossCall call, int position, int label) {
        if (sparse) {
            return 1;
        }
        double total = 0;
        for (int j = 0; j < call.n(); j++) {
            total += target(call, position, label, j);
        }
        return total;
    }

    private void gradientOfProbabilities(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            int label = label(call, i);
            int at = call.predictionAt() + i * n;
            double sum = sum(call, i);
            double counted = 0;
            for (int j = 0; j < n; j++) {
                counted += clipped(call.prediction()[at + j] / sum) ? 0 : target(call, i, label, j);
            }
            for (int j = 0; j < n; j++) {
                double p = call.prediction()[at + j];
                double t = clipped(p / sum) ? 0 : target(call, i, label, j);
                double own = t == 0 ? 0 : t / p;
                call.dPrediction()[call.dPredictionAt() + i * n + j] = (float) ((counted / sum - own) * call.factor(i));
            }
        }
    }

    private static boolean clipped(double q) {
        return q < EPSILON || q > 1 - EPSILON;
    }
}
