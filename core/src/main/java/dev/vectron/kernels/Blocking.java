package dev.vectron.kernels;

/** Block sizes of the matrix product and the convolutions; they shape memory traffic, never results. */
final class Blocking {
    /** Rows of B packed at a time: a panel of 16 or 32 columns then stays in the first-level cache. */
    static final int KC = 256;
    /** Columns of B packed at a time. */
    static final int NC = 512;
    /** Rows of A taken at a time: MC·KC floats stay in the second-level cache. */
    static final int MC = 120;
    /** Floats between rows of A that were copied: no power of two, so that they do not compete for the same lines. */
    static final int A_STEP = KC + 8;
    private static final int FEW_COLUMNS = 64;
    private static final int L1_FLOATS = 1 << 12;
    private static final int L1_ROWS = 12;
    /** Rows of a tile in scratch, where a matrix has fewer columns left than a panel; a multiple of packed rows. */
    static final int TILE_ROWS = 48;
    /** Output pixels of a convolution computed at a time. */
    static final int TILE_PIXELS = 48;
    /**
     * Floats of packed convolution kernel that are used on all rows before the next: they stay in the second-level
     * cache.
     */
    static final int KERNEL_FLOATS = 1 << 16;

    /** Floats of a matrix whose columns are scaled or summed at a time: they stay in the first-level cache. */
    static final int ROW_FLOATS = 1 << 11;
    /** Rows of such a block, however long they are. */
    static final int FEWEST_ROWS = 8;

    /** Floats of B packed at a time, at least KC rows of them: they stay in the second-level cache. */
    private static final int PACKED_FLOATS = 1 << 15;

    private Blocking() {}

    /** Rows of B packed at a time, of k: all where they fit, otherwise whole blocks. */
    static int packedDepth(int columns, int k) {
        int most = PACKED_FLOATS / roundUp(columns, Kernels.PANEL);
        return k <= most ? k : Math.max(1, most / KC) * KC;
    }

    /** Floats of one packed block of B; no fewer for larger sizes. */
    static int packedFloats(int n, int k) {
        long columns = roundUp(Math.min(n, NC), Kernels.PANEL);
        return (int) Math.min(columns * k, Math.max(PACKED_FLOATS, columns * KC));
    }

    /** Rows of A taken at a time; few where all of B stays in the first-level cache, so that C grows row by row. */
    static int rows(int n, int k) {
        return n > FEW_COLUMNS && (long) k * Math.min(n, NC) <= L1_FLOATS ? L1_ROWS : MC;
    }

    static int roundUp(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }
}
