package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Tiles of C whose rows of A may lie anywhere: pixels of a picture, or taps of a kernel. Within a run a row is
 * contiguous along the chain; all rows go from run to run by the same step.
 *
 * <p>Element (i, j) takes {@code c = fma(a[aiAt + run·aRun + k], b[bAt + (run·depth + k)·PANEL + j], c)} for run, k
 * ascending, begun with C ({@code resume}) or 0; then {@code c + d[dAt + i·ldd + j]}, then, where {@code rectified},
 * ReLU. D is a bias (ldd 0), an older C, or {@link #NOTHING}. In C and D the second vector begins {@code second} floats
 * behind the first: fewer than LANES where the two overlap. Tiles of fewer rows are in {@link VectorFewRowTiles}.
 *
 * <p>The addition at the end is there even where it adds nothing: without an operation between the loop and the store
 * C2 keeps the sums in memory all through the loop, at a third of the speed.
 */
final class VectorScatteredTiles {
    /** Most rows of a tile: 12 sums, two vectors of B and one of A are what 16 registers hold. */
    static final int ROWS = 6;
    /** Added to a sum it changes nothing, not even −0; for two panels. */
    static final float[] NOTHING = new float[2 * PANEL];

    static {
        Arrays.fill(NOTHING, -0f);
    }

    private VectorScatteredTiles() {}

    /** {@return rows of the next tile when this many are left: six and five where that comes out even} */
    static int next(int left) {
        int fives = (ROWS - left % ROWS) % ROWS;
        if (left <= ROWS) {
            return left;
        }
        if (left >= 5 * fives) {
            return fives == 0 ? ROWS : ROWS - 1;
        }
        return left >= 2 * ROWS ? ROWS : (left + 1) / 2;
    }

    /** A tile of m ≤ 6 rows; where it has fewer the other places of A do not matter. */
    static void rows(int m, int runs, int depth, float[] a, int a0, int a1, int a2, int a3, int a4, int a5, int aRun,
            float[] b, int bAt, float[] c, int cAt, int ldc, int second, boolean resume, float[] d, int dAt, int ldd,
            boolean rectified) {
        if (m == 6 && ldd == 0 && runs == 1) {
            VectorSingleLoopTiles.oneRun6(depth, a, a0, a1, a2, a3, a4, a5, b, bAt, c, cAt, ldc, second, resume, d, dAt,
                    rectified);
            return;
        }
        if (m == 6 && runs > 1 && depth < VectorSingleLoopTiles.LONG) {
            VectorSingleLoopTiles.shortRuns6(runs, depth, a, a0, a1, a2, a3, a4, a5, aRun, b, bAt, c, cAt, ldc,
                    second, resume, d, dAt, ldd, rectified);
            return;
        }
        switch (m) {
            case 6 -> rows6(runs, depth, a, a0, a1, a2, a3, a4, a5, aRun, b, bAt, c, cAt, ldc, second, resume, d, dAt,
                    ldd, rectified);
            case 5 -> rows5(runs, depth, a, a0, a1, a2, a3, a4, aRun, b, bAt, c, cAt, ldc, second, resume, d, dAt, ldd,
                    rectified);
            case 4 -> rows4(runs, depth, a, a0, a1, a2, a3, aRun, b, bAt, c, cAt, ldc, second, resume, d, dAt, ldd,
                    rectified);
            case 3 -> VectorFewRowTiles.rows3(runs, depth, a, a0, a1, a2, aRun, b, bAt, c, cAt, ldc, second, resume,
                    d, dAt, ldd, rectified);
            case 2 -> VectorFewRowTiles.rows2(runs, depth, a, a0, a1, aRun, b, bAt, c, cAt, ldc, second, resume, d,
                    dAt, ldd, rectified);
            default -> VectorFewRowTiles.rows1(runs, depth, a, a0, aRun, b, bAt, c, cAt, ldc, second, resume, d, dAt,
                    ldd, rectified);
        }
    }

    /** Six rows of C by two vectors. */
    private static void rows6(int runs, int depth, float[] a, int a0At, int a1At, int a2At, int a3At, int a4At,
            int a5At, int aRun, float[] b, int bAt, float[] c, int cAt, int ldc, int second, boolean resume,
            float[] d, int dAt, int ldd, boolean rectified) {
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
            c01 = FloatVector.fromArray(FLOATS, c, cAt + second);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + second);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + second);
            c30 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c31 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + second);
            c40 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c41 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc + second);
            c50 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c51 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc + second);
        }
        int a0 = a0At;
        int a1 = a1At;
        int a2 = a2At;
        int a3 = a3At;
        int a4 = a4At;
        int a5 = a5At;
        int panel = bAt;
        for (int run = 0; run < runs; run++) {
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
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
            a0 += aRun;
            a1 += aRun;
            a2 += aRun;
            a3 += aRun;
            a4 += aRun;
            a5 += aRun;
            panel += depth * PANEL;
        }
        c00 = c00.add(FloatVector.fromArray(FLOATS, d, dAt));
        c01 = c01.add(FloatVector.fromArray(FLOATS, d, dAt + second));
        c10 = c10.add(FloatVector.fromArray(FLOATS, d, dAt + ldd));
        c11 = c11.add(FloatVector.fromArray(FLOATS, d, dAt + ldd + second));
        c20 = c20.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd));
        c21 = c21.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd + second));
        c30 = c30.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd));
        c31 = c31.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd + second));
        c40 = c40.add(FloatVector.fromArray(FLOATS, d, dAt + 4 * ldd));
        c41 = c41.add(FloatVector.fromArray(FLOATS, d, dAt + 4 * ldd + second));
        c50 = c50.add(FloatVector.fromArray(FLOATS, d, dAt + 5 * ldd));
        c51 = c51.add(FloatVector.fromArray(FLOATS, d, dAt + 5 * ldd + second));
        if (rectified) {
            c00 = c00.blend(0f, c00.compare(VectorOperators.LE, 0f));
            c01 = c01.blend(0f, c01.compare(VectorOperators.LE, 0f));
            c10 = c10.blend(0f, c10.compare(VectorOperators.LE, 0f));
            c11 = c11.blend(0f, c11.compare(VectorOperators.LE, 0f));
            c20 = c20.blend(0f, c20.compare(VectorOperators.LE, 0f));
            c21 = c21.blend(0f, c21.compare(VectorOperators.LE, 0f));
            c30 = c30.blend(0f, c30.compare(VectorOperators.LE, 0f));
            c31 = c31.blend(0f, c31.compare(VectorOperators.LE, 0f));
            c40 = c40.blend(0f, c40.compare(VectorOperators.LE, 0f));
            c41 = c41.blend(0f, c41.compare(VectorOperators.LE, 0f));
            c50 = c50.blend(0f, c50.compare(VectorOperators.LE, 0f));
            c51 = c51.blend(0f, c51.compare(VectorOperators.LE, 0f));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + second);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + second);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + second);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + second);
        c40.intoArray(c, cAt + 4 * ldc);
        c41.intoArray(c, cAt + 4 * ldc + second);
        c50.intoArray(c, cAt + 5 * ldc);
        c51.intoArray(c, cAt + 5 * ldc + second);
    }

    /** Five rows of C by two vectors. */
    private static void rows5(int runs, int depth, float[] a, int a0At, int a1At, int a2At, int a3At, int a4At,
            int aRun, float[] b, int bAt, float[] c, int cAt, int ldc, int second, boolean resume, float[] d, int dAt,
            int ldd, boolean rectified) {
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
            c01 = FloatVector.fromArray(FLOATS, c, cAt + second);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + second);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + second);
            c30 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c31 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + second);
            c40 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c41 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc + second);
        }
        int a0 = a0At;
        int a1 = a1At;
        int a2 = a2At;
        int a3 = a3At;
        int a4 = a4At;
        int panel = bAt;
        for (int run = 0; run < runs; run++) {
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
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
            a0 += aRun;
            a1 += aRun;
            a2 += aRun;
            a3 += aRun;
            a4 += aRun;
            panel += depth * PANEL;
        }
        c00 = c00.add(FloatVector.fromArray(FLOATS, d, dAt));
        c01 = c01.add(FloatVector.fromArray(FLOATS, d, dAt + second));
        c10 = c10.add(FloatVector.fromArray(FLOATS, d, dAt + ldd));
        c11 = c11.add(FloatVector.fromArray(FLOATS, d, dAt + ldd + second));
        c20 = c20.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd));
        c21 = c21.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd + second));
        c30 = c30.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd));
        c31 = c31.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd + second));
        c40 = c40.add(FloatVector.fromArray(FLOATS, d, dAt + 4 * ldd));
        c41 = c41.add(FloatVector.fromArray(FLOATS, d, dAt + 4 * ldd + second));
        if (rectified) {
            c00 = c00.blend(0f, c00.compare(VectorOperators.LE, 0f));
            c01 = c01.blend(0f, c01.compare(VectorOperators.LE, 0f));
            c10 = c10.blend(0f, c10.compare(VectorOperators.LE, 0f));
            c11 = c11.blend(0f, c11.compare(VectorOperators.LE, 0f));
            c20 = c20.blend(0f, c20.compare(VectorOperators.LE, 0f));
            c21 = c21.blend(0f, c21.compare(VectorOperators.LE, 0f));
            c30 = c30.blend(0f, c30.compare(VectorOperators.LE, 0f));
            c31 = c31.blend(0f, c31.compare(VectorOperators.LE, 0f));
            c40 = c40.blend(0f, c40.compare(VectorOperators.LE, 0f));
            c41 = c41.blend(0f, c41.compare(VectorOperators.LE, 0f));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + second);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + second);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + second);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + second);
        c40.intoArray(c, cAt + 4 * ldc);
        c41.intoArray(c, cAt + 4 * ldc + second);
    }

    /** Four rows of C by two vectors. */
    private static void rows4(int runs, int depth, float[] a, int a0At, int a1At, int a2At, int a3At, int aRun,
            float[] b, int bAt, float[] c, int cAt, int ldc, int second, boolean resume, float[] d, int dAt, int ldd,
            boolean rectified) {
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
            c01 = FloatVector.fromArray(FLOATS, c, cAt + second);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + second);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + second);
            c30 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c31 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + second);
        }
        int a0 = a0At;
        int a1 = a1At;
        int a2 = a2At;
        int a3 = a3At;
        int panel = bAt;
        for (int run = 0; run < runs; run++) {
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * PANEL;
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
            a0 += aRun;
            a1 += aRun;
            a2 += aRun;
            a3 += aRun;
            panel += depth * PANEL;
        }
        c00 = c00.add(FloatVector.fromArray(FLOATS, d, dAt));
        c01 = c01.add(FloatVector.fromArray(FLOATS, d, dAt + second));
        c10 = c10.add(FloatVector.fromArray(FLOATS, d, dAt + ldd));
        c11 = c11.add(FloatVector.fromArray(FLOATS, d, dAt + ldd + second));
        c20 = c20.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd));
        c21 = c21.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd + second));
        c30 = c30.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd));
        c31 = c31.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd + second));
        if (rectified) {
            c00 = c00.blend(0f, c00.compare(VectorOperators.LE, 0f));
            c01 = c01.blend(0f, c01.compare(VectorOperators.LE, 0f));
            c10 = c10.blend(0f, c10.compare(VectorOperators.LE, 0f));
            c11 = c11.blend(0f, c11.compare(VectorOperators.LE, 0f));
            c20 = c20.blend(0f, c20.compare(VectorOperators.LE, 0f));
            c21 = c21.blend(0f, c21.compare(VectorOperators.LE, 0f));
            c30 = c30.blend(0f, c30.compare(VectorOperators.LE, 0f));
            c31 = c31.blend(0f, c31.compare(VectorOperators.LE, 0f));
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + second);
        c10.intoArray(c, cAt + ldc);
        c11.intoArray(c, cAt + ldc + second);
        c20.intoArray(c, cAt + 2 * ldc);
        c21.intoArray(c, cAt + 2 * ldc + second);
        c30.intoArray(c, cAt + 3 * ldc);
        c31.intoArray(c, cAt + 3 * ldc + second);
    }
}
