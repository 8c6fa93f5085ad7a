package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The tile of {@link VectorScatteredTiles} without its loop in a loop. One form is for a single run, as of 1×1 kernels,
 * and one row D for all rows of C. The other is for many short runs, as of a convolution of one to three channels: runs
 * and their elements are one loop, because a loop of a few steps costs more in its beginning and end than in its steps.
 */
final class VectorSingleLoopTiles {
    /** Runs at least this long are better off with a loop of their own. */
    static final int LONG = 15;

    private VectorSingleLoopTiles() {}

    /** Six rows of C by two vectors; one run. */
    static void oneRun6(int depth, float[] a, int a0At, int a1At, int a2At, int a3At, int a4At,
            int a5At, float[] b, int bAt, float[] c, int cAt, int ldc, int second, boolean resume, float[] d, int dAt,
            boolean rectified) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = FloatVector.zero(FLOATS);
        FloatVector c40 = FloatVector.zero(FLOATS);
        FloatVector c41 = FloatVector.zero(FLOATS);
        FloatVector c50 = FloatVector.zero(FLOATS);
        FloatVector c51 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + second);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + second);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + second);
            c30 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c31 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + second);
            c40 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c41 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc + second);
            c50 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c51 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc + second);
        }
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * PANEL;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0At + k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1At + k]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2At + k]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3At + k]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4At + k]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5At + k]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
        }
        FloatVector d0 = FloatVector.fromArray(FLOATS, d, dAt);
        FloatVector d1 = FloatVector.fromArray(FLOATS, d, dAt + second);
        c00 = c00.add(d0);
        c01 = c01.add(d1);
        c10 = c10.add(d0);
        c11 = c11.add(d1);
        c20 = c20.add(d0);
        c21 = c21.add(d1);
        c30 = c30.add(d0);
        c31 = c31.add(d1);
        c40 = c40.add(d0);
        c41 = c41.add(d1);
        c50 = c50.add(d0);
        c51 = c51.add(d1);
        if (rectified) {
            c00 = c00.blend(0f, c00.compare(VectorOperators.LE, 0f));
            c01 = c01.blend(0f, c01.compare(VectorOperators.LE, 0f));
            c10 = c10.blend(0f, c10.compare(VectorOperators.LE, 0f));
            c11 = c11.blend(0f, c11.compare(VectorOperators.LE, 0f));
            c20 = c20.blend(0f, c20.compare(VectorOperators.LE, 0f));
            c21 = c21.blend(0f, c21.compare(VectorOperators.LE, 0f));
            c30 = c30.blend(0f, c30.compare(VectorOperators.LE, 0f));
            c31 = c31.blend(0f, c31.compare(VectorOperators.LE, 0f));
            c40 = c40.blend(0f, c40.compare(VectorOperators.LE, 0f));
            c41 = c41.blend(0f, c41.compare(VectorOperators.LE, 0f));
            c50 = c50.blend(0f, c50.compare(VectorOperators.LE, 0f));
            c51 = c51.blend(0f, c51.compare(VectorOperators.LE, 0f));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + second);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + second);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + second);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + second);
        c40.intoArray(c, cAt + 4 * ldc);
        c41.intoArray(c, cAt + 4 * ldc + second);
        c50.intoArray(c, cAt + 5 * ldc);
        c51.intoArray(c, cAt + 5 * ldc + second);
    }

    /** Six rows of C by two vectors; runs and their elements are one loop. */
    static void shortRuns6(int runs, int depth, float[] a, int a0At, int a1At, int a2At, int a3At, int a4At,
            int a5At, int aRun, float[] b, int bAt, float[] c, int cAt, int ldc, int second, boolean resume,
            float[] d, int dAt, int ldd, boolean rectified) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = FloatVector.zero(FLOATS);
        FloatVector c40 = FloatVector.zero(FLOATS);
        FloatVector c41 = FloatVector.zero(FLOATS);
        FloatVector c50 = FloatVector.zero(FLOATS);
        FloatVector c51 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + second);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + second);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + second);
            c30 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c31 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + second);
            c40 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c41 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc + second);
            c50 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c51 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc + second);
        }
        int s1 = a1At - a0At;
        int s2 = a2At - a0At;
        int s3 = a3At - a0At;
        int s4 = a4At - a0At;
        int s5 = a5At - a0At;
        int ak = a0At;
        int left = depth;
        int steps = runs * depth;
        for (int k = 0; k < steps; k++) {
            int bk = bAt + k * PANEL;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + s1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[ak + s2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[ak + s3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[ak + s4]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[ak + s5]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            ak++;
            if (--left == 0) {
                left = depth;
                ak += aRun - depth;
            }
        }
        c00 = c00.add(FloatVector.fromArray(FLOATS, d, dAt));
        c01 = c01.add(FloatVector.fromArray(FLOATS, d, dAt + second));
        c10 = c10.add(FloatVector.fromArray(FLOATS, d, dAt + ldd));
        c11 = c11.add(FloatVector.fromArray(FLOATS, d, dAt + ldd + second));
        c20 = c20.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd));
        c21 = c21.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd + second));
        c30 = c30.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd));
        c31 = c31.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd + second));
        c40 = c40.add(FloatVector.fromArray(FLOATS, d, dAt + 4 * ldd));
        c41 = c41.add(FloatVector.fromArray(FLOATS, d, dAt + 4 * ldd + second));
        c50 = c50.add(FloatVector.fromArray(FLOATS, d, dAt + 5 * ldd));
        c51 = c51.add(FloatVector.fromArray(FLOATS, d, dAt + 5 * ldd + second));
        if (rectified) {
            c00 = c00.blend(0f, c00.compare(VectorOperators.LE, 0f));
            c01 = c01.blend(0f, c01.compare(VectorOperators.LE, 0f));
            c10 = c10.blend(0f, c10.compare(VectorOperators.LE, 0f));
            c11 = c11.blend(0f, c11.compare(VectorOperators.LE, 0f));
            c20 = c20.blend(0f, c20.compare(VectorOperators.LE, 0f));
            c21 = c21.blend(0f, c21.compare(VectorOperators.LE, 0f));
            c30 = c30.blend(0f, c30.compare(VectorOperators.LE, 0f));
            c31 = c31.blend(0f, c31.compare(VectorOperators.LE, 0f));
            c40 = c40.blend(0f, c40.compare(VectorOperators.LE, 0f));
            c41 = c41.blend(0f, c41.compare(VectorOperators.LE, 0f));
            c50 = c50.blend(0f, c50.compare(VectorOperators.LE, 0f));
            c51 = c51.blend(0f, c51.compare(VectorOperators.LE, 0f));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + second);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + second);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + second);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + second);
        c40.intoArray(c, cAt + 4 * ldc);
        c41.intoArray(c, cAt + 4 * ldc + second);
        c50.intoArray(c, cAt + 5 * ldc);
        c51.intoArray(c, cAt + 5 * ldc + second);
    }
}
