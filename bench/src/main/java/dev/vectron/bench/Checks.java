package dev.vectron.bench;

/** What a benchmark computed must be right, or its time means nothing. */
final class Checks {
    private Checks() {}

    static void same(String what, float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                throw new IllegalStateException(what + ": element " + i + " is " + actual[i] + ", the scalar kernels give " + expected[i]);
            }
        }
    }
}
