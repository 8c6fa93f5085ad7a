package dev.vectron.kernels;

/**
 * Sums over one row. The whole blocks of four elements go into four chains, one per place in the block, joined as
 * (0 + 1) + (2 + 3); the last n mod 4 elements follow in one chain begun with that sum. Plain Java on every machine, so
 * the bits are the same by themselves. Thread-safe.
 *
 * {@snippet :
 * float mean = RowSums.sum(n, x, at) / n;
 * float variance = RowSums.squares(n, x, at, mean) / n;
 * }
 */
public final class RowSums {
    private static final int CHAINS = 4;

    private RowSums() {}

    /**
     * Σ x.
     *
     * @param n how many elements
     * @param x the row
     * @param at where it begins
     * @return the sum
     */
    public static float sum(int n, float[] x, int at) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int whole = n - n % CHAINS;
        for (int i = 0; i < whole; i += CHAINS) {
            a += x[at + i];
            b += x[at + i + 1];
            c += x[at + i + 2];
            d += x[at + i + 3];
        }
        float sum = (a + b) + (c + d);
        for (int i = whole; i < n; i++) {
            sum += x[at + i];
        }
        return sum;
    }

    /**
     * Σ (x − center)², each added by a fused multiply-add.
     *
     * @param n how many elements
     * @param x the row
     * @param at where it begins
     * @param center is subtracted from each
     * @return the sum
     */
    public static float squares(int n, float[] x, int at, float center) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int whole = n - n % CHAINS;
        for (int i = 0; i < whole; i += CHAINS) {
            a = square(x[at + i] - center, a);
            b = square(x[at + i + 1] - center, b);
            c = square(x[at + i + 2] - center, c);
            d = square(x[at + i + 3] - center, d);
        }
        float sum = (a + b) + (c + d);
        for (int i = whole; i < n; i++) {
            sum = square(x[at + i] - center, sum);
        }
        return sum;
    }

    private static float square(float distance, float sum) {
        return Math.fma(distance, distance, sum);
    }

    /**
     * Σ x·y, each product added by a fused multiply-add.
     *
     * @param n how many elements
     * @param x a row
     * @param xAt where it begins
     * @param y a row
     * @param yAt where it begins
     * @return the sum
     */
    public static float dot(int n, float[] x, int xAt, float[] y, int yAt) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int whole = n - n % CHAINS;
        for (int i = 0; i < whole; i += CHAINS) {
            a = Math.fma(x[xAt + i], y[yAt + i], a);
            b = Math.fma(x[xAt + i + 1], y[yAt + i + 1], b);
            c = Math.fma(x[xAt + i + 2], y[yAt + i + 2], c);
            d = Math.fma(x[xAt + i + 3], y[yAt + i + 3], d);
        }
        float sum = (a + b) + (c + d);
        for (int i = whole; i < n; i++) {
            sum = Math.fma(x[xAt + i], y[yAt + i], sum);
        }
        return sum;
    }
}
