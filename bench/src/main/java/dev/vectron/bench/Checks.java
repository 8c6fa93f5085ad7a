package dev.vectron.bench;

/** What a benchmark computed must be right, or its time means nothing. */
public final class Checks {
    private Checks() {}

    /**
     * Compares bit for bit.
     *
     * @param what names the result in the message
     * @param expected what the scalar kernels computed, or is known
     * @param actual what was timed
     * @throws IllegalStateException if they differ
     */
    public static void same(String what, float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException(what + ": " + actual.length + " values, expected " + expected.length);
        }
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                throw new IllegalStateException(what + ": element " + i + " is " + actual[i] + ", expected "
                        + expected[i]);
            }
        }
    }
}
