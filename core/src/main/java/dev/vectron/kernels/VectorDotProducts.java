package dev.vectron.kernels;

import static dev.vectron.kernels.DotProducts.CHAINS;
import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products with few columns ({@link DotProducts}): lanes run along k, over the chains of an element. B lies
 * column by column, each contiguous. Blocks of k keep it in the first-level cache while rows of A pass, each read from
 * memory once; meanwhile the chains are in scratch, [column][row][chain].
 */
final class VectorDotProducts {
    /** Steps of k at a time, a multiple of the chains. */
    private static final int DEPTH = Blocking.DEPTH;
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
     * The arguments of {@link Kernels#gemm}. The scratch of other products is enough: their block of B has eight times
     * the floats that the columns take here, and their block of A twice those of the chains, k being as long as it is.
     */
    static void multiply(boolean transB, int m, int n, int k, float[] a, int aAt, int lda,
            float[] b, int bAt, int ldb, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] scratch, int scratchAt) {
        int step = Math.min(k, DEPTH);
        int sumsAt = transB ? scratchAt : scratchAt + n * step;
        for (int i = 0; i < m; i += ROWS) {
            int rows = Math.min(ROWS, m - i);
            int column = Blocking.roundUp(rows, VectorDotTiles.ROWS) * CHAINS;
            for (int p = 0; p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                int block = aAt + i * lda + p;
                if (transB) {
                    chains(rows, n, depth, a, block, lda, b, bAt + p, ldb, scratch, sumsAt, column, p > 0);
                } else {
                    if (i == 0 || k > DEPTH) {
                        copyColumns(false, depth, n, b, bAt + p * ldb, ldb, scratch, scratchAt, step);
                    }
                    chains(rows, n, depth, a, block, lda, scratch, scratchAt, step, scratch, sumsAt, column, p > 0);
                }
            }
            int first = cAt + i * ldc;
            add(rows, n, scratch, sumsAt, column, beta, c, first, ldc);
            VectorGemmBlock.finish(rows, n, c, first, ldc, bias, biasAt, f, slope);
        }
    }

    /** Copies the columns of B (k×n, or n×k if transposed), {@code step} floats apart. */
    static void copyColumns(boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt,
            int step) {
        if (transB) {
            for (int j = 0; j < n; j++) {
                System.arraycopy(b, bAt + j * ldb, to, toAt + j * step, k);
            }
            return;
        }
        int j = 0;
        for (; j + 2 <= n; j += 2) {
            int to0 = toAt + j * step;
            int to1 = to0 + step;
            int from = bAt + j;
            for (int p = 0; p < k; p++) {
                to[to0 + p] = b[from];
                to[to1 + p] = b[from + 1];
                from += ldb;
            }
        }
        if (j < n) {
            for (int p = 0; p < k; p++) {
                to[toAt + j * step + p] = b[bAt + p * ldb + j];
            }
        }
    }

    /**
     * Carries all chains on by {@code depth} steps. Where a tile has more rows or columns than there are it takes the
     * last one again: a further row has its place in scratch, a further column the last one's.
     */
    private static void chains(int m, int n, int depth, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float[] sums, int sumsAt, int column, boolean resume) {
        int whole = depth / CHAINS * CHAINS;
        for (int i = 0; i < m; i += VectorDotTiles.ROWS) {
            int a0 = aAt + i * lda;
            int a1 = aAt + Math.min(i + 1, m - 1) * lda;
            int a2 = aAt + Math.min(i + 2, m - 1) * lda;
            int a3 = aAt + Math.min(i + 3, m - 1) * lda;
            for (int j = 0; j < n; j += VectorDotTiles.COLUMNS) {
                int b0 = bAt + j * ldb;
                int b1 = bAt + Math.min(j + 1, n - 1) * ldb;
                int s0 = sumsAt + j * column + i * CHAINS;
                int s1 = sumsAt + Math.min(j + 1, n - 1) * column + i * CHAINS;
                for (int h = 0; h < CHAINS; h += LANES) {
                    VectorDotTiles.multiply(whole, a, a0 + h, a1 + h, a2 + h, a3 + h, b, b0 + h, b1 + h,
                            sums, s0 + h, s1 + h, resume);
                }
            }
        }
        if (whole < depth) {
            rest(m, n, depth - whole, a, aAt + whole, lda, b, bAt + whole, ldb, sums, sumsAt, column);
        }
    }

    /** The last steps, one for each of the first chains. */
    private static void rest(int m, int n, int depth, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float[] sums, int sumsAt, int column) {
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
    private static void add(int m, int n, float[] sums, int sumsAt, int column, float beta, float[] c, int cAt,
            int ldc) {
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
