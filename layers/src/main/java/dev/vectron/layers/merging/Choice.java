package dev.vectron.layers.merging;

/** Which of several inputs a value was taken from: the first that equals it. */
final class Choice {
    private Choice() {}

    /** Keeps a gradient only where an input has the output's value, or only where it has another. */
    static void keep(boolean equal, int n, float[] x, int xAt, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            if (x[xAt + i] == y[yAt + i] != equal) {
                g[gAt + i] = 0;
            }
        }
    }
}
