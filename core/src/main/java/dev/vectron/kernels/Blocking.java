package dev.vectron.kernels;

/** Block sizes of the matrix product and the convolutions; they shape memory traffic, never results. */
final class Blocking {
    /** Steps of a chain where a panel of 16 or 32 columns of B is to stay in the first-level cache. */
    static final int KC = 256;
    /**
     * Steps of a chain in a matrix product: panels of B and tiles of A then stream from the second-level cache, for
     * which there is time enough; shorter parts write and read C more often.
     */
    static final int DEPTH = 1024;
    /** Columns of B packed at a time. */
    static final int NC = 512;
    /** Rows of A taken at a time, a multiple of all tiles' rows; fewer if they are long. */
    static final int MC = 144;
    /** Floats of A taken at a time: they stay in the second-level cache. */
    private static final int A_FLOATS = 96 << 10;
    private static final int FEW_COLUMNS = 64;
    private static final int L1_FLOATS = 1 << 12;
    private static final int L1_ROWS = 12;
    /** Rows of a tile in scratch, where a matrix has fewer columns left than a panel; a multiple of packed rows. */
    static final int TILE_ROWS = 48;
    /** Output pixels of a convolution computed at a time. */
    static final int TILE_PIXELS = 48;
    /** The same where one pass does all filters, so that no pixel is read twice: fewer calls. */
    static final int ONE_PASS_PIXELS = 480;
    /**
     * Floats of packed convolution kernel that are used on all rows before the next: they stay in the second-level
     * cache.
     */
    static final int KERNEL_FLOATS = 1 << 16;

    /** Floats of a matrix whose columns are scaled or summed at a time: they stay in the first-level cache. */
    static final int ROW_FLOATS = 1 << 11;
    /** Rows of such a block, however long they are. */
    static final int FEWEST_ROWS = 8;

    /** Chains so short that numbers of several rows of A stay in registers while C is written along its rows. */
    static final int FEW_STEPS = 8;
    /** Columns from which on that pays. */
    static final int WIDE = 64;
    /** With more steps than these rows are taken by twos instead of fours, and it pays only later. */
    private static final int VERY_FEW_STEPS = 6;
    private static final int VERY_WIDE = 384;

    private Blocking() {}

    /** Floats of one packed block of B; no fewer for larger sizes. */
    static int packedFloats(int n, int k) {
        return roundUp(Math.min(n, NC), Kernels.PANEL) * Math.min(k, DEPTH);
    }

    /** Rows of A taken at a time; few where all of B stays in the first-level cache, so that C grows row by row. */
    static int rows(int n, int k) {
        if (n > FEW_COLUMNS && (long) k * Math.min(n, NC) <= L1_FLOATS) {
            return L1_ROWS;
        }
        return Math.min(MC, A_FLOATS / Math.min(k, DEPTH) / L1_ROWS * L1_ROWS);
    }

    /** {@return whether products with B read it in place, and C is written along its rows} */
    static boolean walksAlongRows(int n, int k) {
        return k > 0 && k <= FEW_STEPS && n >= (k <= VERY_FEW_STEPS ? WIDE : VERY_WIDE);
    }

    /** Floats between rows of A that were copied: no power of two, so that they do not compete for the same lines. */
    static int copyStep(int k) {
        return roundUp(k, 16) + 8;
    }

    /** Floats of one block of A, copied. */
    static int copiedFloats(int m, int k) {
        return (int) Math.min((long) Math.min(m, MC) * copyStep(Math.min(k, DEPTH)), A_FLOATS + MC * copyStep(16));
    }

    static int roundUp(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }
}
