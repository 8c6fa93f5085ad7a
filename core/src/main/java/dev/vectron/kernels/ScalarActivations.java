package dev.vectron.kernels;

/** {@link ActivationFunction}s and their gradients on ranges of floats: a part of {@link ScalarKernels}. */
final class ScalarActivations {
    /** SELU's factor of x, s. */
    static final float SELU_RISE = 1.05070098735548f;
    /** How far SELU falls, s·α. */
    static final float SELU_DEPTH = 1.758099340847376f;
    static final float SIXTH = 1f / 6;

    private ScalarActivations() {}

    // Whether x is y asks for the very same array: an activation in place.
    @SuppressWarnings("ReferenceEquality")
    static void activate(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y, int yAt) {
        if (f == ActivationFunction.LINEAR) {
            if (x != y || xAt != yAt) {
                System.arraycopy(x, xAt, y, yAt, n);
            }
        } else if (f == ActivationFunction.RELU) {
            for (int i = 0; i < n; i++) {
                y[yAt + i] = Math.max(x[xAt + i], 0f);
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[yAt + i] = value(f, slope, x[xAt + i]);
            }
        }
    }

    static float value(ActivationFunction f, float slope, float x) {
        return switch (f) {
            case LINEAR -> x;
            case RELU -> Math.max(x, 0f);
            case LEAKY_RELU -> x > 0f ? x : slope * x;
            case CAPPED_RELU -> Math.min(Math.max(x, 0f), slope);
            case ELU -> exponentialUnit(1f, slope, x);
            case SELU -> exponentialUnit(SELU_RISE, SELU_DEPTH, x);
            case SIGMOID -> Exp.sigmoid(x);
            case HARD_SIGMOID -> hardSigmoid(x);
            case TANH -> Exp.tanh(x);
            case SOFTSIGN -> x / (1f + Math.abs(x));
            case SOFTPLUS -> Math.max(x, 0f) + Log.onePlus(Exp.exp(-Math.abs(x)));
            case EXPONENTIAL -> Exp.exp(x);
        };
    }

    private static float exponentialUnit(float rise, float depth, float x) {
        return x > 0f ? rise * x : depth * Exp.expMinusOne(x);
    }

    static float hardSigmoid(float x) {
        return Math.min(Math.max(x + 3f, 0f), 6f) * SIXTH;
    }

    static void activateGradient(ActivationFunction f, float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        if (f == ActivationFunction.LINEAR) {
            ScalarElementwise.scale(n, 1f, dY, dYAt, beta, dX, dXAt);
            return;
        }
        for (int i = 0; i < n; i++) {
            ScalarElementwise.accumulate(derivative(f, slope, y[yAt + i]), dY[dYAt + i], beta, dX, dXAt + i);
        }
    }

    /** The derivative at the x whose value is y; NaN where y is NaN, but for LINEAR. */
    static float derivative(ActivationFunction f, float slope, float y) {
        return switch (f) {
            case LINEAR -> 1f;
            case RELU -> rectifierSlope(y, 0f);
            case LEAKY_RELU -> rectifierSlope(y, slope);
            case CAPPED_RELU -> rampSlope(y, 1f, slope);
            case ELU -> y > 0f ? 1f : y + slope;
            case SELU -> y > 0f ? SELU_RISE : y + SELU_DEPTH;
            case SIGMOID -> y * (1f - y);
            case HARD_SIGMOID -> rampSlope(y, SIXTH, 1f);
            case TANH -> Math.fma(-y, y, 1f);
            case SOFTSIGN -> (1f - Math.abs(y)) * (1f - Math.abs(y));
            case SOFTPLUS -> -Exp.expMinusOne(-y);
            case EXPONENTIAL -> y;
        };
    }

    /** 1 where y > 0, the slope where y ≤ 0, NaN where y is NaN. */
    static float rectifierSlope(float y, float slope) {
        if (y > 0f) {
            return 1f;
        }
        return y <= 0f ? slope : y;
    }

    /** The rise where 0 < y < top, 0 outside of it, NaN where y is NaN. */
    private static float rampSlope(float y, float rise, float top) {
        if (y > 0f && y < top) {
            return rise;
        }
        return y <= 0f || y >= top ? 0f : y;
    }
}
