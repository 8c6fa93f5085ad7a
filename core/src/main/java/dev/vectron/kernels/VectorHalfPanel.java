package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;

/**
 * Pixels times the last panel of a packed kernel, where at most LANES columns are left for it: it is then LANES wide,
 * half of a whole panel, and its tiles are those of {@link VectorHalfTiles}.
 *
 * <p>Pixel (i, j) reads floats {@code i·stride·line + j·step} further on than pixel (0, 0) and is written to
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
     * <p>Row i of pixels has its first tap row in row {@code start + i·stride} of the picture; tap rows that lie
     * outside the picture are left out.
     *
     * @param rows rows of pixels
     * @param width pixels of a row
     * @param step floats from a pixel's first tap to the next one's
     * @param start the row of the picture with the first tap row of the first pixels; may be negative
     * @param stride rows of the picture from one row of pixels to the next
     * @param tapStep rows of the picture from one row of taps to the next
     * @param height rows of the picture
     * @param tapRows rows of the kernel
     * @param tapColumns columns of the kernel
     * @param depth floats of a tap
     * @param a the picture
     * @param aAt where pixel (0, 0) has its first tap column in the picture's first row
     * @param line floats of a row of the picture
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
    static void multiply(int rows, int width, int step, int start, int stride, int tapStep, int height, int tapRows,
            int tapColumns, int depth, float[] a, int aAt, int line, int tapColumn, float[] b, int bAt,
            float[] c, int cAt, int ldc, int cRow, float[] d, int dAt, int own, boolean rectified) {
        boolean contiguous = tapColumns == 1 || tapColumn == depth;
        boolean paired = contiguous && tapRows > 1 && tapStep == stride;
        int run = tapColumns * depth;
        int count;
        for (int i = 0; i < rows; i += count) {
            int place = start + i * stride;
            int first = TapRange.first(place, tapStep);
            int end = TapRange.end(place, tapStep, height, tapRows, first);
            int below = TapRange.first(place + stride, tapStep);
            int belowEnd = TapRange.end(place + stride, tapStep, height, tapRows, below);
            int from = aAt + (place + first * tapStep) * line;
            int weights = bAt + first * run * LANES;
            int to = i * cRow;
            count = TapRange.rowsAlike(place, stride, tapStep, height, tapRows, rows - i);
            if (paired && i + 1 < rows && end > first && belowEnd > below) {
                int pairs = Math.max(1, count / 2);
                int lead = below + 1 - first;
                rowPairs(pairs * width, width, step, stride * line, lead * run, end - first - lead,
                        (belowEnd + 1 - end) * run, run, a, from + (lead - 1) * stride * line,
                        b, weights + (lead - 1) * run * LANES, c, cAt + to, ldc, cRow, d, dAt + (to & own), own,
                        rectified);
                count = 2 * pairs;
            } else if (contiguous) {
                rows(count * width, width, step, stride * line, end - first, 1, run, a, from, tapStep * line, 0,
                        b, weights, c, cAt + to, ldc, cRow, d, dAt + (to & own), own, rectified);
            } else {
                rows(count * width, width, step, stride * line, (end - first) * tapColumns, tapColumns, depth,
                        a, from, tapColumn, tapStep * line - tapColumns * tapColumn, b, weights,
                        c, cAt + to, ldc, cRow, d, dAt + (to & own), own, rectified);
            }
        }
    }

    private static void rowPairs(int pixels, int width, int step, int rowStep, int lead, int runs, int trail,
            int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int ldc, int cRow,
            float[] d, int dAt, int own, boolean rectified) {
        int jump = 2 * rowStep - width * step;
        int cJump = 2 * cRow - width * ldc;
        int from = aAt;
        int to = 0;
        int column = 0;
        int m;
        for (int i = 0; i < pixels; i += m) {
            int inRow = width - column;
            m = Math.min(VectorHalfTiles.next(pixels - i), inRow + width);
            if (m <= VectorHalfTiles.FEW_PAIRS) {
                VectorHalfTiles.pairs4(m, inRow, lead, runs, trail, depth, a, from, step, jump, rowStep, b, bAt,
                        c, cAt + to, ldc, cJump, cRow, d, dAt + (to & own), own, rectified);
            } else {
                VectorHalfTiles.pairs6(m, inRow, lead, runs, trail, depth, a, from, step, jump, rowStep, b, bAt,
                        c, cAt + to, ldc, cJump, cRow, d, dAt + (to & own), own, rectified);
            }
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
