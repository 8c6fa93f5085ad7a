package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Tiles of a depthwise convolution 3×3 whose taps are neighbors, for one vector of filters: the nine vectors of the
 * kernel stay in registers while it passes over a block of pixels.
 *
 * <p>Each output is the chain of {@link VectorDepthwiseTiles}. Pixel (i, j) of a block reads the three rows of pixels
 * that begin at {@code xAt + i·xRow + j·xStep} and lies at {@code outAt + i·outRow + j·outStep}. Blocks that are no
 * multiple of a tile end with one that overlaps the one before it: what is in both is computed and written twice.
 */
final class VectorDepthwiseRows {
    /** Columns of a tile, and fewest of a block. */
    static final int PIXELS = 4;
    /** Rows of a tile, and fewest of a block: the rows of the picture between them feed both. */
    static final int ROWS = 2;

    private VectorDepthwiseRows() {}

    /** Pixels whose nine taps all lie inside the picture. */
    static void inside(int rows, int n, float[] x, int xAt, int xStep, int xRow,
            float[] k, int kAt, int kRow, int kColumn, float[] d, int dAt, boolean rectified, float[] out,
            int outAt, int outStep, int outRow) {
        int tiles = (rows + ROWS - 1) / ROWS * ((n + PIXELS - 1) / PIXELS);
        int b = kAt;
        FloatVector k00 = FloatVector.fromArray(FLOATS, k, b);
        FloatVector k01 = FloatVector.fromArray(FLOATS, k, b + kColumn);
        FloatVector k02 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
        b += kRow;
        FloatVector k10 = FloatVector.fromArray(FLOATS, k, b);
        FloatVector k11 = FloatVector.fromArray(FLOATS, k, b + kColumn);
        FloatVector k12 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
        b += kRow;
        FloatVector k20 = FloatVector.fromArray(FLOATS, k, b);
        FloatVector k21 = FloatVector.fromArray(FLOATS, k, b + kColumn);
        FloatVector k22 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
        FloatVector bias = FloatVector.fromArray(FLOATS, d, dAt);
        int column = 0;
        int row = 0;
        for (int t = tiles; t > 0; t--) {
            int p = Math.min(column, n - PIXELS);
            int a = xAt + row * xRow + p * xStep;
            int o = outAt + row * outRow + p * outStep;
            FloatVector s00 = FloatVector.zero(FLOATS);
            FloatVector s01 = FloatVector.zero(FLOATS);
            FloatVector s02 = FloatVector.zero(FLOATS);
            FloatVector s03 = FloatVector.zero(FLOATS);
            FloatVector s10 = FloatVector.zero(FLOATS);
            FloatVector s11 = FloatVector.zero(FLOATS);
            FloatVector s12 = FloatVector.zero(FLOATS);
            FloatVector s13 = FloatVector.zero(FLOATS);
            FloatVector x00 = FloatVector.fromArray(FLOATS, x, a);
            s00 = x00.fma(k00, s00);
            FloatVector x01 = FloatVector.fromArray(FLOATS, x, a + xStep);
            s00 = x01.fma(k01, s00);
            s01 = x01.fma(k00, s01);
            FloatVector x02 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep);
            s00 = x02.fma(k02, s00);
            s01 = x02.fma(k01, s01);
            s02 = x02.fma(k00, s02);
            FloatVector x03 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep);
            s01 = x03.fma(k02, s01);
            s02 = x03.fma(k01, s02);
            s03 = x03.fma(k00, s03);
            FloatVector x04 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep);
            s02 = x04.fma(k02, s02);
            s03 = x04.fma(k01, s03);
            FloatVector x05 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep);
            s03 = x05.fma(k02, s03);
            a += xRow;
            FloatVector x10 = FloatVector.fromArray(FLOATS, x, a);
            s00 = x10.fma(k10, s00);
            s10 = x10.fma(k00, s10);
            FloatVector x11 = FloatVector.fromArray(FLOATS, x, a + xStep);
            s00 = x11.fma(k11, s00);
            s01 = x11.fma(k10, s01);
            s10 = x11.fma(k01, s10);
            s11 = x11.fma(k00, s11);
            FloatVector x12 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep);
            s00 = x12.fma(k12, s00);
            s01 = x12.fma(k11, s01);
            s02 = x12.fma(k10, s02);
            s10 = x12.fma(k02, s10);
            s11 = x12.fma(k01, s11);
            s12 = x12.fma(k00, s12);
            FloatVector x13 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep);
            s01 = x13.fma(k12, s01);
            s02 = x13.fma(k11, s02);
            s03 = x13.fma(k10, s03);
            s11 = x13.fma(k02, s11);
            s12 = x13.fma(k01, s12);
            s13 = x13.fma(k00, s13);
            FloatVector x14 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep);
            s02 = x14.fma(k12, s02);
            s03 = x14.fma(k11, s03);
            s12 = x14.fma(k02, s12);
            s13 = x14.fma(k01, s13);
            FloatVector x15 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep);
            s03 = x15.fma(k12, s03);
            s13 = x15.fma(k02, s13);
            a += xRow;
            FloatVector x20 = FloatVector.fromArray(FLOATS, x, a);
            s00 = x20.fma(k20, s00);
            s10 = x20.fma(k10, s10);
            FloatVector x21 = FloatVector.fromArray(FLOATS, x, a + xStep);
            s00 = x21.fma(k21, s00);
            s01 = x21.fma(k20, s01);
            s10 = x21.fma(k11, s10);
            s11 = x21.fma(k10, s11);
            FloatVector x22 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep);
            s00 = x22.fma(k22, s00);
            s01 = x22.fma(k21, s01);
            s02 = x22.fma(k20, s02);
            s10 = x22.fma(k12, s10);
            s11 = x22.fma(k11, s11);
            s12 = x22.fma(k10, s12);
            FloatVector x23 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep);
            s01 = x23.fma(k22, s01);
            s02 = x23.fma(k21, s02);
            s03 = x23.fma(k20, s03);
            s11 = x23.fma(k12, s11);
            s12 = x23.fma(k11, s12);
            s13 = x23.fma(k10, s13);
            FloatVector x24 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep);
            s02 = x24.fma(k22, s02);
            s03 = x24.fma(k21, s03);
            s12 = x24.fma(k12, s12);
            s13 = x24.fma(k11, s13);
            FloatVector x25 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep);
            s03 = x25.fma(k22, s03);
            s13 = x25.fma(k12, s13);
            a += xRow;
            FloatVector x30 = FloatVector.fromArray(FLOATS, x, a);
            s10 = x30.fma(k20, s10);
            FloatVector x31 = FloatVector.fromArray(FLOATS, x, a + xStep);
            s10 = x31.fma(k21, s10);
            s11 = x31.fma(k20, s11);
            FloatVector x32 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep);
            s10 = x32.fma(k22, s10);
            s11 = x32.fma(k21, s11);
            s12 = x32.fma(k20, s12);
            FloatVector x33 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep);
            s11 = x33.fma(k22, s11);
            s12 = x33.fma(k21, s12);
            s13 = x33.fma(k20, s13);
            FloatVector x34 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep);
            s12 = x34.fma(k22, s12);
            s13 = x34.fma(k21, s13);
            FloatVector x35 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep);
            s13 = x35.fma(k22, s13);
            s00 = s00.add(bias);
            s01 = s01.add(bias);
            s02 = s02.add(bias);
            s03 = s03.add(bias);
            s10 = s10.add(bias);
            s11 = s11.add(bias);
            s12 = s12.add(bias);
            s13 = s13.add(bias);
            if (rectified) {
                s00 = s00.blend(0f, s00.compare(VectorOperators.LE, 0f));
                s01 = s01.blend(0f, s01.compare(VectorOperators.LE, 0f));
                s02 = s02.blend(0f, s02.compare(VectorOperators.LE, 0f));
                s03 = s03.blend(0f, s03.compare(VectorOperators.LE, 0f));
                s10 = s10.blend(0f, s10.compare(VectorOperators.LE, 0f));
                s11 = s11.blend(0f, s11.compare(VectorOperators.LE, 0f));
                s12 = s12.blend(0f, s12.compare(VectorOperators.LE, 0f));
                s13 = s13.blend(0f, s13.compare(VectorOperators.LE, 0f));
            }
            s00.intoArray(out, o);
            s01.intoArray(out, o + outStep);
            s02.intoArray(out, o + 2 * outStep);
            s03.intoArray(out, o + 3 * outStep);
            o += outRow;
            s10.intoArray(out, o);
            s11.intoArray(out, o + outStep);
            s12.intoArray(out, o + 2 * outStep);
            s13.intoArray(out, o + 3 * outStep);
            column += PIXELS;
            if (column >= n) {
                column = 0;
                row = Math.min(row + ROWS, rows - ROWS);
            }
        }
    }

    /** The pixels left and right of such rows, which do without the first or the last column of taps. */
    static void ends(int rows, int n, boolean left, boolean right, float[] x, int xAt, int xStep, int xRow,
            float[] k, int kAt, int kRow, int kColumn, float[] d, int dAt, boolean rectified, float[] out,
            int outAt, int outStep, int outRow) {
        int b = kAt;
        FloatVector k00 = FloatVector.fromArray(FLOATS, k, b);
        FloatVector k01 = FloatVector.fromArray(FLOATS, k, b + kColumn);
        FloatVector k02 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
        b += kRow;
        FloatVector k10 = FloatVector.fromArray(FLOATS, k, b);
        FloatVector k11 = FloatVector.fromArray(FLOATS, k, b + kColumn);
        FloatVector k12 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
        b += kRow;
        FloatVector k20 = FloatVector.fromArray(FLOATS, k, b);
        FloatVector k21 = FloatVector.fromArray(FLOATS, k, b + kColumn);
        FloatVector k22 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
        FloatVector bias = FloatVector.fromArray(FLOATS, d, dAt);
        int at = xAt;
        int to = outAt;
        for (int row = 0; row < rows; row++) {
            if (left) {
                int a = at;
                FloatVector s = FloatVector.zero(FLOATS);
                s = FloatVector.fromArray(FLOATS, x, a).fma(k01, s);
                s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k02, s);
                a += xRow;
                s = FloatVector.fromArray(FLOATS, x, a).fma(k11, s);
                s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k12, s);
                a += xRow;
                s = FloatVector.fromArray(FLOATS, x, a).fma(k21, s);
                s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k22, s);
                s = s.add(bias);
                if (rectified) {
                    s = s.blend(0f, s.compare(VectorOperators.LE, 0f));
                }
                s.intoArray(out, to - outStep);
            }
            if (right) {
                int a = at + n * xStep;
                FloatVector s = FloatVector.zero(FLOATS);
                s = FloatVector.fromArray(FLOATS, x, a).fma(k00, s);
                s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k01, s);
                a += xRow;
                s = FloatVector.fromArray(FLOATS, x, a).fma(k10, s);
                s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k11, s);
                a += xRow;
                s = FloatVector.fromArray(FLOATS, x, a).fma(k20, s);
                s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k21, s);
                s = s.add(bias);
                if (rectified) {
                    s = s.blend(0f, s.compare(VectorOperators.LE, 0f));
                }
                s.intoArray(out, to + n * outStep);
            }
            at += xRow;
            to += outRow;
        }
    }

    /** One row of pixels with two rows of taps: those of {@link #inside} and of {@link #ends}. */
    static void edge(int n, boolean left, boolean right, float[] x, int xAt, int xStep, int xRow,
            float[] k, int kAt, int kRow, int kColumn, float[] d, int dAt, boolean rectified, float[] out,
            int outAt, int outStep) {
        int b = kAt;
        FloatVector k00 = FloatVector.fromArray(FLOATS, k, b);
        FloatVector k01 = FloatVector.fromArray(FLOATS, k, b + kColumn);
        FloatVector k02 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
        b += kRow;
        FloatVector k10 = FloatVector.fromArray(FLOATS, k, b);
        FloatVector k11 = FloatVector.fromArray(FLOATS, k, b + kColumn);
        FloatVector k12 = FloatVector.fromArray(FLOATS, k, b + 2 * kColumn);
        FloatVector bias = FloatVector.fromArray(FLOATS, d, dAt);
        int at = xAt;
        int to = outAt;
        if (left) {
            int a = at;
            FloatVector s = FloatVector.zero(FLOATS);
            s = FloatVector.fromArray(FLOATS, x, a).fma(k01, s);
            s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k02, s);
            a += xRow;
            s = FloatVector.fromArray(FLOATS, x, a).fma(k11, s);
            s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k12, s);
            s = s.add(bias);
            if (rectified) {
                s = s.blend(0f, s.compare(VectorOperators.LE, 0f));
            }
            s.intoArray(out, to - outStep);
        }
        if (right) {
            int a = at + n * xStep;
            FloatVector s = FloatVector.zero(FLOATS);
            s = FloatVector.fromArray(FLOATS, x, a).fma(k00, s);
            s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k01, s);
            a += xRow;
            s = FloatVector.fromArray(FLOATS, x, a).fma(k10, s);
            s = FloatVector.fromArray(FLOATS, x, a + xStep).fma(k11, s);
            s = s.add(bias);
            if (rectified) {
                s = s.blend(0f, s.compare(VectorOperators.LE, 0f));
            }
            s.intoArray(out, to + n * outStep);
        }
        for (int i = 0; i < n; i += PIXELS) {
            int p = Math.min(i, n - PIXELS);
            int a = at + p * xStep;
            int o = to + p * outStep;
            FloatVector s00 = FloatVector.zero(FLOATS);
            FloatVector s01 = FloatVector.zero(FLOATS);
            FloatVector s02 = FloatVector.zero(FLOATS);
            FloatVector s03 = FloatVector.zero(FLOATS);
            FloatVector x00 = FloatVector.fromArray(FLOATS, x, a);
            s00 = x00.fma(k00, s00);
            FloatVector x01 = FloatVector.fromArray(FLOATS, x, a + xStep);
            s00 = x01.fma(k01, s00);
            s01 = x01.fma(k00, s01);
            FloatVector x02 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep);
            s00 = x02.fma(k02, s00);
            s01 = x02.fma(k01, s01);
            s02 = x02.fma(k00, s02);
            FloatVector x03 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep);
            s01 = x03.fma(k02, s01);
            s02 = x03.fma(k01, s02);
            s03 = x03.fma(k00, s03);
            FloatVector x04 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep);
            s02 = x04.fma(k02, s02);
            s03 = x04.fma(k01, s03);
            FloatVector x05 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep);
            s03 = x05.fma(k02, s03);
            a += xRow;
            FloatVector x10 = FloatVector.fromArray(FLOATS, x, a);
            s00 = x10.fma(k10, s00);
            FloatVector x11 = FloatVector.fromArray(FLOATS, x, a + xStep);
            s00 = x11.fma(k11, s00);
            s01 = x11.fma(k10, s01);
            FloatVector x12 = FloatVector.fromArray(FLOATS, x, a + 2 * xStep);
            s00 = x12.fma(k12, s00);
            s01 = x12.fma(k11, s01);
            s02 = x12.fma(k10, s02);
            FloatVector x13 = FloatVector.fromArray(FLOATS, x, a + 3 * xStep);
            s01 = x13.fma(k12, s01);
            s02 = x13.fma(k11, s02);
            s03 = x13.fma(k10, s03);
            FloatVector x14 = FloatVector.fromArray(FLOATS, x, a + 4 * xStep);
            s02 = x14.fma(k12, s02);
            s03 = x14.fma(k11, s03);
            FloatVector x15 = FloatVector.fromArray(FLOATS, x, a + 5 * xStep);
            s03 = x15.fma(k12, s03);
            s00 = s00.add(bias);
            s01 = s01.add(bias);
            s02 = s02.add(bias);
            s03 = s03.add(bias);
            if (rectified) {
                s00 = s00.blend(0f, s00.compare(VectorOperators.LE, 0f));
                s01 = s01.blend(0f, s01.compare(VectorOperators.LE, 0f));
                s02 = s02.blend(0f, s02.compare(VectorOperators.LE, 0f));
                s03 = s03.blend(0f, s03.compare(VectorOperators.LE, 0f));
            }
            s00.intoArray(out, o);
            s01.intoArray(out, o + outStep);
            s02.intoArray(out, o + 2 * outStep);
            s03.intoArray(out, o + 3 * outStep);
        }
    }
}
