package dev.vectron.metrics;

import java.util.Arrays;

/** How often each class was the true one, was answered, and both; with the scores that follow from these alone. */
final class ClassCounts {
    private final long[] right;
    private final long[] predicted;
    private final long[] actual;
    private long total;

    ClassCounts(int classes) {
        right = new long[classes];
        predicted = new long[classes];
        actual = new long[classes];
    }

    int classes() {
        return right.length;
    }

    /** Counts a position of one class. */
    void add(int trueClass, int answer, long times) {
        actual[trueClass] += times;
        predicted[answer] += times;
        right[answer] += trueClass == answer ? times : 0;
        total += times;
    }

    /** Counts an output that is a yes or no of its own. */
    void add(int output, boolean isTrue, boolean saysYes) {
        actual[output] += isTrue ? 1 : 0;
        predicted[output] += saysYes ? 1 : 0;
        right[output] += isTrue && saysYes ? 1 : 0;
        total++;
    }

    void clear() {
        Arrays.fill(right, 0);
        Arrays.fill(predicted, 0);
        Arrays.fill(actual, 0);
        total = 0;
    }

    long total() {
        return total;
    }

    long support(int c) {
        return actual[c];
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    double accuracy() {
        return total == 0 ? Double.NaN : (double) sum(right) / total;
    }

    /** F-beta of one class: precision for beta 0, recall for an infinite beta. */
    double fBeta(double beta, int c) {
        return fBeta(beta, right[c], predicted[c], actual[c]);
    }

    double fBeta(double beta, Averaging average) {
        if (average == Averaging.POOLED || average == Averaging.MICRO) {
            return fBeta(beta, sum(right), sum(predicted), sum(actual));
        }
        double sum = 0;
        double weights = 0;
        for (int c = 0; c < right.length; c++) {
            double weight = average == Averaging.MACRO ? 1 : actual[c];
            sum += weight * fBeta(beta, c);
            weights += weight;
        }
        return weights == 0 ? 0 : sum / weights;
    }

    /** (1 + b²) P R / (b² P + R) with P = right / predicted, R = right / actual; 0 / 0 counts as 0. */
    private static double fBeta(double beta, long right, long predicted, long actual) {
        if (right == 0) {
            return 0;
        }
        if (Double.isInfinite(beta)) {
            return (double) right / actual;
        }
        double square = beta * beta;
        return (1 + square) * right / (predicted + square * actual);
    }

    /** Agreement beyond chance: (p − e) / (1 − e); 0 where chance alone agrees always. */
    double cohenKappa() {
        double n = total;
        double chance = 0;
        for (int c = 0; c < right.length; c++) {
            chance += predicted[c] / n * (actual[c] / n);
        }
        double agreement = sum(right) / n;
        return chance == 1 ? 0 : (agreement - chance) / (1 - chance);
    }

    /** Correlation of answers and truth, for any number of classes; 0 where one of them is always the same class. */
    double matthewsCorrelation() {
        double n = total;
        double both = 0;
        double answers = 0;
        double truths = 0;
        for (int c = 0; c < right.length; c++) {
            both += (double) predicted[c] * actual[c];
            answers += (double) predicted[c] * predicted[c];
            truths += (double) actual[c] * actual[c];
        }
        double spread = Math.sqrt(n * n - answers) * Math.sqrt(n * n - truths);
        return spread == 0 ? 0 : (sum(right) * n - both) / spread;
    }

    double[] state() {
        double[] state = new double[3 * right.length + 1];
        int at = States.put(actual, state, States.put(predicted, state, States.put(right, state, 0)));
        state[at] = total;
        return state;
    }

    void restore(double[] state) {
        States.check(state, 3 * right.length + 1);
        int at = States.take(state, States.take(state, States.take(state, 0, right), predicted), actual);
        total = (long) state[at];
    }
}
