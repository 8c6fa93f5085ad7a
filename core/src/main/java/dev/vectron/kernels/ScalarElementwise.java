package dev.vectron.kernels;

import dev.vectron.random.CounterRandom;

/**
 * Activations, their gradients, sums and dropout on ranges of floats: the elementwise part of {@link ScalarKernels}.
 */
final class ScalarElementwise {
    private ScalarElementwise() {}

    // Whether x is y asks for the very same array: an activation in place.
    @SuppressWarnings("ReferenceEquality")
    static void activate(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y, int yAt) {
        switch (f) {
            case LINEAR -> {
                if (x != y || xAt != yAt) {
                    System.arraycopy(x, xAt, y, yAt, n);
                }
            }
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    y[yAt + i] = Math.max(x[xAt + i], 0f);
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < n; i++) {
                    y[yAt + i] = leakyRelu(x[xAt + i], slope);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    y[yAt + i] = Exp.sigmoid(x[xAt + i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    y[yAt + i] = Exp.tanh(x[xAt + i]);
                }
            }
        }
    }

    static float leakyRelu(float x, float slope) {
        return x > 0f ? x : slope * x;
    }

    static void activateGradient(ActivationFunction f, float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        switch (f) {
            case LINEAR -> scale(n, 1f, dY, dYAt, beta, dX, dXAt);
            case RELU -> rectifierGradient(0f, n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case LEAKY_RELU -> rectifierGradient(slope, n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    accumulate(sigmoidSlope(y[yAt + i]), dY[dYAt + i], beta, dX, dXAt + i);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    accumulate(tanhSlope(y[yAt + i]), dY[dYAt + i], beta, dX, dXAt + i);
                }
            }
        }
    }

    private static void rectifierGradient(float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        for (int i = 0; i < n; i++) {
            accumulate(rectifierSlope(y[yAt + i], slope), dY[dYAt + i], beta, dX, dXAt + i);
        }
    }

    private static void accumulate(float factor, float dY, float beta, float[] dX, int at) {
        dX[at] = beta == 0f ? factor * dY : Math.fma(factor, dY, dX[at]);
    }

    /** 1 where y > 0, the slope where y ≤ 0, NaN where y is NaN. */
    static float rectifierSlope(float y, float slope) {
        if (y > 0f) {
            return 1f;
        }
        return y <= 0f ? slope : y;
    }

    static float sigmoidSlope(float y) {
        return y * (1f - y);
    }

    static float tanhSlope(float y) {
        return Math.fma(-y, y, 1f);
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
