package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;

/**
 * Pixels times the last panel of a packed kernel, where at most LANES columns are left for it: it is then LANES wide,
 * half of a whole panel, and its tiles are those of {@link VectorHalfTiles}.
 *
 * <p>Pixel (i, j) reads floats {@code i·rowStep + j·step} further on than pixel (0, 0) and is written to
 * {@code cAt + i·cRow + j·ldc}. Every chain is done in one go, however long.
 */
final class VectorHalfPanel {
    private VectorHalfPanel() {}

    /** {@return how many rows of so many pixels, at most TILE_PIXELS, fit in a tile in scratch: an even number} */
    static int tileRows(int width) {
        return Blocking.TILE_PIXELS / width * 2;
    }

    /**
     * Computes C = chains + D.
     *
     * @param rows rows of pixels
     * @param width pixels of a row
     * @param step floats from a pixel's first tap to the next one's
     * @param rowStep floats from row to row
     * @param tapRows rows of the kernel
     * @param tapColumns columns of the kernel
     * @param depth floats of a tap
     * @param a the input
     * @param aAt where the first tap of pixel (0, 0) begins
     * @param tapRow floats from one row of taps to the next
     * @param tapColumn floats from one tap of a row to the next
     * @param b the half panel
     * @param bAt where it begins
     * @param c receives LANES floats of each pixel
     * @param cAt where pixel (0, 0) is written
     * @param ldc floats from pixel to pixel of a row in C
     * @param cRow floats from row to row in C
     * @param d what is added at the end
     * @param dAt where that begins for pixel (0, 0)
     * @param own −1 if D is laid out as C, 0 if it is one row for all pixels
     * @param rectified whether ReLU is applied at the end
     */
    static void multiply(int rows, int width, int step, int rowStep, int tapRows, int tapColumns, int depth,
            float[] a, int aAt, int tapRow, int tapColumn, float[] b, int bAt, float[] c, int cAt, int ldc, int cRow,
            float[] d, int dAt, int own, boolean rectified) {
        boolean contiguous = tapColumns == 1 || tapColumn == depth;
        if (contiguous && tapRows > 1 && tapRow == rowStep) {
            int pairs = rows / 2;
            rowPairs(pairs * width, width, step, rowStep, tapRows, tapColumns * depth, a, aAt, b, bAt,
                    c, cAt, ldc, cRow, d, dAt, own, rectified);
            int done = 2 * pairs * cRow;
            rows(rows % 2 * width, width, step, rowStep, tapRows, 1, tapColumns * depth, a, aAt + 2 * pairs * rowStep,
                    tapRow, 0, b, bAt, c, cAt + done, ldc, cRow, d, dAt + (done & own), own, rectified);
        } else if (contiguous) {
            rows(rows * width, width, step, rowStep, tapRows, 1, tapColumns * depth, a, aAt, tapRow, 0,
                    b, bAt, c, cAt, ldc, cRow, d, dAt, own, rectified);
        } else {
            rows(rows * width, width, step, rowStep, tapRows * tapColumns, tapColumns, depth, a, aAt, tapColumn,
                    tapRow - tapColumns * tapColumn, b, bAt, c, cAt, ldc, cRow, d, dAt, own, rectified);
        }
    }

    private static void rowPairs(int pixels, int width, int step, int rowStep, int runs, int depth, float[] a, int aAt,
            float[] b, int bAt, float[] c, int cAt, int ldc, int cRow, float[] d, int dAt, int own,
            boolean rectified) {
        int jump = 2 * rowStep - width * step;
        int cJump = 2 * cRow - width * ldc;
        int from = aAt;
        int to = 0;
        int column = 0;
        int m;
        for (int i = 0; i < pixels; i += m) {
            int inRow = width - column;
            m = Math.min(Math.min(VectorHalfTiles.PAIRS, pixels - i), inRow + width);
            VectorHalfTiles.pairs(m, inRow, runs, depth, a, from, step, jump, rowStep, b, bAt,
                    c, cAt + to, ldc, cJump, cRow, d, dAt + (to & own), own, rectified);
            from += m * step;
            to += m * ldc;
            for (column += m; column >= width; column -= width) {
                from += jump;
                to += cJump;
            }
        }
    }

    private static void rows(int pixels, int width, int step, int rowStep, int runs, int tapRuns, int depth,
            float[] a, int aAt, int aRun, int aJump, float[] b, int bAt, float[] c, int cAt, int ldc, int cRow,
            float[] d, int dAt, int own, boolean rectified) {
        int jump = rowStep - width * step;
        int cJump = cRow - width * ldc;
        int from = aAt;
        int to = 0;
        int column = 0;
        int m;
        for (int i = 0; i < pixels; i += m) {
            int inRow = width - column;
            m = Math.min(Math.min(VectorHalfTiles.PIXELS, pixels - i), inRow + width);
            VectorHalfTiles.pixels(m, inRow, runs, tapRuns, depth, a, from, step, jump, aRun, aJump, b, bAt,
                    c, cAt + to, ldc, cJump, d, dAt + (to & own), own, rectified);
            from += m * step;
            to += m * ldc;
            for (column += m; column >= width; column -= width) {
                from += jump;
                to += cJump;
            }
        }
    }
}
