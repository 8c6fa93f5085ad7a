package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The tiles of {@link VectorScatteredTiles} with one to three rows, for what is left of small pictures. */
final class VectorFewRowTiles {
    private VectorFewRowTiles() {}

    /** Three rows of C by two vectors. */
    static void rows3(int runs, int depth, float[] a, int a0At, int a1At, int a2At, int aRun, float[] b,
            int bAt, float[] c, int cAt, int ldc, int second, boolean resume, float[] d, int dAt, int ldd,
            boolean rectified) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + second);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + second);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + second);
        }
        int a0 = a0At;
        int a1 = a1At;
        int a2 = a2At;
        int panel = bAt;
        for (int run = 0; run < runs; run++) {
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
            }
            a0 += aRun;
            a1 += aRun;
            a2 += aRun;
            panel += depth * PANEL;
        }
        c00 = c00.add(FloatVector.fromArray(FLOATS, d, dAt));
        c01 = c01.add(FloatVector.fromArray(FLOATS, d, dAt + second));
        c10 = c10.add(FloatVector.fromArray(FLOATS, d, dAt + ldd));
        c11 = c11.add(FloatVector.fromArray(FLOATS, d, dAt + ldd + second));
        c20 = c20.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd));
        c21 = c21.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd + second));
        if (rectified) {
            c00 = c00.blend(0f, c00.compare(VectorOperators.LE, 0f));
            c01 = c01.blend(0f, c01.compare(VectorOperators.LE, 0f));
            c10 = c10.blend(0f, c10.compare(VectorOperators.LE, 0f));
            c11 = c11.blend(0f, c11.compare(VectorOperators.LE, 0f));
            c20 = c20.blend(0f, c20.compare(VectorOperators.LE, 0f));
            c21 = c21.blend(0f, c21.compare(VectorOperators.LE, 0f));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + second);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + second);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + second);
    }

    /** Two rows of C by two vectors. */
    static void rows2(int runs, int depth, float[] a, int a0At, int a1At, int aRun, float[] b, int bAt,
            float[] c, int cAt, int ldc, int second, boolean resume, float[] d, int dAt, int ldd, boolean rectified) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + second);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + second);
        }
        int a0 = a0At;
        int a1 = a1At;
        int panel = bAt;
        for (int run = 0; run < runs; run++) {
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
            }
            a0 += aRun;
            a1 += aRun;
            panel += depth * PANEL;
        }
        c00 = c00.add(FloatVector.fromArray(FLOATS, d, dAt));
        c01 = c01.add(FloatVector.fromArray(FLOATS, d, dAt + second));
        c10 = c10.add(FloatVector.fromArray(FLOATS, d, dAt + ldd));
        c11 = c11.add(FloatVector.fromArray(FLOATS, d, dAt + ldd + second));
        if (rectified) {
            c00 = c00.blend(0f, c00.compare(VectorOperators.LE, 0f));
            c01 = c01.blend(0f, c01.compare(VectorOperators.LE, 0f));
            c10 = c10.blend(0f, c10.compare(VectorOperators.LE, 0f));
            c11 = c11.blend(0f, c11.compare(VectorOperators.LE, 0f));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + second);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + second);
    }

    /** One row of C by two vectors. */
    static void rows1(int runs, int depth, float[] a, int a0At, int aRun, float[] b, int bAt, float[] c,
            int cAt, int ldc, int second, boolean resume, float[] d, int dAt, int ldd, boolean rectified) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + second);
        }
        int a0 = a0At;
        int panel = bAt;
        for (int run = 0; run < runs; run++) {
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
            }
            a0 += aRun;
            panel += depth * PANEL;
        }
        c00 = c00.add(FloatVector.fromArray(FLOATS, d, dAt));
        c01 = c01.add(FloatVector.fromArray(FLOATS, d, dAt + second));
        if (rectified) {
            c00 = c00.blend(0f, c00.compare(VectorOperators.LE, 0f));
            c01 = c01.blend(0f, c01.compare(VectorOperators.LE, 0f));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + second);
    }
}
