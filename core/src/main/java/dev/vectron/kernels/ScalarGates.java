package dev.vectron.kernels;

/** {@link GatedFunction}s and their derivatives on ranges of floats: a part of {@link ScalarKernels}. */
final class ScalarGates {
    /** Below this exp(x) is 0, and beyond ±this σ(x) is 0 or 1. */
    static final float FAR = 89f;
    /** From here on tanh(log(1 + exp(x))) is 1, while (exp(x) + 1)⁴ is still far from the largest float. */
    static final float MISH_FAR = 20f;
    /** 2·√(2 / π). */
    static final float GELU_LINEAR = 1.5957691f;
    /** 2·√(2 / π)·0.044715. */
    static final float GELU_CUBIC = 0.07135481f;
    static final float THIRD = 1f / 3;

    private ScalarGates() {}

    static void gate(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = value(f, x[xAt + i]);
        }
    }

    static float value(GatedFunction f, float x) {
        return switch (f) {
            case SWISH -> Math.max(x, -FAR) * Exp.sigmoid(x);
            case GELU -> {
                float v = Math.min(Math.max(x, -Normal.FAR), Normal.FAR);
                yield Math.max(x, -Normal.FAR) * Normal.distribution(v, Normal.bell(v));
            }
            case GELU_TANH -> {
                float v = Math.max(x, -Normal.FAR);
                yield v * Exp.sigmoid(v * Math.fma(v * v, GELU_CUBIC, GELU_LINEAR));
            }
            case MISH -> {
                float e = Exp.exp(Math.min(x, MISH_FAR));
                float n = e * (e + 2f);
                yield Math.max(x, -FAR) * (n / (n + 2f));
            }
            case HARD_SWISH -> Math.max(x, -3f) * ScalarActivations.hardSigmoid(x);
        };
    }

    static void gateDerivative(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = derivative(f, x[xAt + i]);
        }
    }

    static float derivative(GatedFunction f, float x) {
        return switch (f) {
            case SWISH -> {
                float v = Math.min(Math.max(x, -FAR), FAR);
                yield gateSlope(v, v);
            }
            case GELU -> {
                float v = Math.min(Math.max(x, -Normal.FAR), Normal.FAR);
                float bell = Normal.bell(v);
                yield Math.fma(v * Normal.DENSITY, bell, Normal.distribution(v, bell));
            }
            case GELU_TANH -> {
                float v = Math.min(Math.max(x, -Normal.FAR), Normal.FAR);
                float square = v * v;
                float slope = Math.fma(square, 3f * GELU_CUBIC, GELU_LINEAR);
                yield gateSlope(v * Math.fma(square, GELU_CUBIC, GELU_LINEAR), v * slope);
            }
            case MISH -> {
                float v = Math.min(Math.max(x, -FAR), MISH_FAR);
                float e = Exp.exp(v);
                float n = e * (e + 2f);
                float r = 1f / (n + 2f);
                yield Math.fma(4f * v * r, e * (e + 1f) * r, n * r);
            }
            case HARD_SWISH -> hardSwishSlope(x);
        };
    }

    /** σ(u)·(1 + factor·σ(−u)), both with the same relative precision. */
    private static float gateSlope(float u, float factor) {
        float e = Exp.exp(-Math.abs(u));
        float large = 1f / (1f + e);
        float small = e * large;
        return u > 0f ? large * Math.fma(factor, small, 1f) : small * Math.fma(factor, large, 1f);
    }

    private static float hardSwishSlope(float x) {
        if (x > -3f && x < 3f) {
            return Math.fma(x, THIRD, 0.5f);
        }
        if (x >= 3f) {
            return 1f;
        }
        return x <= -3f ? 0f : x;
    }
}
