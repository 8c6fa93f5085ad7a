package dev.vectron.schedules;

/**
 * The functions of the schedules: the same bits everywhere, and without the arrays that {@code StrictMath.cos} and
 * {@code StrictMath.pow} allocate in every call.
 */
final class Curves {
    private static final double QUARTER = Math.PI / 4;
    private static final double[] INVERSE_FACTORIALS = new double[19];

    static {
        INVERSE_FACTORIALS[0] = 1;
        for (int i = 1; i < INVERSE_FACTORIALS.length; i++) {
            INVERSE_FACTORIALS[i] = INVERSE_FACTORIALS[i - 1] / i;
        }
    }

    private Curves() {}

    /**
     * The base to the power of the exponent, to about 1e-15 times |exponent · log(base)|; exact for exponents 0 and 1.
     *
     * @param base at least 0
     * @param exponent any number; above 0 if the base is 0
     */
    static double power(double base, double exponent) {
        if (exponent == 0) {
            return 1;
        }
        if (exponent == 1 || base == 1) {
            return base;
        }
        return base == 0 ? 0 : StrictMath.exp(exponent * StrictMath.log(base));
    }

    /** The falling half of a cosine, {@code (1 + cos(πx)) / 2}: 1 at 0, 1/2 at 1/2, 0 at 1. */
    static double falling(double x) {
        return 0.5 * (1 + cosineOfHalfTurns(Math.clamp(x, 0, 1)));
    }

    /** cos(πx) for x from 0 to 1, by Taylor's series on an eighth of a turn. */
    static double cosineOfHalfTurns(double x) {
        if (x > 0.75) {
            return -series(QUARTER * 4 * (1 - x), 0);
        }
        if (x > 0.25) {
            double y = QUARTER * 4 * (0.5 - x);
            return y * series(y, 1);
        }
        return series(QUARTER * 4 * x, 0);
    }

    /** Σ (−1)^k y^(2k) / (2k + first)!, for |y| ≤ π/4. */
    private static double series(double y, int first) {
        double square = y * y;
        double sum = 0;
        for (int i = 16 + first; i >= 0; i -= 2) {
            double sign = (i >> 1 & 1) == 0 ? 1 : -1;
            sum = Math.fma(sum, square, sign * INVERSE_FACTORIALS[i]);
        }
        return sum;
    }
}
