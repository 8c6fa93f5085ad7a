package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of C whose part of A is packed: five rows of C side by side, {@code a[aAt + k·5 + i]}, block after block; the
 * rows that are left over lie as many floats apart as they are. Five, because C2 keeps ten accumulators in sixteen
 * registers here, but not twelve. Otherwise as {@link VectorColumnTiles} with one run.
 */
final class VectorPackedTiles {
    /** Rows of C that lie side by side. */
    static final int ROWS = 5;

    private VectorPackedTiles() {}

    /** Any number of rows of C by two vectors. */
    static void rows(int m, int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
        int i = 0;
        for (; m - i >= ROWS; i += ROWS) {
            rows5(depth, a, aAt + i * depth, b, bAt, c, cAt + i * ldc, ldc, resume);
        }
        if (m > i) {
            VectorColumnTiles.columns(m - i, 1, depth, a, aAt + i * depth, m - i, 0, b, bAt, c, cAt + i * ldc, ldc,
                    resume);
        }
    }

    /** Any number of rows of C by one vector. */
    static void narrowRows(int m, int depth, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
        for (int i = 0; i < m; i += ROWS) {
            int rows = Math.min(ROWS, m - i);
            VectorNarrowTiles.columns(rows, depth, a, aAt + i * depth, rows, b, bAt, c, cAt + i * ldc, ldc, resume);
        }
    }

    /** Five rows of C by two vectors. */
    private static void rows5(int depth, float[] a, int aAt, float[] b, int bAt,
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
        for (int k = 0; k < depth; k++) {
            int bk = bAt + k * PANEL;
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * ROWS]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + k * ROWS + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[aAt + k * ROWS + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[aAt + k * ROWS + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[aAt + k * ROWS + 4]);
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
}
