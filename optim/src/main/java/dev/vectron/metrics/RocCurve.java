package dev.vectron.metrics;

/**
 * How the rates of true and false alarms go together as the threshold of a yes falls: receiver operating
 * characteristic.
 *
 * <p>Point 0 is at an infinite threshold, where nothing is a yes; then there is one for each distinct score,
 * descending: at threshold s every score ≥ s is a yes. True positive rate = found / true answers, false positive rate
 * = wrong yes / false answers. Immutable and thread-safe.
 *
 * <p>Scores and labels of different numbers, labels other than 0 and 1, a score that is NaN, and a class that does not
 * occur are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * RocCurve curve = RocCurve.of(model.predict(x).values(), labels);
 * IO.println(curve.area());
 * for (int i = 0; i < curve.points(); i++) {
 *     IO.println(curve.threshold(i) + ": " + curve.truePositiveRate(i) + " for " + curve.falsePositiveRate(i));
 * }
 * }
 */
public final class RocCurve {
    private final Steps steps;
    private final double area;

    private RocCurve(Scores scores) {
        this.steps = Steps.of("ROC curve", scores, true);
        this.area = scores.rocArea();
    }

    /**
     * The curve of scores.
     *
     * @param scores one score a sample, higher for a more certain yes
     * @param labels 1 for a true answer, 0 for a false one
     * @return the curve
     * @throws IllegalArgumentException if there are not as many labels as scores, one is neither 0 nor 1, 0 or 1 does
     *     not occur, or a score is NaN
     */
    public static RocCurve of(float[] scores, int[] labels) {
        return of(Steps.scores(scores, labels));
    }

    static RocCurve of(Scores scores) {
        return new RocCurve(scores);
    }

    /** {@return how many points the curve has: one more than distinct scores} */
    public int points() {
        return steps.size();
    }

    /**
     * The threshold of a point.
     *
     * @param i the point, from 0
     * @return the score from which on an answer is a yes; infinite for point 0
     */
    public float threshold(int i) {
        return steps.threshold(i);
    }

    /**
     * The rate of true alarms at a point, ascending.
     *
     * @param i the point, from 0
     * @return the share of true answers that are found, 0 … 1
     */
    public double truePositiveRate(int i) {
        return (double) steps.found(i) / steps.positives();
    }

    /**
     * The rate of false alarms at a point, ascending.
     *
     * @param i the point, from 0
     * @return the share of false answers that are taken for true, 0 … 1
     */
    public double falsePositiveRate(int i) {
        return (double) (steps.yes(i) - steps.found(i)) / steps.negatives();
    }

    /** {@return the area under the curve, the exact share of rightly ordered pairs, 0 … 1} */
    public double area() {
        return area;
    }

    @Override
    public String toString() {
        return "ROC curve of " + points() + " points, area " + area;
    }
}
