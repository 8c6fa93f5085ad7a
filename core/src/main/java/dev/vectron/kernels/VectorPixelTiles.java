package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.PANEL;

/**
 * Pixels times one panel of a packed kernel, or two of them: in tiles of pixels beside each other, twelve for one panel
 * and six for two ({@link VectorLanes#MANY_REGISTERS}), and of up to six pixels that may lie in different rows.
 *
 * <p>Output pixel i reads floats {@code i·step + i / width · jump} further on than pixel 0, {@code tapRows·tapColumns}
 * taps of {@code depth} floats each. Chains that are longer than {@link Blocking#DEPTH} are done in parts, so that the
 * part of the panels stays in the second-level cache while it passes over the pixels; in between the sums lie in C.
 */
final class VectorPixelTiles {
    /** No second panel. */
    static final int NONE = -1;

    private VectorPixelTiles() {}

    /** {@return columns to take at a time when this many are left: one panel's or two's} */
    static int width(int left) {
        return VectorLanes.MANY_REGISTERS && left >= 2 * PANEL ? 2 * PANEL : PANEL;
    }

    /** {@return whether C is written only once, so that it may be D as well} */
    static boolean writeOnce(int tapRows, int tapColumns, int depth, int tapColumn) {
        return (tapRows == 1 || tapColumns == 1 || tapColumn == depth)
                && tapRows * tapColumns * depth <= Blocking.DEPTH;
    }

    /**
     * Computes C = chains + D for one panel, or for two whole ones, or, to {@code resume}, C = C continued by the
     * chains, + D.
     *
     * @param m how many pixels
     * @param first the number of the first one
     * @param width pixels of a row
     * @param step floats from a pixel's first tap to the next one's
     * @param jump floats to add from row to row
     * @param tapRows rows of the kernel
     * @param tapColumns columns of the kernel
     * @param depth floats of a tap
     * @param a the input
     * @param aAt where the first tap of pixel 0 begins
     * @param tapRow floats from one row of taps to the next
     * @param tapColumn floats from one tap of a row to the next
     * @param b the panel
     * @param bAt where it begins
     * @param panel floats to the second panel, or {@link #NONE}
     * @param c receives the first pixel's floats, PANEL for each panel
     * @param cAt where they begin
     * @param ldc floats from pixel to pixel in C
     * @param second floats from the panel's first vector to its second one in C and D
     * @param resume whether the chains begin with C
     * @param d what is added at the end
     * @param dAt where that begins for the first pixel
     * @param ldd floats from pixel to pixel in D
     * @param rectified whether ReLU is applied at the end
     */
    static void multiply(int m, int first, int width, int step, int jump, int tapRows, int tapColumns, int depth,
            float[] a, int aAt, int tapRow, int tapColumn, float[] b, int bAt, int panel, float[] c, int cAt, int ldc,
            int second, boolean resume, float[] d, int dAt, int ldd, boolean rectified) {
        if (tapRows * tapColumns > tapRows && tapColumn != depth) {
            for (int i = 0; i < tapRows; i++) {
                boolean last = i == tapRows - 1;
                runs(m, first, width, step, jump, tapColumns, depth, a, aAt + i * tapRow, tapColumn,
                        b, bAt + i * tapColumns * depth * PANEL, panel, c, cAt, ldc, second, resume || i > 0,
                        last ? d : VectorScatteredTiles.NOTHING, last ? dAt : 0, last ? ldd : 0, last && rectified);
            }
        } else {
            runs(m, first, width, step, jump, tapColumns == 0 ? 0 : tapRows, tapColumns * depth, a, aAt, tapRow,
                    b, bAt, panel, c, cAt, ldc, second, resume, d, dAt, ldd, rectified);
        }
    }

    private static void runs(int m, int first, int width, int step, int jump, int runs, int depth,
            float[] a, int aAt, int aRun, float[] b, int bAt, int panel, float[] c, int cAt, int ldc, int second,
            boolean resume, float[] d, int dAt, int ldd, boolean rectified) {
        int group = depth == 0 ? 1 : Math.max(1, Blocking.DEPTH / depth);
        int part = Math.max(1, Math.min(depth, Blocking.DEPTH));
        int run = 0;
        int k = 0;
        boolean more = resume;
        do {
            int count = Math.min(group, runs - run);
            int length = Math.min(part, depth - k);
            boolean last = run + count >= runs && k + length >= depth;
            tiles(m, first, width, step, jump, count, length, a, aAt + run * aRun + k, aRun,
                    b, bAt + (run * depth + k) * PANEL, panel, c, cAt, ldc, second, more,
                    last ? d : VectorScatteredTiles.NOTHING, last ? dAt : 0, last ? ldd : 0, last && rectified);
            more = true;
            k += length;
            if (k >= depth) {
                k = 0;
                run += count;
            }
        } while (run < runs);
    }

    private static void tiles(int m, int first, int width, int step, int jump, int runs, int depth,
            float[] a, int aAt, int aRun, float[] b, int bAt, int panel, float[] c, int cAt, int ldc, int second,
            boolean resume, float[] d, int dAt, int ldd, boolean rectified) {
        int rows;
        for (int i = 0; i < m; i += rows) {
            int p = first + i;
            int column = jump == 0 ? 0 : p % width;
            int a0 = aAt + p * step + (jump == 0 ? 0 : p / width * jump);
            if (panel != NONE && m - i >= VectorTwoPanelTiles.ROWS
                    && (jump == 0 || column + VectorTwoPanelTiles.ROWS <= width)) {
                int tiles = (jump == 0 ? m - i : Math.min(m - i, width - column)) / VectorTwoPanelTiles.ROWS;
                rows = tiles * VectorTwoPanelTiles.ROWS;
                VectorTwoPanelTiles.rows6(tiles, runs, depth, a, a0, step, aRun, b, bAt, panel, c, cAt + i * ldc, ldc,
                        resume, d, dAt + i * ldd, ldd, rectified);
                continue;
            }
            if (panel == NONE && VectorLanes.MANY_REGISTERS && m - i >= VectorWidePixelTiles.ROWS
                    && (jump == 0 || column + VectorWidePixelTiles.ROWS <= width)) {
                rows = VectorWidePixelTiles.ROWS;
                VectorWidePixelTiles.rows12(runs, depth, a, a0, step, aRun, b, bAt, c, cAt + i * ldc, ldc, second,
                        resume, d, dAt + i * ldd, ldd, rectified);
                continue;
            }
            rows = VectorScatteredTiles.next(m - i);
            // Divisions are slow, and most tiles lie in one row.
            boolean oneRow = jump == 0 || column + rows <= width;
            int a1 = a0 + step + (oneRow ? 0 : (column + 1) / width * jump);
            int a2 = a0 + 2 * step + (oneRow ? 0 : (column + 2) / width * jump);
            int a3 = a0 + 3 * step + (oneRow ? 0 : (column + 3) / width * jump);
            int a4 = a0 + 4 * step + (oneRow ? 0 : (column + 4) / width * jump);
            int a5 = a0 + 5 * step + (oneRow ? 0 : (column + 5) / width * jump);
            VectorScatteredTiles.rows(rows, runs, depth, a, a0, a1, a2, a3, a4, a5, aRun, b, bAt, c, cAt + i * ldc,
                    ldc, second, resume, d, dAt + i * ldd, ldd, rectified);
            if (panel != NONE) {
                VectorScatteredTiles.rows(rows, runs, depth, a, a0, a1, a2, a3, a4, a5, aRun, b, bAt + panel, c,
                        cAt + i * ldc + PANEL, ldc, second, resume, d, dAt + i * ldd + PANEL, ldd, rectified);
            }
        }
    }
}
