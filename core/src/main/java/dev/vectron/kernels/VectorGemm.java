package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product: blocks of B are packed into panels (or read in place where they already are one) and multiplied
 * by {@link VectorGemmBlock}; C grows by blocks of k.
 */
final class VectorGemm {
    private VectorGemm() {}

    static void gemm(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        if (k == 0) {
            empty(m, n, beta, c, cAt, ldc, bias, biasAt, f, slope);
        }
        boolean panel = !transB && n == ldb && (n == PANEL || n == LANES);
        for (int j = 0; j < n; j += Blocking.NC) {
            int columns = Math.min(Blocking.NC, n - j);
            int spare = scratchAt + Math.min(k, Blocking.KC) * Blocking.roundUp(columns, PANEL);
            for (int p = 0; p < k; p += Blocking.KC) {
                int depth = Math.min(Blocking.KC, k - p);
                int aBlock = aAt + (transA ? p * lda : p);
                int bBlock = bAt + (transB ? j * ldb + p : p * ldb + j);
                boolean resume = beta != 0f || p > 0;
                boolean last = p + depth == k;
                if (panel) {
                    VectorGemmBlock.multiply(transA, m, columns, depth, a, aBlock, lda, b, bBlock, depth, 0,
                            c, cAt + j, ldc, resume, last, bias, biasAt + j, f, slope, scratch, spare);
                } else {
                    VectorPanels.packMatrix(transB, depth, columns, b, bBlock, ldb, scratch, scratchAt);
                    VectorGemmBlock.multiply(transA, m, columns, depth, a, aBlock, lda, scratch, scratchAt, depth, 0,
                            c, cAt + j, ldc, resume, last, bias, biasAt + j, f, slope, scratch, spare);
                }
            }
        }
    }

    /** The product with a B from {@link VectorPanels#packMatrix}. */
    static void gemmPacked(boolean transA, int m, int n, int k, float[] a, int aAt, int lda, float[] packed,
            int packedAt, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        if (k == 0) {
            empty(m, n, beta, c, cAt, ldc, bias, biasAt, f, slope);
        }
        for (int p = 0; p < k; p += Blocking.KC) {
            int depth = Math.min(Blocking.KC, k - p);
            VectorGemmBlock.multiply(transA, m, n, depth, a, aAt + (transA ? p * lda : p), lda,
                    packed, packedAt, k, p, c, cAt, ldc, beta != 0f || p > 0, p + depth == k,
                    bias, biasAt, f, slope, scratch, scratchAt);
        }
    }

    private static void empty(int m, int n, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope) {
        for (int i = 0; i < m; i++) {
            if (beta == 0f) {
                Arrays.fill(c, cAt + i * ldc, cAt + i * ldc + n, 0f);
            }
        }
        for (int j = 0; j < n; j += PANEL) {
            VectorGemmBlock.finish(m, Math.min(PANEL, n - j), c, cAt + j, ldc, bias, biasAt + j, f, slope);
        }
    }
}
