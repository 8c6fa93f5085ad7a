package dev.vectron.kernels;

/**
 * log(1 + x) of a float in [0, 1] by a polynomial: the specification of {@code VectorLog}, which takes the same steps
 * with vectors.
 *
 * <p>Above √2 − 1 it is log(1 + z) + ln 2 with z = (x − 1) / 2, so that |z| &lt; 0.4143; below, z is x. Then log(1 +
 * z) = z − z² / 2 + z³·p(z) with the polynomial of Cephes ({@code logf}, S. L. Moshier). Relative error at most 2e-7;
 * NaN for NaN.
 */
final class Log {
    /** √2 − 1. */
    static final float HALVED = 0.41421357f;
    static final float LN2 = 0.6931472f;
    static final float L8 = 7.0376836e-2f;
    static final float L7 = -1.1514610e-1f;
    static final float L6 = 1.1676999e-1f;
    static final float L5 = -1.2420141e-1f;
    static final float L4 = 1.4249323e-1f;
    static final float L3 = -1.6668057e-1f;
    static final float L2 = 2.0000714e-1f;
    static final float L1 = -2.4999994e-1f;
    static final float L0 = 3.3333331e-1f;

    private Log() {}

    /** {@return log(1 + x) for 0 ≤ x ≤ 1} */
    static float onePlus(float x) {
        boolean halved = x > HALVED;
        float z = halved ? Math.fma(x, 0.5f, -0.5f) : x;
        float p = Math.fma(L8, z, L7);
        p = Math.fma(p, z, L6);
        p = Math.fma(p, z, L5);
        p = Math.fma(p, z, L4);
        p = Math.fma(p, z, L3);
        p = Math.fma(p, z, L2);
        p = Math.fma(p, z, L1);
        p = Math.fma(p, z, L0);
        p = Math.fma(p, z, -0.5f);
        float log = Math.fma(p, z * z, z);
        return halved ? log + LN2 : log;
    }
}
