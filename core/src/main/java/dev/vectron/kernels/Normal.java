package dev.vectron.kernels;

/**
 * The standard normal distribution of a float by polynomials: the specification of {@code VectorNormal}, which takes
 * the same steps with vectors. It stands for the error function in GELU: Φ(x) = (1 + erf(x / √2)) / 2, but without the
 * cancellation of that formula where x is far below 0.
 *
 * <p>With a = |x|: below a = 1, Φ(x) = 1 / 2 + x·q(x²), where q has degree 4. Above it Φ(−a) = exp(−a² / 2)·t·p(t), t
 * = 1 / (1 + a / 4), where p has degree 7, and Φ(a) = 1 − Φ(−a): the factor of exp is a smooth function of t, close to
 * 1 / (a·√(2π)) far away. Both are best polynomials, found by Remez's algorithm; errors 4e-8 and 2e-8. The square of a
 * is taken in two parts, as its rounding error would be one of the exponent. Relative error of Φ at most 1.2e-7 for x
 * ≥ 0, 2.5e-7 down to −1 and 5e-7 down to −13; 0 below −13.22, NaN for NaN.
 */
final class Normal {
    /** Beyond this Φ is 0 or 1. */
    static final float FAR = 16f;
    /** Below this Φ is the polynomial q's. */
    static final float NEAR = 1f;
    static final float Q4 = 9.4317371745e-5f;
    static final float Q3 = -1.1695192741e-3f;
    static final float Q2 = 9.9673015175e-3f;
    static final float Q1 = -6.6489604e-2f;
    static final float Q0 = 3.989422649e-1f;

    static final float SCALE = 0.25f;
    static final float P7 = -4.62299754e-2f;
    static final float P6 = 1.075182557e-1f;
    static final float P5 = -1.993287025e-2f;
    static final float P4 = 9.040976514e-2f;
    static final float P3 = 7.439886527e-2f;
    static final float P2 = 9.438177907e-2f;
    static final float P1 = 9.968819817e-2f;
    static final float P0 = 9.973536838e-2f;
    /** 1 / √(2π): φ(x) is this times exp(−x² / 2). */
    static final float DENSITY = 0.3989423f;

    private Normal() {}

    /** {@return exp(−x² / 2) for |x| ≤ FAR} */
    static float bell(float x) {
        float square = x * x;
        float rest = Math.fma(x, x, -square);
        float e = Exp.exp(-0.5f * square);
        return Math.fma(e, -0.5f * rest, e);
    }

    /** {@return Φ(x) from exp(−x² / 2)} */
    static float distribution(float x, float bell) {
        float a = Math.abs(x);
        float z = x * x;
        float q = Math.fma(Q4, z, Q3);
        q = Math.fma(q, z, Q2);
        q = Math.fma(q, z, Q1);
        q = Math.fma(q, z, Q0);
        float near = Math.fma(q, x, 0.5f);
        float t = 1f / Math.fma(SCALE, a, 1f);
        float p = Math.fma(P7, t, P6);
        p = Math.fma(p, t, P5);
        p = Math.fma(p, t, P4);
        p = Math.fma(p, t, P3);
        p = Math.fma(p, t, P2);
        p = Math.fma(p, t, P1);
        p = Math.fma(p, t, P0);
        float tail = p * t * bell;
        float far = x > 0f ? 1f - tail : tail;
        return a < NEAR ? near : far;
    }
}
