package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * The transforms of {@link Winograd}, a vector of channels or filters at a time; n is a multiple of the lanes. Each is
 * divided into passes of one or two rows, written out without methods of their own: a kernel with all 16 planes is so
 * large that C2 no longer inlines everything, and then its vectors are objects.
 */
final class VectorWinogradTransforms {
    private VectorWinogradTransforms() {}

    /** A tile's 4×4 pixels, {@code row} floats from row to row and {@code pixel} from pixel to pixel. */
    static void input(int n, float[] x, int xAt, int row, int pixel, float[] v, int vAt, int plane) {
        inputOuter(n, x, xAt, row, pixel, v, vAt, plane);
        inputInner(n, x, xAt + row, row, pixel, v, vAt + 4 * plane, plane);
    }

    /** Rows 0 and 3 of the transform. */
    private static void inputOuter(int n, float[] x, int xAt, int row, int pixel, float[] v, int vAt, int plane) {
        for (int i = 0; i < n; i += LANES) {
            int d0 = xAt + i;
            int d1 = d0 + row;
            int d2 = d1 + row;
            int d3 = d2 + row;
            int to = vAt + i;
            FloatVector s0 = FloatVector.fromArray(FLOATS, x, d0)
                    .sub(FloatVector.fromArray(FLOATS, x, d2));
            FloatVector s1 = FloatVector.fromArray(FLOATS, x, d0 + pixel)
                    .sub(FloatVector.fromArray(FLOATS, x, d2 + pixel));
            FloatVector s2 = FloatVector.fromArray(FLOATS, x, d0 + 2 * pixel)
                    .sub(FloatVector.fromArray(FLOATS, x, d2 + 2 * pixel));
            FloatVector s3 = FloatVector.fromArray(FLOATS, x, d0 + 3 * pixel)
                    .sub(FloatVector.fromArray(FLOATS, x, d2 + 3 * pixel));
            s0.sub(s2).intoArray(v, to);
            s1.add(s2).intoArray(v, to + plane);
            s2.sub(s1).intoArray(v, to + 2 * plane);
            s1.sub(s3).intoArray(v, to + 3 * plane);
            to += 12 * plane;
            FloatVector t0 = FloatVector.fromArray(FLOATS, x, d1)
                    .sub(FloatVector.fromArray(FLOATS, x, d3));
            FloatVector t1 = FloatVector.fromArray(FLOATS, x, d1 + pixel)
                    .sub(FloatVector.fromArray(FLOATS, x, d3 + pixel));
            FloatVector t2 = FloatVector.fromArray(FLOATS, x, d1 + 2 * pixel)
                    .sub(FloatVector.fromArray(FLOATS, x, d3 + 2 * pixel));
            FloatVector t3 = FloatVector.fromArray(FLOATS, x, d1 + 3 * pixel)
                    .sub(FloatVector.fromArray(FLOATS, x, d3 + 3 * pixel));
            t0.sub(t2).intoArray(v, to);
            t1.add(t2).intoArray(v, to + plane);
            t2.sub(t1).intoArray(v, to + 2 * plane);
            t1.sub(t3).intoArray(v, to + 3 * plane);
        }
    }

    /** Rows 1 and 2 of the transform, from pixels of rows 1 and 2. */
    private static void inputInner(int n, float[] x, int xAt, int row, int pixel, float[] v, int vAt, int plane) {
        for (int i = 0; i < n; i += LANES) {
            int d1 = xAt + i;
            int d2 = d1 + row;
            int to = vAt + i;
            FloatVector a0 = FloatVector.fromArray(FLOATS, x, d1);
            FloatVector b0 = FloatVector.fromArray(FLOATS, x, d2);
            FloatVector s0 = a0.add(b0);
            FloatVector t0 = b0.sub(a0);
            FloatVector a1 = FloatVector.fromArray(FLOATS, x, d1 + pixel);
            FloatVector b1 = FloatVector.fromArray(FLOATS, x, d2 + pixel);
            FloatVector s1 = a1.add(b1);
            FloatVector t1 = b1.sub(a1);
            FloatVector a2 = FloatVector.fromArray(FLOATS, x, d1 + 2 * pixel);
            FloatVector b2 = FloatVector.fromArray(FLOATS, x, d2 + 2 * pixel);
            FloatVector s2 = a2.add(b2);
            FloatVector t2 = b2.sub(a2);
            FloatVector a3 = FloatVector.fromArray(FLOATS, x, d1 + 3 * pixel);
            FloatVector b3 = FloatVector.fromArray(FLOATS, x, d2 + 3 * pixel);
            FloatVector s3 = a3.add(b3);
            FloatVector t3 = b3.sub(a3);
            s0.sub(s2).intoArray(v, to);
            s1.add(s2).intoArray(v, to + plane);
            s2.sub(s1).intoArray(v, to + 2 * plane);
            s1.sub(s3).intoArray(v, to + 3 * plane);
            to += 4 * plane;
            t0.sub(t2).intoArray(v, to);
            t1.add(t2).intoArray(v, to + plane);
            t2.sub(t1).intoArray(v, to + 2 * plane);
            t1.sub(t3).intoArray(v, to + 3 * plane);
        }
    }

    /** A tile's four pixels from its products, with the bias, if there is one, and not below {@code floor}. */
    static void output(int n, float[] m, int mAt, int plane, float @Nullable [] bias, int biasAt, float floor,
            float[] y, int yAt, int row, int pixel) {
        outputUpper(n, m, mAt, plane, bias, biasAt, floor, y, yAt, pixel);
        outputLower(n, m, mAt + 4 * plane, plane, bias, biasAt, floor, y, yAt + row, pixel);
    }

    /** Adds a tile's four pixels to y. */
    static void addOutput(int n, float[] m, int mAt, int plane, float[] y, int yAt, int row, int pixel) {
        addUpper(n, m, mAt, plane, y, yAt, pixel);
        addLower(n, m, mAt + 4 * plane, plane, y, yAt + row, pixel);
    }

    /** The upper two pixels. */
    private static void outputUpper(int n, float[] m, int mAt, int plane, float @Nullable [] bias, int biasAt,
            float floor, float[] y, int yAt, int pixel) {
        for (int i = 0; i < n; i += LANES) {
            int m0 = mAt + i;
            int m1 = m0 + 4 * plane;
            int m2 = m1 + 4 * plane;
            FloatVector s0 = FloatVector.fromArray(FLOATS, m, m0)
                    .add(FloatVector.fromArray(FLOATS, m, m1))
                    .add(FloatVector.fromArray(FLOATS, m, m2));
            FloatVector s1 = FloatVector.fromArray(FLOATS, m, m0 + plane)
                    .add(FloatVector.fromArray(FLOATS, m, m1 + plane))
                    .add(FloatVector.fromArray(FLOATS, m, m2 + plane));
            FloatVector s2 = FloatVector.fromArray(FLOATS, m, m0 + 2 * plane)
                    .add(FloatVector.fromArray(FLOATS, m, m1 + 2 * plane))
                    .add(FloatVector.fromArray(FLOATS, m, m2 + 2 * plane));
            FloatVector s3 = FloatVector.fromArray(FLOATS, m, m0 + 3 * plane)
                    .add(FloatVector.fromArray(FLOATS, m, m1 + 3 * plane))
                    .add(FloatVector.fromArray(FLOATS, m, m2 + 3 * plane));
            // Adding −0 changes nothing.
            FloatVector b = bias == null ? FloatVector.broadcast(FLOATS, -0f)
                    : FloatVector.fromArray(FLOATS, bias, biasAt + i);
            s0.add(s1).add(s2).add(b).max(floor).intoArray(y, yAt + i);
            s1.sub(s2).sub(s3).add(b).max(floor).intoArray(y, yAt + i + pixel);
        }
    }

    /** The lower two pixels. */
    private static void outputLower(int n, float[] m, int mAt, int plane, float @Nullable [] bias, int biasAt,
            float floor, float[] y, int yAt, int pixel) {
        for (int i = 0; i < n; i += LANES) {
            int m0 = mAt + i;
            int m1 = m0 + 4 * plane;
            int m2 = m1 + 4 * plane;
            FloatVector s0 = FloatVector.fromArray(FLOATS, m, m0)
                    .sub(FloatVector.fromArray(FLOATS, m, m1))
                    .sub(FloatVector.fromArray(FLOATS, m, m2));
            FloatVector s1 = FloatVector.fromArray(FLOATS, m, m0 + plane)
                    .sub(FloatVector.fromArray(FLOATS, m, m1 + plane))
                    .sub(FloatVector.fromArray(FLOATS, m, m2 + plane));
            FloatVector s2 = FloatVector.fromArray(FLOATS, m, m0 + 2 * plane)
                    .sub(FloatVector.fromArray(FLOATS, m, m1 + 2 * plane))
                    .sub(FloatVector.fromArray(FLOATS, m, m2 + 2 * plane));
            FloatVector s3 = FloatVector.fromArray(FLOATS, m, m0 + 3 * plane)
                    .sub(FloatVector.fromArray(FLOATS, m, m1 + 3 * plane))
                    .sub(FloatVector.fromArray(FLOATS, m, m2 + 3 * plane));
            // Adding −0 changes nothing.
            FloatVector b = bias == null ? FloatVector.broadcast(FLOATS, -0f)
                    : FloatVector.fromArray(FLOATS, bias, biasAt + i);
            s0.add(s1).add(s2).add(b).max(floor).intoArray(y, yAt + i);
            s1.sub(s2).sub(s3).add(b).max(floor).intoArray(y, yAt + i + pixel);
        }
    }

    /** The upper two pixels. */
    private static void addUpper(int n, float[] m, int mAt, int plane, float[] y, int yAt, int pixel) {
        for (int i = 0; i < n; i += LANES) {
            int m0 = mAt + i;
            int m1 = m0 + 4 * plane;
            int m2 = m1 + 4 * plane;
            FloatVector s0 = FloatVector.fromArray(FLOATS, m, m0)
                    .add(FloatVector.fromArray(FLOATS, m, m1))
                    .add(FloatVector.fromArray(FLOATS, m, m2));
            FloatVector s1 = FloatVector.fromArray(FLOATS, m, m0 + plane)
                    .add(FloatVector.fromArray(FLOATS, m, m1 + plane))
                    .add(FloatVector.fromArray(FLOATS, m, m2 + plane));
            FloatVector s2 = FloatVector.fromArray(FLOATS, m, m0 + 2 * plane)
                    .add(FloatVector.fromArray(FLOATS, m, m1 + 2 * plane))
                    .add(FloatVector.fromArray(FLOATS, m, m2 + 2 * plane));
            FloatVector s3 = FloatVector.fromArray(FLOATS, m, m0 + 3 * plane)
                    .add(FloatVector.fromArray(FLOATS, m, m1 + 3 * plane))
                    .add(FloatVector.fromArray(FLOATS, m, m2 + 3 * plane));
            FloatVector z0 = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector z1 = FloatVector.fromArray(FLOATS, y, yAt + i + pixel);
            z0.add(s0.add(s1).add(s2)).intoArray(y, yAt + i);
            z1.add(s1.sub(s2).sub(s3)).intoArray(y, yAt + i + pixel);
        }
    }

    /** The lower two pixels. */
    private static void addLower(int n, float[] m, int mAt, int plane, float[] y, int yAt, int pixel) {
        for (int i = 0; i < n; i += LANES) {
            int m0 = mAt + i;
            int m1 = m0 + 4 * plane;
            int m2 = m1 + 4 * plane;
            FloatVector s0 = FloatVector.fromArray(FLOATS, m, m0)
                    .sub(FloatVector.fromArray(FLOATS, m, m1))
                    .sub(FloatVector.fromArray(FLOATS, m, m2));
            FloatVector s1 = FloatVector.fromArray(FLOATS, m, m0 + plane)
                    .sub(FloatVector.fromArray(FLOATS, m, m1 + plane))
                    .sub(FloatVector.fromArray(FLOATS, m, m2 + plane));
            FloatVector s2 = FloatVector.fromArray(FLOATS, m, m0 + 2 * plane)
                    .sub(FloatVector.fromArray(FLOATS, m, m1 + 2 * plane))
                    .sub(FloatVector.fromArray(FLOATS, m, m2 + 2 * plane));
            FloatVector s3 = FloatVector.fromArray(FLOATS, m, m0 + 3 * plane)
                    .sub(FloatVector.fromArray(FLOATS, m, m1 + 3 * plane))
                    .sub(FloatVector.fromArray(FLOATS, m, m2 + 3 * plane));
            FloatVector z0 = FloatVector.fromArray(FLOATS, y, yAt + i);
            FloatVector z1 = FloatVector.fromArray(FLOATS, y, yAt + i + pixel);
            z0.add(s0.add(s1).add(s2)).intoArray(y, yAt + i);
            z1.add(s1.sub(s2).sub(s3)).intoArray(y, yAt + i + pixel);
        }
    }

    /** The gradient of a tile's four pixels. */
    static void gradient(int n, float[] y, int yAt, int row, int pixel, float[] e, int eAt, int plane) {
        for (int i = 0; i < n; i += LANES) {
            int at = yAt + i;
            int to = eAt + i;
            FloatVector a0 = FloatVector.fromArray(FLOATS, y, at);
            FloatVector a1 = FloatVector.fromArray(FLOATS, y, at + pixel);
            FloatVector b0 = FloatVector.fromArray(FLOATS, y, at + row);
            FloatVector b1 = FloatVector.fromArray(FLOATS, y, at + row + pixel);
            a0.intoArray(e, to);
            a0.add(a1).intoArray(e, to + plane);
            a0.sub(a1).intoArray(e, to + 2 * plane);
            a1.intoArray(e, to + 3 * plane);
            FloatVector s0 = a0.add(b0);
            FloatVector s1 = a1.add(b1);
            s0.intoArray(e, to + 4 * plane);
            s0.add(s1).intoArray(e, to + 5 * plane);
            s0.sub(s1).intoArray(e, to + 6 * plane);
            s1.intoArray(e, to + 7 * plane);
            FloatVector t0 = a0.sub(b0);
            FloatVector t1 = a1.sub(b1);
            t0.intoArray(e, to + 8 * plane);
            t0.add(t1).intoArray(e, to + 9 * plane);
            t0.sub(t1).intoArray(e, to + 10 * plane);
            t1.intoArray(e, to + 11 * plane);
            b0.intoArray(e, to + 12 * plane);
            b0.add(b1).intoArray(e, to + 13 * plane);
            b0.sub(b1).intoArray(e, to + 14 * plane);
            b1.intoArray(e, to + 15 * plane);
        }
    }
}
