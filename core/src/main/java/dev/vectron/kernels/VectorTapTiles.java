package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of the weight gradient: up to six taps that lie side by side in A, times one panel of dOut.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aAt + i + picture·aPicture + run·aRun + k·aStep], b[…·PANEL + j], c)} for
 * picture, run, k ascending, begun with C ({@code resume}) or 0; B has a row of PANEL floats for every step.
 *
 * <p>The addition of −0 at the end changes no bits, but see {@link VectorScatteredTiles}: it makes this fast.
 */
final class VectorTapTiles {
    private VectorTapTiles() {}

    /** Any number of rows of C. */
    static void taps(int m, int pictures, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aPicture,
            float[] b, int bAt, int bPicture, float[] c, int cAt, int ldc, boolean resume) {
        int all = pictures * runs;
        int aJump = aPicture - runs * aRun;
        int bJump = bPicture - runs * depth * PANEL;
        int rows;
        int i = 0;
        for (; VectorLanes.MANY_REGISTERS && m - i >= 12; i += 12) {
            VectorWideTapTiles.taps12(runs, all, depth, a, aAt + i, aStep, aRun - depth * aStep, aJump, b, bAt, bJump,
                    c, cAt + i * ldc, ldc, resume);
        }
        for (; i < m; i += rows) {
            rows = VectorScatteredTiles.next(m - i);
            int ai = aAt + i;
            int ci = cAt + i * ldc;
            switch (rows) {
                case 6 -> taps6(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 5 -> taps5(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 4 -> taps4(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 3 -> taps3(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 2 -> taps2(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                default -> taps1(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, resume);
            }
        }
    }

    /** Six rows of C by two vectors. */
    private static void taps6(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
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
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + LANES);
            c30 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c31 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + LANES);
            c40 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c41 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc + LANES);
            c50 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c51 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc + LANES);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + 1]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[ak + 2]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[ak + 3]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
                FloatVector x4 = FloatVector.broadcast(FLOATS, a[ak + 4]);
                c40 = x4.fma(b0, c40);
                c41 = x4.fma(b1, c41);
                FloatVector x5 = FloatVector.broadcast(FLOATS, a[ak + 5]);
                c50 = x5.fma(b0, c50);
                c51 = x5.fma(b1, c51);
                ak += aStep;
            }
            panel += depth * PANEL;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c00 = c00.add(-0f);
        c01 = c01.add(-0f);
        c10 = c10.add(-0f);
        c11 = c11.add(-0f);
        c20 = c20.add(-0f);
        c21 = c21.add(-0f);
        c30 = c30.add(-0f);
        c31 = c31.add(-0f);
        c40 = c40.add(-0f);
        c41 = c41.add(-0f);
        c50 = c50.add(-0f);
        c51 = c51.add(-0f);
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + LANES);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + LANES);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + LANES);
        c40.intoArray(c, cAt + 4 * ldc);
        c41.intoArray(c, cAt + 4 * ldc + LANES);
        c50.intoArray(c, cAt + 5 * ldc);
        c51.intoArray(c, cAt + 5 * ldc + LANES);
    }

    /** Five rows of C by two vectors. */
    private static void taps5(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
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
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + LANES);
            c30 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c31 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + LANES);
            c40 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c41 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc + LANES);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + 1]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[ak + 2]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[ak + 3]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
                FloatVector x4 = FloatVector.broadcast(FLOATS, a[ak + 4]);
                c40 = x4.fma(b0, c40);
                c41 = x4.fma(b1, c41);
                ak += aStep;
            }
            panel += depth * PANEL;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c00 = c00.add(-0f);
        c01 = c01.add(-0f);
        c10 = c10.add(-0f);
        c11 = c11.add(-0f);
        c20 = c20.add(-0f);
        c21 = c21.add(-0f);
        c30 = c30.add(-0f);
        c31 = c31.add(-0f);
        c40 = c40.add(-0f);
        c41 = c41.add(-0f);
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + LANES);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + LANES);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + LANES);
        c40.intoArray(c, cAt + 4 * ldc);
        c41.intoArray(c, cAt + 4 * ldc + LANES);
    }

    /** Four rows of C by two vectors. */
    private static void taps4(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + LANES);
            c30 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c31 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + LANES);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + 1]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[ak + 2]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[ak + 3]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
                ak += aStep;
            }
            panel += depth * PANEL;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c00 = c00.add(-0f);
        c01 = c01.add(-0f);
        c10 = c10.add(-0f);
        c11 = c11.add(-0f);
        c20 = c20.add(-0f);
        c21 = c21.add(-0f);
        c30 = c30.add(-0f);
        c31 = c31.add(-0f);
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + LANES);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + LANES);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + LANES);
    }

    /** Three rows of C by two vectors. */
    private static void taps3(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + LANES);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + 1]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[ak + 2]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                ak += aStep;
            }
            panel += depth * PANEL;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c00 = c00.add(-0f);
        c01 = c01.add(-0f);
        c10 = c10.add(-0f);
        c11 = c11.add(-0f);
        c20 = c20.add(-0f);
        c21 = c21.add(-0f);
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + LANES);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + LANES);
    }

    /** Two rows of C by two vectors. */
    private static void taps2(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + 1]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                ak += aStep;
            }
            panel += depth * PANEL;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c00 = c00.add(-0f);
        c01 = c01.add(-0f);
        c10 = c10.add(-0f);
        c11 = c11.add(-0f);
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + LANES);
    }

    /** One row of C by two vectors. */
    private static void taps1(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, boolean resume) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                ak += aStep;
            }
            panel += depth * PANEL;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c00 = c00.add(-0f);
        c01 = c01.add(-0f);
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
    }
}
