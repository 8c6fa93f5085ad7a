package dev.vectron.kernels;

/** Block sizes of the matrix product and the convolutions; they shape memory traffic, never results. */
final class Blocking {
    /** Rows of B packed at a time: a panel of 16 or 32 columns then stays in the first-level cache. */
    static final int KC = 256;
    /** Columns of B packed at a time. */
    static final int NC = 512;
    /** Rows of A taken at a time: MC·KC floats stay in the second-level cache. */
    static final int MC = 180;
    /** Floats between rows of A that were copied: no power of two, so that they do not compete for the same lines. */
    static final int A_STEP = KC + 8;
    /** Rows of a tile in scratch, where a matrix has fewer columns left than a panel. */
    static final int TILE_ROWS = 48;
    /** Output pixels of a convolution computed at a time. */
    static final int TILE_PIXELS = 48;
    /**
     * Floats of packed convolution kernel that are used on all rows before the next: they stay in the second-level
     * cache.
     */
    static final int KERNEL_FLOATS = 1 << 16;
    /** Floats of dOut packed at a time by the weight gradient. */
    static final int GRADIENT_FLOATS = 1 << 13;

    /** Floats of a matrix whose columns are scaled or summed at a time: they stay in the first-level cache. */
    static final int ROW_FLOATS = 1 << 11;
    /** Rows of such a block, however long they are. */
    static final int FEWEST_ROWS = 8;

    private Blocking() {}

    static int roundUp(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }
}
