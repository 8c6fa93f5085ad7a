package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

/**
 * The products of {@link VectorStrips}: rows of a strip that follow each other, times a panel, for two or three rows of
 * the kernel. A row of A is read by as many rows of C, so a number of it is loaded once for up to six multiplications.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aAt + (i + kh)·step + k], b[bAt + (taps·k + kh)·width + j], c)} for k, kh
 * ascending, begun with C ({@code resume}) or 0. Only whole tiles are computed: A and C have rows up to a multiple of
 * {@link WinogradStrips#TILE_ROWS}.
 *
 * <p>With 16 registers tiles are one vector wide: eight sums and two vectors of each of three rows of the kernel would
 * leave two registers, and C2's order of instructions is then good with one collector and bad with another.
 */
final class VectorStripTiles {
    /** Columns of a panel of the kernel; the last has LANES if these are enough. */
    static final int WIDTH = VectorLanes.MANY_REGISTERS ? PANEL : LANES;

    private VectorStripTiles() {}

    /**
     * Rows of strips by a panel of the kernel.
     *
     * @param taps rows of the kernel, two or three
     * @param width columns of the panel
     * @param strips how many strips
     * @param rows rows of C in a strip
     * @param depth channels
     * @param a the transformed pixels
     * @param aAt where the first row begins
     * @param step floats from row to row
     * @param aStrip floats from strip to strip
     * @param b the kernel, [channel][kh][width]
     * @param bAt where it begins
     * @param c the products
     * @param cAt where they begin
     * @param ldc floats from row to row
     * @param cStrip floats from strip to strip
     * @param resume whether chains go on
     */
    static void multiply(int taps, int width, int strips, int rows, int depth, float[] a, int aAt, int step, int aStrip,
            float[] b, int bAt, float[] c, int cAt, int ldc, int cStrip, boolean resume) {
        // Up to four rows at the end of a strip of one vector are done with those of the next strip.
        int rest = width == LANES && rows % 8 <= 4 ? rows % 8 : 0;
        for (int i = 0; i < strips; i++) {
            strip(taps, width, rows - rest, depth, a, aAt + i * aStrip, step, b, bAt, c, cAt + i * cStrip, ldc, resume);
        }
        for (int i = 0; rest > 0 && i < strips; i += 2) {
            int from = aAt + i * aStrip + (rows - rest) * step;
            int to = cAt + i * cStrip + (rows - rest) * ldc;
            boolean two = i + 1 < strips;
            narrow(taps, depth, a, from, step, two ? aStrip : 4 * step, b, bAt, c, to, ldc, two ? cStrip : 4 * ldc,
                    resume);
        }
    }

    private static void strip(int taps, int width, int rows, int depth, float[] a, int aAt, int step, float[] b,
            int bAt, float[] c, int cAt, int ldc, boolean resume) {
        int most = width == LANES ? 8 : WinogradStrips.tile(rows);
        int tile;
        for (int i = 0; i < rows; i += tile) {
            int from = aAt + i * step;
            int to = cAt + i * ldc;
            tile = width > LANES && rows - i <= 4 ? 4 : most;
            if (width == LANES) {
                narrow(taps, depth, a, from, step, 4 * step, b, bAt, c, to, ldc, 4 * ldc, resume);
            } else if (taps == 3) {
                VectorThreeRowTiles.multiply(tile, depth, a, from, step, b, bAt, c, to, ldc, resume);
            } else {
                VectorTwoRowTiles.multiply(tile, depth, a, from, step, b, bAt, c, to, ldc, resume);
            }
        }
    }

    /** Twice four rows by one vector. */
    private static void narrow(int taps, int depth, float[] a, int aAt, int step, int aJump, float[] b, int bAt,
            float[] c, int cAt, int ldc, int cJump, boolean resume) {
        boolean eight = VectorLanes.MANY_REGISTERS && aJump == 4 * step && cJump == 4 * ldc;
        if (taps == 3 && eight) {
            VectorNarrowStripTiles.three8(depth, a, aAt, step, b, bAt, c, cAt, ldc, resume);
        } else if (taps == 3) {
            VectorNarrowStripTiles.three(depth, a, aAt, step, aJump, b, bAt, c, cAt, ldc, cJump, resume);
        } else if (eight) {
            VectorNarrowStripTiles.two8(depth, a, aAt, step, b, bAt, c, cAt, ldc, resume);
        } else {
            VectorNarrowStripTiles.two(depth, a, aAt, step, aJump, b, bAt, c, cAt, ldc, cJump, resume);
        }
    }
}
