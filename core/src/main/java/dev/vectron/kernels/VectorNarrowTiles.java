package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of C of one vector's width, for matrices with so few columns that a second vector would be empty: the panel of
 * B is LANES floats wide. Otherwise as {@link VectorRowTiles} (rows of A contiguous) and {@link VectorColumnTiles}
 * (columns of A contiguous) with one run.
 */
final class VectorNarrowTiles {
    private VectorNarrowTiles() {}

    /** Any number of rows of C, rows of A contiguous along k. */
    static void rows(int m, int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        int i = 0;
        for (; m - i >= 6; i += 6) {
            rows6(depth, a, aAt + i * aRow, aRow, b, bAt, c, cAt + i * ldc, ldc, resume);
        }
        if (m - i >= 4) {
            rows4(depth, a, aAt + i * aRow, aRow, b, bAt, c, cAt + i * ldc, ldc, resume);
            i += 4;
        }
        if (m - i >= 2) {
            rows2(depth, a, aAt + i * aRow, aRow, b, bAt, c, cAt + i * ldc, ldc, resume);
            i += 2;
        }
        if (m > i) {
            columns1(depth, a, aAt + i * aRow, 1, b, bAt, c, cAt + i * ldc, resume);
        }
    }

    /** Any number of rows of C that lie side by side in A. */
    static void columns(int m, int depth, float[] a, int aAt, int aStep, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        int i = 0;
        if (VectorLanes.MANY_REGISTERS) {
            for (; m - i >= 24; i += 24) {
                VectorTallTiles.columns24(depth, a, aAt + i, aStep, b, bAt, c, cAt + i * ldc, ldc, resume);
            }
            if (m - i >= 12) {
                VectorTallTiles.columns12(depth, a, aAt + i, aStep, b, bAt, c, cAt + i * ldc, ldc, resume);
                i += 12;
            }
        }
        for (; m - i >= 8; i += 8) {
            columns8(depth, a, aAt + i, aStep, b, bAt, c, cAt + i * ldc, ldc, resume);
        }
        if (m - i >= 4) {
            columns4(depth, a, aAt + i, aStep, b, bAt, c, cAt + i * ldc, ldc, resume);
            i += 4;
        }
        if (m - i >= 2) {
            columns2(depth, a, aAt + i, aStep, b, bAt, c, cAt + i * ldc, ldc, resume);
            i += 2;
        }
        if (m > i) {
            columns1(depth, a, aAt + i, aStep, b, bAt, c, cAt + i * ldc, resume);
        }
    }

    /** Six rows of C by one vector. */
    private static void rows6(int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
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
        int a0 = aAt;
        int a1 = aAt + aRow;
        int a2 = aAt + 2 * aRow;
        int a3 = aAt + 3 * aRow;
        int a4 = aAt + 4 * aRow;
        int a5 = aAt + 5 * aRow;
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * LANES;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c0 = x0.fma(b0, c0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c1 = x1.fma(b0, c1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c2 = x2.fma(b0, c2);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c3 = x3.fma(b0, c3);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c4 = x4.fma(b0, c4);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c5 = x5.fma(b0, c5);
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
        c5.intoArray(c, cAt + 5 * ldc);
    }

    /** Four rows of C by one vector. */
    private static void rows4(int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        int a0 = aAt;
        int a1 = aAt + aRow;
        int a2 = aAt + 2 * aRow;
        int a3 = aAt + 3 * aRow;
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * LANES;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c0 = x0.fma(b0, c0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c1 = x1.fma(b0, c1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c2 = x2.fma(b0, c2);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c3 = x3.fma(b0, c3);
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
    }

    /** Two rows of C by one vector. */
    private static void rows2(int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
        }
        int a0 = aAt;
        int a1 = aAt + aRow;
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * LANES;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c0 = x0.fma(b0, c0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c1 = x1.fma(b0, c1);
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
    }

    /** Eight columns of A by one vector. */
    private static void columns8(int depth, float[] a, int aAt, int aStep, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        int ak = aAt;
        for (int k = 0; k < depth; k++) {
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
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[ak + 6]);
            c6 = x6.fma(b0, c6);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[ak + 7]);
            c7 = x7.fma(b0, c7);
            ak += aStep;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
        c5.intoArray(c, cAt + 5 * ldc);
        c6.intoArray(c, cAt + 6 * ldc);
        c7.intoArray(c, cAt + 7 * ldc);
    }

    /** Four columns of A by one vector. */
    private static void columns4(int depth, float[] a, int aAt, int aStep, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
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
        int ak = aAt;
        for (int k = 0; k < depth; k++) {
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
            ak += aStep;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
    }

    /** Two columns of A by one vector. */
    private static void columns2(int depth, float[] a, int aAt, int aStep, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
        }
        int ak = aAt;
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * LANES;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
            c0 = x0.fma(b0, c0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + 1]);
            c1 = x1.fma(b0, c1);
            ak += aStep;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
    }

    /** One column of A by one vector. */
    private static void columns1(int depth, float[] a, int aAt, int aStep, float[] b, int bAt,
            float[] c, int cAt, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
        }
        int ak = aAt;
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * LANES;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
            c0 = x0.fma(b0, c0);
            ak += aStep;
        }
        c0.intoArray(c, cAt);
    }
}
