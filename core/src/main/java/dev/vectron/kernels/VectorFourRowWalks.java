package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * As {@link VectorTwoRowWalks} with four rows, so that B is read half as often; for at most {@value #MOST_STEPS} steps:
 * with eight, four rows of A and their sums do not fit 32 registers, and the compiler gives up and allocates vectors.
 */
final class VectorFourRowWalks {
    static final int ROWS = 4;
    static final int MOST_STEPS = 6;

    private VectorFourRowWalks() {}

    /** Four rows of C by all columns, with 1 to {@value #MOST_STEPS} steps. */
    static void rows(int n, int k, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        switch (k) {
            case 1 -> steps1(n, a, aAt, aRow, b, bAt, c, cAt, ldc, resume);
            case 2 -> steps2(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            case 3 -> steps3(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            case 4 -> steps4(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            case 5 -> steps5(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            default -> steps6(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
        }
    }

    private static void steps1(int n, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt,
            int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a20 = of(a, aAt + 2 * aRow);
        FloatVector a30 = of(a, aAt + 3 * aRow);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            FloatVector c2 = FloatVector.zero(FLOATS);
            FloatVector c3 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
                c2 = load(c, cj + 2 * ldc);
                c3 = load(c, cj + 3 * ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            c2 = a20.fma(b0, c2);
            c3 = a30.fma(b0, c3);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
            c2.intoArray(c, cj + 2 * ldc);
            c3.intoArray(c, cj + 3 * ldc);
        }
    }

    private static void steps2(int n, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a01 = of(a, aAt + aStep);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a11 = of(a, aAt + aRow + aStep);
        FloatVector a20 = of(a, aAt + 2 * aRow);
        FloatVector a21 = of(a, aAt + 2 * aRow + aStep);
        FloatVector a30 = of(a, aAt + 3 * aRow);
        FloatVector a31 = of(a, aAt + 3 * aRow + aStep);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            FloatVector c2 = FloatVector.zero(FLOATS);
            FloatVector c3 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
                c2 = load(c, cj + 2 * ldc);
                c3 = load(c, cj + 3 * ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            c2 = a20.fma(b0, c2);
            c3 = a30.fma(b0, c3);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            c2 = a21.fma(b1, c2);
            c3 = a31.fma(b1, c3);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
            c2.intoArray(c, cj + 2 * ldc);
            c3.intoArray(c, cj + 3 * ldc);
        }
    }

    private static void steps3(int n, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a01 = of(a, aAt + aStep);
        FloatVector a02 = of(a, aAt + 2 * aStep);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a11 = of(a, aAt + aRow + aStep);
        FloatVector a12 = of(a, aAt + aRow + 2 * aStep);
        FloatVector a20 = of(a, aAt + 2 * aRow);
        FloatVector a21 = of(a, aAt + 2 * aRow + aStep);
        FloatVector a22 = of(a, aAt + 2 * aRow + 2 * aStep);
        FloatVector a30 = of(a, aAt + 3 * aRow);
        FloatVector a31 = of(a, aAt + 3 * aRow + aStep);
        FloatVector a32 = of(a, aAt + 3 * aRow + 2 * aStep);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            FloatVector c2 = FloatVector.zero(FLOATS);
            FloatVector c3 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
                c2 = load(c, cj + 2 * ldc);
                c3 = load(c, cj + 3 * ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            c2 = a20.fma(b0, c2);
            c3 = a30.fma(b0, c3);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            c2 = a21.fma(b1, c2);
            c3 = a31.fma(b1, c3);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            c2 = a22.fma(b2, c2);
            c3 = a32.fma(b2, c3);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
            c2.intoArray(c, cj + 2 * ldc);
            c3.intoArray(c, cj + 3 * ldc);
        }
    }

    private static void steps4(int n, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a01 = of(a, aAt + aStep);
        FloatVector a02 = of(a, aAt + 2 * aStep);
        FloatVector a03 = of(a, aAt + 3 * aStep);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a11 = of(a, aAt + aRow + aStep);
        FloatVector a12 = of(a, aAt + aRow + 2 * aStep);
        FloatVector a13 = of(a, aAt + aRow + 3 * aStep);
        FloatVector a20 = of(a, aAt + 2 * aRow);
        FloatVector a21 = of(a, aAt + 2 * aRow + aStep);
        FloatVector a22 = of(a, aAt + 2 * aRow + 2 * aStep);
        FloatVector a23 = of(a, aAt + 2 * aRow + 3 * aStep);
        FloatVector a30 = of(a, aAt + 3 * aRow);
        FloatVector a31 = of(a, aAt + 3 * aRow + aStep);
        FloatVector a32 = of(a, aAt + 3 * aRow + 2 * aStep);
        FloatVector a33 = of(a, aAt + 3 * aRow + 3 * aStep);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            FloatVector c2 = FloatVector.zero(FLOATS);
            FloatVector c3 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
                c2 = load(c, cj + 2 * ldc);
                c3 = load(c, cj + 3 * ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            c2 = a20.fma(b0, c2);
            c3 = a30.fma(b0, c3);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            c2 = a21.fma(b1, c2);
            c3 = a31.fma(b1, c3);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            c2 = a22.fma(b2, c2);
            c3 = a32.fma(b2, c3);
            FloatVector b3 = load(b, bj + 3 * ldb);
            c0 = a03.fma(b3, c0);
            c1 = a13.fma(b3, c1);
            c2 = a23.fma(b3, c2);
            c3 = a33.fma(b3, c3);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
            c2.intoArray(c, cj + 2 * ldc);
            c3.intoArray(c, cj + 3 * ldc);
        }
    }

    private static void steps5(int n, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a01 = of(a, aAt + aStep);
        FloatVector a02 = of(a, aAt + 2 * aStep);
        FloatVector a03 = of(a, aAt + 3 * aStep);
        FloatVector a04 = of(a, aAt + 4 * aStep);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a11 = of(a, aAt + aRow + aStep);
        FloatVector a12 = of(a, aAt + aRow + 2 * aStep);
        FloatVector a13 = of(a, aAt + aRow + 3 * aStep);
        FloatVector a14 = of(a, aAt + aRow + 4 * aStep);
        FloatVector a20 = of(a, aAt + 2 * aRow);
        FloatVector a21 = of(a, aAt + 2 * aRow + aStep);
        FloatVector a22 = of(a, aAt + 2 * aRow + 2 * aStep);
        FloatVector a23 = of(a, aAt + 2 * aRow + 3 * aStep);
        FloatVector a24 = of(a, aAt + 2 * aRow + 4 * aStep);
        FloatVector a30 = of(a, aAt + 3 * aRow);
        FloatVector a31 = of(a, aAt + 3 * aRow + aStep);
        FloatVector a32 = of(a, aAt + 3 * aRow + 2 * aStep);
        FloatVector a33 = of(a, aAt + 3 * aRow + 3 * aStep);
        FloatVector a34 = of(a, aAt + 3 * aRow + 4 * aStep);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            FloatVector c2 = FloatVector.zero(FLOATS);
            FloatVector c3 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
                c2 = load(c, cj + 2 * ldc);
                c3 = load(c, cj + 3 * ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            c2 = a20.fma(b0, c2);
            c3 = a30.fma(b0, c3);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            c2 = a21.fma(b1, c2);
            c3 = a31.fma(b1, c3);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            c2 = a22.fma(b2, c2);
            c3 = a32.fma(b2, c3);
            FloatVector b3 = load(b, bj + 3 * ldb);
            c0 = a03.fma(b3, c0);
            c1 = a13.fma(b3, c1);
            c2 = a23.fma(b3, c2);
            c3 = a33.fma(b3, c3);
            FloatVector b4 = load(b, bj + 4 * ldb);
            c0 = a04.fma(b4, c0);
            c1 = a14.fma(b4, c1);
            c2 = a24.fma(b4, c2);
            c3 = a34.fma(b4, c3);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
            c2.intoArray(c, cj + 2 * ldc);
            c3.intoArray(c, cj + 3 * ldc);
        }
    }

    private static void steps6(int n, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a01 = of(a, aAt + aStep);
        FloatVector a02 = of(a, aAt + 2 * aStep);
        FloatVector a03 = of(a, aAt + 3 * aStep);
        FloatVector a04 = of(a, aAt + 4 * aStep);
        FloatVector a05 = of(a, aAt + 5 * aStep);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a11 = of(a, aAt + aRow + aStep);
        FloatVector a12 = of(a, aAt + aRow + 2 * aStep);
        FloatVector a13 = of(a, aAt + aRow + 3 * aStep);
        FloatVector a14 = of(a, aAt + aRow + 4 * aStep);
        FloatVector a15 = of(a, aAt + aRow + 5 * aStep);
        FloatVector a20 = of(a, aAt + 2 * aRow);
        FloatVector a21 = of(a, aAt + 2 * aRow + aStep);
        FloatVector a22 = of(a, aAt + 2 * aRow + 2 * aStep);
        FloatVector a23 = of(a, aAt + 2 * aRow + 3 * aStep);
        FloatVector a24 = of(a, aAt + 2 * aRow + 4 * aStep);
        FloatVector a25 = of(a, aAt + 2 * aRow + 5 * aStep);
        FloatVector a30 = of(a, aAt + 3 * aRow);
        FloatVector a31 = of(a, aAt + 3 * aRow + aStep);
        FloatVector a32 = of(a, aAt + 3 * aRow + 2 * aStep);
        FloatVector a33 = of(a, aAt + 3 * aRow + 3 * aStep);
        FloatVector a34 = of(a, aAt + 3 * aRow + 4 * aStep);
        FloatVector a35 = of(a, aAt + 3 * aRow + 5 * aStep);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            FloatVector c2 = FloatVector.zero(FLOATS);
            FloatVector c3 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
                c2 = load(c, cj + 2 * ldc);
                c3 = load(c, cj + 3 * ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            c2 = a20.fma(b0, c2);
            c3 = a30.fma(b0, c3);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            c2 = a21.fma(b1, c2);
            c3 = a31.fma(b1, c3);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            c2 = a22.fma(b2, c2);
            c3 = a32.fma(b2, c3);
            FloatVector b3 = load(b, bj + 3 * ldb);
            c0 = a03.fma(b3, c0);
            c1 = a13.fma(b3, c1);
            c2 = a23.fma(b3, c2);
            c3 = a33.fma(b3, c3);
            FloatVector b4 = load(b, bj + 4 * ldb);
            c0 = a04.fma(b4, c0);
            c1 = a14.fma(b4, c1);
            c2 = a24.fma(b4, c2);
            c3 = a34.fma(b4, c3);
            FloatVector b5 = load(b, bj + 5 * ldb);
            c0 = a05.fma(b5, c0);
            c1 = a15.fma(b5, c1);
            c2 = a25.fma(b5, c2);
            c3 = a35.fma(b5, c3);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
            c2.intoArray(c, cj + 2 * ldc);
            c3.intoArray(c, cj + 3 * ldc);
        }
    }

    private static FloatVector of(float[] a, int at) {
        return FloatVector.broadcast(FLOATS, a[at]);
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(FLOATS, from, at);
    }
}
