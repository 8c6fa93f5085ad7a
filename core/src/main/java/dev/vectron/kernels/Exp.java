package dev.vectron.kernels;

/**
 * exp, exp − 1, sigmoid and tanh of a float by polynomials: the specification of {@code VectorExp}, which takes the
 * same steps with vectors.
 *
 * <p>exp: x is split into n·ln 2 + r with |r| ≤ ln 2 / 2; exp(r) comes from the polynomial of Cephes ({@code expf}, S.
 * L. Moshier), and n is added to its exponent. Relative error at most 1e-7; +∞ above 88.72283 (where floats end), 0
 * below −87.33654 (where results would stop being normal numbers), NaN for NaN.
 *
 * <p>exp − 1 for x ≤ 0: 2<sup>n</sup>·(exp(r) − 1) + (2<sup>n</sup> − 1), so nothing cancels near 0; relative error at
 * most 2e-7.
 *
 * <p>sigmoid: {@code 1 / (1 + exp(−x))}, relative error at most 3e-7 while the result is a normal number (x ≥ −87); 0
 * below −88.72.
 *
 * <p>tanh: below 0.625 the odd polynomial of Cephes ({@code tanhf}), above it {@code 1 − 2 / (exp(2|x|) + 1)}; the sign
 * is x's. Relative error at most 3e-7 everywhere.
 */
final class Exp {
    /** Above this the result is infinite. */
    static final float HIGHEST = 88.72283f;
    /** Below this the result is 0. */
    static final float LOWEST = -87.33654f;
    /** From here on down exp − 1 is −1. */
    static final float MINUS_ONE = -30f;
    /** The bits of 1. */
    static final int ONE = 0x3F800000;
    static final float LOG2_E = 1.442695f;
    /** 1.5·2^23: adding it rounds a small number to a whole one, whose bits are then the sum's lowest. */
    static final float ROUND = 12582912f;
    /** −ln 2 in two parts, of which the first has so few digits that its products with n are exact. */
    static final float MINUS_LN2_HIGH = -0.6933594f;
    static final float MINUS_LN2_LOW = 2.1219444e-4f;
    static final float E5 = 1.9875691e-4f;
    static final float E4 = 1.3981999e-3f;
    static final float E3 = 8.333452e-3f;
    static final float E2 = 4.1665796e-2f;
    static final float E1 = 1.6666666e-1f;
    static final float E0 = 5e-1f;

    /** Below this tanh is the polynomial. */
    static final float TANH_SMALL = 0.625f;
    static final float T4 = -5.7049887e-3f;
    static final float T3 = 2.0639088e-2f;
    static final float T2 = -5.3739715e-2f;
    static final float T1 = 1.3331442e-1f;
    static final float T0 = -3.333328e-1f;

    private Exp() {}

    static float exp(float x) {
        float rounded = Math.fma(x, LOG2_E, ROUND);
        float n = rounded - ROUND;
        float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, x));
        float p = Math.fma(E5, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E1);
        p = Math.fma(p, r, E0);
        p = Math.fma(p, r * r, r) + 1f;
        // The lowest bits of the rounded number are n; the rest is shifted out.
        float y = Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(rounded) << 23));
        if (x <= HIGHEST) {
            return x < LOWEST ? 0f : y;
        }
        return x * Float.POSITIVE_INFINITY;
    }

    /** {@return exp(x) − 1 for x ≤ 0} */
    static float expMinusOne(float x) {
        float a = Math.max(x, MINUS_ONE);
        float rounded = Math.fma(a, LOG2_E, ROUND);
        float n = rounded - ROUND;
        float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, a));
        float p = Math.fma(E5, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E1);
        p = Math.fma(p, r, E0);
        p = Math.fma(p, r * r, r);
        float power = Float.intBitsToFloat(ONE + (Float.floatToRawIntBits(rounded) << 23));
        return Math.fma(power, p, power - 1f);
    }

    static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }

    static float tanh(float x) {
        float a = Math.abs(x);
        float z = a * a;
        float p = Math.fma(T4, z, T3);
        p = Math.fma(p, z, T2);
        p = Math.fma(p, z, T1);
        p = Math.fma(p, z, T0);
        float small = Math.fma(p * z, a, a);
        float large = 1f - 2f / (exp(a + a) + 1f);
        return Math.copySign(a < TANH_SMALL ? small : large, x);
    }
}
