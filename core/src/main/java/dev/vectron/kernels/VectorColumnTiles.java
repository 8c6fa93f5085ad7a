package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of C whose rows lie side by side in A (Aᵀ·B, and the weight gradient of a convolution): up to six rows, for 16
 * vector registers.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aAt + i + run·aRun + k·aStep], b[bAt + (run·depth + k)·PANEL + j], c)} for
 * run, k ascending, begun with C ({@code resume}) or 0. A product of matrices has one run; a convolution has one run
 * per row of the picture. The largest tile has one run only: with a loop in a loop C2 does not keep it in registers.
 */
final class VectorColumnTiles {
    private VectorColumnTiles() {}

    /** From this length on a run is worth a call of its own. */
    private static final int LONG = 16;

    /** Any number of rows of C, in the largest tiles that the registers hold. */
    static void columns(int m, int runs, int depth, float[] a, int aAt, int aStep, int aRun, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        int i = 0;
        if (VectorLanes.MANY_REGISTERS) {
            for (; runs == 1 && m - i >= 12; i += 12) {
                VectorWideColumnTiles.columns12(depth, a, aAt + i, aStep, b, bAt, c, cAt + i * ldc, ldc, resume);
            }
            for (; m - i >= 8; i += 8) {
                VectorWideColumnTiles.columns8(runs, depth, a, aAt + i, aStep, aRun, b, bAt, c, cAt + i * ldc, ldc,
                        resume);
            }
        }
        for (; runs == 1 && m - i >= 6 && m - i != 8; i += 6) {
            onlyRun6(depth, a, aAt + i, 1, aStep, b, bAt, c, cAt + i * ldc, ldc, resume);
        }
        for (; runs > 1 && depth >= LONG && m - i >= 6 && m - i != 8; i += 6) {
            for (int run = 0; run < runs; run++) {
                columns6(depth, a, aAt + i + run * aRun, aStep, b, bAt + run * depth * PANEL, c, cAt + i * ldc, ldc,
                        resume || run > 0);
            }
        }
        for (; m - i >= 4; i += 4) {
            columns4(runs, depth, a, aAt + i, aStep, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
        }
        switch (m - i) {
            case 3 -> columns3(runs, depth, a, aAt + i, aStep, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
            case 2 -> columns2(runs, depth, a, aAt + i, aStep, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
            case 1 -> columns1(runs, depth, a, aAt + i, aStep, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
            default -> { }
        }
    }

    /**
     * Six rows of C by two vectors; the only run. The distance of the rows in A is an argument, though it is 1: where
     * C2 never saw C resumed it would load all of them before the first product, for which sixteen registers are too
     * few.
     */
    static void onlyRun6(int depth, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        int a0 = aAt;
        int a1 = aAt + aRow;
        int a2 = aAt + 2 * aRow;
        int a3 = aAt + 3 * aRow;
        int a4 = aAt + 4 * aRow;
        int a5 = aAt + 5 * aRow;
        int ak = 0;
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * PANEL;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + ak]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + ak]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            ak += aStep;
        }
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

    /** Six rows of C by two vectors; one run of several. */
    static void columns6(int depth, float[] a, int aAt, int aStep, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        int ak = aAt;
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * PANEL;
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

    /** Four rows of C by two vectors. */
    static void columns4(int runs, int depth, float[] a, int aAt, int aStep, int aRun, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        int aAtRun = aAt;
        int bAtRun = bAt;
        for (int run = 0; run < runs; run++) {
            int ak = aAtRun;
            for (int k = 0; k < depth; k++) {
                int bk = bAtRun + k * PANEL;
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
            aAtRun += aRun;
            bAtRun += depth * PANEL;
        }
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
    static void columns3(int runs, int depth, float[] a, int aAt, int aStep, int aRun, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        int aAtRun = aAt;
        int bAtRun = bAt;
        for (int run = 0; run < runs; run++) {
            int ak = aAtRun;
            for (int k = 0; k < depth; k++) {
                int bk = bAtRun + k * PANEL;
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
            aAtRun += aRun;
            bAtRun += depth * PANEL;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + LANES);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + LANES);
    }

    /** Two rows of C by two vectors. */
    static void columns2(int runs, int depth, float[] a, int aAt, int aStep, int aRun, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        int aAtRun = aAt;
        int bAtRun = bAt;
        for (int run = 0; run < runs; run++) {
            int ak = aAtRun;
            for (int k = 0; k < depth; k++) {
                int bk = bAtRun + k * PANEL;
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
            aAtRun += aRun;
            bAtRun += depth * PANEL;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + LANES);
    }

    /** One row of C by two vectors. */
    static void columns1(int runs, int depth, float[] a, int aAt, int aStep, int aRun, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
        }
        int aAtRun = aAt;
        int bAtRun = bAt;
        for (int run = 0; run < runs; run++) {
            int ak = aAtRun;
            for (int k = 0; k < depth; k++) {
                int bk = bAtRun + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                ak += aStep;
            }
            aAtRun += aRun;
            bAtRun += depth * PANEL;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
    }
}
