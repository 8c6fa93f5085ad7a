package dev.vectron.kernels;

/**
 * Which matrix products are sums of sixteen chains an element, so that lanes can run along k: with few columns and long
 * rows of A. Sizes alone decide, without the rows of C, so that the bits of a row do not depend on those beside it.
 */
final class DotProducts {
    /** Chains of an element. */
    static final int CHAINS = 16;
    /** With more, vectors of eight lanes are filled well enough by columns. */
    static final int MOST_COLUMNS = 6;
    private static final int SHORTEST = 256;
    /** Steps of k at a time, a multiple of the chains: their columns of B stay in the first-level cache. */
    static final int DEPTH = 1024;
    /** Steps of k from which on parts of a product had better share packed columns of B than copy them one by one. */
    private static final int WORTH_SHARING = 4 * DEPTH;

    private DotProducts() {}

    static boolean isChosen(boolean transA, int n, int k) {
        return !transA && n <= MOST_COLUMNS && k >= SHORTEST;
    }

    /** Whether parts of a product share the columns of B, packed by blocks beforehand. */
    static boolean areWorthSharing(int n, int k) {
        return isChosen(false, n, k) && k >= WORTH_SHARING;
    }

    /** Blocks of {@link #DEPTH} rows, whose columns are packed one after the other. */
    static int blocks(int k) {
        return Math.ceilDiv(k, DEPTH);
    }
}
