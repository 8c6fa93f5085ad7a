package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.INTS;
import static dev.vectron.kernels.VectorLanes.LANES;

import dev.vectron.random.CounterRandom;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations, their gradients, sums and dropout; the elements that do not fill a vector go through
 * {@link ScalarElementwise}.
 */
final class VectorElementwise {
    private VectorElementwise() {}

    static void activate(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        switch (f) {
            case LINEAR -> {
                ScalarElementwise.activate(f, slope, n, x, xAt, y, yAt);
                return;
            }
            case RELU -> relu(whole, x, xAt, y, yAt);
            case LEAKY_RELU -> leakyRelu(slope, whole, x, xAt, y, yAt);
            case SIGMOID -> sigmoid(whole, x, xAt, y, yAt);
            case TANH -> tanh(whole, x, xAt, y, yAt);
        }
        if (whole < n) {
            ScalarElementwise.activate(f, slope, n - whole, x, xAt + whole, y, yAt + whole);
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

    private static void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            VectorExp.sigmoid(FloatVector.fromArray(FLOATS, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    private static void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i += LANES) {
            VectorExp.tanh(FloatVector.fromArray(FLOATS, x, xAt + i)).intoArray(y, yAt + i);
        }
    }

    static void activateGradient(ActivationFunction f, float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        int whole = FLOATS.loopBound(n);
        switch (f) {
            case LINEAR -> {
                scale(n, 1f, dY, dYAt, beta, dX, dXAt);
                return;
            }
            case RELU -> rectifierGradient(0f, whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case LEAKY_RELU -> rectifierGradient(slope, whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case SIGMOID -> sigmoidGradient(whole, y, yAt, dY, dYAt, beta, dX, dXAt);
            case TANH -> tanhGradient(whole, y, yAt, dY, dYAt, beta, dX, dXAt);
        }
        if (whole < n) {
            ScalarElementwise.activateGradient(f, slope, n - whole, y, yAt + whole, dY, dYAt + whole, beta, dX,
                    dXAt + whole);
        }
    }

    private static void rectifierGradient(float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector factor = v.blend(slope, v.compare(VectorOperators.LE, 0f)).blend(1f,
                    v.compare(VectorOperators.GT, 0f));
            accumulate(factor, FloatVector.fromArray(FLOATS, dY, dYAt + i), beta, dX, dXAt + i);
        }
    }

    private static void sigmoidGradient(int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector factor = v.mul(FloatVector.broadcast(FLOATS, 1f).sub(v));
            accumulate(factor, FloatVector.fromArray(FLOATS, dY, dYAt + i), beta, dX, dXAt + i);
        }
    }

    private static void tanhGradient(int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector factor = v.neg().fma(v, FloatVector.broadcast(FLOATS, 1f));
            accumulate(factor, FloatVector.fromArray(FLOATS, dY, dYAt + i), beta, dX, dXAt + i);
        }
    }

    private static void accumulate(FloatVector factor, FloatVector dY, float beta, float[] dX, int at) {
        if (beta == 0f) {
            factor.mul(dY).intoArray(dX, at);
        } else {
            factor.fma(dY, FloatVector.fromArray(FLOATS, dX, at)).intoArray(dX, at);
        }
    }

    static void scale(int n, float a, float[] x, int xAt, float beta, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        FloatVector factor = FloatVector.broadcast(FLOATS, a);
        for (int i = 0; i < whole; i += LANES) {
            accumulate(factor, FloatVector.fromArray(FLOATS, x, xAt + i), beta, y, yAt + i);
        }
        ScalarElementwise.scale(n - whole, a, x, xAt + whole, beta, y, yAt + whole);
    }

    static void affine(int n, float a, float b, float[] x, int xAt, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        FloatVector factor = FloatVector.broadcast(FLOATS, a);
        FloatVector offset = FloatVector.broadcast(FLOATS, b);
        for (int i = 0; i < whole; i += LANES) {
            factor.fma(FloatVector.fromArray(FLOATS, x, xAt + i), offset).intoArray(y, yAt + i);
        }
        ScalarElementwise.affine(n - whole, a, b, x, xAt + whole, y, yAt + whole);
    }

    static void add(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(FLOATS, x, xAt + i).add(FloatVector.fromArray(FLOATS, y, yAt + i)).intoArray(z,
                    zAt + i);
        }
        ScalarElementwise.add(n - whole, x, xAt + whole, y, yAt + whole, z, zAt + whole);
    }

    static void dropout(int n, float rate, long key, int counter, float[] x, int xAt, float beta, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        int threshold = ScalarElementwise.dropoutThreshold(rate);
        float scale = ScalarElementwise.dropoutScale(rate);
        IntVector weyl = IntVector.broadcast(INTS, CounterRandom.WEYL);
        IntVector product = IntVector.zero(INTS).addIndex(1).add(counter).mul(weyl);
        IntVector step = IntVector.broadcast(INTS, LANES * CounterRandom.WEYL);
        for (int i = 0; i < whole; i += LANES) {
            IntVector bits = hash(hash(product.add((int) key)).add((int) (key >>> 32)));
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i).mul(scale);
            FloatVector kept = v.blend(0f, bits.lanewise(VectorOperators.LSHR, 8).compare(VectorOperators.LT,
                    threshold).cast(FLOATS));
            if (beta == 0f) {
                kept.intoArray(y, yAt + i);
            } else {
                FloatVector.fromArray(FLOATS, y, yAt + i).add(kept).intoArray(y, yAt + i);
            }
            product = product.add(step);
        }
        ScalarElementwise.dropout(n - whole, rate, key, counter + whole, x, xAt + whole, beta, y, yAt + whole);
    }

    /** The hash of {@link CounterRandom}. */
    private static IntVector hash(IntVector bits) {
        IntVector x = bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, 16)).mul(CounterRandom.M1);
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)).mul(CounterRandom.M2);
        return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15));
    }
}
