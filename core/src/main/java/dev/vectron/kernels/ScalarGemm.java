package dev.vectron.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product of {@link ScalarKernels}: row by row, each element of C one chain kept in memory, or with few
 * columns ({@link DotProducts}) element by element.
 */
final class ScalarGemm {
    private ScalarGemm() {}

    static void gemm(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope) {
        if (DotProducts.isChosen(transA, n, k)) {
            dots(m, n, k, a, aAt, lda, b, bAt, transB ? 1 : ldb, transB ? ldb : 1, beta, c, cAt, ldc,
                    bias, biasAt, activation, slope);
        } else {
            chains(transA, transB, m, n, k, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc, bias, biasAt, activation,
                    slope);
        }
    }

    private static void chains(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope) {
        int aRow = transA ? 1 : lda;
        int aStep = transA ? lda : 1;
        for (int i = 0; i < m; i++) {
            int row = cAt + i * ldc;
            if (beta == 0f) {
                Arrays.fill(c, row, row + n, 0f);
            }
            if (transB) {
                rowOfDots(n, k, a, aAt + i * aRow, aStep, b, bAt, ldb, c, row);
            } else {
                rowOfOuterProducts(n, k, a, aAt + i * aRow, aStep, b, bAt, ldb, c, row);
            }
            finish(n, c, row, bias, biasAt, activation, slope);
        }
    }

    /** A panel of {@link Kernels#PANEL} columns, row by row; of few columns, a block of rows of the only panel. */
    static void pack(int part, boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] packed,
            int packedAt) {
        boolean dots = DotProducts.isChosen(false, n, k);
        int first = dots ? part * DotProducts.DEPTH : 0;
        int end = dots ? Math.min(k, first + DotProducts.DEPTH) : k;
        int j = dots ? 0 : part * Kernels.PANEL;
        int columns = Math.min(Kernels.PANEL, n - j);
        for (int p = first; p < end; p++) {
            int row = packedAt + j * k + p * Kernels.PANEL;
            for (int i = 0; i < columns; i++) {
                packed[row + i] = b[bAt + (transB ? (j + i) * ldb + p : p * ldb + j + i)];
            }
        }
    }

    static void gemmPacked(int m, int n, int k, float[] a, int aAt, int lda,
            float[] packed, int packedAt, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope) {
        if (DotProducts.isChosen(false, n, k)) {
            dots(m, n, k, a, aAt, lda, packed, packedAt, Kernels.PANEL, 1, beta, c, cAt, ldc, bias, biasAt, activation,
                    slope);
            return;
        }
        for (int j = 0; j < n; j += Kernels.PANEL) {
            chains(false, false, m, Math.min(Kernels.PANEL, n - j), k, a, aAt, lda, packed, packedAt + j * k,
                    Kernels.PANEL, beta, c, cAt + j, ldc, bias, biasAt + j, activation, slope);
        }
    }

    private static void dots(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int bStep,
            int bColumn, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope) {
        for (int i = 0; i < m; i++) {
            int row = cAt + i * ldc;
            for (int j = 0; j < n; j++) {
                float sum = sumOfChains(0, DotProducts.CHAINS, k, a, aAt + i * lda, b, bAt + j * bColumn, bStep);
                c[row + j] = beta == 0f ? sum : c[row + j] + sum;
            }
            finish(n, c, row, bias, biasAt, activation, slope);
        }
    }

    /** The sum of some of the chains of an element, added by halves. */
    private static float sumOfChains(int first, int count, int k, float[] a, int aAt, float[] b, int bAt, int bStep) {
        if (count > 1) {
            int half = count / 2;
            return sumOfChains(first, half, k, a, aAt, b, bAt, bStep)
                    + sumOfChains(first + half, half, k, a, aAt, b, bAt, bStep);
        }
        float sum = 0f;
        for (int p = first; p < k; p += DotProducts.CHAINS) {
            sum = Math.fma(a[aAt + p], b[bAt + p * bStep], sum);
        }
        return sum;
    }

    private static void rowOfDots(int n, int k, float[] a, int aAt, int aStep, float[] b, int bAt, int ldb, float[] c,
            int cAt) {
        for (int j = 0; j < n; j++) {
            float sum = c[cAt + j];
            int column = bAt + j * ldb;
            for (int p = 0; p < k; p++) {
                sum = Math.fma(a[aAt + p * aStep], b[column + p], sum);
            }
            c[cAt + j] = sum;
        }
    }

    private static void rowOfOuterProducts(int n, int k, float[] a, int aAt, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt) {
        for (int p = 0; p < k; p++) {
            multiplyAdd(n, a[aAt + p * aStep], b, bAt + p * ldb, c, cAt);
        }
    }

    /** c[j] = fma(a, b[j], c[j]) for n elements. */
    static void multiplyAdd(int n, float a, float[] b, int bAt, float[] c, int cAt) {
        for (int j = 0; j < n; j++) {
            c[cAt + j] = Math.fma(a, b[bAt + j], c[cAt + j]);
        }
    }

    /** Adds the bias, if there is one, to a row and applies the activation. */
    static void finish(int n, float[] c, int cAt, float @Nullable [] bias, int biasAt, ActivationFunction activation,
            float slope) {
        if (bias != null) {
            for (int j = 0; j < n; j++) {
                c[cAt + j] += bias[biasAt + j];
            }
        }
        ScalarActivations.activate(activation, slope, n, c, cAt, c, cAt);
    }
}
