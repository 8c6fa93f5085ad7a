package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Tiles of six pixels that lie beside each other by two whole panels, for 32 vector registers: as many sums as in
 * {@link VectorWidePixelTiles}, but A is read once, six rows at a time. That is quicker where A comes from the
 * third-level cache, and needs fewer loads.
 */
final class VectorTwoPanelTiles {
    static final int ROWS = 6;

    private VectorTwoPanelTiles() {}

    /**
     * Tiles of six rows of C by four vectors, one below the other; A's rows are {@code step} floats apart, the panels
     * {@code panel}. The loop over tiles is here for the same reason as in {@link VectorWideRowTiles#rows12}.
     */
    static void rows6(int tiles, int runs, int depth, float[] a, int aAt, int step, int aRun, float[] b, int bAt,
            int panel, float[] c, int cAt, int ldc, boolean resume, float[] d, int dAt, int ldd, boolean rectified) {
        int at = aAt;
        int ct = cAt;
        int dt = dAt;
        for (int tile = 0; tile < tiles; tile++) {
            FloatVector zero = FloatVector.zero(FLOATS);
            FloatVector c00 = zero;
            FloatVector c01 = zero;
            FloatVector c02 = zero;
            FloatVector c03 = zero;
            FloatVector c10 = zero;
            FloatVector c11 = zero;
            FloatVector c12 = zero;
            FloatVector c13 = zero;
            FloatVector c20 = zero;
            FloatVector c21 = zero;
            FloatVector c22 = zero;
            FloatVector c23 = zero;
            FloatVector c30 = zero;
            FloatVector c31 = zero;
            FloatVector c32 = zero;
            FloatVector c33 = zero;
            FloatVector c40 = zero;
            FloatVector c41 = zero;
            FloatVector c42 = zero;
            FloatVector c43 = zero;
            FloatVector c50 = zero;
            FloatVector c51 = zero;
            FloatVector c52 = zero;
            FloatVector c53 = zero;
            if (resume) {
                int from = ct;
                c00 = FloatVector.fromArray(FLOATS, c, from);
                c01 = FloatVector.fromArray(FLOATS, c, from + LANES);
                c02 = FloatVector.fromArray(FLOATS, c, from + 2 * LANES);
                c03 = FloatVector.fromArray(FLOATS, c, from + 3 * LANES);
                from += ldc;
                c10 = FloatVector.fromArray(FLOATS, c, from);
                c11 = FloatVector.fromArray(FLOATS, c, from + LANES);
                c12 = FloatVector.fromArray(FLOATS, c, from + 2 * LANES);
                c13 = FloatVector.fromArray(FLOATS, c, from + 3 * LANES);
                from += ldc;
                c20 = FloatVector.fromArray(FLOATS, c, from);
                c21 = FloatVector.fromArray(FLOATS, c, from + LANES);
                c22 = FloatVector.fromArray(FLOATS, c, from + 2 * LANES);
                c23 = FloatVector.fromArray(FLOATS, c, from + 3 * LANES);
                from += ldc;
                c30 = FloatVector.fromArray(FLOATS, c, from);
                c31 = FloatVector.fromArray(FLOATS, c, from + LANES);
                c32 = FloatVector.fromArray(FLOATS, c, from + 2 * LANES);
                c33 = FloatVector.fromArray(FLOATS, c, from + 3 * LANES);
                from += ldc;
                c40 = FloatVector.fromArray(FLOATS, c, from);
                c41 = FloatVector.fromArray(FLOATS, c, from + LANES);
                c42 = FloatVector.fromArray(FLOATS, c, from + 2 * LANES);
                c43 = FloatVector.fromArray(FLOATS, c, from + 3 * LANES);
                from += ldc;
                c50 = FloatVector.fromArray(FLOATS, c, from);
                c51 = FloatVector.fromArray(FLOATS, c, from + LANES);
                c52 = FloatVector.fromArray(FLOATS, c, from + 2 * LANES);
                c53 = FloatVector.fromArray(FLOATS, c, from + 3 * LANES);
            }
            int a0 = at;
            int a1 = a0 + step;
            int a2 = a1 + step;
            int a3 = a2 + step;
            int a4 = a3 + step;
            int a5 = a4 + step;
            int bk = bAt;
            int bl = bAt + panel;
            int skip = aRun - depth;
            int ak = 0;
            int left = depth;
            for (int k = runs * depth; k > 0; k--) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector b2 = FloatVector.fromArray(FLOATS, b, bl);
                FloatVector b3 = FloatVector.fromArray(FLOATS, b, bl + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + ak]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                c02 = x0.fma(b2, c02);
                c03 = x0.fma(b3, c03);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + ak]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                c12 = x1.fma(b2, c12);
                c13 = x1.fma(b3, c13);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + ak]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                c22 = x2.fma(b2, c22);
                c23 = x2.fma(b3, c23);
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + ak]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
                c32 = x3.fma(b2, c32);
                c33 = x3.fma(b3, c33);
                FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + ak]);
                c40 = x4.fma(b0, c40);
                c41 = x4.fma(b1, c41);
                c42 = x4.fma(b2, c42);
                c43 = x4.fma(b3, c43);
                FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + ak]);
                c50 = x5.fma(b0, c50);
                c51 = x5.fma(b1, c51);
                c52 = x5.fma(b2, c52);
                c53 = x5.fma(b3, c53);
                ak++;
                bk += PANEL;
                bl += PANEL;
                if (--left == 0) {
                    left = depth;
                    ak += skip;
                }
            }
            int di = dt;
            int ci = ct;
            c00.add(FloatVector.fromArray(FLOATS, d, di)).intoArray(c, ci);
            c01.add(FloatVector.fromArray(FLOATS, d, di + LANES)).intoArray(c, ci + LANES);
            c02.add(FloatVector.fromArray(FLOATS, d, di + 2 * LANES)).intoArray(c, ci + 2 * LANES);
            c03.add(FloatVector.fromArray(FLOATS, d, di + 3 * LANES)).intoArray(c, ci + 3 * LANES);
            di += ldd;
            ci += ldc;
            c10.add(FloatVector.fromArray(FLOATS, d, di)).intoArray(c, ci);
            c11.add(FloatVector.fromArray(FLOATS, d, di + LANES)).intoArray(c, ci + LANES);
            c12.add(FloatVector.fromArray(FLOATS, d, di + 2 * LANES)).intoArray(c, ci + 2 * LANES);
            c13.add(FloatVector.fromArray(FLOATS, d, di + 3 * LANES)).intoArray(c, ci + 3 * LANES);
            di += ldd;
            ci += ldc;
            c20.add(FloatVector.fromArray(FLOATS, d, di)).intoArray(c, ci);
            c21.add(FloatVector.fromArray(FLOATS, d, di + LANES)).intoArray(c, ci + LANES);
            c22.add(FloatVector.fromArray(FLOATS, d, di + 2 * LANES)).intoArray(c, ci + 2 * LANES);
            c23.add(FloatVector.fromArray(FLOATS, d, di + 3 * LANES)).intoArray(c, ci + 3 * LANES);
            di += ldd;
            ci += ldc;
            c30.add(FloatVector.fromArray(FLOATS, d, di)).intoArray(c, ci);
            c31.add(FloatVector.fromArray(FLOATS, d, di + LANES)).intoArray(c, ci + LANES);
            c32.add(FloatVector.fromArray(FLOATS, d, di + 2 * LANES)).intoArray(c, ci + 2 * LANES);
            c33.add(FloatVector.fromArray(FLOATS, d, di + 3 * LANES)).intoArray(c, ci + 3 * LANES);
            di += ldd;
            ci += ldc;
            c40.add(FloatVector.fromArray(FLOATS, d, di)).intoArray(c, ci);
            c41.add(FloatVector.fromArray(FLOATS, d, di + LANES)).intoArray(c, ci + LANES);
            c42.add(FloatVector.fromArray(FLOATS, d, di + 2 * LANES)).intoArray(c, ci + 2 * LANES);
            c43.add(FloatVector.fromArray(FLOATS, d, di + 3 * LANES)).intoArray(c, ci + 3 * LANES);
            di += ldd;
            ci += ldc;
            c50.add(FloatVector.fromArray(FLOATS, d, di)).intoArray(c, ci);
            c51.add(FloatVector.fromArray(FLOATS, d, di + LANES)).intoArray(c, ci + LANES);
            c52.add(FloatVector.fromArray(FLOATS, d, di + 2 * LANES)).intoArray(c, ci + 2 * LANES);
            c53.add(FloatVector.fromArray(FLOATS, d, di + 3 * LANES)).intoArray(c, ci + 3 * LANES);
            if (rectified) {
                rectify(c, ct, ldc);
            }
            at += ROWS * step;
            ct += ROWS * ldc;
            dt += ROWS * ldd;
        }
    }

    private static void rectify(float[] c, int cAt, int ldc) {
        for (int i = cAt; i < cAt + ROWS * ldc; i += ldc) {
            for (int j = i; j < i + 4 * LANES; j += LANES) {
                FloatVector y = FloatVector.fromArray(FLOATS, c, j);
                y.blend(0f, y.compare(VectorOperators.LE, 0f)).intoArray(c, j);
            }
        }
    }
}
