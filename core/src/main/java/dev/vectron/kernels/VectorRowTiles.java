package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of C whose rows of A are contiguous along k: up to six rows, for 16 vector registers.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aAt + i·aRow + run·aRun + k], b[bAt + (run·depth + k)·PANEL + j], c)} for
 * run, k ascending, begun with C ({@code resume}) or 0. A product of matrices has one run; a convolution has one run
 * per row of the kernel. The largest tiles have one run only: with a loop in a loop C2 does not keep them in registers.
 */
final class VectorRowTiles {
    /** With more rows than these left, six at a time; fewer are divided so that no small tile is left over. */
    private static final int FEW = 20;

    private VectorRowTiles() {}

    /** Any number of rows of C, in the largest tiles that the registers hold. */
    static void rows(int m, int runs, int depth, float[] a, int aAt, int aRow, int aRun, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        int i = 0;
        if (VectorLanes.MANY_REGISTERS) {
            if (runs == 1) {
                VectorWideRowTiles.rows12(m / 12, depth, a, aAt, aRow, b, bAt, c, cAt, ldc, resume);
                i = m / 12 * 12;
            }
            for (; m - i >= 8; i += 8) {
                VectorWideRowTiles.rows8(runs, depth, a, aAt + i * aRow, aRow, aRun, b, bAt, c, cAt + i * ldc, ldc,
                        resume);
            }
        }
        while (m - i >= 4) {
            int rows = rowsOfTile(m - i);
            if (rows == 4) {
                rows4(runs, depth, a, aAt + i * aRow, aRow, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
            } else {
                eachRun(rows, runs, depth, a, aAt + i * aRow, aRow, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
            }
            i += rows;
        }
        switch (m - i) {
            case 3 -> rows3(runs, depth, a, aAt + i * aRow, aRow, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
            case 2 -> rows2(runs, depth, a, aAt + i * aRow, aRow, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
            case 1 -> rows1(runs, depth, a, aAt + i * aRow, aRow, aRun, b, bAt, c, cAt + i * ldc, ldc, resume);
            default -> { }
        }
    }

    /** {@return 6, 5 or 4: how many of at least four rows the next tile takes} */
    static int rowsOfTile(int left) {
        if (left > FEW || left % 6 == 0) {
            return 6;
        }
        return left % 4 == 0 ? 4 : 5;
    }

    private static void eachRun(int rows, int runs, int depth, float[] a, int aAt, int aRow, int aRun, float[] b,
            int bAt, float[] c, int cAt, int ldc, boolean resume) {
        for (int run = 0; run < runs; run++) {
            int aAtRun = aAt + run * aRun;
            int bAtRun = bAt + run * depth * PANEL;
            if (rows == 6) {
                rows6(depth, a, aAtRun, aRow, b, bAtRun, c, cAt, ldc, resume || run > 0);
            } else {
                rows5(depth, a, aAtRun, aRow, b, bAtRun, c, cAt, ldc, resume || run > 0);
            }
        }
    }

    /** Six rows of C by two vectors; one run. */
    static void rows6(int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
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
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * PANEL;
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
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
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

    /** Five rows of C by two vectors; one run. */
    static void rows5(int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
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
        int a0 = aAt;
        int a1 = aAt + aRow;
        int a2 = aAt + 2 * aRow;
        int a3 = aAt + 3 * aRow;
        int a4 = aAt + 4 * aRow;
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * PANEL;
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
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
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
    }

    /** Four rows of C by two vectors. */
    static void rows4(int runs, int depth, float[] a, int aAt, int aRow, int aRun, float[] b, int bAt,
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
            int a0 = aAtRun;
            int a1 = aAtRun + aRow;
            int a2 = aAtRun + 2 * aRow;
            int a3 = aAtRun + 3 * aRow;
            for (int k = 0; k < depth; k++) {
                int bk = bAtRun + k * PANEL;
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
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
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
    static void rows3(int runs, int depth, float[] a, int aAt, int aRow, int aRun, float[] b, int bAt,
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
            int a0 = aAtRun;
            int a1 = aAtRun + aRow;
            int a2 = aAtRun + 2 * aRow;
            for (int k = 0; k < depth; k++) {
                int bk = bAtRun + k * PANEL;
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
    static void rows2(int runs, int depth, float[] a, int aAt, int aRow, int aRun, float[] b, int bAt,
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
            int a0 = aAtRun;
            int a1 = aAtRun + aRow;
            for (int k = 0; k < depth; k++) {
                int bk = bAtRun + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
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
    static void rows1(int runs, int depth, float[] a, int aAt, int aRow, int aRun, float[] b, int bAt,
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
            int a0 = aAtRun;
            for (int k = 0; k < depth; k++) {
                int bk = bAtRun + k * PANEL;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
            }
            aAtRun += aRun;
            bAtRun += depth * PANEL;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
    }
}
