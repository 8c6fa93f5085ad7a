package dev.vectron.kernels;

import dev.vectron.random.CounterRandom;

/**
 * Scales, sums and dropout on ranges of floats: the elementwise part of {@link ScalarKernels}, but for activations.
 */
final class ScalarElementwise {
    private ScalarElementwise() {}

    /** dX = beta·dX + factor·dY. */
    static void accumulate(float factor, float dY, float beta, float[] dX, int at) {
        dX[at] = beta == 0f ? factor * dY : Math.fma(factor, dY, dX[at]);
    }

    static void scale(int n, float a, float[] x, int xAt, float beta, float[] y, int yAt) {
        if (beta == 0f) {
            for (int i = 0; i < n; i++) {
                y[yAt + i] = a * x[xAt + i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[yAt + i] = Math.fma(a, x[xAt + i], y[yAt + i]);
            }
        }
    }

    static void affine(int n, float a, float b, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Math.fma(a, x[xAt + i], b);
        }
    }

    static void add(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = x[xAt + i] + y[yAt + i];
        }
    }

    static void multiply(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = x[xAt + i] * y[yAt + i];
        }
    }

    static void dropout(int n, float rate, long key, int counter, float[] x, int xAt, float beta, float[] y, int yAt) {
        int threshold = dropoutThreshold(rate);
        float scale = dropoutScale(rate);
        for (int i = 0; i < n; i++) {
            float kept = CounterRandom.bits(key, counter + i) >>> 8 >= threshold ? x[xAt + i] * scale : 0f;
            y[yAt + i] = beta == 0f ? kept : y[yAt + i] + kept;
        }
    }

    /** {@return the 24-bit number below which an element is dropped} */
    static int dropoutThreshold(float rate) {
        return Math.round(rate * 0x1p24f);
    }

    /** {@return the factor of the elements that stay} */
    static float dropoutScale(float rate) {
        return 1f / (1f - rate);
    }
}
