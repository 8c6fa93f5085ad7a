package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Scales of columns, lanes across columns; what does not fill a vector goes through {@link ScalarNormalization}. Row by
 * row: the columns' numbers come from the first-level cache again and again, while the matrices stream through once
 * from start to end, which the processor's prefetching likes twice as much as column by column in blocks of rows.
 */
final class VectorNormalization {
    private VectorNormalization() {}

    static void columnAffine(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift,
            int shiftAt, ActivationFunction f, float slope, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        boolean fused = f == ActivationFunction.RELU || f == ActivationFunction.LEAKY_RELU;
        float floor = f == ActivationFunction.RELU ? 0f : Float.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            int from = xAt + i * n;
            int to = yAt + i * n;
            if (f == ActivationFunction.LEAKY_RELU) {
                leakyRow(whole, x, from, scale, scaleAt, shift, shiftAt, slope, y, to);
            } else {
                row(whole, x, from, scale, scaleAt, shift, shiftAt, floor, y, to);
            }
            if (whole < n) {
                ScalarNormalization.columnAffine(1, n, whole, x, from, scale, scaleAt, shift, shiftAt,
                        fused ? f : ActivationFunction.LINEAR, slope, y, to);
            }
            if (!fused) {
                VectorActivations.activate(f, slope, n, y, to, y, to);
            }
        }
    }

    private static void row(int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift, int shiftAt,
            float floor, float[] y, int yAt) {
        for (int j = 0; j < n; j += LANES) {
            FloatVector factor = FloatVector.fromArray(FLOATS, scale, scaleAt + j);
            FloatVector offset = FloatVector.fromArray(FLOATS, shift, shiftAt + j);
            FloatVector.fromArray(FLOATS, x, xAt + j).fma(factor, offset).max(floor).intoArray(y, yAt + j);
        }
    }

    private static void leakyRow(int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift, int shiftAt,
            float slope, float[] y, int yAt) {
        for (int j = 0; j < n; j += LANES) {
            FloatVector factor = FloatVector.fromArray(FLOATS, scale, scaleAt + j);
            FloatVector offset = FloatVector.fromArray(FLOATS, shift, shiftAt + j);
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + j).fma(factor, offset);
            v.mul(slope).blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yAt + j);
        }
    }

    static void columnGradient(int rows, int n, float slope, float[] x, int xAt, float[] dY, int dYAt, float[] columns,
            int columnsAt, float beta, float[] dX, int dXAt) {
        for (int i = 0; i < rows; i++) {
            int at = i * n;
            gradientRow(n, slope, x, xAt + at, dY, dYAt + at, columns, columnsAt, beta, dX, dXAt + at);
        }
        ScalarNormalization.columnGradient(rows, n, FLOATS.loopBound(n), slope, x, xAt, dY, dYAt, columns, columnsAt,
                beta, dX, dXAt);
    }

    private static void gradientRow(int n, float slope, float[] x, int xAt, float[] dY, int dYAt, float[] columns,
            int columnsAt, float beta, float[] dX, int dXAt) {
        int shiftAt = columnsAt + n;
        int centerAt = shiftAt + n;
        int aAt = centerAt + n;
        int bAt = aAt + n;
        int cAt = bAt + n;
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector in = FloatVector.fromArray(FLOATS, x, xAt + j);
            FloatVector g = FloatVector.fromArray(FLOATS, dY, dYAt + j);
            FloatVector y = in.fma(FloatVector.fromArray(FLOATS, columns, columnsAt + j), FloatVector.fromArray(FLOATS,
                    columns, shiftAt + j));
            g = g.blend(g.mul(slope), y.compare(VectorOperators.LE, 0f));
            FloatVector inner = in.sub(FloatVector.fromArray(FLOATS, columns, centerAt + j)).fma(FloatVector.fromArray(
                    FLOATS, columns, bAt + j), FloatVector.fromArray(FLOATS, columns, cAt + j));
            FloatVector value = g.fma(FloatVector.fromArray(FLOATS, columns, aAt + j), inner);
            if (beta != 0f) {
                value = FloatVector.fromArray(FLOATS, dX, dXAt + j).add(value);
            }
            value.intoArray(dX, dXAt + j);
        }
    }
}
