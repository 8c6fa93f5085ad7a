package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.tensor.Shape;

/**
 * Gathers what can be said of a classifier beyond single numbers: its confusion matrix, and for models of one output
 * also its curves. Counts once, whatever is asked of it later. Not thread-safe.
 *
 * <p>A position belongs to the class of its label, or of its one-hot target, and was given that of its largest output;
 * with one output class 1 if it is over 0.5, else 0. What cannot be counted is said when it is asked for: targets that
 * are no classes (a regression), several yes-or-no outputs, over 2,048 classes.
 *
 * <p>What cannot be counted is an {@code IllegalStateException} that says why.
 *
 * {@snippet :
 * var tally = new ClassificationTally(Shape.of(10), sparseCategoricalCrossentropy());
 * tally.add(call);       // the loss call of each batch
 * IO.println(tally.confusion().table());
 * }
 */
public final class ClassificationTally {
    private static final int MOST_CLASSES = 2048;
    private static final float SUM_TOLERANCE = 1e-3f;

    private final Answers answers;
    private final Scores scores = new Scores();
    private final boolean keepsScores;
    private final long[][] counts;
    private String obstacle = "";

    /**
     * An empty tally.
     *
     * @param prediction the model's output shape, without the batch axis
     * @param loss the loss, which says whether targets are labels or floats
     */
    public ClassificationTally(Shape prediction, Loss loss) {
        this.answers = Answers.of(prediction, loss, FScore.HALF);
        // Scores of every pixel of every picture would be too many to keep.
        this.keepsScores = answers.areOfOneOutput() && prediction.size() == 1;
        int classes = answers.classes();
        if (answers.areSeparate()) {
            obstacle = "under the loss " + loss.name() + " each of the " + classes
                    + " outputs is an answer of its own; there are metrics for that: precision(), f1().average(…)";
        } else if (classes > MOST_CLASSES) {
            obstacle = "it has " + classes + " classes, over " + MOST_CLASSES;
        }
        this.counts = obstacle.isEmpty() ? new long[classes][classes] : new long[0][0];
    }

    /**
     * Takes a batch into account.
     *
     * @param batch the predictions and targets, after the loss was computed; to be read only
     */
    public void add(LossCall batch) {
        for (int i = 0; i < batch.positions() && obstacle.isEmpty(); i++) {
            if (batch.isMasked(i)) {
                continue;
            }
            if (!answers.areLabels()) {
                checkTarget(batch, i);
            }
            counts[answers.actual(batch, i)][answers.predicted(batch, i)]++;
            if (keepsScores) {
                scores.add(batch.prediction()[batch.predictionAt() + i], answers.isTrue(batch, i, 0));
            }
        }
    }

    private void checkTarget(LossCall batch, int position) {
        int n = batch.n();
        int at = batch.targetsAt() + position * n;
        float sum = 0;
        boolean probabilities = true;
        for (int j = 0; j < n; j++) {
            float t = batch.targets()[at + j];
            sum += t;
            probabilities &= t >= 0 && t <= 1;
        }
        if (n == 1 && sum != 0 && Math.abs(sum) != 1) {
            obstacle = "its targets are no classes: there is " + sum + " where 0 or 1 is expected";
        } else if (n > 1 && !(probabilities && Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            obstacle = "its targets are no classes: they are not one-hot";
        }
    }

    /**
     * {@return the confusion matrix}
     *
     * @throws IllegalStateException if there is none; the message says why
     */
    public ConfusionMatrix confusion() {
        check("confusion matrix");
        return ConfusionMatrix.of(counts);
    }

    /**
     * The confusion matrix of a model of one output for another threshold.
     *
     * @param threshold outputs strictly over it are class 1
     * @return the matrix of the classes 0 and 1
     * @throws IllegalStateException if the model has another shape of output; the message says so
     */
    public ConfusionMatrix confusion(double threshold) {
        checkScores("confusion matrix of a threshold");
        long[][] own = new long[2][2];
        for (int i = 0; i < scores.size(); i++) {
            own[scores.isTrue(i) ? 1 : 0][scores.score(i) > (float) threshold ? 1 : 0]++;
        }
        return ConfusionMatrix.of(own);
    }

    /**
     * {@return the ROC curve of a model of one output}
     *
     * @throws IllegalStateException if the model has another shape of output; the message says so
     * @throws IllegalArgumentException if one of the classes does not occur, or a score is NaN
     */
    public RocCurve rocCurve() {
        checkScores("ROC curve");
        return RocCurve.of(scores);
    }

    /**
     * {@return the precision–recall curve of a model of one output}
     *
     * @throws IllegalStateException if the model has another shape of output; the message says so
     * @throws IllegalArgumentException if class 1 does not occur, or a score is NaN
     */
    public PrecisionRecallCurve precisionRecallCurve() {
        checkScores("precision–recall curve");
        return PrecisionRecallCurve.of(scores);
    }

    private void check(String what) {
        if (!obstacle.isEmpty()) {
            throw new IllegalStateException("This model has no " + what + ": " + obstacle + ".");
        }
    }

    private void checkScores(String what) {
        check(what);
        if (!keepsScores) {
            throw new IllegalStateException("This model has no " + what + ": it needs one output, this one has "
                    + answers.outputs() + (answers.areOfOneOutput() ? " at each of several positions"
                            : "; of one class against the rest there is rocAuc().ofClass(…) as a metric") + ".");
        }
    }
}
