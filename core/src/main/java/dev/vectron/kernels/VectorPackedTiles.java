package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of C whose part of A is packed: six rows of C side by side, {@code a[aAt + k·6 + i]}, block after block; the
 * rows that are left over lie as many floats apart as they are. Otherwise as {@link VectorColumnTiles} with one run.
 */
final class VectorPackedTiles {
    /** Rows of C that lie side by side. */
    static final int ROWS = 6;

    private VectorPackedTiles() {}

    /** Floats from one block of rows to the next: not a multiple of the cache's, or packing would throw itself out. */
    static int step(int depth) {
        return ROWS * depth + 16;
    }

    /** Any number of rows of C by two vectors. */
    static void rows(int m, int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
        int i = 0;
        for (; m - i >= ROWS; i += ROWS) {
            rows6(depth, a, aAt + i / ROWS * step(depth), 1, b, bAt, c, cAt + i * ldc, ldc, resume);
        }
        if (m > i) {
            VectorColumnTiles.columns(m - i, 1, depth, a, aAt + i / ROWS * step(depth), m - i, 0, b, bAt, c,
                    cAt + i * ldc, ldc, resume);
        }
    }

    /** Any number of rows of C by one vector. */
    static void narrowRows(int m, int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
        int i = 0;
        for (; m - i >= ROWS; i += ROWS) {
            narrowRows6(depth, a, aAt + i / ROWS * step(depth), b, bAt, c, cAt + i * ldc, ldc, resume);
        }
        if (m > i) {
            VectorNarrowTiles.columns(m - i, depth, a, aAt + i / ROWS * step(depth), m - i, b, bAt, c, cAt + i * ldc,
                    ldc, resume);
        }
    }

    /**
     * Six rows of C by two vectors. The distance of the rows in A is an argument, though it is 1: with constants C2
     * loads all of them before the first product, for which sixteen registers are too few.
     */
    private static void rows6(int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
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
            int ak = k * ROWS;
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

    /** Six rows of C by one vector. */
    private static void narrowRows6(int depth, float[] a, int aAt, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        for (int k = 0; k < depth; k++) {
            int ak = aAt + k * ROWS;
            int bk = bAt + k * LANES;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
            c0 = x0.fma(b0, c0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + 1]);
            c1 = x1.fma(b0, c1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[ak + 2]);
            c2 = x2.fma(b0, c2);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[ak + 3]);
            c3 = x3.fma(b0, c3);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[ak + 4]);
            c4 = x4.fma(b0, c4);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[ak + 5]);
            c5 = x5.fma(b0, c5);
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
        c5.intoArray(c, cAt + 5 * ldc);
    }
}
