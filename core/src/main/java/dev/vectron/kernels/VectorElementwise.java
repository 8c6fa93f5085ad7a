package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.INTS;
import static dev.vectron.kernels.VectorLanes.LANES;

import dev.vectron.random.CounterRandom;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Scales, sums and dropout; the elements that do not fill a vector go through {@link ScalarElementwise}.
 */
final class VectorElementwise {
    private VectorElementwise() {}

    /** dX = beta·dX + factor·dY. */
    static void accumulate(FloatVector factor, FloatVector dY, float beta, float[] dX, int at) {
        if (beta == 0f) {
            factor.mul(dY).intoArray(dX, at);
        } else {
            factor.fma(dY, FloatVector.fromArray(FLOATS, dX, at)).intoArray(dX, at);
        }
    }

    /** The loop is not called when it would be empty, for the reason in {@link VectorActivations}. */
    static void scale(int n, float a, float[] x, int xAt, float beta, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        if (whole > 0) {
            scaleVectors(whole, a, x, xAt, beta, y, yAt);
        }
        ScalarElementwise.scale(n - whole, a, x, xAt + whole, beta, y, yAt + whole);
    }

    private static void scaleVectors(int n, float a, float[] x, int xAt, float beta, float[] y, int yAt) {
        FloatVector factor = FloatVector.broadcast(FLOATS, a);
        for (int i = 0; i < n; i += LANES) {
            accumulate(factor, FloatVector.fromArray(FLOATS, x, xAt + i), beta, y, yAt + i);
        }
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

    static void multiply(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(FLOATS, x, xAt + i).mul(FloatVector.fromArray(FLOATS, y, yAt + i)).intoArray(z,
                    zAt + i);
        }
        ScalarElementwise.multiply(n - whole, x, xAt + whole, y, yAt + whole, z, zAt + whole);
    }

    /** The loop is not called when it would be empty, as in {@link #scale}. */
    static void dropout(int n, float rate, long key, int counter, float[] x, int xAt, float beta, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        if (whole > 0) {
            dropoutOfVectors(whole, rate, key, counter, x, xAt, beta, y, yAt);
        }
        ScalarElementwise.dropout(n - whole, rate, key, counter + whole, x, xAt + whole, beta, y, yAt + whole);
    }

    private static void dropoutOfVectors(int n, float rate, long key, int counter, float[] x, int xAt, float beta,
            float[] y, int yAt) {
        int threshold = ScalarElementwise.dropoutThreshold(rate);
        float scale = ScalarElementwise.dropoutScale(rate);
        IntVector weyl = IntVector.broadcast(INTS, CounterRandom.WEYL);
        IntVector product = IntVector.zero(INTS).addIndex(1).add(counter).mul(weyl);
        IntVector step = IntVector.broadcast(INTS, LANES * CounterRandom.WEYL);
        for (int i = 0; i < n; i += LANES) {
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
    }

    /** The hash of {@link CounterRandom}. */
    private static IntVector hash(IntVector bits) {
        IntVector x = bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, 16)).mul(CounterRandom.M1);
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)).mul(CounterRandom.M2);
        return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15));
    }
}
