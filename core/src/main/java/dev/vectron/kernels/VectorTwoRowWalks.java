package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Two rows of C with very short chains, written from their beginning to their end: the numbers of A stay in registers,
 * and vectors of columns pass. Each number of steps has its own loop.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aAt + i·aRow + p·aStep], b[bAt + p·ldb + j], c)} for p ascending, begun with
 * C ({@code resume}) or 0; n is a multiple of {@link VectorLanes#LANES}.
 */
final class VectorTwoRowWalks {
    static final int ROWS = 2;
    static final int MOST_STEPS = 8;

    private VectorTwoRowWalks() {}

    /** Two rows of C by all columns, with 1 to {@value #MOST_STEPS} steps. */
    static void rows(int n, int k, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        switch (k) {
            case 1 -> steps1(n, a, aAt, aRow, b, bAt, c, cAt, ldc, resume);
            case 2 -> steps2(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            case 3 -> steps3(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            case 4 -> steps4(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            case 5 -> steps5(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            case 6 -> steps6(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            case 7 -> steps7(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
            default -> steps8(n, a, aAt, aRow, aStep, b, bAt, ldb, c, cAt, ldc, resume);
        }
    }

    private static void steps1(int n, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt,
            int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a10 = of(a, aAt + aRow);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
        }
    }

    private static void steps2(int n, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a01 = of(a, aAt + aStep);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a11 = of(a, aAt + aRow + aStep);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
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
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
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
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            FloatVector b3 = load(b, bj + 3 * ldb);
            c0 = a03.fma(b3, c0);
            c1 = a13.fma(b3, c1);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
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
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            FloatVector b3 = load(b, bj + 3 * ldb);
            c0 = a03.fma(b3, c0);
            c1 = a13.fma(b3, c1);
            FloatVector b4 = load(b, bj + 4 * ldb);
            c0 = a04.fma(b4, c0);
            c1 = a14.fma(b4, c1);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
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
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            FloatVector b3 = load(b, bj + 3 * ldb);
            c0 = a03.fma(b3, c0);
            c1 = a13.fma(b3, c1);
            FloatVector b4 = load(b, bj + 4 * ldb);
            c0 = a04.fma(b4, c0);
            c1 = a14.fma(b4, c1);
            FloatVector b5 = load(b, bj + 5 * ldb);
            c0 = a05.fma(b5, c0);
            c1 = a15.fma(b5, c1);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
        }
    }

    private static void steps7(int n, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a01 = of(a, aAt + aStep);
        FloatVector a02 = of(a, aAt + 2 * aStep);
        FloatVector a03 = of(a, aAt + 3 * aStep);
        FloatVector a04 = of(a, aAt + 4 * aStep);
        FloatVector a05 = of(a, aAt + 5 * aStep);
        FloatVector a06 = of(a, aAt + 6 * aStep);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a11 = of(a, aAt + aRow + aStep);
        FloatVector a12 = of(a, aAt + aRow + 2 * aStep);
        FloatVector a13 = of(a, aAt + aRow + 3 * aStep);
        FloatVector a14 = of(a, aAt + aRow + 4 * aStep);
        FloatVector a15 = of(a, aAt + aRow + 5 * aStep);
        FloatVector a16 = of(a, aAt + aRow + 6 * aStep);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            FloatVector b3 = load(b, bj + 3 * ldb);
            c0 = a03.fma(b3, c0);
            c1 = a13.fma(b3, c1);
            FloatVector b4 = load(b, bj + 4 * ldb);
            c0 = a04.fma(b4, c0);
            c1 = a14.fma(b4, c1);
            FloatVector b5 = load(b, bj + 5 * ldb);
            c0 = a05.fma(b5, c0);
            c1 = a15.fma(b5, c1);
            FloatVector b6 = load(b, bj + 6 * ldb);
            c0 = a06.fma(b6, c0);
            c1 = a16.fma(b6, c1);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
        }
    }

    private static void steps8(int n, float[] a, int aAt, int aRow, int aStep, float[] b, int bAt, int ldb,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector a00 = of(a, aAt);
        FloatVector a01 = of(a, aAt + aStep);
        FloatVector a02 = of(a, aAt + 2 * aStep);
        FloatVector a03 = of(a, aAt + 3 * aStep);
        FloatVector a04 = of(a, aAt + 4 * aStep);
        FloatVector a05 = of(a, aAt + 5 * aStep);
        FloatVector a06 = of(a, aAt + 6 * aStep);
        FloatVector a07 = of(a, aAt + 7 * aStep);
        FloatVector a10 = of(a, aAt + aRow);
        FloatVector a11 = of(a, aAt + aRow + aStep);
        FloatVector a12 = of(a, aAt + aRow + 2 * aStep);
        FloatVector a13 = of(a, aAt + aRow + 3 * aStep);
        FloatVector a14 = of(a, aAt + aRow + 4 * aStep);
        FloatVector a15 = of(a, aAt + aRow + 5 * aStep);
        FloatVector a16 = of(a, aAt + aRow + 6 * aStep);
        FloatVector a17 = of(a, aAt + aRow + 7 * aStep);
        for (int j = 0; j < n; j += LANES) {
            int bj = bAt + j;
            int cj = cAt + j;
            FloatVector c0 = FloatVector.zero(FLOATS);
            FloatVector c1 = FloatVector.zero(FLOATS);
            if (resume) {
                c0 = load(c, cj);
                c1 = load(c, cj + ldc);
            }
            FloatVector b0 = load(b, bj);
            c0 = a00.fma(b0, c0);
            c1 = a10.fma(b0, c1);
            FloatVector b1 = load(b, bj + ldb);
            c0 = a01.fma(b1, c0);
            c1 = a11.fma(b1, c1);
            FloatVector b2 = load(b, bj + 2 * ldb);
            c0 = a02.fma(b2, c0);
            c1 = a12.fma(b2, c1);
            FloatVector b3 = load(b, bj + 3 * ldb);
            c0 = a03.fma(b3, c0);
            c1 = a13.fma(b3, c1);
            FloatVector b4 = load(b, bj + 4 * ldb);
            c0 = a04.fma(b4, c0);
            c1 = a14.fma(b4, c1);
            FloatVector b5 = load(b, bj + 5 * ldb);
            c0 = a05.fma(b5, c0);
            c1 = a15.fma(b5, c1);
            FloatVector b6 = load(b, bj + 6 * ldb);
            c0 = a06.fma(b6, c0);
            c1 = a16.fma(b6, c1);
            FloatVector b7 = load(b, bj + 7 * ldb);
            c0 = a07.fma(b7, c0);
            c1 = a17.fma(b7, c1);
            c0.intoArray(c, cj);
            c1.intoArray(c, cj + ldc);
        }
    }

    private static FloatVector of(float[] a, int at) {
        return FloatVector.broadcast(FLOATS, a[at]);
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(FLOATS, from, at);
    }
}
