package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link ActivationFunction}s and their gradients, a loop for each; the elements that do not fill a vector go through
 * {@link ScalarActivations}.
 */
final class VectorActivations {
    private VectorActivations() {}

    static void activate(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = f == ActivationFunction.LINEAR ? 0 : FLOATS.loopBound(n);
        switch (f) {
            case LINEAR -> { }
            case RELU -> relu(whole, x, xAt, y, yAt);
            case LEAKY_RELU -> leakyRelu(slope, whole, x, xAt, y, yAt);
            case CAPPED_RELU -> cappedRelu(slope, whole, x, xAt, y, yAt);
            case ELU -> exponentialUnit(1f, slope, whole, x, xAt, y, yAt);
            case SELU -> exponentialUnit(ScalarActivations.SELU_RISE, ScalarActivations.SELU_DEPTH, whole, x, xAt, y,
                    yAt);
            case SIGMOID -> sigmoid(whole, x, xAt, y, yAt);
            case HARD_SIGMOID -> hardSigmoid(whole, x, xAt, y, yAt);
            case TANH -> tanh(whole, x, xAt, y, yAt);
            case SOFTSIGN -> softsign(whole, x, xAt, y, yAt);
            case SOFTPLUS -> softplus(whole, x, xAt, y, yAt);
            case EXPONENTIAL -> exponential(whole, x, xAt, y, yAt);
        }
        if (whole < n) {
            ScalarActivations.activate(f, slope, n - whole, x, xAt + whole, y, yAt + whole);
        }
    }

    private static void relu(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(FLOATS, x, xAt + i).max(0f).intoArray(y, yAt + i);
        }
    }

    private static void leakyRelu(float slope, int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            v.mul(slope).blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yAt + i);
        }
    }

    private static void cappedRelu(float cap, int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.fromArray(FLOATS, x, xAt + i).max(0f).min(cap).intoArray(y, yAt + i);
        }
    }

    private static void exponentialUnit(float rise, float depth, int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            FloatVector fall = VectorExp.expMinusOne(v).mul(depth);
            fall.blend(v.mul(rise), v.compare(VectorOperators.GT, 0f)).intoArray(y, yAt + i);
        }
    }

    private static void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            VectorExp.sigmoid(FloatVector.fromArray(FLOATS, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void hardSigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            hardSigmoid(FloatVector.fromArray(FLOATS, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    static FloatVector hardSigmoid(FloatVector x) {
        return x.add(3f).max(0f).min(6f).mul(ScalarActivations.SIXTH);
    }

    private static void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            VectorExp.tanh(FloatVector.fromArray(FLOATS, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void softsign(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            v.div(v.abs().add(1f)).intoArray(y, yAt + i);
        }
    }

    private static void softplus(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            v.max(0f).add(VectorLog.onePlus(VectorExp.exp(v.abs().neg()))).intoArray(y, yAt + i);
        }
    }

    private static void exponential(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            VectorExp.exp(FloatVector.fromArray(FLOATS, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    static void activateGradient(ActivationFunction f, float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        int whole = FLOATS.loopBound(n);
        switch (f) {
            case LINEAR -> {
                VectorElementwise.scale(n, 1f, dY, dYAt, beta, dX, dXAt);
                return;
            }
            case RELU -> rectifierGradient(0f, whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case LEAKY_RELU -> rectifierGradient(slope, whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case CAPPED_RELU -> rampGradient(1f, slope, whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case ELU -> exponentialUnitGradient(1f, slope, whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case SELU -> exponentialUnitGradient(ScalarActivations.SELU_RISE, ScalarActivations.SELU_DEPTH, whole, y,
                    yAt, dY, dYAt, beta, dX, dXAt);
            case SIGMOID -> sigmoidGradient(whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case HARD_SIGMOID -> rampGradient(ScalarActivations.SIXTH, 1f, whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case TANH -> tanhGradient(whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case SOFTSIGN -> softsignGradient(whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case SOFTPLUS -> softplusGradient(whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case EXPONENTIAL -> exponentialGradient(whole, y, yAt, dY, dYAt, beta, dX, dXAt);
        }
        if (whole < n) {
            ScalarActivations.activateGradient(f, slope, n - whole, y, yAt + whole, dY, dYAt + whole, beta, dX,
                    dXAt + whole);
        }
    }

    private static void rectifierGradient(float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector factor = v.blend(slope, v.compare(VectorOperators.LE, 0f)).blend(1f,
                    v.compare(VectorOperators.GT, 0f));
            accumulate(factor, dY, dYAt + i, beta, dX, dXAt + i);
        }
    }

    private static void rampGradient(float rise, float top, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector factor = v.blend(rise, v.compare(VectorOperators.LT, top)).blend(0f,
                    v.compare(VectorOperators.LE, 0f)).blend(0f, v.compare(VectorOperators.GE, top));
            accumulate(factor, dY, dYAt + i, beta, dX, dXAt + i);
        }
    }

    private static void exponentialUnitGradient(float rise, float depth, int n, float[] y, int yAt, float[] dY,
            int dYAt, float beta, float[] dX, int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector factor = v.add(depth).blend(rise, v.compare(VectorOperators.GT, 0f));
            accumulate(factor, dY, dYAt + i, beta, dX, dXAt + i);
        }
    }

    private static void sigmoidGradient(int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector factor = v.mul(FloatVector.broadcast(FLOATS, 1f).sub(v));
            accumulate(factor, dY, dYAt + i, beta, dX, dXAt + i);
        }
    }

    private static void tanhGradient(int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector factor = v.neg().fma(v, FloatVector.broadcast(FLOATS, 1f));
            accumulate(factor, dY, dYAt + i, beta, dX, dXAt + i);
        }
    }

    private static void softsignGradient(int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector root = FloatVector.broadcast(FLOATS, 1f).sub(FloatVector.fromArray(FLOATS, y, yAt + i).abs());
            accumulate(root.mul(root), dY, dYAt + i, beta, dX, dXAt + i);
        }
    }

    private static void softplusGradient(int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            accumulate(VectorExp.expMinusOne(v.neg()).neg(), dY, dYAt + i, beta, dX, dXAt + i);
        }
    }

    private static void exponentialGradient(int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            accumulate(FloatVector.fromArray(FLOATS, y, yAt + i), dY, dYAt + i, beta, dX, dXAt + i);
        }
    }

    private static void accumulate(FloatVector factor, float[] dY, int dYAt, float beta, float[] dX, int dXAt) {
        VectorElementwise.accumulate(factor, FloatVector.fromArray(FLOATS, dY, dYAt), beta, dX, dXAt);
    }
}
