package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of C whose rows of A are contiguous along k: eight and twelve rows, for 32 vector registers.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aAt + i·aRow + run·aRun + k], b[bAt + (run·depth + k)·PANEL + j], c)} for
 * run, k ascending, begun with C ({@code resume}) or 0. A product of matrices has one run; a convolution has one run
 * per row of the kernel. The largest tile has one run only: with a loop in a loop C2 does not keep it in registers.
 */
final class VectorWideRowTiles {
    private VectorWideRowTiles() {}

    /**
     * Tiles of twelve rows of C by two vectors, one below the other; one run. The loop over tiles is here because what
     * comes before and behind the loop over k takes as long as six of its steps for each call.
     */
    static void rows12(int tiles, int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        int a0 = aAt;
        int c0 = cAt;
        for (int tile = 0; tile < tiles; tile++) {
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
            FloatVector c60 = FloatVector.zero(FLOATS);
            FloatVector c61 = FloatVector.zero(FLOATS);
            FloatVector c70 = FloatVector.zero(FLOATS);
            FloatVector c71 = FloatVector.zero(FLOATS);
            FloatVector c80 = FloatVector.zero(FLOATS);
            FloatVector c81 = FloatVector.zero(FLOATS);
            FloatVector c90 = FloatVector.zero(FLOATS);
            FloatVector c91 = FloatVector.zero(FLOATS);
            FloatVector c100 = FloatVector.zero(FLOATS);
            FloatVector c101 = FloatVector.zero(FLOATS);
            FloatVector c110 = FloatVector.zero(FLOATS);
            FloatVector c111 = FloatVector.zero(FLOATS);
            if (resume) {
                c00 = FloatVector.fromArray(FLOATS, c, c0);
                c01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
                c10 = FloatVector.fromArray(FLOATS, c, c0 + ldc);
                c11 = FloatVector.fromArray(FLOATS, c, c0 + ldc + LANES);
                c20 = FloatVector.fromArray(FLOATS, c, c0 + 2 * ldc);
                c21 = FloatVector.fromArray(FLOATS, c, c0 + 2 * ldc + LANES);
                c30 = FloatVector.fromArray(FLOATS, c, c0 + 3 * ldc);
                c31 = FloatVector.fromArray(FLOATS, c, c0 + 3 * ldc + LANES);
                c40 = FloatVector.fromArray(FLOATS, c, c0 + 4 * ldc);
                c41 = FloatVector.fromArray(FLOATS, c, c0 + 4 * ldc + LANES);
                c50 = FloatVector.fromArray(FLOATS, c, c0 + 5 * ldc);
                c51 = FloatVector.fromArray(FLOATS, c, c0 + 5 * ldc + LANES);
                c60 = FloatVector.fromArray(FLOATS, c, c0 + 6 * ldc);
                c61 = FloatVector.fromArray(FLOATS, c, c0 + 6 * ldc + LANES);
                c70 = FloatVector.fromArray(FLOATS, c, c0 + 7 * ldc);
                c71 = FloatVector.fromArray(FLOATS, c, c0 + 7 * ldc + LANES);
                c80 = FloatVector.fromArray(FLOATS, c, c0 + 8 * ldc);
                c81 = FloatVector.fromArray(FLOATS, c, c0 + 8 * ldc + LANES);
                c90 = FloatVector.fromArray(FLOATS, c, c0 + 9 * ldc);
                c91 = FloatVector.fromArray(FLOATS, c, c0 + 9 * ldc + LANES);
                c100 = FloatVector.fromArray(FLOATS, c, c0 + 10 * ldc);
                c101 = FloatVector.fromArray(FLOATS, c, c0 + 10 * ldc + LANES);
                c110 = FloatVector.fromArray(FLOATS, c, c0 + 11 * ldc);
                c111 = FloatVector.fromArray(FLOATS, c, c0 + 11 * ldc + LANES);
            }
            int a1 = a0 + aRow;
            int a2 = a0 + 2 * aRow;
            int a3 = a0 + 3 * aRow;
            int a4 = a0 + 4 * aRow;
            int a5 = a0 + 5 * aRow;
            int a6 = a0 + 6 * aRow;
            int a7 = a0 + 7 * aRow;
            int a8 = a0 + 8 * aRow;
            int a9 = a0 + 9 * aRow;
            int a10 = a0 + 10 * aRow;
            int a11 = a0 + 11 * aRow;
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
                FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
                c60 = x6.fma(b0, c60);
                c61 = x6.fma(b1, c61);
                FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
                c70 = x7.fma(b0, c70);
                c71 = x7.fma(b1, c71);
                FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + k]);
                c80 = x8.fma(b0, c80);
                c81 = x8.fma(b1, c81);
                FloatVector x9 = FloatVector.broadcast(FLOATS, a[a9 + k]);
                c90 = x9.fma(b0, c90);
                c91 = x9.fma(b1, c91);
                FloatVector x10 = FloatVector.broadcast(FLOATS, a[a10 + k]);
                c100 = x10.fma(b0, c100);
                c101 = x10.fma(b1, c101);
                FloatVector x11 = FloatVector.broadcast(FLOATS, a[a11 + k]);
                c110 = x11.fma(b0, c110);
                c111 = x11.fma(b1, c111);
            }
            c00.intoArray(c, c0);
            c01.intoArray(c, c0 + LANES);
            c10.intoArray(c, c0 + ldc);
            c11.intoArray(c, c0 + ldc + LANES);
            c20.intoArray(c, c0 + 2 * ldc);
            c21.intoArray(c, c0 + 2 * ldc + LANES);
            c30.intoArray(c, c0 + 3 * ldc);
            c31.intoArray(c, c0 + 3 * ldc + LANES);
            c40.intoArray(c, c0 + 4 * ldc);
            c41.intoArray(c, c0 + 4 * ldc + LANES);
            c50.intoArray(c, c0 + 5 * ldc);
            c51.intoArray(c, c0 + 5 * ldc + LANES);
            c60.intoArray(c, c0 + 6 * ldc);
            c61.intoArray(c, c0 + 6 * ldc + LANES);
            c70.intoArray(c, c0 + 7 * ldc);
            c71.intoArray(c, c0 + 7 * ldc + LANES);
            c80.intoArray(c, c0 + 8 * ldc);
            c81.intoArray(c, c0 + 8 * ldc + LANES);
            c90.intoArray(c, c0 + 9 * ldc);
            c91.intoArray(c, c0 + 9 * ldc + LANES);
            c100.intoArray(c, c0 + 10 * ldc);
            c101.intoArray(c, c0 + 10 * ldc + LANES);
            c110.intoArray(c, c0 + 11 * ldc);
            c111.intoArray(c, c0 + 11 * ldc + LANES);
            a0 += 12 * aRow;
            c0 += 12 * ldc;
        }
    }

    /** Eight rows of C by two vectors. */
    static void rows8(int runs, int depth, float[] a, int aAt, int aRow, int aRun, float[] b, int bAt,
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
        FloatVector c60 = FloatVector.zero(FLOATS);
        FloatVector c61 = FloatVector.zero(FLOATS);
        FloatVector c70 = FloatVector.zero(FLOATS);
        FloatVector c71 = FloatVector.zero(FLOATS);
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
            c60 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc);
            c61 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc + LANES);
            c70 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc);
            c71 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc + LANES);
        }
        int aAtRun = aAt;
        int bAtRun = bAt;
        for (int run = 0; run < runs; run++) {
            int a0 = aAtRun;
            int a1 = aAtRun + aRow;
            int a2 = aAtRun + 2 * aRow;
            int a3 = aAtRun + 3 * aRow;
            int a4 = aAtRun + 4 * aRow;
            int a5 = aAtRun + 5 * aRow;
            int a6 = aAtRun + 6 * aRow;
            int a7 = aAtRun + 7 * aRow;
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
                FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
                c40 = x4.fma(b0, c40);
                c41 = x4.fma(b1, c41);
                FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
                c50 = x5.fma(b0, c50);
                c51 = x5.fma(b1, c51);
                FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
                c60 = x6.fma(b0, c60);
                c61 = x6.fma(b1, c61);
                FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
                c70 = x7.fma(b0, c70);
                c71 = x7.fma(b1, c71);
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
        c40.intoArray(c, cAt + 4 * ldc);
        c41.intoArray(c, cAt + 4 * ldc + LANES);
        c50.intoArray(c, cAt + 5 * ldc);
        c51.intoArray(c, cAt + 5 * ldc + LANES);
        c60.intoArray(c, cAt + 6 * ldc);
        c61.intoArray(c, cAt + 6 * ldc + LANES);
        c70.intoArray(c, cAt + 7 * ldc);
        c71.intoArray(c, cAt + 7 * ldc + LANES);
    }
}
