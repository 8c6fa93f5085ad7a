package dev.vectron.kernels;

/** Block sizes of the matrix product; they shape memory traffic, never results. */
final class Blocking {
    /** Rows of B packed at a time. */
    static final int KC = 256;
    /** Columns of B packed at a time. */
    static final int NC = 512;

    private Blocking() {}

    static int roundUp(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }
}
