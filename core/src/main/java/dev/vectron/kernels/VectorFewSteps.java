package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;

import org.jspecify.annotations.Nullable;

/**
 * Matrix products with very short chains and a wide C, where writing C is most of the work: tiles walk along a few rows
 * of C, so that it is written in long sequences, and B is read in place.
 */
final class VectorFewSteps {
    /** With fewer rows {@link VectorThinTiles} do the same, and do not mind an odd one. */
    static final int FEWEST_ROWS = 4;
    /** Columns between two groups of rows: so much of B stays in the first-level cache. */
    private static final int COLUMNS = 1024;

    private VectorFewSteps() {}

    static void gemm(boolean transA, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        int rows = m / VectorTwoRowWalks.ROWS * VectorTwoRowWalks.ROWS;
        int columns = n / LANES * LANES;
        for (int j = 0; j < columns; j += COLUMNS) {
            walk(rows, Math.min(COLUMNS, columns - j), k, a, aAt, transA ? 1 : lda, transA ? lda : 1, b, bAt + j, ldb,
                    c, cAt + j, ldc, beta != 0f, bias, biasAt + j, f, slope);
        }
        if (columns < n) {
            VectorGemm.chains(transA, false, rows, n - columns, k, a, aAt, lda, b, bAt + columns, ldb,
                    beta, c, cAt + columns, ldc, bias, biasAt + columns, f, slope, scratch, scratchAt);
        }
        if (rows < m) {
            VectorGemm.chains(transA, false, m - rows, n, k, a, aAt + rows * (transA ? 1 : lda), lda, b, bAt, ldb,
                    beta, c, cAt + rows * ldc, ldc, bias, biasAt, f, slope, scratch, scratchAt);
        }
    }

    private static void walk(int m, int n, int k, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope) {
        int fours = VectorLanes.MANY_REGISTERS && k <= VectorFourRowWalks.MOST_STEPS
                ? m / VectorFourRowWalks.ROWS * VectorFourRowWalks.ROWS
                : 0;
        for (int i = 0; i < fours; i += VectorFourRowWalks.ROWS) {
            VectorFourRowWalks.rows(n, k, a, aAt + i * aRow, aRow, aStep, b, bAt, ldb, c, cAt + i * ldc, ldc, resume);
            VectorGemmBlock.finish(VectorFourRowWalks.ROWS, n, c, cAt + i * ldc, ldc, bias, biasAt, f, slope);
        }
        for (int i = fours; i < m; i += VectorTwoRowWalks.ROWS) {
            VectorTwoRowWalks.rows(n, k, a, aAt + i * aRow, aRow, aStep, b, bAt, ldb, c, cAt + i * ldc, ldc, resume);
            VectorGemmBlock.finish(VectorTwoRowWalks.ROWS, n, c, cAt + i * ldc, ldc, bias, biasAt, f, slope);
        }
    }
}
