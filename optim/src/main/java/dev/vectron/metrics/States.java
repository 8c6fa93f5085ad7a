package dev.vectron.metrics;

/** Checks of the states of accumulators. */
final class States {
    private States() {}

    static void check(double[] state, int length) {
        if (state.length != length) {
            throw new IllegalArgumentException("This metric's state has " + length + " numbers, got " + state.length
                    + "; it is that of another metric, or of another number of classes.");
        }
    }

    /** Appends counts, which a double holds exactly up to 2^53; returns where the next ones go. */
    static int put(long[] counts, double[] to, int at) {
        for (int i = 0; i < counts.length; i++) {
            to[at + i] = counts[i];
        }
        return at + counts.length;
    }

    /** Reads counts back; returns where the next ones are. */
    static int take(double[] from, int at, long[] counts) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (long) from[at + i];
        }
        return at + counts.length;
    }
}
