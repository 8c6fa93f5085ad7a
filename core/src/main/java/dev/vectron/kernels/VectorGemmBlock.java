package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import org.jspecify.annotations.Nullable;

/**
 * A block of k of a matrix product, its B in panels. Rows are taken in blocks whose part of A stays in the second-level
 * cache; it is packed there where that is worth it, otherwise read in place. Where fewer columns than a panel's width
 * are left, tiles grow in scratch and their valid part is copied.
 */
final class VectorGemmBlock {
    /** How the tiles find A: in place by rows or by columns, or packed. */
    private static final int ROWS = 0;
    private static final int COLUMNS = 1;
    private static final int SIXES = 2;
    /** As ROWS, with so many short ones that a narrow panel is worth tiles of its own. */
    private static final int SHORT_ROWS = 3;
    /** From this many columns on copying A costs little beside what it saves. */
    private static final int WORTH_COPYING = VectorLanes.MANY_REGISTERS ? 512 : 64;

    /** With so few columns the tiles wait for A where it is not in a cache; with more they read it often enough. */
    private static final int FEW_COLUMNS = 128;
    /** Floats of A that no second-level cache holds. */
    private static final long LARGE = 1 << 18;
    /** Floats of a cache line. */
    private static final int LINE = 16;

    private VectorGemmBlock() {}

    /** C (m×n) += A·B with B in panels of k rows; bias and activation where this is the last part of the chains. */
    static void multiply(boolean transA, int m, int n, int k, float[] a, int aAt, int lda,
            float[] b, int bAt, float[] c, int cAt, int ldc, boolean resume,
            boolean last, float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            float[] scratch, int tileAt) {
        int blockRows = Blocking.rows(n, k);
        int blockDepth = transA && VectorLanes.MANY_REGISTERS ? Blocking.KC : Blocking.DEPTH;
        boolean stream = VectorLanes.MANY_REGISTERS && !transA && lda < k + LINE && k <= blockDepth
                && n > LANES && n <= FEW_COLUMNS && (long) m * k >= LARGE;
        int order = transA ? COLUMNS : VectorSpreadTiles.suit(m, k) ? SHORT_ROWS : ROWS;
        for (int i = 0; i < m; i += blockRows) {
            int rows = Math.min(blockRows, m - i);
            if (stream) {
                fetch(a, aAt + i * lda, aAt + (i + rows - 1) * lda + k, scratch, tileAt);
            }
            for (int p = 0; p < k; p += blockDepth) {
                int depth = Math.min(blockDepth, k - p);
                int block = aAt + (transA ? p * lda + i : i * lda + p);
                rows(order, rows, n, depth, a, block, lda, b, bAt, k, p, c, cAt + i * ldc, ldc,
                        resume || p > 0, last && p + depth == k, bias, biasAt, f, slope, scratch, tileAt);
            }
        }
    }

    /**
     * Reads every line of a block of A from the first to the last: in this order the memory delivers them sooner than
     * to tiles that read twelve rows at once. The bits are written to scratch, or the compiler would drop the loop.
     */
    private static void fetch(float[] a, int from, int to, float[] scratch, int at) {
        int bits = 0;
        for (int p = from; p < to; p += LINE) {
            bits |= Float.floatToRawIntBits(a[p]);
        }
        scratch[at] = Float.intBitsToFloat(bits);
    }

    /**
     * Some rows of C and {@code k} elements of each chain. Panel q of B has rows {@code bRow} to {@code bRow + k} of
     * {@code bDepth} and begins at {@code bAt + q·PANEL·bDepth}.
     */
    private static void rows(int order, int m, int n, int k, float[] a, int aAt, int lda,
            float[] b, int bAt, int bDepth, int bRow, float[] c, int cAt, int ldc, boolean resume, boolean last,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int tileAt) {
        int packedAt = tileAt + Blocking.TILE_ROWS * PANEL;
        boolean transA = order == COLUMNS;
        boolean pack = n >= WORTH_COPYING && m >= VectorPackedTiles.ROWS && !(transA && VectorLanes.MANY_REGISTERS);
        if (!pack) {
            panels(order, m, n, k, a, aAt, lda, b, bAt, bDepth, bRow,
                    c, cAt, ldc, resume, last, bias, biasAt, f, slope, scratch, tileAt);
        } else if (transA) {
            VectorPanels.packSixes(k, m, a, aAt, lda, scratch, packedAt);
            panels(SIXES, m, n, k, scratch, packedAt, 0, b, bAt, bDepth, bRow, c, cAt, ldc, resume,
                    last, bias, biasAt, f, slope, scratch, tileAt);
        } else {
            int step = Blocking.copyStep(k);
            VectorPanels.copyRows(m, k, a, aAt, lda, scratch, packedAt, step);
            panels(order, m, n, k, scratch, packedAt, step, b, bAt, bDepth, bRow,
                    c, cAt, ldc, resume, last, bias, biasAt, f, slope, scratch, tileAt);
        }
    }

    private static void panels(int order, int m, int n, int k, float[] a, int aAt, int lda,
            float[] b, int bAt, int bDepth, int bRow, float[] c, int cAt, int ldc, boolean resume, boolean last,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] tile, int tileAt) {
        int three = order == ROWS || order == SHORT_ROWS ? threeVectors(m, n) : n;
        for (int j = 0; j < n; j += PANEL) {
            int columns = Math.min(PANEL, n - j);
            int width = columns <= LANES ? LANES : PANEL;
            int panel = bAt + j * bDepth + bRow * width;
            int first = j >= three ? m / 8 * 8 : 0;
            if (j == three) {
                VectorInPlaceTiles.rows8x3(m / 8, k, a, aAt, lda, b, panel, PANEL,
                        bAt + (j + PANEL) * bDepth + bRow * LANES, LANES, c, cAt + j, ldc, resume);
            }
            if (columns == width) {
                tiles(order, width, m - first, k, a, aAt + first * lda, lda, b, panel, c, cAt + first * ldc + j, ldc,
                        resume);
            } else {
                part(order, width, m, columns, k, a, aAt, lda, b, panel, c, cAt + j, ldc, resume, tile, tileAt);
            }
            if (last) {
                finish(m, columns, c, cAt + j, ldc, bias, biasAt + j, f, slope);
            }
        }
    }

    /**
     * {@return the first column of the last panel of two vectors, if just one vector of columns is left behind it, so
     * that both are taken together; n if not}
     */
    private static int threeVectors(int m, int n) {
        boolean together = VectorLanes.MANY_REGISTERS && n % PANEL == LANES && n > PANEL && m >= 8;
        return together ? n - LANES - PANEL : n;
    }

    private static void part(int order, int width, int m, int n, int k, float[] a, int aAt, int lda, float[] b,
            int bAt, float[] c, int cAt, int ldc, boolean resume, float[] tile, int tileAt) {
        for (int i = 0; i < m; i += Blocking.TILE_ROWS) {
            int rows = Math.min(Blocking.TILE_ROWS, m - i);
            int aRows = switch (order) {
                case ROWS, SHORT_ROWS -> aAt + i * lda;
                case COLUMNS -> aAt + i;
                default -> aAt + i / VectorPackedTiles.ROWS * VectorPackedTiles.step(k);
            };
            if (resume) {
                VectorPanels.copyPart(rows, n, c, cAt + i * ldc, ldc, tile, tileAt, width);
            }
            tiles(order, width, rows, k, a, aRows, lda, b, bAt, tile, tileAt, width, resume);
            VectorPanels.copyPart(rows, n, tile, tileAt, width, c, cAt + i * ldc, ldc);
        }
    }

    private static void tiles(int order, int width, int m, int k, float[] a, int aAt, int lda, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        boolean narrow = width < PANEL;
        switch (order) {
            case ROWS, SHORT_ROWS -> {
                if (narrow && order == SHORT_ROWS) {
                    VectorSpreadTiles.rows(m, k, a, aAt, lda, b, bAt, c, cAt, ldc, resume);
                } else if (narrow) {
                    VectorNarrowTiles.rows(m, k, a, aAt, lda, b, bAt, c, cAt, ldc, resume);
                } else {
                    VectorRowTiles.rows(m, 1, k, a, aAt, lda, 0, b, bAt, c, cAt, ldc, resume);
                }
            }
            case COLUMNS -> {
                if (narrow) {
                    VectorNarrowTiles.columns(m, k, a, aAt, lda, b, bAt, c, cAt, ldc, resume);
                } else {
                    VectorColumnTiles.columns(m, 1, k, a, aAt, lda, 0, b, bAt, c, cAt, ldc, resume);
                }
            }
            default -> {
                if (narrow) {
                    VectorPackedTiles.narrowRows(m, k, a, aAt, b, bAt, c, cAt, ldc, resume);
                } else {
                    VectorPackedTiles.rows(m, k, a, aAt, b, bAt, c, cAt, ldc, resume);
                }
            }
        }
    }

    /** Adds the bias and applies the activation, where there are any. */
    static void finish(int m, int n, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope) {
        if (bias == null && f == ActivationFunction.LINEAR) {
            return;
        }
        for (int j = 0; j < n; j += PANEL) {
            VectorEpilogue.finish(m, Math.min(PANEL, n - j), c, cAt + j, ldc, bias, biasAt + j, f, slope, c, cAt + j,
                    ldc);
        }
    }
}
