package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The weight gradient of a depthwise convolution, lanes across filters: along an output row three by three taps at a
 * time keep their sums in registers; at both ends of the row, where only some taps lie inside the picture, column by
 * column of the kernel.
 *
 * <p>Sums whose filters are no multiple of the lanes lie in scratch until the end, each vector in a place of its own,
 * so that the last two, which overlap, do not add twice.
 */
final class VectorDepthwiseWeights {
    /** Taps of a block, along each axis. */
    private static final int BLOCK = 3;

    private VectorDepthwiseWeights() {}

    static void weightGradient(DepthwiseShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] dKernel, int dKernelAt, float[] scratch, int scratchAt) {
        boolean direct = s.filters() % LANES == 0;
        int step = Blocking.roundUp(s.filters(), LANES);
        float[] sums = direct ? dKernel : scratch;
        int sumsAt = direct ? dKernelAt : scratchAt;
        if (beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + s.taps() * step, 0f);
        } else if (!direct) {
            spread(s, dKernel, dKernelAt, step, sums, sumsAt);
        }
        pictures(s, pictures, x, xAt, dOut, dOutAt, sums, sumsAt, step, scratch,
                scratchAt + (direct ? 0 : s.taps() * step));
        if (!direct) {
            gather(s, sums, sumsAt, step, dKernel, dKernelAt);
        }
    }

    /** {@return where the last vector of filters begins} */
    private static int last(DepthwiseShape s) {
        return Math.max(0, s.filters() - LANES);
    }

    private static void spread(DepthwiseShape s, float[] dKernel, int dKernelAt, int step, float[] sums, int sumsAt) {
        int whole = s.filters() / LANES * LANES;
        for (int tap = 0; tap < s.taps(); tap++) {
            int from = dKernelAt + tap * s.filters();
            int to = sumsAt + tap * step;
            System.arraycopy(dKernel, from, sums, to, whole);
            System.arraycopy(dKernel, from + last(s), sums, to + whole, s.filters() - last(s));
            int end = whole + s.filters() - last(s);
            Arrays.fill(sums, to + end, to + step, 0f);
        }
    }

    private static void gather(DepthwiseShape s, float[] sums, int sumsAt, int step, float[] dKernel, int dKernelAt) {
        int whole = s.filters() / LANES * LANES;
        for (int tap = 0; tap < s.taps(); tap++) {
            int from = sumsAt + tap * step;
            int to = dKernelAt + tap * s.filters();
            System.arraycopy(sums, from, dKernel, to, whole);
            System.arraycopy(sums, from + whole, dKernel, to + last(s), s.filters() - last(s));
        }
    }

    private static void pictures(DepthwiseShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float[] sums, int sumsAt, int sumsStep, float[] scratch, int scratchAt) {
        boolean copied = s.multiplier() > 1 || !VectorDepthwise.isInside(s, x, xAt + pictures * s.inputSize());
        boolean copiedGradient = !VectorDepthwise.isInside(s, dOut, dOutAt + pictures * s.outputSize());
        int wide = VectorDepthwise.wide(s);
        int depth = copied ? wide : s.filters();
        int step = copiedGradient ? wide : s.filters();
        int gradientAt = scratchAt + (copied ? s.height() * s.width() * depth : 0);
        for (int i = 0; i < pictures; i++) {
            int picture = xAt + i * s.inputSize();
            int gradient = dOutAt + i * s.outputSize();
            if (copied) {
                WidePixels.copy(s.height() * s.width(), s.channels(), s.multiplier(), x, picture, depth, scratch,
                        scratchAt);
            }
            if (copiedGradient) {
                WidePixels.copy(s.outHeight() * s.outWidth(), s.filters(), 1, dOut, gradient, step, scratch,
                        gradientAt);
            }
            for (int oh = 0; oh < s.outHeight(); oh++) {
                row(s, oh, copied ? scratch : x, copied ? scratchAt : picture, depth, copiedGradient ? scratch : dOut,
                        (copiedGradient ? gradientAt : gradient) + oh * s.outWidth() * step, step,
                        sums, sumsAt, sumsStep);
            }
        }
    }

    /** One row of dOut: the columns whose taps all lie inside the picture, and before and after them the others. */
    private static void row(DepthwiseShape s, int oh, float[] x, int xAt, int depth, float[] dOut, int dOutAt,
            int dOutStep, float[] sums, int sumsAt, int sumsStep) {
        int n = s.outWidth();
        int reach = (s.kernelWidth() - 1) * s.dilationW();
        int left = Math.clamp(TapRange.first(-s.padLeft(), s.strideW()), 0, n);
        int right = Math.clamp(Math.floorDiv(s.width() - 1 - reach + s.padLeft(), s.strideW()) + 1, left, n);
        int start = oh * s.strideH() - s.padTop();
        int first = TapRange.first(start, s.dilationH());
        int end = TapRange.end(start, s.dilationH(), s.height(), s.kernelHeight(), first);
        int rowAt = xAt + start * s.width() * depth;
        edge(s, 0, left, first, end, x, rowAt, depth, dOut, dOutAt, dOutStep, sums, sumsAt,
                sumsStep);
        inside(s, left, right, first, end, x, rowAt, depth, dOut, dOutAt, dOutStep, sums, sumsAt,
                sumsStep);
        edge(s, right, n, first, end, x, rowAt, depth, dOut, dOutAt, dOutStep, sums, sumsAt,
                sumsStep);
    }

    /** Columns from … end − 1 of a row, one column of taps after the other. */
    private static void edge(DepthwiseShape s, int from, int end, int tapRow0, int tapRow1, float[] x, int xAt,
            int depth, float[] dOut, int dOutAt, int dOutStep, float[] sums, int sumsAt, int sumsStep) {
        if (from == end) {
            return;
        }
        for (int kw = 0; kw < s.kernelWidth(); kw++) {
            int start = kw * s.dilationW() - s.padLeft();
            int ow = Math.max(from, TapRange.first(start, s.strideW()));
            int count = Math.min(end, Math.floorDiv(s.width() - 1 - start, s.strideW()) + 1) - ow;
            int rows;
            for (int kh = tapRow0; count > 0 && kh < tapRow1; kh += rows) {
                rows = tapRow1 - kh >= BLOCK ? BLOCK : 1;
                int at = xAt + (kh * s.dilationH() * s.width() + start + ow * s.strideW()) * depth;
                taps(rows, 1, count, VectorDepthwise.lanes(s), x, at, s.dilationH() * s.width() * depth, 0,
                        s.strideW() * depth, dOut, dOutAt + ow * dOutStep, dOutStep, sums,
                        sumsAt + (kh * s.kernelWidth() + kw) * sumsStep, s.kernelWidth() * sumsStep, 0);
            }
        }
    }

    /** Columns from … end − 1 of a row, three rows and columns of taps at a time. */
    private static void inside(DepthwiseShape s, int from, int end, int tapRow0, int tapRow1, float[] x, int xAt,
            int depth, float[] dOut, int dOutAt, int dOutStep, float[] sums, int sumsAt, int sumsStep) {
        int row = s.dilationH() * s.width() * depth;
        int column = s.dilationW() * depth;
        int pixel = xAt + (from * s.strideW() - s.padLeft()) * depth;
        int rows;
        for (int kh = tapRow0; from < end && kh < tapRow1; kh += rows) {
            rows = tapRow1 - kh >= BLOCK ? BLOCK : 1;
            int columns;
            for (int kw = 0; kw < s.kernelWidth(); kw += columns) {
                columns = s.kernelWidth() - kw >= BLOCK ? BLOCK : 1;
                taps(rows, columns, end - from, VectorDepthwise.lanes(s), x, pixel + kh * row + kw * column, row,
                        column, s.strideW() * depth, dOut, dOutAt + from * dOutStep, dOutStep,
                        sums, sumsAt + (kh * s.kernelWidth() + kw) * sumsStep, s.kernelWidth() * sumsStep, sumsStep);
            }
        }
    }

    /** Adds n products to each of 3×3, 3×1, 1×3 or 1×1 taps. */
    private static void taps(int rows, int columns, int n, int filters, float[] x, int xAt, int xRow, int xColumn,
            int xStep, float[] dOut, int dOutAt, int dOutStep, float[] sums, int sumsAt, int sumsRow, int sumsColumn) {
        int vectors = filters / LANES;
        block(rows, columns, n, vectors, x, xAt, xRow, xColumn, xStep, dOut, dOutAt, dOutStep, sums, sumsAt, sumsRow,
                sumsColumn);
        if (vectors * LANES < filters) {
            int last = filters - LANES;
            block(rows, columns, n, 1, x, xAt + last, xRow, xColumn, xStep, dOut, dOutAt + last, dOutStep,
                    sums, sumsAt + vectors * LANES, sumsRow, sumsColumn);
        }
    }

    private static void block(int rows, int columns, int n, int vectors, float[] x, int xAt, int xRow,
            int xColumn, int xStep, float[] dOut, int dOutAt, int dOutStep, float[] sums, int sumsAt, int sumsRow,
            int sumsColumn) {
        if (rows * columns == BLOCK * BLOCK) {
            nine(n, vectors, x, xAt, xRow, xColumn, xStep, dOut, dOutAt, dOutStep, sums, sumsAt, sumsRow, sumsColumn);
        } else if (rows * columns == BLOCK) {
            boolean side = columns == BLOCK;
            three(n, vectors, x, xAt, side ? xColumn : xRow, xStep, dOut, dOutAt, dOutStep, sums, sumsAt,
                    side ? sumsColumn : sumsRow);
        } else {
            one(n, vectors, x, xAt, xStep, dOut, dOutAt, dOutStep, sums, sumsAt);
        }
    }

    /** Three by three taps. */
    private static void nine(int n, int vectors, float[] x, int xAt, int xRow, int xColumn, int xStep,
            float[] dOut, int dOutAt, int dOutStep, float[] sums, int sumsAt, int sumsRow, int sumsColumn) {
        for (int v = 0; v < vectors; v++) {
            int row0 = sumsAt + v * LANES;
            int row1 = row0 + sumsRow;
            int row2 = row1 + sumsRow;
            FloatVector s00 = FloatVector.fromArray(FLOATS, sums, row0);
            FloatVector s01 = FloatVector.fromArray(FLOATS, sums, row0 + sumsColumn);
            FloatVector s02 = FloatVector.fromArray(FLOATS, sums, row0 + 2 * sumsColumn);
            FloatVector s10 = FloatVector.fromArray(FLOATS, sums, row1);
            FloatVector s11 = FloatVector.fromArray(FLOATS, sums, row1 + sumsColumn);
            FloatVector s12 = FloatVector.fromArray(FLOATS, sums, row1 + 2 * sumsColumn);
            FloatVector s20 = FloatVector.fromArray(FLOATS, sums, row2);
            FloatVector s21 = FloatVector.fromArray(FLOATS, sums, row2 + sumsColumn);
            FloatVector s22 = FloatVector.fromArray(FLOATS, sums, row2 + 2 * sumsColumn);
            int a = xAt + v * LANES;
            int b = dOutAt + v * LANES;
            for (int p = 0; p < n; p++) {
                int a1 = a + xRow;
                int a2 = a1 + xRow;
                FloatVector g = FloatVector.fromArray(FLOATS, dOut, b);
                s00 = FloatVector.fromArray(FLOATS, x, a).fma(g, s00);
                s01 = FloatVector.fromArray(FLOATS, x, a + xColumn).fma(g, s01);
                s02 = FloatVector.fromArray(FLOATS, x, a + 2 * xColumn).fma(g, s02);
                s10 = FloatVector.fromArray(FLOATS, x, a1).fma(g, s10);
                s11 = FloatVector.fromArray(FLOATS, x, a1 + xColumn).fma(g, s11);
                s12 = FloatVector.fromArray(FLOATS, x, a1 + 2 * xColumn).fma(g, s12);
                s20 = FloatVector.fromArray(FLOATS, x, a2).fma(g, s20);
                s21 = FloatVector.fromArray(FLOATS, x, a2 + xColumn).fma(g, s21);
                s22 = FloatVector.fromArray(FLOATS, x, a2 + 2 * xColumn).fma(g, s22);
                a += xStep;
                b += dOutStep;
            }
            s00.add(-0f).intoArray(sums, row0);
            s01.add(-0f).intoArray(sums, row0 + sumsColumn);
            s02.add(-0f).intoArray(sums, row0 + 2 * sumsColumn);
            s10.add(-0f).intoArray(sums, row1);
            s11.add(-0f).intoArray(sums, row1 + sumsColumn);
            s12.add(-0f).intoArray(sums, row1 + 2 * sumsColumn);
            s20.add(-0f).intoArray(sums, row2);
            s21.add(-0f).intoArray(sums, row2 + sumsColumn);
            s22.add(-0f).intoArray(sums, row2 + 2 * sumsColumn);
        }
    }

    /** Three taps, side by side or one above the other. */
    private static void three(int n, int vectors, float[] x, int xAt, int xTap, int xStep,
            float[] dOut, int dOutAt, int dOutStep, float[] sums, int sumsAt, int sumsTap) {
        for (int v = 0; v < vectors; v++) {
            int to = sumsAt + v * LANES;
            FloatVector s0 = FloatVector.fromArray(FLOATS, sums, to);
            FloatVector s1 = FloatVector.fromArray(FLOATS, sums, to + sumsTap);
            FloatVector s2 = FloatVector.fromArray(FLOATS, sums, to + 2 * sumsTap);
            int a = xAt + v * LANES;
            int b = dOutAt + v * LANES;
            for (int p = 0; p < n; p++) {
                FloatVector g = FloatVector.fromArray(FLOATS, dOut, b);
                s0 = FloatVector.fromArray(FLOATS, x, a).fma(g, s0);
                s1 = FloatVector.fromArray(FLOATS, x, a + xTap).fma(g, s1);
                s2 = FloatVector.fromArray(FLOATS, x, a + 2 * xTap).fma(g, s2);
                a += xStep;
                b += dOutStep;
            }
            s0.add(-0f).intoArray(sums, to);
            s1.add(-0f).intoArray(sums, to + sumsTap);
            s2.add(-0f).intoArray(sums, to + 2 * sumsTap);
        }
    }

    /** One tap. */
    private static void one(int n, int vectors, float[] x, int xAt, int xStep, float[] dOut, int dOutAt, int dOutStep,
            float[] sums, int sumsAt) {
        for (int v = 0; v < vectors; v++) {
            int to = sumsAt + v * LANES;
            FloatVector sum = FloatVector.fromArray(FLOATS, sums, to);
            int a = xAt + v * LANES;
            int b = dOutAt + v * LANES;
            for (int p = 0; p < n; p++) {
                sum = FloatVector.fromArray(FLOATS, x, a).fma(FloatVector.fromArray(FLOATS, dOut, b), sum);
                a += xStep;
                b += dOutStep;
            }
            sum.add(-0f).intoArray(sums, to);
        }
    }
}
