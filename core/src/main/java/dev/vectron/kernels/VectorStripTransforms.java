package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The transforms of {@link WinogradStrips} for the rows of a strip, a vector of channels or filters at a time; n is a
 * multiple of the lanes. Rows and vectors share one loop, because a loop of a few vectors spends its time on getting
 * started.
 */
final class VectorStripTransforms {
    /** What is read in place of a pixel outside the picture. */
    static final float[] ZEROS = new float[LANES];

    private VectorStripTransforms() {}

    /**
     * The transform of six pixels of each row.
     *
     * @param rows how many rows
     * @param n floats to transform of each pixel
     * @param pixel floats of a pixel
     * @param x the array with the pixels
     * @param xAt where the first row's first column begins
     * @param columns columns of a row
     * @param column the first of the six; it and others may lie outside the row
     * @param v receives six planes
     * @param vAt where the first row begins in the first plane; the next are a pixel further on each
     * @param plane floats from plane to plane
     */
    static void input(int rows, int n, int pixel, float[] x, int xAt, int columns, int column, float[] v, int vAt,
            int plane) {
        if (column >= 0 && column + 6 <= columns) {
            inputInside(rows, n, pixel, x, xAt + column * pixel, columns * pixel, v, vAt, plane);
        } else {
            inputEdge(rows, n, pixel, x, xAt, columns, column, v, vAt, plane);
        }
    }

    private static void inputInside(int rows, int n, int pixel, float[] x, int xAt, int xStep, float[] v, int vAt,
            int plane) {
        FloatVector half = FloatVector.broadcast(FLOATS, -0.5f);
        FloatVector more = FloatVector.broadcast(FLOATS, 1.5f);
        FloatVector two = FloatVector.broadcast(FLOATS, 2f);
        FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2f);
        int from = xAt;
        int to = vAt;
        int left = n;
        for (int i = rows * n; i > 0; i -= LANES) {
            FloatVector d0 = FloatVector.fromArray(FLOATS, x, from);
            FloatVector d1 = FloatVector.fromArray(FLOATS, x, from + pixel);
            FloatVector d2 = FloatVector.fromArray(FLOATS, x, from + 2 * pixel);
            FloatVector d3 = FloatVector.fromArray(FLOATS, x, from + 3 * pixel);
            FloatVector d4 = FloatVector.fromArray(FLOATS, x, from + 4 * pixel);
            FloatVector d5 = FloatVector.fromArray(FLOATS, x, from + 5 * pixel);
            FloatVector a = d3.sub(d1);
            FloatVector b = d4.sub(d2);
            a.fma(more, d2.fma(minusTwo, d0.add(d4))).intoArray(v, to);
            d2.add(d3).fma(more, a.add(b)).intoArray(v, to + plane);
            d3.sub(d2).fma(more, b.sub(a)).intoArray(v, to + 2 * plane);
            a.fma(two, b).intoArray(v, to + 3 * plane);
            a.fma(half, b).intoArray(v, to + 4 * plane);
            b.fma(more, d3.fma(minusTwo, d1.add(d5))).intoArray(v, to + 5 * plane);
            from += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += xStep - n;
                to += pixel - n;
            }
        }
    }

    private static void inputEdge(int rows, int n, int pixel, float[] x, int xAt, int columns, int column, float[] v,
            int vAt, int plane) {
        FloatVector half = FloatVector.broadcast(FLOATS, -0.5f);
        FloatVector more = FloatVector.broadcast(FLOATS, 1.5f);
        FloatVector two = FloatVector.broadcast(FLOATS, 2f);
        FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2f);
        // A column outside stays at the zeros: −1 lets the way along the rows pass, 0 does not.
        int in0 = inside(column, columns);
        int in1 = inside(column + 1, columns);
        int in2 = inside(column + 2, columns);
        int in3 = inside(column + 3, columns);
        int in4 = inside(column + 4, columns);
        int in5 = inside(column + 5, columns);
        float[] x0 = in0 == 0 ? ZEROS : x;
        float[] x1 = in1 == 0 ? ZEROS : x;
        float[] x2 = in2 == 0 ? ZEROS : x;
        float[] x3 = in3 == 0 ? ZEROS : x;
        float[] x4 = in4 == 0 ? ZEROS : x;
        float[] x5 = in5 == 0 ? ZEROS : x;
        int from = xAt + column * pixel;
        int to = vAt;
        int left = n;
        for (int i = rows * n; i > 0; i -= LANES) {
            FloatVector d0 = FloatVector.fromArray(FLOATS, x0, from & in0);
            FloatVector d1 = FloatVector.fromArray(FLOATS, x1, from + pixel & in1);
            FloatVector d2 = FloatVector.fromArray(FLOATS, x2, from + 2 * pixel & in2);
            FloatVector d3 = FloatVector.fromArray(FLOATS, x3, from + 3 * pixel & in3);
            FloatVector d4 = FloatVector.fromArray(FLOATS, x4, from + 4 * pixel & in4);
            FloatVector d5 = FloatVector.fromArray(FLOATS, x5, from + 5 * pixel & in5);
            FloatVector a = d3.sub(d1);
            FloatVector b = d4.sub(d2);
            a.fma(more, d2.fma(minusTwo, d0.add(d4))).intoArray(v, to);
            d2.add(d3).fma(more, a.add(b)).intoArray(v, to + plane);
            d3.sub(d2).fma(more, b.sub(a)).intoArray(v, to + 2 * plane);
            a.fma(two, b).intoArray(v, to + 3 * plane);
            a.fma(half, b).intoArray(v, to + 4 * plane);
            b.fma(more, d3.fma(minusTwo, d1.add(d5))).intoArray(v, to + 5 * plane);
            from += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += columns * pixel - n;
                to += pixel - n;
            }
        }
    }

    static int inside(int column, int columns) {
        return column >= 0 && column < columns ? -1 : 0;
    }

    /** Zeros for the rows outside the picture. */
    static void zeros(int n, float[] v, int vAt, int plane) {
        FloatVector zero = FloatVector.zero(FLOATS);
        for (int i = vAt; i < vAt + n; i += LANES) {
            zero.intoArray(v, i);
            zero.intoArray(v, i + plane);
            zero.intoArray(v, i + 2 * plane);
            zero.intoArray(v, i + 3 * plane);
            zero.intoArray(v, i + 4 * plane);
            zero.intoArray(v, i + 5 * plane);
        }
    }

    /**
     * The pixels of a strip from their products, plus D, one row for all pixels (the bias, or −0), and not below
     * {@code floor}.
     *
     * @param most columns of a strip
     * @param rows how many rows
     * @param columns columns of the strip that are there
     * @param n floats to write of each pixel
     * @param pixel floats of a pixel
     * @param m the products, six planes
     * @param mAt where the first row begins in the first plane
     * @param mStep floats from row to row
     * @param plane floats from plane to plane
     * @param d what is added
     * @param dAt where it begins
     * @param dStep LANES if D has a vector for each of the row, 0 if it has one for all
     * @param floor the least result
     * @param y receives the pixels
     * @param yAt where the first begins
     * @param yStep floats from row to row
     */
    static void output(int most, int rows, int columns, int n, int pixel, float[] m, int mAt, int mStep, int plane,
            float[] d, int dAt, int dStep, float floor, float[] y, int yAt, int yStep) {
        if (most == 2) {
            VectorPairTransforms.output(rows, columns, n, pixel, m, mAt, mStep, plane, d, dAt, dStep, floor, y, yAt,
                    yStep);
            return;
        }
        FloatVector eighth = FloatVector.broadcast(FLOATS, 0.125f);
        FloatVector quarter = FloatVector.broadcast(FLOATS, 0.25f);
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2f);
        FloatVector four = FloatVector.broadcast(FLOATS, 4f);
        FloatVector minusEight = FloatVector.broadcast(FLOATS, -8f);
        int from = mAt;
        int to = yAt;
        int left = n;
        int add = dAt;
        for (int i = rows * n; i > 0; i -= LANES) {
            FloatVector m1 = FloatVector.fromArray(FLOATS, m, from + plane);
            FloatVector m2 = FloatVector.fromArray(FLOATS, m, from + 2 * plane);
            FloatVector m3 = FloatVector.fromArray(FLOATS, m, from + 3 * plane);
            FloatVector m4 = FloatVector.fromArray(FLOATS, m, from + 4 * plane);
            FloatVector s = m1.add(m2);
            FloatVector t = m1.sub(m2);
            FloatVector b = FloatVector.fromArray(FLOATS, d, add);
            FloatVector.fromArray(FLOATS, m, from).add(s).add(m3.add(m4)).add(b).max(floor).intoArray(y, to);
            if (columns > 1) {
                m4.fma(minusTwo, m3.fma(half, t)).add(b).max(floor).intoArray(y, to + pixel);
            }
            if (columns > 2) {
                m4.fma(four, m3.fma(quarter, s)).add(b).max(floor).intoArray(y, to + 2 * pixel);
            }
            if (columns > 3) {
                m4.fma(minusEight, m3.fma(eighth, t)).add(FloatVector.fromArray(FLOATS, m, from + 5 * plane)).add(b)
                        .max(floor).intoArray(y, to + 3 * pixel);
            }
            from += LANES;
            to += LANES;
            add += dStep;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += mStep - n;
                to += yStep - n;
                add = dAt;
            }
        }
    }

    /** Adds the pixels of a strip to y. */
    static void add(int most, int rows, int columns, int n, int pixel, float[] m, int mAt, int mStep, int plane,
            float[] y, int yAt, int yStep) {
        if (most == 2) {
            VectorPairTransforms.add(rows, columns, n, pixel, m, mAt, mStep, plane, y, yAt, yStep);
            return;
        }
        FloatVector eighth = FloatVector.broadcast(FLOATS, 0.125f);
        FloatVector quarter = FloatVector.broadcast(FLOATS, 0.25f);
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2f);
        FloatVector four = FloatVector.broadcast(FLOATS, 4f);
        FloatVector minusEight = FloatVector.broadcast(FLOATS, -8f);
        int from = mAt;
        int to = yAt;
        int left = n;
        for (int i = rows * n; i > 0; i -= LANES) {
            FloatVector m1 = FloatVector.fromArray(FLOATS, m, from + plane);
            FloatVector m2 = FloatVector.fromArray(FLOATS, m, from + 2 * plane);
            FloatVector m3 = FloatVector.fromArray(FLOATS, m, from + 3 * plane);
            FloatVector m4 = FloatVector.fromArray(FLOATS, m, from + 4 * plane);
            FloatVector s = m1.add(m2);
            FloatVector t = m1.sub(m2);
            FloatVector.fromArray(FLOATS, y, to)
                    .add(FloatVector.fromArray(FLOATS, m, from).add(s).add(m3.add(m4))).intoArray(y, to);
            if (columns > 1) {
                FloatVector.fromArray(FLOATS, y, to + pixel)
                        .add(m4.fma(minusTwo, m3.fma(half, t))).intoArray(y, to + pixel);
            }
            if (columns > 2) {
                FloatVector.fromArray(FLOATS, y, to + 2 * pixel)
                        .add(m4.fma(four, m3.fma(quarter, s))).intoArray(y, to + 2 * pixel);
            }
            if (columns > 3) {
                FloatVector.fromArray(FLOATS, y, to + 3 * pixel).add(m4.fma(minusEight, m3.fma(eighth, t))
                        .add(FloatVector.fromArray(FLOATS, m, from + 5 * plane))).intoArray(y, to + 3 * pixel);
            }
            from += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += mStep - n;
                to += yStep - n;
            }
        }
    }

    /** Adds the last floats of the pixels of a strip to y, too few for a vector. */
    static void addRest(int most, int rows, int columns, int n, int pixel, float[] m, int mAt, int mStep, int plane,
            float[] y, int yAt, int yStep) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns * n; i++) {
                y[yAt + row * yStep + i / n * pixel + i % n] +=
                        ScalarStrips.outputStep(i / n, most, m, mAt + row * mStep + i % n, plane);
            }
        }
    }

    /**
     * The transform of the gradients of the pixels of a strip's rows.
     *
     * @param most columns of a strip
     * @param rows how many rows
     * @param n floats of a pixel to transform
     * @param columns columns of the strip that are there
     * @param y the gradients
     * @param yAt where the first begins
     * @param pixel floats from pixel to pixel
     * @param yStep floats from row to row
     * @param e receives six planes
     * @param eAt where the first row begins in the first plane; the next follow it
     * @param plane floats from plane to plane
     */
    static void gradient(int most, int rows, int n, int columns, float[] y, int yAt, int pixel, int yStep, float[] e,
            int eAt, int plane) {
        if (most == 2) {
            VectorPairTransforms.gradient(rows, n, columns, y, yAt, pixel, yStep, e, eAt, plane);
            return;
        }
        FloatVector eighth = FloatVector.broadcast(FLOATS, 0.125f);
        FloatVector quarter = FloatVector.broadcast(FLOATS, 0.25f);
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2f);
        FloatVector four = FloatVector.broadcast(FLOATS, 4f);
        FloatVector minusEight = FloatVector.broadcast(FLOATS, -8f);
        int in1 = inside(1, columns);
        int in2 = inside(2, columns);
        int in3 = inside(3, columns);
        float[] x1 = in1 == 0 ? ZEROS : y;
        float[] x2 = in2 == 0 ? ZEROS : y;
        float[] x3 = in3 == 0 ? ZEROS : y;
        int from = yAt;
        int to = eAt;
        int left = n;
        for (int i = rows * n; i > 0; i -= LANES) {
            FloatVector y0 = FloatVector.fromArray(FLOATS, y, from);
            FloatVector y1 = FloatVector.fromArray(FLOATS, x1, from + pixel & in1);
            FloatVector y2 = FloatVector.fromArray(FLOATS, x2, from + 2 * pixel & in2);
            FloatVector y3 = FloatVector.fromArray(FLOATS, x3, from + 3 * pixel & in3);
            FloatVector s = y0.add(y2);
            FloatVector t = y1.add(y3);
            y0.intoArray(e, to);
            s.add(t).intoArray(e, to + plane);
            s.sub(t).intoArray(e, to + 2 * plane);
            y3.fma(eighth, y2.fma(quarter, y1.fma(half, y0))).intoArray(e, to + 3 * plane);
            y3.fma(minusEight, y2.fma(four, y1.fma(minusTwo, y0))).intoArray(e, to + 4 * plane);
            y3.intoArray(e, to + 5 * plane);
            from += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += yStep - n;
            }
        }
    }

    /** The same for the last gradients in an array, which has no whole vector of them. */
    static void gradientRest(int most, int rows, int n, int columns, float[] y, int yAt, int pixel, int yStep,
            float[] e, int eAt, int eStep, int plane) {
        for (int i = 0; i < rows * n; i++) {
            int from = yAt + i / n * yStep + i % n;
            float y1 = columns > 1 ? y[from + pixel] : 0f;
            float y2 = columns > 2 ? y[from + 2 * pixel] : 0f;
            float y3 = columns > 3 ? y[from + 3 * pixel] : 0f;
            for (int p = 0; p < WinogradStrips.PLANES; p++) {
                e[eAt + i / n * eStep + i % n + p * plane] = most == 2 ? ScalarStrips.gradientStep(p, y[from], y1)
                        : ScalarStrips.gradientStep(p, y[from], y1, y2, y3);
            }
        }
    }
}
