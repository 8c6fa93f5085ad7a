package dev.vectron.layers;

import dev.vectron.activations.Elementwise;
import dev.vectron.kernels.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Divides a matrix product into parts by its sizes alone: a grid of blocks of C. Each block packs its part of A and of
 * B again, so the longer side is cut first, and blocks stay so large that this costs little. Every element is
 * one chain, or with few columns, which are not divided, a sum of several, so the division does not show in the result.
 * Thread-safe.
 *
 * {@snippet :
 * call.parallel(MatrixParts.count(m, n, k), layer, MyLayer::part);    // each part calls MatrixParts.run
 * }
 */
public final class MatrixParts {
    /** Products of fewer multiply-adds are not divided; starting a part costs about as much. */
    private static final long WORTH_DIVIDING = 1 << 17;
    /** Multiply-adds of a part that is not divided further, once there are two. */
    private static final long WORK_OF_A_PART = 1 << 19;
    private static final int FEW_PARTS = 8;
    private static final int MANY_PARTS = 32;
    /** Products of as many multiply-adds are divided into many parts. */
    private static final long LARGE = 1L << 27;
    private static final int FEWEST_ROWS = 64;
    /** Columns for which copying a block of A is worth it. */
    private static final int MANY_COLUMNS = 512;
    /** Where C is a single panel there is nothing else to cut, and packing B for each part costs little. */
    private static final int FEWEST_ROWS_OF_A_PANEL = 32;
    private static final int SHORT_CHAINS = 16;
    /** Rows are cut at multiples of what the largest tiles take. */
    private static final int ROWS_OF_TILES = 12;
    private static final int ROWS_OF_NARROW_TILES = 8;

    private MatrixParts() {}

    /**
     * How many parts a product is divided into.
     *
     * @param m rows of C
     * @param n columns of C
     * @param k length of the products
     * @return the number, at least 1
     */
    public static int count(int m, int n, int k) {
        long grid = grid(m, n, k);
        return rowParts(grid) * columnParts(grid);
    }

    /**
     * {@return whether B is to be packed before the parts begin: because several would pack the same columns (those of
     * a single panel are few beside their rows, unless they are long and copied one by one), or because chains are so
     * short that writing C is most of the work, which parts do in longer pieces if all of B is packed}
     */
    static boolean packsFirst(int m, int n, int k) {
        return k < SHORT_CHAINS
                || (n > Kernels.PANEL || Kernels.copiesColumns(k, n)) && rowParts(grid(m, n, k)) > 1;
    }

    /**
     * Scratch of one part, for any m and k: one of them is the batch, which is not known yet.
     *
     * @param n columns of C
     * @return floats for each thread
     */
    public static int scratch(int n) {
        return Kernels.gemmScratch(Integer.MAX_VALUE, n, Integer.MAX_VALUE);
    }

    /** Parts along the rows (upper half) and along the columns (lower half). */
    private static long grid(int m, int n, int k) {
        long work = (long) m * n * k;
        if (work < WORTH_DIVIDING) {
            return 1L << 32 | 1;
        }
        long wanted = Math.clamp(work / WORK_OF_A_PART, 2, work < LARGE ? FEW_PARTS : MANY_PARTS);
        int rowParts = 1;
        int columnParts = 1;
        int fewest = n <= Kernels.PANEL ? FEWEST_ROWS_OF_A_PANEL : FEWEST_ROWS;
        while (2L * rowParts * columnParts <= wanted) {
            int rows = m / rowParts;
            int columns = n / columnParts;
            boolean cutsColumns = columns >= 2 * Kernels.PANEL;
            boolean cutsRows = rows >= 2 * fewest;
            if (cutsColumns && (!cutsRows || 2 * columns >= rows)) {
                columnParts *= 2;
            } else if (cutsRows) {
                rowParts *= 2;
            } else {
                break;
            }
        }
        return (long) rowParts << 32 | columnParts;
    }

    /** How many parts the product of m×k and a packed k×n is divided into. */
    static int packedCount(int m, int n, int k) {
        long grid = packedGrid(m, n, k);
        return rowParts(grid) * columnParts(grid);
    }

    /**
     * Where B is packed, parts of a large product take few rows and many columns: the rows are copied once and stay in
     * a cache, and the panels, which follow each other in memory, pass as one stream.
     */
    private static long packedGrid(int m, int n, int k) {
        int rowParts = Integer.highestOneBit(Math.clamp(m / FEWEST_ROWS, 1, MANY_PARTS));
        int columnParts = Integer.highestOneBit(Math.clamp(n / MANY_COLUMNS, 1, MANY_PARTS / rowParts));
        boolean enough = rowParts * columnParts >= FEW_PARTS;
        return (long) m * n * k >= LARGE && enough ? (long) rowParts << 32 | columnParts : grid(m, n, k);
    }

    private static int rowParts(long grid) {
        return (int) (grid >>> 32);
    }

    private static int columnParts(long grid) {
        return (int) grid;
    }

    /** Where a part begins. */
    private static int cut(int part, int parts, int size, int unit) {
        return part == parts ? size : (int) ((long) size * part / parts) / unit * unit;
    }

    private static int row(long grid, int part, int m, int n) {
        return cut(part, rowParts(grid), m, n <= Kernels.PANEL ? ROWS_OF_NARROW_TILES : ROWS_OF_TILES);
    }

    private static int column(long grid, int part, int n) {
        return cut(part, columnParts(grid), n, Kernels.PANEL);
    }

    /**
     * Computes one of {@link #count} parts; the arguments behind its number are those of {@link Kernels#gemm}.
     *
     * @param kernels the kernels to compute with
     * @param part the number of the part
     * @param transA false: A is stored m×k; true: stored k×m
     * @param transB false: B is stored k×n; true: stored n×k
     * @param m rows of C
     * @param n columns of C
     * @param k length of the products
     * @param a the array with A
     * @param aAt where A begins
     * @param lda floats between stored rows of A
     * @param b the array with B
     * @param bAt where B begins
     * @param ldb floats between stored rows of B
     * @param beta 0 or 1
     * @param c the array with C
     * @param cAt where C begins
     * @param ldc floats between rows of C
     * @param bias one value per column, or null
     * @param biasAt where the bias begins
     * @param activation applied last
     * @param scratch at least {@link #scratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    public static void run(Kernels kernels, int part, boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, Elementwise activation, float[] scratch, int scratchAt) {
        long grid = grid(m, n, k);
        int row = row(grid, part / columnParts(grid), m, n);
        int rows = row(grid, part / columnParts(grid) + 1, m, n) - row;
        int column = column(grid, part % columnParts(grid), n);
        int columns = column(grid, part % columnParts(grid) + 1, n) - column;
        kernels.gemm(transA, transB, rows, columns, k,
                a, aAt + (transA ? row : row * lda), lda,
                b, bAt + (transB ? column * ldb : column), ldb,
                beta, c, cAt + row * ldc + column, ldc,
                bias, biasAt + column, activation.function(), activation.slope(), scratch, scratchAt);
    }

    /**
     * Computes one of {@link #packedCount} parts of a product with a packed B; the arguments are those of
     * {@link Kernels#gemmPacked}.
     */
    static void runPacked(Kernels kernels, int part, int m, int n, int k, float[] a, int aAt, float[] packed,
            int packedAt, float[] c, int cAt, float @Nullable [] bias, int biasAt, Elementwise activation,
            float[] scratch, int scratchAt) {
        long grid = packedGrid(m, n, k);
        int row = row(grid, part / columnParts(grid), m, n);
        int rows = row(grid, part / columnParts(grid) + 1, m, n) - row;
        int column = column(grid, part % columnParts(grid), n);
        int columns = column(grid, part % columnParts(grid) + 1, n) - column;
        kernels.gemmPacked(rows, columns, k, a, aAt + row * k, k, packed, packedAt + column * k,
                0, c, cAt + row * n + column, n,
                bias, biasAt + column, activation.function(), activation.slope(), scratch, scratchAt);
    }
}
