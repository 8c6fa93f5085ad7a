package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Sums over columns and scales of columns, lanes across columns; what does not fill a vector goes through
 * {@link ScalarNormalization}. Sums have two vectors under way at a time, since one chain of additions waits for
 * itself; scales go through a block of rows that stays in the first-level cache, column by column.
 */
final class VectorNormalization {
    private VectorNormalization() {}

    static void columnSums(int rows, int n, float[] x, int xAt, float beta, float[] sums, int sumsAt) {
        int whole = FLOATS.loopBound(n);
        int pairs = n / PANEL * PANEL;
        for (int j = 0; j < pairs; j += PANEL) {
            FloatVector sum0 = start(beta, sums, sumsAt + j);
            FloatVector sum1 = start(beta, sums, sumsAt + j + LANES);
            int at = xAt + j;
            for (int i = 0; i < rows; i++) {
                sum0 = sum0.add(FloatVector.fromArray(FLOATS, x, at));
                sum1 = sum1.add(FloatVector.fromArray(FLOATS, x, at + LANES));
                at += n;
            }
            sum0.intoArray(sums, sumsAt + j);
            sum1.intoArray(sums, sumsAt + j + LANES);
        }
        if (pairs < whole) {
            FloatVector sum = start(beta, sums, sumsAt + pairs);
            int at = xAt + pairs;
            for (int i = 0; i < rows; i++) {
                sum = sum.add(FloatVector.fromArray(FLOATS, x, at));
                at += n;
            }
            sum.intoArray(sums, sumsAt + pairs);
        }
        ScalarNormalization.columnSums(rows, n, whole, x, xAt, beta, sums, sumsAt);
    }

    private static FloatVector start(float beta, float[] sums, int at) {
        return beta == 0f ? FloatVector.zero(FLOATS) : FloatVector.fromArray(FLOATS, sums, at);
    }

    static void columnDots(int rows, int n, float[] x, int xAt, float[] y, int yAt, float beta, float[] sums,
            int sumsAt) {
        int whole = FLOATS.loopBound(n);
        int pairs = n / PANEL * PANEL;
        for (int j = 0; j < pairs; j += PANEL) {
            FloatVector sum0 = start(beta, sums, sumsAt + j);
            FloatVector sum1 = start(beta, sums, sumsAt + j + LANES);
            int at = j;
            for (int i = 0; i < rows; i++) {
                sum0 = FloatVector.fromArray(FLOATS, x, xAt + at).fma(FloatVector.fromArray(FLOATS, y, yAt + at), sum0);
                sum1 = FloatVector.fromArray(FLOATS, x, xAt + at + LANES).fma(FloatVector.fromArray(FLOATS, y,
                        yAt + at + LANES), sum1);
                at += n;
            }
            sum0.intoArray(sums, sumsAt + j);
            sum1.intoArray(sums, sumsAt + j + LANES);
        }
        if (pairs < whole) {
            FloatVector sum = start(beta, sums, sumsAt + pairs);
            int at = pairs;
            for (int i = 0; i < rows; i++) {
                sum = FloatVector.fromArray(FLOATS, x, xAt + at).fma(FloatVector.fromArray(FLOATS, y, yAt + at), sum);
                at += n;
            }
            sum.intoArray(sums, sumsAt + pairs);
        }
        ScalarNormalization.columnDots(rows, n, whole, x, xAt, y, yAt, beta, sums, sumsAt);
    }

    static void columnSquaredDeviations(int rows, int n, float[] x, int xAt, float[] mean, int meanAt,
            float beta, float[] sums, int sumsAt) {
        int whole = FLOATS.loopBound(n);
        int pairs = n / PANEL * PANEL;
        for (int j = 0; j < pairs; j += PANEL) {
            FloatVector sum0 = start(beta, sums, sumsAt + j);
            FloatVector sum1 = start(beta, sums, sumsAt + j + LANES);
            FloatVector center0 = FloatVector.fromArray(FLOATS, mean, meanAt + j);
            FloatVector center1 = FloatVector.fromArray(FLOATS, mean, meanAt + j + LANES);
            int at = xAt + j;
            for (int i = 0; i < rows; i++) {
                FloatVector distance0 = FloatVector.fromArray(FLOATS, x, at).sub(center0);
                FloatVector distance1 = FloatVector.fromArray(FLOATS, x, at + LANES).sub(center1);
                sum0 = distance0.fma(distance0, sum0);
                sum1 = distance1.fma(distance1, sum1);
                at += n;
            }
            sum0.intoArray(sums, sumsAt + j);
            sum1.intoArray(sums, sumsAt + j + LANES);
        }
        if (pairs < whole) {
            FloatVector sum = start(beta, sums, sumsAt + pairs);
            FloatVector center = FloatVector.fromArray(FLOATS, mean, meanAt + pairs);
            int at = xAt + pairs;
            for (int i = 0; i < rows; i++) {
                FloatVector distance = FloatVector.fromArray(FLOATS, x, at).sub(center);
                sum = distance.fma(distance, sum);
                at += n;
            }
            sum.intoArray(sums, sumsAt + pairs);
        }
        ScalarNormalization.columnSquaredDeviations(rows, n, whole, x, xAt, mean, meanAt, beta, sums, sumsAt);
    }

    /** Rows of n floats that stay in the first-level cache together. */
    private static int blockRows(int n) {
        return Math.max(1, Blocking.ROW_FLOATS / Math.max(1, n));
    }

    static void columnAffine(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift,
            int shiftAt,
            ActivationFunction f, float slope, float[] y, int yAt) {
        float floor = f == ActivationFunction.RELU ? 0f : Float.NEGATIVE_INFINITY;
        int block = blockRows(n);
        for (int i = 0; i < rows; i += block) {
            columnAffine(Math.min(block, rows - i), n, x, xAt + i * n, scale, scaleAt, shift, shiftAt, floor, y,
                    yAt + i * n);
        }
        int whole = FLOATS.loopBound(n);
        ScalarNormalization.columnAffine(rows, n, whole, x, xAt, scale, scaleAt, shift, shiftAt,
                f == ActivationFunction.RELU ? f : ActivationFunction.LINEAR, slope, y, yAt);
        if (f != ActivationFunction.RELU) {
            VectorElementwise.activate(f, slope, rows * n, y, yAt, y, yAt);
        }
    }

    private static void columnAffine(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift,
            int shiftAt,
            float floor, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector factor = FloatVector.fromArray(FLOATS, scale, scaleAt + j);
            FloatVector offset = FloatVector.fromArray(FLOATS, shift, shiftAt + j);
            int at = j;
            for (int i = 0; i < rows; i++) {
                FloatVector.fromArray(FLOATS, x, xAt + at).fma(factor, offset).max(floor).intoArray(y, yAt + at);
                at += n;
            }
        }
    }

    static void columnAffine2(int rows, int n, float[] x, int xAt, float[] a, int aAt, float[] y, int yAt, float[] b,
            int bAt,
            float[] c, int cAt, float beta, float[] z, int zAt) {
        int block = blockRows(n);
        for (int i = 0; i < rows; i += block) {
            int row = i * n;
            block(Math.min(block, rows - i), n, x, xAt + row, a, aAt, y, yAt + row, b, bAt, c, cAt, beta, z, zAt + row);
        }
        ScalarNormalization.columnAffine2(rows, n, FLOATS.loopBound(n), x, xAt, a, aAt, y, yAt, b, bAt, c, cAt, beta, z,
                zAt);
    }

    private static void block(int rows, int n, float[] x, int xAt, float[] a, int aAt, float[] y, int yAt, float[] b,
            int bAt,
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
    }
}
