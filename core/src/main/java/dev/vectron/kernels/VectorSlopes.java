package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Rectifiers with a slope for each element; those that do not fill a vector go through {@link ScalarSlopes}. */
final class VectorSlopes {
    private VectorSlopes() {}

    static void bend(int n, float[] slope, int slopeAt, float[] x, int xAt, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            FloatVector.fromArray(FLOATS, slope, slopeAt + i).fma(v.min(0f), v.max(0f)).intoArray(y, yAt + i);
        }
        ScalarSlopes.bend(n - whole, slope, slopeAt + whole, x, xAt + whole, y, yAt + whole);
    }

    static void bendGradient(int n, float[] slope, int slopeAt, float[] x, int xAt, float[] dY, int dYAt, float beta,
            float[] dX, int dXAt) {
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + i);
            FloatVector f = v.blend(FloatVector.fromArray(FLOATS, slope, slopeAt + i),
                    v.compare(VectorOperators.LE, 0f)).blend(1f, v.compare(VectorOperators.GT, 0f));
            FloatVector g = f.mul(FloatVector.fromArray(FLOATS, dY, dYAt + i));
            if (beta == 0f) {
                g.intoArray(dX, dXAt + i);
            } else {
                FloatVector.fromArray(FLOATS, dX, dXAt + i).add(g).intoArray(dX, dXAt + i);
            }
        }
        ScalarSlopes.bendGradient(n - whole, slope, slopeAt + whole, x, xAt + whole, dY, dYAt + whole, beta, dX,
                dXAt + whole);
    }

    static void addSlopeGradient(int n, float[] x, int xAt, float[] dY, int dYAt, float[] sums, int sumsAt) {
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(FLOATS, x, xAt + i).min(0f).fma(FloatVector.fromArray(FLOATS, dY, dYAt + i),
                    FloatVector.fromArray(FLOATS, sums, sumsAt + i)).intoArray(sums, sumsAt + i);
        }
        ScalarSlopes.addSlopeGradient(n - whole, x, xAt + whole, dY, dYAt + whole, sums, sumsAt + whole);
    }
}
