package dev.vectron.metrics;

/**
 * How precision and recall go together as the threshold of a yes falls. One point for each distinct score, descending:
 * at threshold s every score ≥ s is a yes. Immutable and thread-safe.
 *
 * <p>Scores and labels of different numbers, labels other than 0 and 1, a score that is NaN, and a class that does not
 * occur are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * PrecisionRecallCurve curve = PrecisionRecallCurve.of(model.predict(x).values(), labels);
 * IO.println(curve.area());
 * for (int i = 0; i < curve.points(); i++) {
 *     IO.println(curve.threshold(i) + ": " + curve.precision(i) + " at " + curve.recall(i));
 * }
 * }
 */
public final class PrecisionRecallCurve {
    private final Steps steps;
    private final double area;

    private PrecisionRecallCurve(Scores scores) {
        this.steps = Steps.of("precision–recall curve", scores, false);
        this.area = scores.averagePrecision();
    }

    /**
     * The curve of scores.
     *
     * @param scores one score a sample, higher for a more certain yes
     * @param labels 1 for a true answer, 0 for a false one
     * @return the curve
     * @throws IllegalArgumentException if there are not as many labels as scores, one is neither 0 nor 1, 1 does not
     *     occur, or a score is NaN
     */
    public static PrecisionRecallCurve of(float[] scores, int[] labels) {
        return of(Steps.scores(scores, labels));
    }

    static PrecisionRecallCurve of(Scores scores) {
        return new PrecisionRecallCurve(scores);
    }

    /** {@return how many points the curve has: as many as there are distinct scores} */
    public int points() {
        return steps.size() - 1;
    }

    /**
     * The threshold of a point, descending.
     *
     * @param i the point, from 0
     * @return the score from which on an answer is a yes
     */
    public float threshold(int i) {
        return steps.threshold(i + 1);
    }

    /**
     * The precision at a point.
     *
     * @param i the point, from 0
     * @return the share of right ones among the yes answers, 0 … 1
     */
    public double precision(int i) {
        return (double) steps.found(i + 1) / steps.yes(i + 1);
    }

    /**
     * The recall at a point, ascending.
     *
     * @param i the point, from 0
     * @return the share of true answers that are found, 0 … 1
     */
    public double recall(int i) {
        return (double) steps.found(i + 1) / steps.positives();
    }

    /** {@return the average precision: Σ recall step · precision, without interpolation, 0 … 1} */
    public double area() {
        return area;
    }

    @Override
    public String toString() {
        return "Precision–recall curve of " + points() + " points, area " + area;
    }
}
