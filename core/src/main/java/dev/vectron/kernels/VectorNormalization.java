package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/** Sums over columns and scales of columns, lanes across columns; what does not fill a vector goes through {@link ScalarNormalization}. */
final class VectorNormalization {
    private VectorNormalization() {}

    static void columnSums(int rows, int n, float[] x, int xAt, float beta, float[] sums, int sumsAt) {
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector sum = beta == 0f ? FloatVector.zero(FLOATS) : FloatVector.fromArray(FLOATS, sums, sumsAt + j);
            int at = xAt + j;
            for (int i = 0; i < rows; i++) {
                sum = sum.add(FloatVector.fromArray(FLOATS, x, at));
                at += n;
            }
            sum.intoArray(sums, sumsAt + j);
        }
        ScalarNormalization.columnSums(rows, n, whole, x, xAt, beta, sums, sumsAt);
    }

    static void columnDots(int rows, int n, float[] x, int xAt, float[] y, int yAt, float beta, float[] sums, int sumsAt) {
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector sum = beta == 0f ? FloatVector.zero(FLOATS) : FloatVector.fromArray(FLOATS, sums, sumsAt + j);
            int at = j;
            for (int i = 0; i < rows; i++) {
                sum = FloatVector.fromArray(FLOATS, x, xAt + at).fma(FloatVector.fromArray(FLOATS, y, yAt + at), sum);
                at += n;
            }
            sum.intoArray(sums, sumsAt + j);
        }
        ScalarNormalization.columnDots(rows, n, whole, x, xAt, y, yAt, beta, sums, sumsAt);
    }

    static void columnSquaredDeviations(int rows, int n, float[] x, int xAt, float[] mean, int meanAt,
            float beta, float[] sums, int sumsAt) {
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector sum = beta == 0f ? FloatVector.zero(FLOATS) : FloatVector.fromArray(FLOATS, sums, sumsAt + j);
            FloatVector center = FloatVector.fromArray(FLOATS, mean, meanAt + j);
            int at = xAt + j;
            for (int i = 0; i < rows; i++) {
                FloatVector distance = FloatVector.fromArray(FLOATS, x, at).sub(center);
                sum = distance.fma(distance, sum);
                at += n;
            }
            sum.intoArray(sums, sumsAt + j);
        }
        ScalarNormalization.columnSquaredDeviations(rows, n, whole, x, xAt, mean, meanAt, beta, sums, sumsAt);
    }

    static void columnAffine(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift, int shiftAt,
            ActivationFunction f, float slope, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        float floor = f == ActivationFunction.RELU ? 0f : Float.NEGATIVE_INFINITY;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector factor = FloatVector.fromArray(FLOATS, scale, scaleAt + j);
            FloatVector offset = FloatVector.fromArray(FLOATS, shift, shiftAt + j);
            int at = j;
            for (int i = 0; i < rows; i++) {
                FloatVector.fromArray(FLOATS, x, xAt + at).fma(factor, offset).max(floor).intoArray(y, yAt + at);
                at += n;
            }
        }
        ScalarNormalization.columnAffine(rows, n, whole, x, xAt, scale, scaleAt, shift, shiftAt,
                f == ActivationFunction.RELU ? f : ActivationFunction.LINEAR, slope, y, yAt);
        if (f != ActivationFunction.RELU) {
            VectorElementwise.activate(f, slope, rows * n, y, yAt, y, yAt);
        }
    }

    static void columnAffine2(int rows, int n, float[] x, int xAt, float[] a, int aAt, float[] y, int yAt, float[] b, int bAt,
            float[] c, int cAt, float beta, float[] z, int zAt) {
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector factorX = FloatVector.fromArray(FLOATS, a, aAt + j);
            FloatVector factorY = FloatVector.fromArray(FLOATS, b, bAt + j);
            FloatVector offset = FloatVector.fromArray(FLOATS, c, cAt + j);
            int at = j;
            for (int i = 0; i < rows; i++) {
                FloatVector inner = FloatVector.fromArray(FLOATS, y, yAt + at).fma(factorY, offset);
                FloatVector value = FloatVector.fromArray(FLOATS, x, xAt + at).fma(factorX, inner);
                if (beta != 0f) {
                    value = FloatVector.fromArray(FLOATS, z, zAt + at).add(value);
                }
                value.intoArray(z, zAt + at);
                at += n;
            }
        }
        ScalarNormalization.columnAffine2(rows, n, whole, x, xAt, a, aAt, y, yAt, b, bAt, c, cAt, beta, z, zAt);
    }
}
