package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product: blocks of B are packed into panels (or read in place where they already are one) and multiplied
 * by {@link VectorGemmBlock}; C grows by blocks of k. Few columns are {@link VectorDotProducts}.
 */
final class VectorGemm {
    private VectorGemm() {}

    static void gemm(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        if (DotProducts.isChosen(transA, n, k)) {
            VectorDotProducts.multiply(transB, m, n, k, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc, bias, biasAt, f,
                    slope, scratch, scratchAt);
        } else {
            chains(transA, transB, m, n, k, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc, bias, biasAt, f, slope,
                    scratch, scratchAt);
        }
    }

    /** As {@link #gemm}, each element one chain: also for a part of more columns. */
    static void chains(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        if (k == 0) {
            empty(m, n, beta, c, cAt, ldc, bias, biasAt, f, slope);
        }
        if (!transB && m >= VectorFewSteps.FEWEST_ROWS && Blocking.walksAlongRows(n, k)) {
            VectorFewSteps.gemm(transA, m, n, k, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc, bias, biasAt, f, slope,
                    scratch, scratchAt);
            return;
        }
        if (VectorInPlaceGemm.suits(transA, transB, m, n, k)) {
            VectorInPlaceGemm.multiply(m, n, k, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc, bias, biasAt, f, slope,
                    scratch, scratchAt);
            return;
        }
        if (!transB && m <= VectorThinTiles.MOST_ROWS && n >= VectorThinTiles.COLUMNS && k > 0) {
            thin(transA, m, n, k, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc, bias, biasAt, f, slope, scratch,
                    scratchAt);
            return;
        }
        boolean panel = !transB && n == ldb && (n == PANEL || n == LANES);
        int spare = scratchAt + Blocking.packedFloats(n, k);
        for (int j = 0; j < n; j += Blocking.NC) {
            int columns = Math.min(Blocking.NC, n - j);
            int step = panel ? k : Blocking.DEPTH;
            for (int p = 0; p < k; p += step) {
                int depth = Math.min(step, k - p);
                int aBlock = aAt + (transA ? p * lda : p);
                int bBlock = bAt + (transB ? j * ldb + p : p * ldb + j);
                boolean resume = beta != 0f || p > 0;
                boolean last = p + depth == k;
                if (panel) {
                    VectorGemmBlock.multiply(transA, m, columns, depth, a, aBlock, lda, b, bBlock,
                            c, cAt + j, ldc, resume, last, bias, biasAt + j, f, slope, scratch, spare);
                } else {
                    VectorPanels.packMatrix(transB, depth, columns, b, bBlock, ldb, scratch, scratchAt);
                    VectorGemmBlock.multiply(transA, m, columns, depth, a, aBlock, lda, scratch, scratchAt,
                            c, cAt + j, ldc, resume, last, bias, biasAt + j, f, slope, scratch, spare);
                }
            }
        }
    }

    /** Few rows: B is read in place but for the columns of the last panels. */
    private static void thin(boolean transA, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        int columns = n / VectorThinTiles.COLUMNS * VectorThinTiles.COLUMNS;
        VectorThinTiles.rows(m, columns, k, a, aAt, transA ? 1 : lda, transA ? lda : 1, b, bAt, ldb, PANEL,
                c, cAt, ldc, beta != 0f);
        VectorGemmBlock.finish(m, columns, c, cAt, ldc, bias, biasAt, f, slope);
        if (columns < n) {
            chains(transA, false, m, n - columns, k, a, aAt, lda, b, bAt + columns, ldb, beta, c, cAt + columns, ldc,
                    bias, biasAt + columns, f, slope, scratch, scratchAt);
        }
    }

    /** Packs a panel of B, or a part of few columns for {@link VectorDotProducts}. */
    static void pack(int part, boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] packed,
            int packedAt) {
        if (DotProducts.isChosen(false, n, k)) {
            VectorDotProducts.pack(part, transB, k, n, b, bAt, ldb, packed, packedAt);
        } else {
            int j = part * Kernels.PANEL;
            VectorPanels.packMatrix(transB, k, Math.min(Kernels.PANEL, n - j), b, bAt + j * (transB ? ldb : 1), ldb,
                    packed, packedAt + j * k);
        }
    }

    /** The product with a B from {@link #pack}. */
    static void gemmPacked(int m, int n, int k, float[] a, int aAt, int lda, float[] packed,
            int packedAt, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        if (k == 0) {
            empty(m, n, beta, c, cAt, ldc, bias, biasAt, f, slope);
            return;
        }
        if (DotProducts.isChosen(false, n, k)) {
            VectorDotProducts.multiplyPacked(m, n, k, a, aAt, lda, packed, packedAt, beta, c, cAt, ldc, bias, biasAt,
                    f, slope, scratch, scratchAt);
            return;
        }
        int done = m <= 2 ? n / VectorThinTiles.COLUMNS * VectorThinTiles.COLUMNS : 0;
        if (done > 0) {
            VectorThinTiles.rows(m, done, k, a, aAt, lda, 1, packed, packedAt, PANEL, PANEL * k, c, cAt, ldc,
                    beta != 0f);
            VectorGemmBlock.finish(m, done, c, cAt, ldc, bias, biasAt, f, slope);
        }
        if (done < n) {
            VectorGemmBlock.multiply(false, m, n - done, k, a, aAt, lda, packed, packedAt + done * k,
                    c, cAt + done, ldc, beta != 0f, true, bias, biasAt + done, f, slope, scratch, scratchAt);
        }
    }

    private static void empty(int m, int n, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope) {
        for (int i = 0; i < m; i++) {
            if (beta == 0f) {
                Arrays.fill(c, cAt + i * ldc, cAt + i * ldc + n, 0f);
            }
        }
        VectorGemmBlock.finish(m, n, c, cAt, ldc, bias, biasAt, f, slope);
    }
}
