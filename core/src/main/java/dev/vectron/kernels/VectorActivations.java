package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link ActivationFunction}s and their gradients, a loop for each; the elements that do not fill a vector go through
 * {@link ScalarActivations}.
 *
 * <p>A loop is not called when it would be empty. C2 inlines a method of some size, such as {@link VectorExp#exp}, only
 * where it has seen calls from time to time; if many short arrays came first, it would call it for ever, and vectors
 * that are given to a call are objects.
 */
final class VectorActivations {
    private VectorActivations() {}

    static void activate(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = f == ActivationFunction.LINEAR ? 0 : FLOATS.loopBound(n);
        if (whole > 0) {
            activateVectors(f, slope, whole, x, xAt, y, yAt);
        }
        if (whole < n) {
            ScalarActivations.activate(f, slope, n - whole, x, xAt + whole, y, yAt + whole);
        }
    }

    private static void activateVectors(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y,
            int yAt) {
        switch (f) {
            case LINEAR -> { }
            case RELU -> relu(n, x, xAt, y, yAt);
            case LEAKY_RELU -> leakyRelu(slope, n, x, xAt, y, yAt);
            case CAPPED_RELU -> cappedRelu(slope, n, x, xAt, y, yAt);
            case ELU -> exponentialUnit(1f, slope, n, x, xAt, y, yAt);
            case SELU -> exponentialUnit(ScalarActivations.SELU_RISE, ScalarActivations.SELU_DEPTH, n, x, xAt, y,
                    yAt);
            case SIGMOID -> sigmoid(n, x, xAt, y, yAt);
            case HARD_SIGMOID -> hardSigmoid(n, x, xAt, y, yAt);
            case TANH -> tanh(n, x, xAt, y, yAt);
            case SOFTSIGN -> softsign(n, x, xAt, y, yAt);
            case SOFTPLUS -> softplus(n, x, xAt, y, yAt);
            case EXPONENTIAL -> exponential(n, x, xAt, y, yAt);
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
        if (f == ActivationFunction.LINEAR) {
            VectorElementwise.scale(n, 1f, dY, dYAt, beta, dX, dXAt);
            return;
        }
        int whole = FLOATS.loopBound(n);
        if (whole > 0) {
            gradientOfVectors(f, slope, whole, y, yAt, dY, dYAt, beta, dX, dXAt);
        }
        if (whole < n) {
            ScalarActivations.activateGradient(f, slope, n - whole, y, yAt + whole, dY, dYAt + whole, beta, dX,
                    dXAt + whole);
        }
    }

    private static void gradientOfVectors(ActivationFunction f, float slope, int n, float[] y, int yAt, float[] dY,
            int dYAt, float beta, float[] dX, int dXAt) {
        switch (f) {
            case LINEAR -> { }
            case RELU -> rectifierGradient(0f, n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case LEAKY_RELU -> rectifierGradient(slope, n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case CAPPED_RELU -> rampGradient(1f, slope, n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case ELU -> exponentialUnitGradient(1f, slope, n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case SELU -> exponentialUnitGradient(ScalarActivations.SELU_RISE, ScalarActivations.SELU_DEPTH, n, y,
                    yAt, dY, dYAt, beta, dX, dXAt);
            case SIGMOID -> sigmoidGradient(n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case HARD_SIGMOID -> rampGradient(ScalarActivations.SIXTH, 1f, n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case TANH -> tanhGradient(n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case SOFTSIGN -> softsignGradient(n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case SOFTPLUS -> softplusGradient(n, y, yAt, dY, dYAt, beta, dX, dXAt);
            case EXPONENTIAL -> exponentialGradient(n, y, yAt, dY, dYAt, beta, dX, dXAt);
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
