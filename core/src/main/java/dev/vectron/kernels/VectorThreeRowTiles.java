package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/** The tiles of {@link VectorStripTiles} for panels of two vectors and three rows of the kernel. */
final class VectorThreeRowTiles {
    private VectorThreeRowTiles() {}

    /** Eight, seven or four rows of C. */
    static void multiply(int rows, int depth, float[] a, int aAt, int step, float[] b, int bAt, float[] c, int cAt,
            int ldc, boolean resume) {
        switch (rows) {
            case 8 -> rows8(depth, a, aAt, step, b, bAt, c, cAt, ldc, resume);
            case 7 -> rows7(depth, a, aAt, step, b, bAt, c, cAt, ldc, resume);
            default -> rows4(depth, a, aAt, step, b, bAt, c, cAt, ldc, resume);
        }
    }

    /** Eight rows of C. */
    private static void rows8(int depth, float[] a, int aAt, int step, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
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
        int a0 = aAt;
        int a1 = a0 + step;
        int a2 = a1 + step;
        int a3 = a2 + step;
        int a4 = a3 + step;
        int a5 = a4 + step;
        int a6 = a5 + step;
        int a7 = a6 + step;
        int a8 = a7 + step;
        int a9 = a8 + step;
        int bk = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bk + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bk + 3 * LANES);
            FloatVector b4 = FloatVector.fromArray(FLOATS, b, bk + 4 * LANES);
            FloatVector b5 = FloatVector.fromArray(FLOATS, b, bk + 5 * LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c00 = x1.fma(b2, c00);
            c01 = x1.fma(b3, c01);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c00 = x2.fma(b4, c00);
            c01 = x2.fma(b5, c01);
            c10 = x2.fma(b2, c10);
            c11 = x2.fma(b3, c11);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c10 = x3.fma(b4, c10);
            c11 = x3.fma(b5, c11);
            c20 = x3.fma(b2, c20);
            c21 = x3.fma(b3, c21);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c20 = x4.fma(b4, c20);
            c21 = x4.fma(b5, c21);
            c30 = x4.fma(b2, c30);
            c31 = x4.fma(b3, c31);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c30 = x5.fma(b4, c30);
            c31 = x5.fma(b5, c31);
            c40 = x5.fma(b2, c40);
            c41 = x5.fma(b3, c41);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
            c40 = x6.fma(b4, c40);
            c41 = x6.fma(b5, c41);
            c50 = x6.fma(b2, c50);
            c51 = x6.fma(b3, c51);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
            c50 = x7.fma(b4, c50);
            c51 = x7.fma(b5, c51);
            c60 = x7.fma(b2, c60);
            c61 = x7.fma(b3, c61);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + k]);
            c60 = x8.fma(b4, c60);
            c61 = x8.fma(b5, c61);
            c70 = x8.fma(b2, c70);
            c71 = x8.fma(b3, c71);
            FloatVector x9 = FloatVector.broadcast(FLOATS, a[a9 + k]);
            c70 = x9.fma(b4, c70);
            c71 = x9.fma(b5, c71);
            bk += 3 * PANEL;
        }
        c00.add(-0f).intoArray(c, cAt);
        c01.add(-0f).intoArray(c, cAt + LANES);
        c10.add(-0f).intoArray(c, cAt + ldc);
        c11.add(-0f).intoArray(c, cAt + ldc + LANES);
        c20.add(-0f).intoArray(c, cAt + 2 * ldc);
        c21.add(-0f).intoArray(c, cAt + 2 * ldc + LANES);
        c30.add(-0f).intoArray(c, cAt + 3 * ldc);
        c31.add(-0f).intoArray(c, cAt + 3 * ldc + LANES);
        c40.add(-0f).intoArray(c, cAt + 4 * ldc);
        c41.add(-0f).intoArray(c, cAt + 4 * ldc + LANES);
        c50.add(-0f).intoArray(c, cAt + 5 * ldc);
        c51.add(-0f).intoArray(c, cAt + 5 * ldc + LANES);
        c60.add(-0f).intoArray(c, cAt + 6 * ldc);
        c61.add(-0f).intoArray(c, cAt + 6 * ldc + LANES);
        c70.add(-0f).intoArray(c, cAt + 7 * ldc);
        c71.add(-0f).intoArray(c, cAt + 7 * ldc + LANES);
    }

    /** Seven rows of C. */
    private static void rows7(int depth, float[] a, int aAt, int step, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
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
        }
        int a0 = aAt;
        int a1 = a0 + step;
        int a2 = a1 + step;
        int a3 = a2 + step;
        int a4 = a3 + step;
        int a5 = a4 + step;
        int a6 = a5 + step;
        int a7 = a6 + step;
        int a8 = a7 + step;
        int bk = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bk + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bk + 3 * LANES);
            FloatVector b4 = FloatVector.fromArray(FLOATS, b, bk + 4 * LANES);
            FloatVector b5 = FloatVector.fromArray(FLOATS, b, bk + 5 * LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c00 = x1.fma(b2, c00);
            c01 = x1.fma(b3, c01);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c00 = x2.fma(b4, c00);
            c01 = x2.fma(b5, c01);
            c10 = x2.fma(b2, c10);
            c11 = x2.fma(b3, c11);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c10 = x3.fma(b4, c10);
            c11 = x3.fma(b5, c11);
            c20 = x3.fma(b2, c20);
            c21 = x3.fma(b3, c21);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c20 = x4.fma(b4, c20);
            c21 = x4.fma(b5, c21);
            c30 = x4.fma(b2, c30);
            c31 = x4.fma(b3, c31);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c30 = x5.fma(b4, c30);
            c31 = x5.fma(b5, c31);
            c40 = x5.fma(b2, c40);
            c41 = x5.fma(b3, c41);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
            c40 = x6.fma(b4, c40);
            c41 = x6.fma(b5, c41);
            c50 = x6.fma(b2, c50);
            c51 = x6.fma(b3, c51);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
            c50 = x7.fma(b4, c50);
            c51 = x7.fma(b5, c51);
            c60 = x7.fma(b2, c60);
            c61 = x7.fma(b3, c61);
            FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + k]);
            c60 = x8.fma(b4, c60);
            c61 = x8.fma(b5, c61);
            bk += 3 * PANEL;
        }
        c00.add(-0f).intoArray(c, cAt);
        c01.add(-0f).intoArray(c, cAt + LANES);
        c10.add(-0f).intoArray(c, cAt + ldc);
        c11.add(-0f).intoArray(c, cAt + ldc + LANES);
        c20.add(-0f).intoArray(c, cAt + 2 * ldc);
        c21.add(-0f).intoArray(c, cAt + 2 * ldc + LANES);
        c30.add(-0f).intoArray(c, cAt + 3 * ldc);
        c31.add(-0f).intoArray(c, cAt + 3 * ldc + LANES);
        c40.add(-0f).intoArray(c, cAt + 4 * ldc);
        c41.add(-0f).intoArray(c, cAt + 4 * ldc + LANES);
        c50.add(-0f).intoArray(c, cAt + 5 * ldc);
        c51.add(-0f).intoArray(c, cAt + 5 * ldc + LANES);
        c60.add(-0f).intoArray(c, cAt + 6 * ldc);
        c61.add(-0f).intoArray(c, cAt + 6 * ldc + LANES);
    }

    /** Four rows of C. */
    private static void rows4(int depth, float[] a, int aAt, int step, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
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
        int a0 = aAt;
        int a1 = a0 + step;
        int a2 = a1 + step;
        int a3 = a2 + step;
        int a4 = a3 + step;
        int a5 = a4 + step;
        int bk = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bk + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bk + 3 * LANES);
            FloatVector b4 = FloatVector.fromArray(FLOATS, b, bk + 4 * LANES);
            FloatVector b5 = FloatVector.fromArray(FLOATS, b, bk + 5 * LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c00 = x1.fma(b2, c00);
            c01 = x1.fma(b3, c01);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c00 = x2.fma(b4, c00);
            c01 = x2.fma(b5, c01);
            c10 = x2.fma(b2, c10);
            c11 = x2.fma(b3, c11);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c10 = x3.fma(b4, c10);
            c11 = x3.fma(b5, c11);
            c20 = x3.fma(b2, c20);
            c21 = x3.fma(b3, c21);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c20 = x4.fma(b4, c20);
            c21 = x4.fma(b5, c21);
            c30 = x4.fma(b2, c30);
            c31 = x4.fma(b3, c31);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c30 = x5.fma(b4, c30);
            c31 = x5.fma(b5, c31);
            bk += 3 * PANEL;
        }
        c00.add(-0f).intoArray(c, cAt);
        c01.add(-0f).intoArray(c, cAt + LANES);
        c10.add(-0f).intoArray(c, cAt + ldc);
        c11.add(-0f).intoArray(c, cAt + ldc + LANES);
        c20.add(-0f).intoArray(c, cAt + 2 * ldc);
        c21.add(-0f).intoArray(c, cAt + 2 * ldc + LANES);
        c30.add(-0f).intoArray(c, cAt + 3 * ldc);
        c31.add(-0f).intoArray(c, cAt + 3 * ldc + LANES);
    }
}
