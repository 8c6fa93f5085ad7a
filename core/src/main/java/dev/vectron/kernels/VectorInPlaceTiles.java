package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of C of eight and four rows by three and two vectors, rows of A contiguous along k; rows of B are where they
 * are, {@code bStep} floats apart. For 32 vector registers.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aAt + i·aRow + k], b[bAt + k·bStep + j], c)} for k ascending, begun with C
 * ({@code resume}) or 0; the third vector of B begins at {@code thirdAt} and has a step of its own. The loops over
 * tiles are here because what comes before and behind the loop over k takes as long as six of its steps in each call.
 */
final class VectorInPlaceTiles {
    private VectorInPlaceTiles() {}

    /** Tiles of eight rows by three vectors, one below the other. */
    static void rows8x3(int tiles, int depth, float[] a, int aAt, int aRow, float[] b, int bAt, int bStep,
            int thirdAt, int thirdStep, float[] c, int cAt, int ldc, boolean resume) {
        int a0 = aAt;
        int cRow = cAt;
        for (int tile = 0; tile < tiles; tile++) {
            FloatVector c00 = FloatVector.zero(FLOATS);
            FloatVector c01 = FloatVector.zero(FLOATS);
            FloatVector c02 = FloatVector.zero(FLOATS);
            FloatVector c10 = FloatVector.zero(FLOATS);
            FloatVector c11 = FloatVector.zero(FLOATS);
            FloatVector c12 = FloatVector.zero(FLOATS);
            FloatVector c20 = FloatVector.zero(FLOATS);
            FloatVector c21 = FloatVector.zero(FLOATS);
            FloatVector c22 = FloatVector.zero(FLOATS);
            FloatVector c30 = FloatVector.zero(FLOATS);
            FloatVector c31 = FloatVector.zero(FLOATS);
            FloatVector c32 = FloatVector.zero(FLOATS);
            FloatVector c40 = FloatVector.zero(FLOATS);
            FloatVector c41 = FloatVector.zero(FLOATS);
            FloatVector c42 = FloatVector.zero(FLOATS);
            FloatVector c50 = FloatVector.zero(FLOATS);
            FloatVector c51 = FloatVector.zero(FLOATS);
            FloatVector c52 = FloatVector.zero(FLOATS);
            FloatVector c60 = FloatVector.zero(FLOATS);
            FloatVector c61 = FloatVector.zero(FLOATS);
            FloatVector c62 = FloatVector.zero(FLOATS);
            FloatVector c70 = FloatVector.zero(FLOATS);
            FloatVector c71 = FloatVector.zero(FLOATS);
            FloatVector c72 = FloatVector.zero(FLOATS);
            if (resume) {
                c00 = FloatVector.fromArray(FLOATS, c, cRow);
                c01 = FloatVector.fromArray(FLOATS, c, cRow + LANES);
                c02 = FloatVector.fromArray(FLOATS, c, cRow + 2 * LANES);
                c10 = FloatVector.fromArray(FLOATS, c, cRow + ldc);
                c11 = FloatVector.fromArray(FLOATS, c, cRow + ldc + LANES);
                c12 = FloatVector.fromArray(FLOATS, c, cRow + ldc + 2 * LANES);
                c20 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc);
                c21 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc + LANES);
                c22 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc + 2 * LANES);
                c30 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc);
                c31 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc + LANES);
                c32 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc + 2 * LANES);
                c40 = FloatVector.fromArray(FLOATS, c, cRow + 4 * ldc);
                c41 = FloatVector.fromArray(FLOATS, c, cRow + 4 * ldc + LANES);
                c42 = FloatVector.fromArray(FLOATS, c, cRow + 4 * ldc + 2 * LANES);
                c50 = FloatVector.fromArray(FLOATS, c, cRow + 5 * ldc);
                c51 = FloatVector.fromArray(FLOATS, c, cRow + 5 * ldc + LANES);
                c52 = FloatVector.fromArray(FLOATS, c, cRow + 5 * ldc + 2 * LANES);
                c60 = FloatVector.fromArray(FLOATS, c, cRow + 6 * ldc);
                c61 = FloatVector.fromArray(FLOATS, c, cRow + 6 * ldc + LANES);
                c62 = FloatVector.fromArray(FLOATS, c, cRow + 6 * ldc + 2 * LANES);
                c70 = FloatVector.fromArray(FLOATS, c, cRow + 7 * ldc);
                c71 = FloatVector.fromArray(FLOATS, c, cRow + 7 * ldc + LANES);
                c72 = FloatVector.fromArray(FLOATS, c, cRow + 7 * ldc + 2 * LANES);
            }
            int a1 = a0 + aRow;
            int a2 = a0 + 2 * aRow;
            int a3 = a0 + 3 * aRow;
            int a4 = a0 + 4 * aRow;
            int a5 = a0 + 5 * aRow;
            int a6 = a0 + 6 * aRow;
            int a7 = a0 + 7 * aRow;
            int bk = bAt;
            int third = thirdAt;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                bk += bStep;
                FloatVector b2 = FloatVector.fromArray(FLOATS, b, third);
                third += thirdStep;
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                c02 = x0.fma(b2, c02);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                c12 = x1.fma(b2, c12);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                c22 = x2.fma(b2, c22);
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
                c32 = x3.fma(b2, c32);
                FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
                c40 = x4.fma(b0, c40);
                c41 = x4.fma(b1, c41);
                c42 = x4.fma(b2, c42);
                FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
                c50 = x5.fma(b0, c50);
                c51 = x5.fma(b1, c51);
                c52 = x5.fma(b2, c52);
                FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
                c60 = x6.fma(b0, c60);
                c61 = x6.fma(b1, c61);
                c62 = x6.fma(b2, c62);
                FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
                c70 = x7.fma(b0, c70);
                c71 = x7.fma(b1, c71);
                c72 = x7.fma(b2, c72);
            }
            c00.intoArray(c, cRow);
            c01.intoArray(c, cRow + LANES);
            c02.intoArray(c, cRow + 2 * LANES);
            c10.intoArray(c, cRow + ldc);
            c11.intoArray(c, cRow + ldc + LANES);
            c12.intoArray(c, cRow + ldc + 2 * LANES);
            c20.intoArray(c, cRow + 2 * ldc);
            c21.intoArray(c, cRow + 2 * ldc + LANES);
            c22.intoArray(c, cRow + 2 * ldc + 2 * LANES);
            c30.intoArray(c, cRow + 3 * ldc);
            c31.intoArray(c, cRow + 3 * ldc + LANES);
            c32.intoArray(c, cRow + 3 * ldc + 2 * LANES);
            c40.intoArray(c, cRow + 4 * ldc);
            c41.intoArray(c, cRow + 4 * ldc + LANES);
            c42.intoArray(c, cRow + 4 * ldc + 2 * LANES);
            c50.intoArray(c, cRow + 5 * ldc);
            c51.intoArray(c, cRow + 5 * ldc + LANES);
            c52.intoArray(c, cRow + 5 * ldc + 2 * LANES);
            c60.intoArray(c, cRow + 6 * ldc);
            c61.intoArray(c, cRow + 6 * ldc + LANES);
            c62.intoArray(c, cRow + 6 * ldc + 2 * LANES);
            c70.intoArray(c, cRow + 7 * ldc);
            c71.intoArray(c, cRow + 7 * ldc + LANES);
            c72.intoArray(c, cRow + 7 * ldc + 2 * LANES);
            a0 += 8 * aRow;
            cRow += 8 * ldc;
        }
    }

    /** Tiles of eight rows by two vectors, one below the other. */
    static void rows8x2(int tiles, int depth, float[] a, int aAt, int aRow, float[] b, int bAt, int bStep,
            float[] c, int cAt, int ldc, boolean resume) {
        int a0 = aAt;
        int cRow = cAt;
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
            if (resume) {
                c00 = FloatVector.fromArray(FLOATS, c, cRow);
                c01 = FloatVector.fromArray(FLOATS, c, cRow + LANES);
                c10 = FloatVector.fromArray(FLOATS, c, cRow + ldc);
                c11 = FloatVector.fromArray(FLOATS, c, cRow + ldc + LANES);
                c20 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc);
                c21 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc + LANES);
                c30 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc);
                c31 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc + LANES);
                c40 = FloatVector.fromArray(FLOATS, c, cRow + 4 * ldc);
                c41 = FloatVector.fromArray(FLOATS, c, cRow + 4 * ldc + LANES);
                c50 = FloatVector.fromArray(FLOATS, c, cRow + 5 * ldc);
                c51 = FloatVector.fromArray(FLOATS, c, cRow + 5 * ldc + LANES);
                c60 = FloatVector.fromArray(FLOATS, c, cRow + 6 * ldc);
                c61 = FloatVector.fromArray(FLOATS, c, cRow + 6 * ldc + LANES);
                c70 = FloatVector.fromArray(FLOATS, c, cRow + 7 * ldc);
                c71 = FloatVector.fromArray(FLOATS, c, cRow + 7 * ldc + LANES);
            }
            int a1 = a0 + aRow;
            int a2 = a0 + 2 * aRow;
            int a3 = a0 + 3 * aRow;
            int a4 = a0 + 4 * aRow;
            int a5 = a0 + 5 * aRow;
            int a6 = a0 + 6 * aRow;
            int a7 = a0 + 7 * aRow;
            int bk = bAt;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                bk += bStep;
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
            c00.intoArray(c, cRow);
            c01.intoArray(c, cRow + LANES);
            c10.intoArray(c, cRow + ldc);
            c11.intoArray(c, cRow + ldc + LANES);
            c20.intoArray(c, cRow + 2 * ldc);
            c21.intoArray(c, cRow + 2 * ldc + LANES);
            c30.intoArray(c, cRow + 3 * ldc);
            c31.intoArray(c, cRow + 3 * ldc + LANES);
            c40.intoArray(c, cRow + 4 * ldc);
            c41.intoArray(c, cRow + 4 * ldc + LANES);
            c50.intoArray(c, cRow + 5 * ldc);
            c51.intoArray(c, cRow + 5 * ldc + LANES);
            c60.intoArray(c, cRow + 6 * ldc);
            c61.intoArray(c, cRow + 6 * ldc + LANES);
            c70.intoArray(c, cRow + 7 * ldc);
            c71.intoArray(c, cRow + 7 * ldc + LANES);
            a0 += 8 * aRow;
            cRow += 8 * ldc;
        }
    }

    /** Tiles of four rows by three vectors, one below the other. */
    static void rows4x3(int tiles, int depth, float[] a, int aAt, int aRow, float[] b, int bAt, int bStep,
            int thirdAt, int thirdStep, float[] c, int cAt, int ldc, boolean resume) {
        int a0 = aAt;
        int cRow = cAt;
        for (int tile = 0; tile < tiles; tile++) {
            FloatVector c00 = FloatVector.zero(FLOATS);
            FloatVector c01 = FloatVector.zero(FLOATS);
            FloatVector c02 = FloatVector.zero(FLOATS);
            FloatVector c10 = FloatVector.zero(FLOATS);
            FloatVector c11 = FloatVector.zero(FLOATS);
            FloatVector c12 = FloatVector.zero(FLOATS);
            FloatVector c20 = FloatVector.zero(FLOATS);
            FloatVector c21 = FloatVector.zero(FLOATS);
            FloatVector c22 = FloatVector.zero(FLOATS);
            FloatVector c30 = FloatVector.zero(FLOATS);
            FloatVector c31 = FloatVector.zero(FLOATS);
            FloatVector c32 = FloatVector.zero(FLOATS);
            if (resume) {
                c00 = FloatVector.fromArray(FLOATS, c, cRow);
                c01 = FloatVector.fromArray(FLOATS, c, cRow + LANES);
                c02 = FloatVector.fromArray(FLOATS, c, cRow + 2 * LANES);
                c10 = FloatVector.fromArray(FLOATS, c, cRow + ldc);
                c11 = FloatVector.fromArray(FLOATS, c, cRow + ldc + LANES);
                c12 = FloatVector.fromArray(FLOATS, c, cRow + ldc + 2 * LANES);
                c20 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc);
                c21 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc + LANES);
                c22 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc + 2 * LANES);
                c30 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc);
                c31 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc + LANES);
                c32 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc + 2 * LANES);
            }
            int a1 = a0 + aRow;
            int a2 = a0 + 2 * aRow;
            int a3 = a0 + 3 * aRow;
            int bk = bAt;
            int third = thirdAt;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                bk += bStep;
                FloatVector b2 = FloatVector.fromArray(FLOATS, b, third);
                third += thirdStep;
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                c02 = x0.fma(b2, c02);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                c12 = x1.fma(b2, c12);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                c22 = x2.fma(b2, c22);
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
                c32 = x3.fma(b2, c32);
            }
            c00.intoArray(c, cRow);
            c01.intoArray(c, cRow + LANES);
            c02.intoArray(c, cRow + 2 * LANES);
            c10.intoArray(c, cRow + ldc);
            c11.intoArray(c, cRow + ldc + LANES);
            c12.intoArray(c, cRow + ldc + 2 * LANES);
            c20.intoArray(c, cRow + 2 * ldc);
            c21.intoArray(c, cRow + 2 * ldc + LANES);
            c22.intoArray(c, cRow + 2 * ldc + 2 * LANES);
            c30.intoArray(c, cRow + 3 * ldc);
            c31.intoArray(c, cRow + 3 * ldc + LANES);
            c32.intoArray(c, cRow + 3 * ldc + 2 * LANES);
            a0 += 4 * aRow;
            cRow += 4 * ldc;
        }
    }

    /** Tiles of four rows by two vectors, one below the other. */
    static void rows4x2(int tiles, int depth, float[] a, int aAt, int aRow, float[] b, int bAt, int bStep,
            float[] c, int cAt, int ldc, boolean resume) {
        int a0 = aAt;
        int cRow = cAt;
        for (int tile = 0; tile < tiles; tile++) {
            FloatVector c00 = FloatVector.zero(FLOATS);
            FloatVector c01 = FloatVector.zero(FLOATS);
            FloatVector c10 = FloatVector.zero(FLOATS);
            FloatVector c11 = FloatVector.zero(FLOATS);
            FloatVector c20 = FloatVector.zero(FLOATS);
            FloatVector c21 = FloatVector.zero(FLOATS);
            FloatVector c30 = FloatVector.zero(FLOATS);
            FloatVector c31 = FloatVector.zero(FLOATS);
            if (resume) {
                c00 = FloatVector.fromArray(FLOATS, c, cRow);
                c01 = FloatVector.fromArray(FLOATS, c, cRow + LANES);
                c10 = FloatVector.fromArray(FLOATS, c, cRow + ldc);
                c11 = FloatVector.fromArray(FLOATS, c, cRow + ldc + LANES);
                c20 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc);
                c21 = FloatVector.fromArray(FLOATS, c, cRow + 2 * ldc + LANES);
                c30 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc);
                c31 = FloatVector.fromArray(FLOATS, c, cRow + 3 * ldc + LANES);
            }
            int a1 = a0 + aRow;
            int a2 = a0 + 2 * aRow;
            int a3 = a0 + 3 * aRow;
            int bk = bAt;
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
                bk += bStep;
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
            c00.intoArray(c, cRow);
            c01.intoArray(c, cRow + LANES);
            c10.intoArray(c, cRow + ldc);
            c11.intoArray(c, cRow + ldc + LANES);
            c20.intoArray(c, cRow + 2 * ldc);
            c21.intoArray(c, cRow + 2 * ldc + LANES);
            c30.intoArray(c, cRow + 3 * ldc);
            c31.intoArray(c, cRow + 3 * ldc + LANES);
            a0 += 4 * aRow;
            cRow += 4 * ldc;
        }
    }
}
