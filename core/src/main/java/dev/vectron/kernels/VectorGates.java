package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link GatedFunction}s and their derivatives, a loop for each; the elements that do not fill a vector go through
 * {@link ScalarGates}. The derivatives of GELU are two loops: in one, C2 reaches its limit of inlining
 * (NodeCountInliningCutoff) and puts vectors into objects. That is why they are written, not multiplied by a gradient
 * that may lie where the result does. A loop is not called when it would be empty, for the reason in
 * {@link VectorActivations}.
 */
final class VectorGates {
    private VectorGates() {}

    static void gate(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        if (whole > 0) {
            gateVectors(f, whole, x, xAt, y, yAt);
        }
        ScalarGates.gate(f, n - whole, x, xAt + whole, y, yAt + whole);
    }

    private static void gateVectors(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        switch (f) {
            case SWISH -> swish(n, x, xAt, y, yAt);
            case GELU -> gelu(n, x, xAt, y, yAt);
            case GELU_TANH -> geluTanh(n, x, xAt, y, yAt);
            case MISH -> mish(n, x, xAt, y, yAt);
            case HARD_SWISH -> hardSwish(n, x, xAt, y, yAt);
        }
    }

    private static void swish(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            v.max(-ScalarGates.FAR).mul(VectorExp.sigmoid(v)).intoArray(y, yAt + i);
        }
    }

    private static void gelu(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector high = FloatVector.fromArray(FLOATS, x, xAt + i).max(-Normal.FAR);
            FloatVector v = high.min(Normal.FAR);
            high.mul(VectorNormal.distribution(v, VectorNormal.bell(v))).intoArray(y, yAt + i);
        }
    }

    private static void geluTanh(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i).max(-Normal.FAR);
            v.mul(VectorExp.sigmoid(v.mul(geluFactor(v.mul(v), ScalarGates.GELU_CUBIC)))).intoArray(y, yAt + i);
        }
    }

    private static FloatVector geluFactor(FloatVector square, float cubic) {
        return square.fma(FloatVector.broadcast(FLOATS, cubic), FloatVector.broadcast(FLOATS, ScalarGates.GELU_LINEAR));
    }

    private static void mish(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            FloatVector e = VectorExp.exp(v.min(ScalarGates.MISH_FAR));
            FloatVector m = e.mul(e.add(2f));
            v.max(-ScalarGates.FAR).mul(m.div(m.add(2f))).intoArray(y, yAt + i);
        }
    }

    private static void hardSwish(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            v.max(-3f).mul(VectorActivations.hardSigmoid(v)).intoArray(y, yAt + i);
        }
    }

    static void gateDerivative(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        if (whole > 0) {
            derivativesOfVectors(f, whole, x, xAt, y, yAt);
        }
        ScalarGates.gateDerivative(f, n - whole, x, xAt + whole, y, yAt + whole);
    }

    private static void derivativesOfVectors(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        switch (f) {
            case SWISH -> swishDerivative(n, x, xAt, y, yAt);
            case GELU -> {
                bells(n, x, xAt, y, yAt);
                geluDerivative(n, x, xAt, y, yAt);
            }
            case GELU_TANH -> {
                geluTanhExponentials(n, x, xAt, y, yAt);
                geluTanhDerivative(n, x, xAt, y, yAt);
            }
            case MISH -> mishDerivative(n, x, xAt, y, yAt);
            case HARD_SWISH -> hardSwishDerivative(n, x, xAt, y, yAt);
        }
    }

    private static void swishDerivative(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = clamped(x, xAt + i, ScalarGates.FAR);
            gateSlope(VectorExp.exp(v.abs().neg()), v, v).intoArray(y, yAt + i);
        }
    }

    private static FloatVector clamped(float[] x, int at, float far) {
        return FloatVector.fromArray(FLOATS, x, at).max(-far).min(far);
    }

    private static FloatVector gateSlope(FloatVector e, FloatVector u, FloatVector factor) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector large = one.div(e.add(one));
        FloatVector small = e.mul(large);
        VectorMask<Float> positive = u.compare(VectorOperators.GT, 0f);
        FloatVector gate = small.blend(large, positive);
        return gate.mul(factor.fma(large.blend(small, positive), one));
    }

    private static void bells(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            VectorNormal.bell(clamped(x, xAt + i, Normal.FAR)).intoArray(y, yAt + i);
        }
    }

    private static void geluDerivative(int n, float[] x, int xAt, float[] bells, int at) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = clamped(x, xAt + i, Normal.FAR);
            FloatVector bell = FloatVector.fromArray(FLOATS, bells, at + i);
            v.mul(Normal.DENSITY).fma(bell, VectorNormal.distribution(v, bell)).intoArray(bells, at + i);
        }
    }

    private static void geluTanhExponentials(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = clamped(x, xAt + i, Normal.FAR);
            FloatVector u = v.mul(geluFactor(v.mul(v), ScalarGates.GELU_CUBIC));
            VectorExp.exp(u.abs().neg()).intoArray(y, yAt + i);
        }
    }

    private static void geluTanhDerivative(int n, float[] x, int xAt, float[] exponentials, int at) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = clamped(x, xAt + i, Normal.FAR);
            FloatVector slope = geluFactor(v.mul(v), 3f * ScalarGates.GELU_CUBIC);
            FloatVector e = FloatVector.fromArray(FLOATS, exponentials, at + i);
            gateSlope(e, v, v.mul(slope)).intoArray(exponentials, at + i);
        }
    }

    private static void mishDerivative(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i).max(-ScalarGates.FAR).min(ScalarGates.MISH_FAR);
            FloatVector e = VectorExp.exp(v);
            FloatVector m = e.mul(e.add(2f));
            FloatVector r = FloatVector.broadcast(FLOATS, 1f).div(m.add(2f));
            v.mul(4f).mul(r).fma(e.mul(e.add(1f)).mul(r), m.mul(r)).intoArray(y, yAt + i);
        }
    }

    private static void hardSwishDerivative(int n, float[] x, int xAt, float[] y, int yAt) {
        FloatVector third = FloatVector.broadcast(FLOATS, ScalarGates.THIRD);
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            v.fma(third, FloatVector.broadcast(FLOATS, 0.5f)).blend(0f, v.compare(VectorOperators.LE, -3f))
                    .blend(1f, v.compare(VectorOperators.GE, 3f)).intoArray(y, yAt + i);
        }
    }
}
