package dev.vectron.random;

/**
 * Normally distributed numbers for the steps of a training: those of {@link CounterRandom#normal} to about 10⁻¹³, but
 * faster and without the arrays that {@link StrictMath#cos} allocates until it is compiled.
 *
 * <p>√(−2 ln u) · cos(2πv) (Box, Muller 1958), with u and v from two elements of the stream. The angle is brought to a
 * quarter turn around 0 exactly, as v has 24 bits; there sine and cosine are their Taylor polynomials. Thread-safe.
 *
 * {@snippet :
 * double z = BoxMuller.normal(key, 5);
 * }
 */
public final class BoxMuller {
    private static final int QUARTER_BITS = 22;
    private static final double ANGLE = 2 * Math.PI * 0x1p-24;

    private BoxMuller() {}

    /**
     * A number of mean 0 and standard deviation 1.
     *
     * @param key the stream
     * @param counter the element
     * @return the number
     */
    public static double normal(long key, int counter) {
        double u = ((CounterRandom.bits(key, 2 * counter) >>> 8) + 1) * 0x1p-24;
        return Math.sqrt(-2 * StrictMath.log(u)) * cosine(CounterRandom.bits(key, 2 * counter + 1) >>> 8);
    }

    /** The cosine of so many parts of 2²⁴ of a turn. */
    static double cosine(int parts) {
        int quarter = (parts + (1 << (QUARTER_BITS - 1))) >>> QUARTER_BITS;
        double angle = (parts - (quarter << QUARTER_BITS)) * ANGLE;
        double square = angle * angle;
        double value = (quarter & 1) == 0 ? evenPowers(square) : angle * oddPowers(square);
        int quadrant = quarter & 3;
        return quadrant == 1 || quadrant == 2 ? -value : value;
    }

    /** 1 − x²/2! + x⁴/4! − … for the square of an angle of at most an eighth turn. */
    private static double evenPowers(double square) {
        double sum = 1.0 / 20_922_789_888_000L;
        sum = Math.fma(sum, square, -1.0 / 87_178_291_200L);
        sum = Math.fma(sum, square, 1.0 / 479_001_600);
        sum = Math.fma(sum, square, -1.0 / 3_628_800);
        sum = Math.fma(sum, square, 1.0 / 40_320);
        sum = Math.fma(sum, square, -1.0 / 720);
        sum = Math.fma(sum, square, 1.0 / 24);
        sum = Math.fma(sum, square, -0.5);
        return Math.fma(sum, square, 1);
    }

    /** 1 − x²/3! + x⁴/5! − …: the sine divided by its angle. */
    private static double oddPowers(double square) {
        double sum = -1.0 / 1_307_674_368_000L;
        sum = Math.fma(sum, square, 1.0 / 6_227_020_800L);
        sum = Math.fma(sum, square, -1.0 / 39_916_800);
        sum = Math.fma(sum, square, 1.0 / 362_880);
        sum = Math.fma(sum, square, -1.0 / 5_040);
        sum = Math.fma(sum, square, 1.0 / 120);
        sum = Math.fma(sum, square, -1.0 / 6);
        return Math.fma(sum, square, 1);
    }
}
