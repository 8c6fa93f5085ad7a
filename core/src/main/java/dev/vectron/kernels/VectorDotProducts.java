package dev.vectron.kernels;

import static dev.vectron.kernels.DotProducts.CHAINS;
import static dev.vectron.kernels.DotProducts.DEPTH;
import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.MANY_REGISTERS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products with few columns ({@link DotProducts}): lanes run along k, over the chains of an element. B lies
 * column by column, each contiguous. Blocks of k keep it in the first-level cache while rows of A pass, each read from
 * memory once; meanwhile the chains are in scratch, [column][row][chain].
 */
final class VectorDotProducts {
    /** Rows of A whose chains are in scratch at a time, a multiple of a tile's. */
    private static final int ROWS = Blocking.MC;

    private static final VectorShuffle<Float> ONE_FURTHER = further(1);
    private static final VectorShuffle<Float> TWO_FURTHER = further(2);
    private static final VectorShuffle<Float> FOUR_FURTHER = further(4);
    private static final VectorShuffle<Float> EIGHT_FURTHER = further(8);

    private VectorDotProducts() {}

    private static VectorShuffle<Float> further(int lanes) {
        return VectorShuffle.iota(FLOATS, lanes, 1, true);
    }

    /**
     * The arguments of {@link Kernels#gemm}. The scratch of other products is enough: their block of B has four times
     * the floats that the columns take here, and their block of A twice those of the chains, k being as long as it is.
     */
    static void multiply(boolean transB, int m, int n, int k, float[] a, int aAt, int lda,
            float[] b, int bAt, int ldb, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        int sumsAt = scratchAt + n * Math.min(k, DEPTH);
        for (int i = 0; i < m; i += ROWS) {
            int rows = Math.min(ROWS, m - i);
            for (int p = 0; p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                int block = aAt + i * lda + p;
                if (transB) {
                    chains(rows, n, depth, a, block, lda, b, bAt + p, ldb, scratch, sumsAt, p > 0);
                } else {
                    if (i == 0 || k > DEPTH) {
                        copyColumns(false, depth, n, b, bAt + p * ldb, ldb, scratch, scratchAt);
                    }
                    chains(rows, n, depth, a, block, lda, scratch, scratchAt, depth, scratch, sumsAt, p > 0);
                }
            }
            add(rows, n, scratch, sumsAt, beta, c, cAt + i * ldc, ldc);
            VectorGemmBlock.finish(rows, n, c, cAt + i * ldc, ldc, bias, biasAt, f, slope);
        }
    }

    /** As {@link #multiply}, with columns from {@link #pack}. */
    static void multiplyPacked(int m, int n, int k, float[] a, int aAt, int lda, float[] packed, int packedAt,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        for (int i = 0; i < m; i += ROWS) {
            int rows = Math.min(ROWS, m - i);
            for (int p = 0; p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                chains(rows, n, depth, a, aAt + i * lda + p, lda, packed, packedAt + p * n, depth, scratch, scratchAt,
                        p > 0);
            }
            add(rows, n, scratch, scratchAt, beta, c, cAt + i * ldc, ldc);
            VectorGemmBlock.finish(rows, n, c, cAt + i * ldc, ldc, bias, biasAt, f, slope);
        }
    }

    /** Packs one of {@link DotProducts#blocks}: its columns one after the other, behind those of the blocks before. */
    static void pack(int part, boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] packed,
            int packedAt) {
        int p = part * DEPTH;
        copyColumns(transB, Math.min(DEPTH, k - p), n, b, bAt + p * (transB ? 1 : ldb), ldb, packed, packedAt + p * n);
    }

    /** Copies the columns of B (k×n, or n×k if transposed) one after the other. */
    private static void copyColumns(boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        if (transB) {
            for (int j = 0; j < n; j++) {
                System.arraycopy(b, bAt + j * ldb, to, toAt + j * k, k);
            }
            return;
        }
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            fourColumns(k, b, bAt + j, ldb, to, toAt + j * k);
        }
        for (; j + 2 <= n; j += 2) {
            twoColumns(k, b, bAt + j, ldb, to, toAt + j * k);
        }
        if (j < n) {
            for (int p = 0; p < k; p++) {
                to[toAt + j * k + p] = b[bAt + p * ldb + j];
            }
        }
    }

    private static void fourColumns(int k, float[] b, int bAt, int ldb, float[] to, int to0) {
        int to1 = to0 + k;
        int to2 = to1 + k;
        int to3 = to2 + k;
        int from = bAt;
        for (int p = 0; p < k; p++) {
            to[to0 + p] = b[from];
            to[to1 + p] = b[from + 1];
            to[to2 + p] = b[from + 2];
            to[to3 + p] = b[from + 3];
            from += ldb;
        }
    }

    private static void twoColumns(int k, float[] b, int bAt, int ldb, float[] to, int to0) {
        int to1 = to0 + k;
        int from = bAt;
        for (int p = 0; p < k; p++) {
            to[to0 + p] = b[from];
            to[to1 + p] = b[from + 1];
            from += ldb;
        }
    }

    /** Carries all chains on by {@code depth} steps. */
    private static void chains(int m, int n, int depth, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float[] sums, int sumsAt, boolean resume) {
        int whole = depth / CHAINS * CHAINS;
        for (int i = 0; i < m; i += VectorDotTiles.ROWS) {
            for (int h = 0; h < CHAINS; h += LANES) {
                rows(Math.min(VectorDotTiles.ROWS, m - i), n, whole, a, aAt + i * lda + h, lda, b, bAt + h, ldb,
                        sums, sumsAt + i * CHAINS + h, column(m), resume);
            }
        }
        if (whole < depth) {
            rest(m, n, depth - whole, a, aAt + whole, lda, b, bAt + whole, ldb, sums, sumsAt);
        }
    }

    /** Floats from the chains of a column to those of the next: room for all rows of tiles. */
    private static int column(int m) {
        return Blocking.roundUp(m, VectorDotTiles.ROWS) * CHAINS;
    }

    /**
     * LANES of the chains of at most four rows. If there are fewer, or fewer columns than a tile has, it takes the last
     * one again: a further row has its place in scratch, a further column the last one's.
     */
    private static void rows(int m, int n, int depth, float[] a, int a0, int lda, float[] b, int bAt, int ldb,
            float[] sums, int sumsAt, int column, boolean resume) {
        int a1 = a0 + Math.min(1, m - 1) * lda;
        int a2 = a0 + Math.min(2, m - 1) * lda;
        int a3 = a0 + Math.min(3, m - 1) * lda;
        int j = 0;
        while (j < n) {
            int left = n - j;
            int bj = bAt + j * ldb;
            int sj = sumsAt + j * column;
            if (MANY_REGISTERS && left >= VectorWideDotTiles.COLUMNS) {
                VectorWideDotTiles.columns6(depth, a, a0, a1, a2, a3, b, bj, ldb, sums, sj, column, resume);
                j += VectorWideDotTiles.COLUMNS;
            } else if (left == 3 || left > 4) {
                VectorDotTiles.columns3(depth, CHAINS, a, a0, a1, a2, a3, b, bj, ldb, sums, sj, column, resume);
                j += 3;
            } else {
                boolean two = left > 1;
                VectorDotTiles.columns2(depth, CHAINS, a, a0, a1, a2, a3, b, bj, two ? ldb : 0, sums, sj,
                        two ? column : 0, resume);
                j += 2;
            }
        }
    }

    /** The last steps, one for each of the first chains. */
    private static void rest(int m, int n, int depth, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float[] sums, int sumsAt) {
        int column = column(m);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < m; i++) {
                int at = sumsAt + j * column + i * CHAINS;
                for (int p = 0; p < depth; p++) {
                    sums[at + p] = Math.fma(a[aAt + i * lda + p], b[bAt + j * ldb + p], sums[at + p]);
                }
            }
        }
    }

    /** Adds the chains of each element, neighbours first, and C if it is to stay. */
    private static void add(int m, int n, float[] sums, int sumsAt, float beta, float[] c, int cAt, int ldc) {
        int column = column(m);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = sumsAt + j * column + i * CHAINS;
                float sum = switch (LANES) {
                    case 16 -> sum(sums, at);
                    case 8 -> sum(sums, at) + sum(sums, at + 8);
                    default -> (sum(sums, at) + sum(sums, at + 4)) + (sum(sums, at + 8) + sum(sums, at + 12));
                };
                int element = cAt + i * ldc + j;
                c[element] = beta == 0f ? sum : c[element] + sum;
            }
        }
    }

    /** The sum of LANES chains: each lane adds its neighbour, then the next two, and so on. */
    private static float sum(float[] sums, int at) {
        FloatVector x = FloatVector.fromArray(FLOATS, sums, at);
        x = x.add(x.rearrange(ONE_FURTHER));
        x = x.add(x.rearrange(TWO_FURTHER));
        if (LANES >= 8) {
            x = x.add(x.rearrange(FOUR_FURTHER));
        }
        if (LANES == 16) {
            x = x.add(x.rearrange(EIGHT_FURTHER));
        }
        return x.lane(0);
    }
}
