package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/**
 * What predictions and targets say of classes, by the shape of the one and the kind of the other.
 *
 * <p>Labels, or float targets for several outputs: the class of the largest output, the first of equal ones. One
 * output: class 1 if it is strictly over the threshold, else 0; a target over 0.5 is class 1. Several outputs under a
 * binary loss: every output is a yes or no of its own, by the same threshold.
 */
final class Answers {
    private static final float TRUE_FROM = 0.5f;

    private enum Kind {
        LABELS, ONE_HOT, ONE_OUTPUT, SEPARATE
    }

    private final Kind kind;
    private final int outputs;
    private final float threshold;

    private Answers(Kind kind, int outputs, float threshold) {
        this.kind = kind;
        this.outputs = outputs;
        this.threshold = threshold;
    }

    static Answers of(Shape prediction, Loss loss, float threshold) {
        int n = prediction.rank() == 0 ? 1 : prediction.dim(-1);
        Kind kind = loss.takesLabels() ? Kind.LABELS : n == 1 ? Kind.ONE_OUTPUT
                : loss.binary() ? Kind.SEPARATE : Kind.ONE_HOT;
        return new Answers(kind, n, threshold);
    }

    /** As {@link #of}, for metrics to which a position has one class. */
    static Answers ofClasses(String metric, Shape prediction, Loss loss, float threshold) {
        Answers answers = of(prediction, loss, threshold);
        if (answers.areSeparate()) {
            throw new ShapeException("Metric " + metric + ": under the loss " + loss.name() + " each of the "
                    + answers.outputs + " outputs is an answer of its own, so there are no classes to compare; "
                    + "use it with one output, or with categoricalCrossentropy().");
        }
        return answers;
    }

    /** Whether every output is a yes or no of its own. */
    boolean areSeparate() {
        return kind == Kind.SEPARATE;
    }

    boolean areOfOneOutput() {
        return kind == Kind.ONE_OUTPUT;
    }

    boolean areLabels() {
        return kind == Kind.LABELS;
    }

    int outputs() {
        return outputs;
    }

    /** How many classes there are: 2 for one output. */
    int classes() {
        return kind == Kind.ONE_OUTPUT ? 2 : outputs;
    }

    /** The class that a position was given. */
    int predicted(LossCall batch, int position) {
        if (kind == Kind.ONE_OUTPUT) {
            return says(batch, position, 0) ? 1 : 0;
        }
        return largest(batch.prediction(), batch.predictionAt() + position * outputs, outputs);
    }

    /** The true class of a position. */
    int actual(LossCall batch, int position) {
        if (kind == Kind.LABELS) {
            return batch.label(position);
        }
        if (kind == Kind.ONE_OUTPUT) {
            return isTrue(batch, position, 0) ? 1 : 0;
        }
        return largest(batch.targets(), batch.targetsAt() + position * outputs, outputs);
    }

    /** Whether an output taken for itself says yes. */
    boolean says(LossCall batch, int position, int output) {
        return batch.prediction()[batch.predictionAt() + position * outputs + output] > threshold;
    }

    /** Whether yes is the true answer for an output taken for itself. */
    boolean isTrue(LossCall batch, int position, int output) {
        return kind == Kind.LABELS ? batch.label(position) == output
                : batch.targets()[batch.targetsAt() + position * outputs + output] > TRUE_FROM;
    }

    /** The place of the largest of n values, the first of equal ones. */
    static int largest(float[] x, int at, int n) {
        int best = 0;
        for (int j = 1; j < n; j++) {
            if (x[at + j] > x[at + best]) {
                best = j;
            }
        }
        return best;
    }
}
