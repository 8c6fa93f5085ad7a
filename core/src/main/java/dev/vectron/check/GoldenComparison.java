package dev.vectron.check;

import dev.vectron.tensor.Tensor;

/**
 * Compares values with reference values, with a message that names the worst.
 *
 * @param what is compared, for messages
 * @param description of the case that the reference belongs to
 * @param reference the values that are right
 */
record GoldenComparison(String what, String description, Tensor reference) {
    /** Throws if |actual − reference| is over relative · |reference| + absolute anywhere. */
    void verify(float[] actual, int at, double relative, double absolute) {
        float[] expected = reference.values();
        if (actual.length - at < expected.length || at == 0 && actual.length != expected.length) {
            throw new AssertionError(what + " has " + expected.length + " values "
                    + reference.shape()
                    + ", got " + (actual.length - at) + ".");
        }
        int worst = -1;
        double worstExcess = 0;
        for (int i = 0; i < expected.length; i++) {
            double excess = excess(actual[at + i], expected[i], relative * Math.abs(expected[i]) + absolute);
            if (excess > worstExcess) {
                worstExcess = excess;
                worst = i;
            }
        }
        if (worst >= 0) {
            double allowed = relative * Math.abs(expected[worst]) + absolute;
            throw new AssertionError(what + " at " + Indices.of(reference.shape(), worst)
                    + ": expected " + expected[worst]
                    + ", got " + actual[at + worst] + "; they differ by "
                    + Math.abs((double) actual[at + worst] - expected[worst])
                    + ", allowed are " + allowed + " (" + description + ").");
        }
    }

    /** How far a difference is over what is allowed; infinite where only one of the two is NaN or infinite. */
    private static double excess(float a, float b, double allowed) {
        if (a == b || Float.isNaN(a) && Float.isNaN(b)) {
            return 0;
        }
        double difference = Math.abs((double) a - b);
        return Double.isFinite(difference) ? difference - allowed : Double.POSITIVE_INFINITY;
    }

    /** The largest magnitude of finite values. */
    static double largest(float[] values) {
        double largest = 0;
        for (float v : values) {
            largest = Float.isFinite(v) ? Math.max(largest, Math.abs(v)) : largest;
        }
        return largest;
    }
}
