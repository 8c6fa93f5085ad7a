package dev.vectron.random;

/**
 * Normally distributed numbers for the steps of a training: those of {@link CounterRandom#normal} to about 10⁻¹³, but
 * faster and without the arrays that {@link StrictMath#cos} allocates until it is compiled.
 *
 * <p>√(−2 ln u) · cos(2πv) (Box, Muller 1958), with u and v from two elements of the stream, 24 bits each. Both
 * functions are polynomials without branches: which way one went would be as random as the numbers. Thread-safe.
 *
 * {@snippet :
 * double z = BoxMuller.normal(key, 5);
 * }
 */
public final class BoxMuller {
    private static final int BITS = 24;
    private static final double LN2 = 0.6931471805599453;
    private static final double ANGLE = 2 * Math.PI * 0x1p-24;
    /** The high bits of √½, where a mantissa's range begins; from there the exponent counts. */
    private static final long SQRT_HALF = 0x3fe6a09e_00000000L;
    private static final long ONE = 0x3ff00000_00000000L;
    private static final long MANTISSA = 0x000fffff_ffffffffL;

    private BoxMuller() {}

    /**
     * A number of mean 0 and standard deviation 1.
     *
     * @param key the stream
     * @param counter the element
     * @return the number
     */
    public static double normal(long key, int counter) {
        int u = (CounterRandom.bits(key, 2 * counter) >>> (32 - BITS)) + 1;
        int v = CounterRandom.bits(key, 2 * counter + 1) >>> (32 - BITS);
        return Math.sqrt(-2 * logarithm(u)) * cosine(v);
    }

    /**
     * The logarithm of so many parts of 2²⁴, at least one: that of the power of two, and 2 artanh((f − 1) / (f + 1)) of
     * the rest f from √½ to √2, of which nothing is left at 1.
     */
    static double logarithm(int parts) {
        long bits = Double.doubleToRawLongBits(parts) + (ONE - SQRT_HALF);
        int exponent = (int) (bits >>> 52) - 1023 - BITS;
        double f = Double.longBitsToDouble((bits & MANTISSA) + SQRT_HALF);
        double s = (f - 1) / (f + 1);
        double square = s * s;
        double sum = 1.0 / 19;
        sum = Math.fma(sum, square, 1.0 / 17);
        sum = Math.fma(sum, square, 1.0 / 15);
        sum = Math.fma(sum, square, 1.0 / 13);
        sum = Math.fma(sum, square, 1.0 / 11);
        sum = Math.fma(sum, square, 1.0 / 9);
        sum = Math.fma(sum, square, 1.0 / 7);
        sum = Math.fma(sum, square, 1.0 / 5);
        sum = Math.fma(sum, square, 1.0 / 3);
        sum = Math.fma(sum, square, 1);
        return Math.fma(exponent, LN2, 2 * s * sum);
    }

    /** The cosine of so many parts of 2²⁴ of a turn: minus the sine of what it is from half of the way round to π. */
    static double cosine(int parts) {
        int half = 1 << (BITS - 1);
        double angle = (Math.abs(half - parts) - half / 2) * ANGLE;
        double square = angle * angle;
        double sum = 1.0 / 51_090_942_171_709_440_000.0;
        sum = Math.fma(sum, square, -1.0 / 121_645_100_408_832_000L);
        sum = Math.fma(sum, square, 1.0 / 355_687_428_096_000L);
        sum = Math.fma(sum, square, -1.0 / 1_307_674_368_000L);
        sum = Math.fma(sum, square, 1.0 / 6_227_020_800L);
        sum = Math.fma(sum, square, -1.0 / 39_916_800);
        sum = Math.fma(sum, square, 1.0 / 362_880);
        sum = Math.fma(sum, square, -1.0 / 5_040);
        sum = Math.fma(sum, square, 1.0 / 120);
        sum = Math.fma(sum, square, -1.0 / 6);
        return Math.fma(sum, square, 1) * angle;
    }
}
