package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product: blocks of B are packed into panels (or read in place where they already are one), A is read in
 * place, C grows by blocks of k. Where fewer than PANEL columns are left, tiles grow in scratch and their valid part is
 * copied.
 */
final class VectorGemm {
    private VectorGemm() {}

    static void gemm(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        if (k == 0 && beta == 0f) {
            for (int i = 0; i < m; i++) {
                Arrays.fill(c, cAt + i * ldc, cAt + i * ldc + n, 0f);
            }
        }
        if (k == 0) {
            finish(m, n, c, cAt, ldc, bias, biasAt, f, slope);
        }
        for (int j = 0; j < n; j += Blocking.NC) {
            int columns = Math.min(Blocking.NC, n - j);
            boolean panel = !transB && ldb == PANEL && n == PANEL;
            int tileAt = scratchAt + Math.min(k, Blocking.KC) * Blocking.roundUp(columns, PANEL);
            for (int p = 0; p < k; p += Blocking.KC) {
                int depth = Math.min(Blocking.KC, k - p);
                int aBlock = aAt + (transA ? p * lda : p);
                boolean resume = beta != 0f || p > 0;
                boolean last = p + depth == k;
                if (panel) {
                    multiply(transA, m, columns, depth, a, aBlock, lda, b, bAt + p * ldb, c, cAt + j, ldc, resume,
                            last, bias, biasAt + j, f, slope, scratch, tileAt);
                } else {
                    pack(transB, depth, columns, b, bAt + (transB ? j * ldb + p : p * ldb + j), ldb, scratch,
                            scratchAt);
                    multiply(transA, m, columns, depth, a, aBlock, lda, scratch, scratchAt, c, cAt + j, ldc, resume,
                            last, bias, biasAt + j, f, slope, scratch, tileAt);
                }
            }
        }
    }

    private static void pack(boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        if (transB) {
            VectorPanels.packTransposed(k, n, b, bAt, ldb, to, toAt);
        } else {
            VectorPanels.pack(k, n, b, bAt, ldb, to, toAt);
        }
    }

    /**
     * C (m×n) plus one block of k, its B in panels; rows in blocks whose part of A and C stays in the second-level
     * cache.
     */
    private static void multiply(boolean transA, int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume,
            boolean last, float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] tile,
            int tileAt) {
        for (int i = 0; i < m; i += Blocking.MC) {
            int rows = Math.min(Blocking.MC, m - i);
            int aBlock = aAt + i * (transA ? 1 : lda);
            for (int j = 0; j < n; j += PANEL) {
                int at = cAt + i * ldc + j;
                if (n - j >= PANEL) {
                    tiles(transA, rows, k, a, aBlock, lda, b, bAt + j * k, c, at, ldc, resume);
                } else {
                    part(transA, rows, n - j, k, a, aBlock, lda, b, bAt + j * k, c, at, ldc, resume, tile, tileAt);
                }
            }
            if (last) {
                finish(rows, n, c, cAt + i * ldc, ldc, bias, biasAt, f, slope);
            }
        }
    }

    private static void part(boolean transA, int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume, float[] tile, int tileAt) {
        for (int i = 0; i < m; i += Blocking.TILE_ROWS) {
            int rows = Math.min(Blocking.TILE_ROWS, m - i);
            if (resume) {
                copy(rows, n, c, cAt + i * ldc, ldc, tile, tileAt, PANEL);
            }
            tiles(transA, rows, k, a, aAt + i * (transA ? 1 : lda), lda, b, bAt, tile, tileAt, PANEL, resume);
            copy(rows, n, tile, tileAt, PANEL, c, cAt + i * ldc, ldc);
        }
    }

    private static void tiles(boolean transA, int m, int k, float[] a, int aAt, int lda, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        if (transA) {
            VectorColumnTiles.columns(m, 1, k, a, aAt, lda, 0, b, bAt, c, cAt, ldc, resume);
        } else {
            VectorRowTiles.rows(m, 1, k, a, aAt, lda, 0, b, bAt, c, cAt, ldc, resume);
        }
    }

    static void copy(int rows, int n, float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                to[toAt + i * toStep + j] = from[fromAt + i * fromStep + j];
            }
        }
    }

    private static void finish(int m, int n, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope) {
        if (bias == null && f == ActivationFunction.LINEAR) {
            return;
        }
        for (int j = 0; j < n; j += PANEL) {
            int columns = Math.min(PANEL, n - j);
            VectorEpilogue.finish(m, columns, c, cAt + j, ldc, bias, biasAt + j, f, slope, c, cAt + j, ldc);
        }
    }
}
