package dev.vectron.kernels;

/**
 * Which matrix products are sums of sixteen chains an element, so that lanes can run along k: with few columns and long
 * rows of A. Sizes alone decide, without the rows of C, so that the bits of a row do not depend on those beside it.
 */
final class DotProducts {
    /** Chains of an element. */
    static final int CHAINS = 16;
    /** With more, vectors of eight lanes are filled well enough by columns. */
    static final int MOST_COLUMNS = 4;
    private static final int SHORTEST = 256;

    private DotProducts() {}

    static boolean isChosen(boolean transA, int n, int k) {
        return !transA && n <= MOST_COLUMNS && k >= SHORTEST;
    }
}
