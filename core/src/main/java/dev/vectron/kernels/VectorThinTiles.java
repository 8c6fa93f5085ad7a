package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/**
 * Products with few rows, as of one sample: B is used once or twice, so that it is read where it is, two panels at a
 * time so that there are accumulators enough.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aAt + i·aRow + k·aStep], b[bAt + k·bStep + j / PANEL·bPanel + j % PANEL],
 * c)} for k ascending, begun with C ({@code resume}) or 0.
 */
final class VectorThinTiles {
    /** With more rows than these it pays to pack B. */
    static final int MOST_ROWS = 8;
    /** Columns done at a time: two panels. */
    static final int COLUMNS = 2 * PANEL;

    private VectorThinTiles() {}

    /** Any number of rows of C by whole pairs of panels: n is a multiple of {@link #COLUMNS}. */
    static void rows(int m, int n, int depth, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int bStep,
            int bPanel, float[] c, int cAt, int ldc, boolean resume) {
        for (int j = 0; j < n; j += COLUMNS) {
            int panel = bAt + j / PANEL * bPanel;
            int i = 0;
            for (; m - i >= 2; i += 2) {
                rows2(depth, a, aAt + i * aRow, aRow, aStep, b, panel, bStep, bPanel, c, cAt + i * ldc + j, ldc,
                        resume);
            }
            if (m > i) {
                rows1(depth, a, aAt + i * aRow, aStep, b, panel, bStep, bPanel, c, cAt + i * ldc + j, resume);
            }
        }
    }

    /** One row of C by two panels. */
    private static void rows1(int depth, float[] a, int aAt, int aStep, float[] b, int bAt, int bStep,
            int bPanel, float[] c, int cAt, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + PANEL);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + PANEL + LANES);
        }
        int ak = aAt;
        int bk = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
            c0 = x0.fma(FloatVector.fromArray(FLOATS, b, bk), c0);
            c1 = x0.fma(FloatVector.fromArray(FLOATS, b, bk + LANES), c1);
            c2 = x0.fma(FloatVector.fromArray(FLOATS, b, bk + bPanel), c2);
            c3 = x0.fma(FloatVector.fromArray(FLOATS, b, bk + bPanel + LANES), c3);
            ak += aStep;
            bk += bStep;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + LANES);
        c2.intoArray(c, cAt + PANEL);
        c3.intoArray(c, cAt + PANEL + LANES);
    }

    /** Two rows of C by two panels. */
    private static void rows2(int depth, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int bStep,
            int bPanel, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c02 = FloatVector.zero(FLOATS);
        FloatVector c03 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c12 = FloatVector.zero(FLOATS);
        FloatVector c13 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c02 = FloatVector.fromArray(FLOATS, c, cAt + PANEL);
            c03 = FloatVector.fromArray(FLOATS, c, cAt + PANEL + LANES);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
            c12 = FloatVector.fromArray(FLOATS, c, cAt + ldc + PANEL);
            c13 = FloatVector.fromArray(FLOATS, c, cAt + ldc + PANEL + LANES);
        }
        int ak = aAt;
        int bk = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + aRow]);
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            c00 = x0.fma(b0, c00);
            c10 = x1.fma(b0, c10);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            c01 = x0.fma(b1, c01);
            c11 = x1.fma(b1, c11);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bk + bPanel);
            c02 = x0.fma(b2, c02);
            c12 = x1.fma(b2, c12);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bk + bPanel + LANES);
            c03 = x0.fma(b3, c03);
            c13 = x1.fma(b3, c13);
            ak += aStep;
            bk += bStep;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + LANES);
        c02.intoArray(c, cAt + PANEL);
        c03.intoArray(c, cAt + PANEL + LANES);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + LANES);
        c12.intoArray(c, cAt + ldc + PANEL);
        c13.intoArray(c, cAt + ldc + PANEL + LANES);
    }
}
