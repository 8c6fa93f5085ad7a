package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The end of a residual block, lanes across columns; what does not fill a vector goes through
 * {@link ScalarNormalization}. Row by row, one element after the other through all matrices at once: a few rows of one
 * and then of the next would be half as fast, since the processor's prefetching begins anew each time.
 */
final class VectorResidual {
    private VectorResidual() {}

    static void columnAffineAdd(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift,
            int shiftAt, float[] z, int zAt, ActivationFunction f, float slope, float[] y, int yAt) {
        int whole = FLOATS.loopBound(n);
        float floor = f == ActivationFunction.RELU ? 0f : Float.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            row(whole, x, xAt + i * n, scale, scaleAt, shift, shiftAt, z, zAt + i * n, floor, y, yAt + i * n);
        }
        if (whole < n) {
            ScalarNormalization.columnAffineAdd(rows, n, whole, x, xAt, scale, scaleAt, shift, shiftAt, z, zAt,
                    ActivationFunction.LINEAR, 0f, y, yAt);
        }
        if (f != ActivationFunction.LINEAR && (f != ActivationFunction.RELU || whole < n)) {
            VectorActivations.activate(f, slope, rows * n, y, yAt, y, yAt);
        }
    }

    private static void row(int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift, int shiftAt,
            float[] z, int zAt, float floor, float[] y, int yAt) {
        for (int j = 0; j < n; j += LANES) {
            FloatVector factor = FloatVector.fromArray(FLOATS, scale, scaleAt + j);
            FloatVector offset = FloatVector.fromArray(FLOATS, shift, shiftAt + j);
            FloatVector.fromArray(FLOATS, x, xAt + j).fma(factor, offset).add(FloatVector.fromArray(FLOATS, z, zAt + j))
                    .max(floor).intoArray(y, yAt + j);
        }
    }

    static void rectifiedGradientSums(int rows, int n, float slope, float[] y, int yAt, float[] dY, int dYAt,
            float[] x, int xAt, float[] center, int centerAt, float beta, float[] sums, int sumsAt) {
        if (beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + 2 * n, 0f);
        }
        for (int i = 0; i < rows; i++) {
            int at = i * n;
            sumsOfRow(n, slope, y, yAt + at, dY, dYAt + at, x, xAt + at, center, centerAt, sums, sumsAt);
        }
        ScalarNormalization.rectifiedGradientSums(rows, n, FLOATS.loopBound(n), slope, y, yAt, dY, dYAt, x, xAt,
                center, centerAt, 1f, sums, sumsAt);
    }

    private static void sumsOfRow(int n, float slope, float[] y, int yAt, float[] dY, int dYAt, float[] x, int xAt,
            float[] center, int centerAt, float[] sums, int sumsAt) {
        int productsAt = sumsAt + n;
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector out = FloatVector.fromArray(FLOATS, y, yAt + j);
            FloatVector factor = out.blend(slope, out.compare(VectorOperators.LE, 0f)).blend(1f,
                    out.compare(VectorOperators.GT, 0f));
            FloatVector g = factor.mul(FloatVector.fromArray(FLOATS, dY, dYAt + j));
            g.intoArray(dY, dYAt + j);
            FloatVector.fromArray(FLOATS, sums, sumsAt + j).add(g).intoArray(sums, sumsAt + j);
            FloatVector distance = FloatVector.fromArray(FLOATS, x, xAt + j).sub(FloatVector.fromArray(FLOATS, center,
                    centerAt + j));
            g.fma(distance, FloatVector.fromArray(FLOATS, sums, productsAt + j)).intoArray(sums, productsAt + j);
        }
    }
}
