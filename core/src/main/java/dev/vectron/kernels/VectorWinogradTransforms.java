package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * The transforms of {@link Winograd} for a run of tiles beside each other, a vector of channels or filters at a time; n
 * is a multiple of the lanes. Each is divided into passes of one or two rows, written out without methods of their own:
 * a kernel with all 16 planes is so large that C2 no longer inlines everything, and then its vectors are objects.
 * Tiles and vectors share one loop, because a loop of a few vectors spends its time on getting started.
 */
final class VectorWinogradTransforms {
    private VectorWinogradTransforms() {}

    /**
     * The transform of 4×4 pixels.
     *
     * @param tiles how many tiles
     * @param n floats of a pixel
     * @param x the array with the pixels
     * @param xAt where the first tile's first pixel begins
     * @param xStep floats from tile to tile in x
     * @param row floats from row to row
     * @param pixel floats from pixel to pixel
     * @param v receives 16 planes
     * @param vAt where the first tile begins in the first plane
     * @param vStep floats from tile to tile in v
     * @param plane floats from plane to plane
     */
    static void input(int tiles, int n, float[] x, int xAt, int xStep, int row, int pixel,
            float[] v, int vAt, int vStep, int plane) {
        inputOuter(tiles, n, x, xAt, xStep, row, pixel, v, vAt, vStep, plane);
        inputInner(tiles, n, x, xAt + row, xStep, row, pixel, v, vAt + 4 * plane, vStep, plane);
    }

    /** Rows 0 and 3 of the transform. */
    private static void inputOuter(int tiles, int n, float[] x, int xAt, int xStep, int row, int pixel,
            float[] v, int vAt, int vStep, int plane) {
        int from = xAt;
        int at = vAt;
        int left = n;
        for (int i = tiles * n; i > 0; i -= LANES) {
            int d0 = from;
            int d1 = d0 + row;
            int d2 = d1 + row;
            int d3 = d2 + row;
            int to = at;
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
            from += LANES;
            at += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += xStep - n;
                at += vStep - n;
            }
        }
    }

    /** Rows 1 and 2 of the transform, from pixels of rows 1 and 2. */
    private static void inputInner(int tiles, int n, float[] x, int xAt, int xStep, int row, int pixel,
            float[] v, int vAt, int vStep, int plane) {
        int from = xAt;
        int at = vAt;
        int left = n;
        for (int i = tiles * n; i > 0; i -= LANES) {
            int d1 = from;
            int d2 = d1 + row;
            int to = at;
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
            from += LANES;
            at += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += xStep - n;
                at += vStep - n;
            }
        }
    }

    /**
     * The four pixels of tiles from their products, with the bias, if there is one, and not below {@code floor}; from
     * tile to tile there are mStep floats in m, and two pixels in y.
     */
    static void output(int tiles, int n, float[] m, int mAt, int mStep, int plane,
            float @Nullable [] bias, int biasAt, float floor, float[] y, int yAt, int row, int pixel) {
        outputUpper(tiles, n, m, mAt, mStep, plane, bias, biasAt, floor, y, yAt, pixel);
        outputLower(tiles, n, m, mAt + 4 * plane, mStep, plane, bias, biasAt, floor, y, yAt + row, pixel);
    }

    /** Adds the four pixels of tiles to y. */
    static void addOutput(int tiles, int n, float[] m, int mAt, int mStep, int plane, float[] y, int yAt, int row,
            int pixel) {
        addUpper(tiles, n, m, mAt, mStep, plane, y, yAt, pixel);
        addLower(tiles, n, m, mAt + 4 * plane, mStep, plane, y, yAt + row, pixel);
    }

    /** The upper two pixels. */
    private static void outputUpper(int tiles, int n, float[] m, int mAt, int mStep, int plane,
            float @Nullable [] bias, int biasAt, float floor, float[] y, int yAt, int pixel) {
        int m0 = mAt;
        int to = yAt;
        int left = n;
        for (int i = tiles * n; i > 0; i -= LANES) {
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
                    : FloatVector.fromArray(FLOATS, bias, biasAt + n - left);
            s0.add(s1).add(s2).add(b).max(floor).intoArray(y, to);
            s1.sub(s2).sub(s3).add(b).max(floor).intoArray(y, to + pixel);
            m0 += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                m0 += mStep - n;
                to += 2 * pixel - n;
            }
        }
    }

    /** The lower two pixels. */
    private static void outputLower(int tiles, int n, float[] m, int mAt, int mStep, int plane,
            float @Nullable [] bias, int biasAt, float floor, float[] y, int yAt, int pixel) {
        int m0 = mAt;
        int to = yAt;
        int left = n;
        for (int i = tiles * n; i > 0; i -= LANES) {
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
                    : FloatVector.fromArray(FLOATS, bias, biasAt + n - left);
            s0.add(s1).add(s2).add(b).max(floor).intoArray(y, to);
            s1.sub(s2).sub(s3).add(b).max(floor).intoArray(y, to + pixel);
            m0 += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                m0 += mStep - n;
                to += 2 * pixel - n;
            }
        }
    }

    /** The upper two pixels. */
    private static void addUpper(int tiles, int n, float[] m, int mAt, int mStep, int plane, float[] y,
            int yAt, int pixel) {
        int m0 = mAt;
        int to = yAt;
        int left = n;
        for (int i = tiles * n; i > 0; i -= LANES) {
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
            FloatVector z0 = FloatVector.fromArray(FLOATS, y, to);
            FloatVector z1 = FloatVector.fromArray(FLOATS, y, to + pixel);
            z0.add(s0.add(s1).add(s2)).intoArray(y, to);
            z1.add(s1.sub(s2).sub(s3)).intoArray(y, to + pixel);
            m0 += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                m0 += mStep - n;
                to += 2 * pixel - n;
            }
        }
    }

    /** The lower two pixels. */
    private static void addLower(int tiles, int n, float[] m, int mAt, int mStep, int plane, float[] y,
            int yAt, int pixel) {
        int m0 = mAt;
        int to = yAt;
        int left = n;
        for (int i = tiles * n; i > 0; i -= LANES) {
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
            FloatVector z0 = FloatVector.fromArray(FLOATS, y, to);
            FloatVector z1 = FloatVector.fromArray(FLOATS, y, to + pixel);
            z0.add(s0.add(s1).add(s2)).intoArray(y, to);
            z1.add(s1.sub(s2).sub(s3)).intoArray(y, to + pixel);
            m0 += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                m0 += mStep - n;
                to += 2 * pixel - n;
            }
        }
    }

    /**
     * The transform of the gradients of four pixels; from tile to tile there are two pixels in y, and eStep floats in
     * e.
     */
    static void gradient(int tiles, int n, float[] y, int yAt, int row, int pixel, float[] e, int eAt, int eStep,
            int plane) {
        int at = yAt;
        int to = eAt;
        int left = n;
        for (int i = tiles * n; i > 0; i -= LANES) {
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
            at += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                at += 2 * pixel - n;
                to += eStep - n;
            }
        }
    }
}
