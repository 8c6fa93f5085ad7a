package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Tiles of a depthwise convolution: several pixels side by side, so that a vector of the kernel serves all of them, for
 * one vector of filters after the other.
 *
 * <p>Pixel p takes {@code s = fma(x[xAt + p·xStep + i·xRow + j·xColumn + f], k[kAt + i·kRow + j·kColumn + f], s)} for
 * tap row i and tap column j ascending, begun with 0; then {@code s + d[dAt + f·dStep]}, then, where {@code rectified},
 * ReLU. Where the filters are no multiple of the lanes the last two vectors overlap: both write the same.
 */
final class VectorDepthwiseTiles {
    private static final int PIXELS = 6;

    private VectorDepthwiseTiles() {}

    /** Any number of pixels, of at least as many filters as a vector has lanes. */
    static void sums(int n, int filters, int tapRows, int tapColumns, float[] x, int xAt, int xStep, int xRow,
            int xColumn, float[] k, int kAt, int kRow, int kColumn, float[] d, int dAt, int dStep, boolean rectified,
            float[] out, int outAt, int outStep) {
        int vectors = filters / LANES;
        int rest = filters - LANES;
        boolean overlap = vectors * LANES < filters;
        int p = 0;
        while (p < n) {
            int pixels = n - p >= PIXELS ? PIXELS : n - p >= 2 ? 2 : 1;
            int from = xAt + p * xStep;
            int to = outAt + p * outStep;
            tile(pixels, vectors, tapRows, tapColumns, x, from, xStep, xRow, xColumn, k, kAt, kRow, kColumn, d, dAt,
                    dStep, rectified, out, to, outStep);
            if (overlap) {
                tile(pixels, 1, tapRows, tapColumns, x, from + rest, xStep, xRow, xColumn, k, kAt + rest, kRow, kColumn,
                        d, dAt + rest * dStep, dStep, rectified, out, to + rest, outStep);
            }
            p += pixels;
        }
    }

    private static void tile(int pixels, int vectors, int tapRows, int tapColumns, float[] x, int xAt, int xStep,
            int xRow, int xColumn, float[] k, int kAt, int kRow, int kColumn, float[] d, int dAt, int dStep,
            boolean rectified, float[] out, int outAt, int outStep) {
        int taps = tapRows * tapColumns;
        if (pixels == PIXELS && tapColumns == 3 && xStep == xColumn) {
            sixOfThreeColumns(vectors, tapRows, x, xAt, xStep, xRow, k, kAt, kRow, kColumn, d, dAt, dStep, rectified,
                    out, outAt, outStep);
        } else if (pixels == PIXELS && tapColumns == 5 && xStep == xColumn) {
            sixOfFiveColumns(vectors, tapRows, x, xAt, xStep, xRow, k, kAt, kRow, kColumn, d, dAt, dStep, rectified,
                    out, outAt, outStep);
        } else if (pixels == PIXELS) {
            six(vectors, taps, tapColumns, x, xAt, xStep, xRow - tapColumns * xColumn, xColumn,
                    k, kAt, kRow - tapColumns * kColumn, kColumn, d, dAt, dStep, rectified, out, outAt, outStep);
        } else if (pixels == 2) {
            two(vectors, taps, tapColumns, x, xAt, xStep, xRow - tapColumns * xColumn, xColumn,
                    k, kAt, kRow - tapColumns * kColumn, kColumn, d, dAt, dStep, rectified, out, outAt, outStep);
        } else {
            one(vectors, taps, tapColumns, x, xAt, xRow - tapColumns * xColumn, xColumn,
                    k, kAt, kRow - tapColumns * kColumn, kColumn, d, dAt, dStep, rectified, out, outAt);
        }
    }

    /** Six pixels whose three tap columns are their neighbors: a vector of the picture serves up to three pixels. */
    private static void sixOfThreeColumns(int vectors, int tapRows, float[] x, int xAt, int xStep, int xRow,
            float[] k, int kAt, int kRow, int kColumn, float[] d, int dAt, int dStep, boolean rectified,
            float[] out, int outAt, int outStep) {
        for (int v = 0; v < vectors; v++) {
            int f = v * LANES;
            FloatVector s0 = FloatVector.zero(FLOATS);
            FloatVector s1 = FloatVector.zero(FLOATS);
            FloatVector s2 = FloatVector.zero(FLOATS);
            FloatVector s3 = FloatVector.zero(FLOATS);
            FloatVector s4 = FloatVector.zero(FLOATS);
            FloatVector s5 = FloatVector.zero(FLOATS);
            int a = xAt + f;
            int b = kAt + f;
            for (int i = 0; i < tapRows; i++) {
                FloatVector k0 = FloatVector.fromArray(FLOATS, k, b);
                FloatVector k1 = FloatVector.fromArray(FLOATS, k, b + kColumn);
                FloatVector k2 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
                FloatVector x0 = FloatVector.fromArray(FLOATS, x, a);
                s0 = x0.fma(k0, s0);
                FloatVector x1 = FloatVector.fromArray(FLOATS, x, a + xStep);
                s0 = x1.fma(k1, s0);
                s1 = x1.fma(k0, s1);
                FloatVector x2 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep);
                s0 = x2.fma(k2, s0);
                s1 = x2.fma(k1, s1);
                s2 = x2.fma(k0, s2);
                FloatVector x3 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep);
                s1 = x3.fma(k2, s1);
                s2 = x3.fma(k1, s2);
                s3 = x3.fma(k0, s3);
                FloatVector x4 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep);
                s2 = x4.fma(k2, s2);
                s3 = x4.fma(k1, s3);
                s4 = x4.fma(k0, s4);
                FloatVector x5 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep);
                s3 = x5.fma(k2, s3);
                s4 = x5.fma(k1, s4);
                s5 = x5.fma(k0, s5);
                FloatVector x6 = FloatVector.fromArray(FLOATS, x, a + 6 * xStep);
                s4 = x6.fma(k2, s4);
                s5 = x6.fma(k1, s5);
                FloatVector x7 = FloatVector.fromArray(FLOATS, x, a + 7 * xStep);
                s5 = x7.fma(k2, s5);
                a += xRow;
                b += kRow;
            }
            FloatVector bias = FloatVector.fromArray(FLOATS, d, dAt + f * dStep);
            int to = outAt + f;
            s0 = s0.add(bias);
            s1 = s1.add(bias);
            s2 = s2.add(bias);
            s3 = s3.add(bias);
            s4 = s4.add(bias);
            s5 = s5.add(bias);
            if (rectified) {
                s0 = s0.blend(0f, s0.compare(VectorOperators.LE, 0f));
                s1 = s1.blend(0f, s1.compare(VectorOperators.LE, 0f));
                s2 = s2.blend(0f, s2.compare(VectorOperators.LE, 0f));
                s3 = s3.blend(0f, s3.compare(VectorOperators.LE, 0f));
                s4 = s4.blend(0f, s4.compare(VectorOperators.LE, 0f));
                s5 = s5.blend(0f, s5.compare(VectorOperators.LE, 0f));
            }
            s0.intoArray(out, to);
            s1.intoArray(out, to + outStep);
            s2.intoArray(out, to + 2 * outStep);
            s3.intoArray(out, to + 3 * outStep);
            s4.intoArray(out, to + 4 * outStep);
            s5.intoArray(out, to + 5 * outStep);
        }
    }

    /** The same with five tap columns. */
    private static void sixOfFiveColumns(int vectors, int tapRows, float[] x, int xAt, int xStep, int xRow,
            float[] k, int kAt, int kRow, int kColumn, float[] d, int dAt, int dStep, boolean rectified,
            float[] out, int outAt, int outStep) {
        for (int v = 0; v < vectors; v++) {
            int f = v * LANES;
            FloatVector s0 = FloatVector.zero(FLOATS);
            FloatVector s1 = FloatVector.zero(FLOATS);
            FloatVector s2 = FloatVector.zero(FLOATS);
            FloatVector s3 = FloatVector.zero(FLOATS);
            FloatVector s4 = FloatVector.zero(FLOATS);
            FloatVector s5 = FloatVector.zero(FLOATS);
            int a = xAt + f;
            int b = kAt + f;
            for (int i = 0; i < tapRows; i++) {
                FloatVector k0 = FloatVector.fromArray(FLOATS, k, b);
                FloatVector k1 = FloatVector.fromArray(FLOATS, k, b + kColumn);
                FloatVector k2 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
                FloatVector k3 = FloatVector.fromArray(FLOATS, k, b + 3 * kColumn);
                FloatVector k4 = FloatVector.fromArray(FLOATS, k, b + 4 * kColumn);
                FloatVector x0 = FloatVector.fromArray(FLOATS, x, a);
                s0 = x0.fma(k0, s0);
                FloatVector x1 = FloatVector.fromArray(FLOATS, x, a + xStep);
                s0 = x1.fma(k1, s0);
                s1 = x1.fma(k0, s1);
                FloatVector x2 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep);
                s0 = x2.fma(k2, s0);
                s1 = x2.fma(k1, s1);
                s2 = x2.fma(k0, s2);
                FloatVector x3 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep);
                s0 = x3.fma(k3, s0);
                s1 = x3.fma(k2, s1);
                s2 = x3.fma(k1, s2);
                s3 = x3.fma(k0, s3);
                FloatVector x4 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep);
                s0 = x4.fma(k4, s0);
                s1 = x4.fma(k3, s1);
                s2 = x4.fma(k2, s2);
                s3 = x4.fma(k1, s3);
                s4 = x4.fma(k0, s4);
                FloatVector x5 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep);
                s1 = x5.fma(k4, s1);
                s2 = x5.fma(k3, s2);
                s3 = x5.fma(k2, s3);
                s4 = x5.fma(k1, s4);
                s5 = x5.fma(k0, s5);
                FloatVector x6 = FloatVector.fromArray(FLOATS, x, a + 6 * xStep);
                s2 = x6.fma(k4, s2);
                s3 = x6.fma(k3, s3);
                s4 = x6.fma(k2, s4);
                s5 = x6.fma(k1, s5);
                FloatVector x7 = FloatVector.fromArray(FLOATS, x, a + 7 * xStep);
                s3 = x7.fma(k4, s3);
                s4 = x7.fma(k3, s4);
                s5 = x7.fma(k2, s5);
                FloatVector x8 = FloatVector.fromArray(FLOATS, x, a + 8 * xStep);
                s4 = x8.fma(k4, s4);
                s5 = x8.fma(k3, s5);
                FloatVector x9 = FloatVector.fromArray(FLOATS, x, a + 9 * xStep);
                s5 = x9.fma(k4, s5);
                a += xRow;
                b += kRow;
            }
            FloatVector bias = FloatVector.fromArray(FLOATS, d, dAt + f * dStep);
            int to = outAt + f;
            s0 = s0.add(bias);
            s1 = s1.add(bias);
            s2 = s2.add(bias);
            s3 = s3.add(bias);
            s4 = s4.add(bias);
            s5 = s5.add(bias);
            if (rectified) {
                s0 = s0.blend(0f, s0.compare(VectorOperators.LE, 0f));
                s1 = s1.blend(0f, s1.compare(VectorOperators.LE, 0f));
                s2 = s2.blend(0f, s2.compare(VectorOperators.LE, 0f));
                s3 = s3.blend(0f, s3.compare(VectorOperators.LE, 0f));
                s4 = s4.blend(0f, s4.compare(VectorOperators.LE, 0f));
                s5 = s5.blend(0f, s5.compare(VectorOperators.LE, 0f));
            }
            s0.intoArray(out, to);
            s1.intoArray(out, to + outStep);
            s2.intoArray(out, to + 2 * outStep);
            s3.intoArray(out, to + 3 * outStep);
            s4.intoArray(out, to + 4 * outStep);
            s5.intoArray(out, to + 5 * outStep);
        }
    }

    /** Six pixels; {@code xJump} and {@code kJump} lead from behind a row of taps to the next one. */
    private static void six(int vectors, int taps, int tapColumns, float[] x, int xAt, int xStep, int xJump,
            int xColumn, float[] k, int kAt, int kJump, int kColumn, float[] d, int dAt, int dStep, boolean rectified,
            float[] out, int outAt, int outStep) {
        for (int v = 0; v < vectors; v++) {
            int f = v * LANES;
            FloatVector s0 = FloatVector.zero(FLOATS);
            FloatVector s1 = FloatVector.zero(FLOATS);
            FloatVector s2 = FloatVector.zero(FLOATS);
            FloatVector s3 = FloatVector.zero(FLOATS);
            FloatVector s4 = FloatVector.zero(FLOATS);
            FloatVector s5 = FloatVector.zero(FLOATS);
            int a = xAt + f;
            int b = kAt + f;
            int left = tapColumns;
            for (int t = 0; t < taps; t++) {
                FloatVector weights = FloatVector.fromArray(FLOATS, k, b);
                s0 = FloatVector.fromArray(FLOATS, x, a).fma(weights, s0);
                s1 = FloatVector.fromArray(FLOATS, x, a + xStep).fma(weights, s1);
                s2 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep).fma(weights, s2);
                s3 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep).fma(weights, s3);
                s4 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep).fma(weights, s4);
                s5 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep).fma(weights, s5);
                a += xColumn;
                b += kColumn;
                if (--left == 0) {
                    left = tapColumns;
                    a += xJump;
                    b += kJump;
                }
            }
            FloatVector bias = FloatVector.fromArray(FLOATS, d, dAt + f * dStep);
            int to = outAt + f;
            s0 = s0.add(bias);
            s1 = s1.add(bias);
            s2 = s2.add(bias);
            s3 = s3.add(bias);
            s4 = s4.add(bias);
            s5 = s5.add(bias);
            if (rectified) {
                s0 = s0.blend(0f, s0.compare(VectorOperators.LE, 0f));
                s1 = s1.blend(0f, s1.compare(VectorOperators.LE, 0f));
                s2 = s2.blend(0f, s2.compare(VectorOperators.LE, 0f));
                s3 = s3.blend(0f, s3.compare(VectorOperators.LE, 0f));
                s4 = s4.blend(0f, s4.compare(VectorOperators.LE, 0f));
                s5 = s5.blend(0f, s5.compare(VectorOperators.LE, 0f));
            }
            s0.intoArray(out, to);
            s1.intoArray(out, to + outStep);
            s2.intoArray(out, to + 2 * outStep);
            s3.intoArray(out, to + 3 * outStep);
            s4.intoArray(out, to + 4 * outStep);
            s5.intoArray(out, to + 5 * outStep);
        }
    }

    /** Two pixels. */
    private static void two(int vectors, int taps, int tapColumns, float[] x, int xAt, int xStep, int xJump,
            int xColumn, float[] k, int kAt, int kJump, int kColumn, float[] d, int dAt, int dStep, boolean rectified,
            float[] out, int outAt, int outStep) {
        for (int v = 0; v < vectors; v++) {
            int f = v * LANES;
            FloatVector s0 = FloatVector.zero(FLOATS);
            FloatVector s1 = FloatVector.zero(FLOATS);
            int a = xAt + f;
            int b = kAt + f;
            int left = tapColumns;
            for (int t = 0; t < taps; t++) {
                FloatVector weights = FloatVector.fromArray(FLOATS, k, b);
                s0 = FloatVector.fromArray(FLOATS, x, a).fma(weights, s0);
                s1 = FloatVector.fromArray(FLOATS, x, a + xStep).fma(weights, s1);
                a += xColumn;
                b += kColumn;
                if (--left == 0) {
                    left = tapColumns;
                    a += xJump;
                    b += kJump;
                }
            }
            FloatVector bias = FloatVector.fromArray(FLOATS, d, dAt + f * dStep);
            int to = outAt + f;
            s0 = s0.add(bias);
            s1 = s1.add(bias);
            if (rectified) {
                s0 = s0.blend(0f, s0.compare(VectorOperators.LE, 0f));
                s1 = s1.blend(0f, s1.compare(VectorOperators.LE, 0f));
            }
            s0.intoArray(out, to);
            s1.intoArray(out, to + outStep);
        }
    }

    /** One pixel. */
    private static void one(int vectors, int taps, int tapColumns, float[] x, int xAt, int xJump, int xColumn,
            float[] k, int kAt, int kJump, int kColumn, float[] d, int dAt, int dStep, boolean rectified,
            float[] out, int outAt) {
        for (int v = 0; v < vectors; v++) {
            int f = v * LANES;
            FloatVector sum = FloatVector.zero(FLOATS);
            int a = xAt + f;
            int b = kAt + f;
            int left = tapColumns;
            for (int t = 0; t < taps; t++) {
                sum = FloatVector.fromArray(FLOATS, x, a).fma(FloatVector.fromArray(FLOATS, k, b), sum);
                a += xColumn;
                b += kColumn;
                if (--left == 0) {
                    left = tapColumns;
                    a += xJump;
                    b += kJump;
                }
            }
            sum = sum.add(FloatVector.fromArray(FLOATS, d, dAt + f * dStep));
            if (rectified) {
                sum = sum.blend(0f, sum.compare(VectorOperators.LE, 0f));
            }
            sum.intoArray(out, outAt + f);
        }
    }
}
