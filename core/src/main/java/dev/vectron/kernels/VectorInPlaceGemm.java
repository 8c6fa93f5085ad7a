package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import org.jspecify.annotations.Nullable;

/**
 * Products A·B that read B where it is, for 32 vector registers: tiles of eight rows by three vectors are as fast from
 * there as from panels, so that packing is saved.
 */
final class VectorInPlaceGemm {
    /** Fewer rows are for {@link VectorThinTiles}. */
    private static final int FEWEST_ROWS = 4;
    /** With more rows packing costs little, and panels are easier on the caches. */
    private static final int MOST_ROWS = 512;
    private static final int FEW_ROWS = 32;
    private static final int THREE = 3 * LANES;

    private VectorInPlaceGemm() {}

    /**
     * {@return whether a product of such sizes is computed here: columns that tiles of two vectors alone would take
     * only with few rows, for packing pays with more}
     */
    static boolean suits(boolean transA, boolean transB, int m, int n, int k) {
        boolean threeVectors = n >= THREE && n != 2 * PANEL;
        return VectorLanes.MANY_REGISTERS && !transA && !transB && m >= FEWEST_ROWS && m <= MOST_ROWS && k > 0
                && (threeVectors || n >= PANEL && m <= FEW_ROWS);
    }

    /** The arguments are those of {@link VectorGemm#gemm}. */
    static void multiply(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        int blockDepth = Math.ceilDiv(k, Math.ceilDiv(k, Blocking.DEPTH));
        // Where C is not added to, the last tiles may overlap those before: they write the same once more.
        boolean overlap = beta == 0f && k <= blockDepth;
        int rows = overlap ? m : m / 4 * 4;
        int columns = overlap ? n : n / LANES * LANES;
        int blockRows = Blocking.roundUp(Math.ceilDiv(rows, Math.ceilDiv(rows, Blocking.MC)), 8);
        for (int i = 0; i < rows; i += blockRows) {
            for (int p = 0; p < k; p += blockDepth) {
                block(Math.min(blockRows, rows - i), columns, Math.min(blockDepth, k - p), a, aAt + i * lda + p, lda,
                        b, bAt + p * ldb, ldb, c, cAt + i * ldc, ldc, beta != 0f || p > 0, p + blockDepth >= k,
                        bias, biasAt, f, slope);
            }
        }
        if (rows < m) {
            VectorGemm.chains(false, false, m - rows, columns, k, a, aAt + rows * lda, lda, b, bAt, ldb, beta,
                    c, cAt + rows * ldc, ldc, bias, biasAt, f, slope, scratch, scratchAt);
        }
        if (columns < n) {
            VectorGemm.chains(false, false, m, n - columns, k, a, aAt, lda, b, bAt + columns, ldb, beta,
                    c, cAt + columns, ldc, bias, biasAt + columns, f, slope, scratch, scratchAt);
        }
    }

    /** Some rows of C and {@code k} elements of each chain, three vectors of columns at a time, at the end two. */
    private static void block(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume, boolean last,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope) {
        int width;
        for (int done = 0; done < n; done += width) {
            int left = n - done;
            boolean three = left > 2 * PANEL || left > PANEL && left <= THREE && n >= THREE;
            width = three ? THREE : PANEL;
            int j = Math.min(done, n - width);
            rows(three, m, k, a, aAt, lda, b, bAt + j, ldb, c, cAt + j, ldc, resume);
            if (last) {
                VectorGemmBlock.finish(m, width, c, cAt + j, ldc, bias, biasAt + j, f, slope);
            }
        }
    }

    /** All rows by three vectors of columns or two; the last tile may reach back over the one before. */
    private static void rows(boolean three, int m, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        tiles(three, 8, m / 8, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, resume);
        int rows;
        for (int i = m / 8 * 8; i < m; i += rows) {
            rows = m - i > 4 && m >= 8 ? 8 : 4;
            int row = Math.min(i, m - rows);
            tiles(three, rows, 1, k, a, aAt + row * lda, lda, b, bAt, ldb, c, cAt + row * ldc, ldc, resume);
        }
    }

    private static void tiles(boolean three, int rows, int count, int k, float[] a, int aAt, int lda, float[] b,
            int bAt, int ldb, float[] c, int cAt, int ldc, boolean resume) {
        if (three && rows == 8) {
            VectorInPlaceTiles.rows8x3(count, k, a, aAt, lda, b, bAt, ldb, bAt + PANEL, ldb, c, cAt, ldc, resume);
        } else if (three) {
            VectorInPlaceTiles.rows4x3(count, k, a, aAt, lda, b, bAt, ldb, bAt + PANEL, ldb, c, cAt, ldc, resume);
        } else if (rows == 8) {
            VectorInPlaceTiles.rows8x2(count, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, resume);
        } else {
            VectorInPlaceTiles.rows4x2(count, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, resume);
        }
    }
}
