package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link VectorTapTiles} for half a panel of dOut: one vector, and up to twelve taps. The chains are the
 * same; B has a row of LANES floats for every step.
 */
final class VectorHalfTapTiles {
    private VectorHalfTapTiles() {}

    /** {@return rows of the next tile when this many are left: no more tiles than needed, none very small} */
    private static int next(int left) {
        if (left <= 6 || left == 8 || left == 12) {
            return left;
        }
        if (left < 12) {
            return (left + 1) / 2;
        }
        return left <= 16 && left != 15 ? 8 : 12;
    }

    /** Any number of rows of C. */
    static void taps(int m, int pictures, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aPicture,
            float[] b, int bAt, int bPicture, float[] c, int cAt, int ldc, boolean resume) {
        int all = pictures * runs;
        int aJump = aPicture - runs * aRun;
        int bJump = bPicture - runs * depth * LANES;
        int rows;
        for (int i = 0; i < m; i += rows) {
            rows = next(m - i);
            int ai = aAt + i;
            int ci = cAt + i * ldc;
            switch (rows) {
                case 12 -> taps12(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 8 -> taps8(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 6 -> taps6(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 5 -> taps5(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 4 -> taps4(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 3 -> taps3(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                case 2 -> taps2(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, ldc, resume);
                default -> taps1(runs, all, depth, a, ai, aStep, aRun, aJump, b, bAt, bJump, c, ci, resume);
            }
        }
    }

    /** Twelve rows of C by one vector. */
    private static void taps12(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector c6 = FloatVector.zero(FLOATS);
        FloatVector c7 = FloatVector.zero(FLOATS);
        FloatVector c8 = FloatVector.zero(FLOATS);
        FloatVector c9 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c4 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c5 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c6 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc);
            c7 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc);
            c8 = FloatVector.fromArray(FLOATS, c, cAt + 8 * ldc);
            c9 = FloatVector.fromArray(FLOATS, c, cAt + 9 * ldc);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + 10 * ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + 11 * ldc);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
                c2 = FloatVector.broadcast(FLOATS, a[ak + 2]).fma(b0, c2);
                c3 = FloatVector.broadcast(FLOATS, a[ak + 3]).fma(b0, c3);
                c4 = FloatVector.broadcast(FLOATS, a[ak + 4]).fma(b0, c4);
                c5 = FloatVector.broadcast(FLOATS, a[ak + 5]).fma(b0, c5);
                c6 = FloatVector.broadcast(FLOATS, a[ak + 6]).fma(b0, c6);
                c7 = FloatVector.broadcast(FLOATS, a[ak + 7]).fma(b0, c7);
                c8 = FloatVector.broadcast(FLOATS, a[ak + 8]).fma(b0, c8);
                c9 = FloatVector.broadcast(FLOATS, a[ak + 9]).fma(b0, c9);
                c10 = FloatVector.broadcast(FLOATS, a[ak + 10]).fma(b0, c10);
                c11 = FloatVector.broadcast(FLOATS, a[ak + 11]).fma(b0, c11);
                ak += aStep;
            }
            panel += depth * LANES;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c0 = c0.add(-0f);
        c1 = c1.add(-0f);
        c2 = c2.add(-0f);
        c3 = c3.add(-0f);
        c4 = c4.add(-0f);
        c5 = c5.add(-0f);
        c6 = c6.add(-0f);
        c7 = c7.add(-0f);
        c8 = c8.add(-0f);
        c9 = c9.add(-0f);
        c10 = c10.add(-0f);
        c11 = c11.add(-0f);
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
        c5.intoArray(c, cAt + 5 * ldc);
        c6.intoArray(c, cAt + 6 * ldc);
        c7.intoArray(c, cAt + 7 * ldc);
        c8.intoArray(c, cAt + 8 * ldc);
        c9.intoArray(c, cAt + 9 * ldc);
        c10.intoArray(c, cAt + 10 * ldc);
        c11.intoArray(c, cAt + 11 * ldc);
    }

    /** Eight rows of C by one vector. */
    private static void taps8(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector c6 = FloatVector.zero(FLOATS);
        FloatVector c7 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c4 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c5 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c6 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc);
            c7 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
                c2 = FloatVector.broadcast(FLOATS, a[ak + 2]).fma(b0, c2);
                c3 = FloatVector.broadcast(FLOATS, a[ak + 3]).fma(b0, c3);
                c4 = FloatVector.broadcast(FLOATS, a[ak + 4]).fma(b0, c4);
                c5 = FloatVector.broadcast(FLOATS, a[ak + 5]).fma(b0, c5);
                c6 = FloatVector.broadcast(FLOATS, a[ak + 6]).fma(b0, c6);
                c7 = FloatVector.broadcast(FLOATS, a[ak + 7]).fma(b0, c7);
                ak += aStep;
            }
            panel += depth * LANES;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c0 = c0.add(-0f);
        c1 = c1.add(-0f);
        c2 = c2.add(-0f);
        c3 = c3.add(-0f);
        c4 = c4.add(-0f);
        c5 = c5.add(-0f);
        c6 = c6.add(-0f);
        c7 = c7.add(-0f);
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
        c5.intoArray(c, cAt + 5 * ldc);
        c6.intoArray(c, cAt + 6 * ldc);
        c7.intoArray(c, cAt + 7 * ldc);
    }

    /** Six rows of C by one vector. */
    private static void taps6(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c4 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c5 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
                c2 = FloatVector.broadcast(FLOATS, a[ak + 2]).fma(b0, c2);
                c3 = FloatVector.broadcast(FLOATS, a[ak + 3]).fma(b0, c3);
                c4 = FloatVector.broadcast(FLOATS, a[ak + 4]).fma(b0, c4);
                c5 = FloatVector.broadcast(FLOATS, a[ak + 5]).fma(b0, c5);
                ak += aStep;
            }
            panel += depth * LANES;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c0 = c0.add(-0f);
        c1 = c1.add(-0f);
        c2 = c2.add(-0f);
        c3 = c3.add(-0f);
        c4 = c4.add(-0f);
        c5 = c5.add(-0f);
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
        c5.intoArray(c, cAt + 5 * ldc);
    }

    /** Five rows of C by one vector. */
    private static void taps5(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c4 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
                c2 = FloatVector.broadcast(FLOATS, a[ak + 2]).fma(b0, c2);
                c3 = FloatVector.broadcast(FLOATS, a[ak + 3]).fma(b0, c3);
                c4 = FloatVector.broadcast(FLOATS, a[ak + 4]).fma(b0, c4);
                ak += aStep;
            }
            panel += depth * LANES;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c0 = c0.add(-0f);
        c1 = c1.add(-0f);
        c2 = c2.add(-0f);
        c3 = c3.add(-0f);
        c4 = c4.add(-0f);
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
    }

    /** Four rows of C by one vector. */
    private static void taps4(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
                c2 = FloatVector.broadcast(FLOATS, a[ak + 2]).fma(b0, c2);
                c3 = FloatVector.broadcast(FLOATS, a[ak + 3]).fma(b0, c3);
                ak += aStep;
            }
            panel += depth * LANES;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c0 = c0.add(-0f);
        c1 = c1.add(-0f);
        c2 = c2.add(-0f);
        c3 = c3.add(-0f);
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
    }

    /** Three rows of C by one vector. */
    private static void taps3(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
                c2 = FloatVector.broadcast(FLOATS, a[ak + 2]).fma(b0, c2);
                ak += aStep;
            }
            panel += depth * LANES;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c0 = c0.add(-0f);
        c1 = c1.add(-0f);
        c2 = c2.add(-0f);
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
    }

    /** Two rows of C by one vector. */
    private static void taps2(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
                ak += aStep;
            }
            panel += depth * LANES;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c0 = c0.add(-0f);
        c1 = c1.add(-0f);
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
    }

    /** One row of C by one vector. */
    private static void taps1(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aRun, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
        }
        int panel = bAt;
        int at = aAt;
        int left = rows;
        for (int run = 0; run < runs; run++) {
            int ak = at;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
                ak += aStep;
            }
            panel += depth * LANES;
            at += aRun;
            if (--left == 0) {
                left = rows;
                at += aJump;
                panel += bJump;
            }
        }
        c0 = c0.add(-0f);
        c0.intoArray(c, cAt);
    }
}
