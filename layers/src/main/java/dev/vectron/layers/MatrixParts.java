package dev.vectron.layers;

import dev.vectron.activations.Elementwise;
import dev.vectron.kernels.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Divides a matrix product into parts by its sizes alone: into panels of columns, or, when there are few columns or
 * very many rows, into blocks of rows. Every element is one chain, so the division does not show in the result.
 */
final class MatrixParts {
    /** Products of fewer multiply-adds are not divided; starting a part costs about as much. */
    private static final long WORTH_DIVIDING = 1 << 17;
    private static final int FEW_COLUMNS = 2 * Kernels.PANEL;
    private static final int MANY_ROWS_PER_COLUMN = 32;
    /** Rows of a block: each packs B again, which costs the more the wider B is. */
    private static final int ROWS_OF_ONE_PANEL = 96;
    private static final int ROWS_OF_MANY = 256;

    private MatrixParts() {}

    /** How many parts the product of m×k and k×n is divided into. */
    static int count(int m, int n, int k) {
        if ((long) m * n * k < WORTH_DIVIDING) {
            return 1;
        }
        return byColumns(m, n) ? Math.ceilDiv(n, Kernels.PANEL) : Math.ceilDiv(m, rowsPerPart(n));
    }

    /** Scratch of one part of a product with n columns, for any m and k: one of them is the batch, which is not known yet. */
    static int scratch(int n) {
        return Kernels.gemmScratch(Integer.MAX_VALUE, n, Integer.MAX_VALUE);
    }

    private static boolean byColumns(int m, int n) {
        return n >= FEW_COLUMNS && m / MANY_ROWS_PER_COLUMN < n;
    }

    private static int rowsPerPart(int n) {
        return n <= Kernels.PANEL ? ROWS_OF_ONE_PANEL : ROWS_OF_MANY;
    }

    /** Computes one of {@link #count} parts; the arguments behind it are those of {@link Kernels#gemm}. */
    static void run(Kernels kernels, int part, boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, Elementwise activation, float[] scratch, int scratchAt) {
        int row = 0;
        int rows = m;
        int column = 0;
        int columns = n;
        if (count(m, n, k) > 1) {
            if (byColumns(m, n)) {
                column = part * Kernels.PANEL;
                columns = Math.min(Kernels.PANEL, n - column);
            } else {
                row = part * rowsPerPart(n);
                rows = Math.min(rowsPerPart(n), m - row);
            }
        }
        kernels.gemm(transA, transB, rows, columns, k,
                a, aAt + (transA ? row : row * lda), lda,
                b, bAt + (transB ? column * ldb : column), ldb,
                beta, c, cAt + row * ldc + column, ldc,
                bias, biasAt + column, activation.function(), activation.slope(), scratch, scratchAt);
    }
}
