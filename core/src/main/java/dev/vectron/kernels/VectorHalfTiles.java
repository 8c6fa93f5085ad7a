package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Tiles of pixels times half a panel: one vector of filters.
 *
 * <p>With one vector of B a number of A feeds one multiplication only, and loading it costs as much as the
 * multiplication itself. So {@link #pairs6} takes pixels of two rows of the output together: all rows of the input but
 * the first and the last are read by both, by the lower one with the tap row before, and feed two. {@link #pixels} is
 * for kernels of one row, strides, and a last row that is left alone.
 *
 * <p>A tile is m pixels of C that follow each other and run over the end of a row at most once: the first
 * {@code inRow} lie in one row, and where they end A jumps by {@code jump} and C by {@code cJump}. Places beyond the
 * m-th repeat the last pixel, which is then computed and written several times. The order of each chain, D and ReLU are
 * those of {@link VectorScatteredTiles}; D is laid out as C ({@code own} −1), or one row for all ({@code own} 0).
 */
final class VectorHalfTiles {
    /** Most pixels of a tile of one row. */
    static final int PIXELS = 8;
    /** Most pixels of each of two rows. */
    private static final int PAIRS = 6;
    /** Those of the smaller tile, so that rows of 8, 10, 14 and 16 pixels are tiles without a rest. */
    static final int FEW_PAIRS = 4;

    private VectorHalfTiles() {}

    /** {@return pixels of each row for the next tile of two rows when this many are left of each} */
    static int next(int left) {
        int rest = left % PAIRS;
        return Math.min(left, rest > 0 && rest <= FEW_PAIRS ? FEW_PAIRS : PAIRS);
    }

    /**
     * Pixels of two rows of the output, the lower ones {@code cRow} further on in C; they read A a run further on. Rows
     * of taps are contiguous and as far apart as rows of pixels, {@code aRun} floats in A. Both rows of pixels read
     * {@code runs} rows of A; the one before them is for the upper pixels alone ({@code lead} floats, depth or 0),
     * the one behind them for the lower ones ({@code trail}).
     *
     * @param aAt where the row of A before those that both read begins, be it there or not
     * @param bAt where the upper pixels' tap row for it begins
     */
    static void pairs6(int m, int inRow, int lead, int runs, int trail, int depth, float[] a, int aAt, int step,
            int jump, int aRun, float[] b, int bAt, float[] c, int cAt, int ldc, int cJump, int cRow,
            float[] d, int dAt, int own, boolean rectified) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector e0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector e1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector e2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector e3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector e4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector e5 = FloatVector.zero(FLOATS);
        int last = m - 1;
        int a0 = aAt;
        int p1 = Math.min(1, last);
        int w1 = (inRow - 1 - p1) >> 31;
        int a1 = aAt + p1 * step + (w1 & jump);
        int p2 = Math.min(2, last);
        int w2 = (inRow - 1 - p2) >> 31;
        int a2 = aAt + p2 * step + (w2 & jump);
        int p3 = Math.min(3, last);
        int w3 = (inRow - 1 - p3) >> 31;
        int a3 = aAt + p3 * step + (w3 & jump);
        int p4 = Math.min(4, last);
        int w4 = (inRow - 1 - p4) >> 31;
        int a4 = aAt + p4 * step + (w4 & jump);
        int p5 = Math.min(5, last);
        int w5 = (inRow - 1 - p5) >> 31;
        int a5 = aAt + p5 * step + (w5 & jump);
        int length = depth * LANES;
        int panel = bAt;
        for (int k = 0; k < lead; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
            c0 = FloatVector.broadcast(FLOATS, a[a0 + k]).fma(b0, c0);
            c1 = FloatVector.broadcast(FLOATS, a[a1 + k]).fma(b0, c1);
            c2 = FloatVector.broadcast(FLOATS, a[a2 + k]).fma(b0, c2);
            c3 = FloatVector.broadcast(FLOATS, a[a3 + k]).fma(b0, c3);
            c4 = FloatVector.broadcast(FLOATS, a[a4 + k]).fma(b0, c4);
            c5 = FloatVector.broadcast(FLOATS, a[a5 + k]).fma(b0, c5);
        }
        for (int run = 0; run < runs; run++) {
            a0 += aRun;
            a1 += aRun;
            a2 += aRun;
            a3 += aRun;
            a4 += aRun;
            a5 += aRun;
            panel += length;
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * LANES;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk - length);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c0 = x0.fma(b0, c0);
                e0 = x0.fma(b1, e0);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
                c1 = x1.fma(b0, c1);
                e1 = x1.fma(b1, e1);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
                c2 = x2.fma(b0, c2);
                e2 = x2.fma(b1, e2);
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
                c3 = x3.fma(b0, c3);
                e3 = x3.fma(b1, e3);
                FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
                c4 = x4.fma(b0, c4);
                e4 = x4.fma(b1, e4);
                FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
                c5 = x5.fma(b0, c5);
                e5 = x5.fma(b1, e5);
            }
        }
        a0 += aRun;
        a1 += aRun;
        a2 += aRun;
        a3 += aRun;
        a4 += aRun;
        a5 += aRun;
        for (int k = 0; k < trail; k++) {
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
            e0 = FloatVector.broadcast(FLOATS, a[a0 + k]).fma(b1, e0);
            e1 = FloatVector.broadcast(FLOATS, a[a1 + k]).fma(b1, e1);
            e2 = FloatVector.broadcast(FLOATS, a[a2 + k]).fma(b1, e2);
            e3 = FloatVector.broadcast(FLOATS, a[a3 + k]).fma(b1, e3);
            e4 = FloatVector.broadcast(FLOATS, a[a4 + k]).fma(b1, e4);
            e5 = FloatVector.broadcast(FLOATS, a[a5 + k]).fma(b1, e5);
        }
        int o1 = p1 * ldc + (w1 & cJump);
        int o2 = p2 * ldc + (w2 & cJump);
        int o3 = p3 * ldc + (w3 & cJump);
        int o4 = p4 * ldc + (w4 & cJump);
        int o5 = p5 * ldc + (w5 & cJump);
        int below = cAt + cRow;
        int dBelow = dAt + (cRow & own);
        c0 = c0.add(FloatVector.fromArray(FLOATS, d, dAt));
        c1 = c1.add(FloatVector.fromArray(FLOATS, d, dAt + (o1 & own)));
        c2 = c2.add(FloatVector.fromArray(FLOATS, d, dAt + (o2 & own)));
        c3 = c3.add(FloatVector.fromArray(FLOATS, d, dAt + (o3 & own)));
        c4 = c4.add(FloatVector.fromArray(FLOATS, d, dAt + (o4 & own)));
        c5 = c5.add(FloatVector.fromArray(FLOATS, d, dAt + (o5 & own)));
        e0 = e0.add(FloatVector.fromArray(FLOATS, d, dBelow));
        e1 = e1.add(FloatVector.fromArray(FLOATS, d, dBelow + (o1 & own)));
        e2 = e2.add(FloatVector.fromArray(FLOATS, d, dBelow + (o2 & own)));
        e3 = e3.add(FloatVector.fromArray(FLOATS, d, dBelow + (o3 & own)));
        e4 = e4.add(FloatVector.fromArray(FLOATS, d, dBelow + (o4 & own)));
        e5 = e5.add(FloatVector.fromArray(FLOATS, d, dBelow + (o5 & own)));
        if (rectified) {
            c0 = c0.blend(0f, c0.compare(VectorOperators.LE, 0f));
            c1 = c1.blend(0f, c1.compare(VectorOperators.LE, 0f));
            c2 = c2.blend(0f, c2.compare(VectorOperators.LE, 0f));
            c3 = c3.blend(0f, c3.compare(VectorOperators.LE, 0f));
            c4 = c4.blend(0f, c4.compare(VectorOperators.LE, 0f));
            c5 = c5.blend(0f, c5.compare(VectorOperators.LE, 0f));
            e0 = e0.blend(0f, e0.compare(VectorOperators.LE, 0f));
            e1 = e1.blend(0f, e1.compare(VectorOperators.LE, 0f));
            e2 = e2.blend(0f, e2.compare(VectorOperators.LE, 0f));
            e3 = e3.blend(0f, e3.compare(VectorOperators.LE, 0f));
            e4 = e4.blend(0f, e4.compare(VectorOperators.LE, 0f));
            e5 = e5.blend(0f, e5.compare(VectorOperators.LE, 0f));
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + o1);
        c2.intoArray(c, cAt + o2);
        c3.intoArray(c, cAt + o3);
        c4.intoArray(c, cAt + o4);
        c5.intoArray(c, cAt + o5);
        e0.intoArray(c, below);
        e1.intoArray(c, below + o1);
        e2.intoArray(c, below + o2);
        e3.intoArray(c, below + o3);
        e4.intoArray(c, below + o4);
        e5.intoArray(c, below + o5);
    }

    /** As {@link #pairs6}, for at most four pixels of each row. */
    static void pairs4(int m, int inRow, int lead, int runs, int trail, int depth, float[] a, int aAt, int step,
            int jump, int aRun, float[] b, int bAt, float[] c, int cAt, int ldc, int cJump, int cRow,
            float[] d, int dAt, int own, boolean rectified) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector e0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector e1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector e2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector e3 = FloatVector.zero(FLOATS);
        int last = m - 1;
        int a0 = aAt;
        int p1 = Math.min(1, last);
        int w1 = (inRow - 1 - p1) >> 31;
        int a1 = aAt + p1 * step + (w1 & jump);
        int p2 = Math.min(2, last);
        int w2 = (inRow - 1 - p2) >> 31;
        int a2 = aAt + p2 * step + (w2 & jump);
        int p3 = Math.min(3, last);
        int w3 = (inRow - 1 - p3) >> 31;
        int a3 = aAt + p3 * step + (w3 & jump);
        int length = depth * LANES;
        int panel = bAt;
        for (int k = 0; k < lead; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
            c0 = FloatVector.broadcast(FLOATS, a[a0 + k]).fma(b0, c0);
            c1 = FloatVector.broadcast(FLOATS, a[a1 + k]).fma(b0, c1);
            c2 = FloatVector.broadcast(FLOATS, a[a2 + k]).fma(b0, c2);
            c3 = FloatVector.broadcast(FLOATS, a[a3 + k]).fma(b0, c3);
        }
        for (int run = 0; run < runs; run++) {
            a0 += aRun;
            a1 += aRun;
            a2 += aRun;
            a3 += aRun;
            panel += length;
            for (int k = 0; k < depth; k++) {
                int bk = panel + k * LANES;
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk - length);
                FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
                c0 = x0.fma(b0, c0);
                e0 = x0.fma(b1, e0);
                FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
                c1 = x1.fma(b0, c1);
                e1 = x1.fma(b1, e1);
                FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
                c2 = x2.fma(b0, c2);
                e2 = x2.fma(b1, e2);
                FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
                c3 = x3.fma(b0, c3);
                e3 = x3.fma(b1, e3);
            }
        }
        a0 += aRun;
        a1 += aRun;
        a2 += aRun;
        a3 += aRun;
        for (int k = 0; k < trail; k++) {
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
            e0 = FloatVector.broadcast(FLOATS, a[a0 + k]).fma(b1, e0);
            e1 = FloatVector.broadcast(FLOATS, a[a1 + k]).fma(b1, e1);
            e2 = FloatVector.broadcast(FLOATS, a[a2 + k]).fma(b1, e2);
            e3 = FloatVector.broadcast(FLOATS, a[a3 + k]).fma(b1, e3);
        }
        int o1 = p1 * ldc + (w1 & cJump);
        int o2 = p2 * ldc + (w2 & cJump);
        int o3 = p3 * ldc + (w3 & cJump);
        int below = cAt + cRow;
        int dBelow = dAt + (cRow & own);
        c0 = c0.add(FloatVector.fromArray(FLOATS, d, dAt));
        c1 = c1.add(FloatVector.fromArray(FLOATS, d, dAt + (o1 & own)));
        c2 = c2.add(FloatVector.fromArray(FLOATS, d, dAt + (o2 & own)));
        c3 = c3.add(FloatVector.fromArray(FLOATS, d, dAt + (o3 & own)));
        e0 = e0.add(FloatVector.fromArray(FLOATS, d, dBelow));
        e1 = e1.add(FloatVector.fromArray(FLOATS, d, dBelow + (o1 & own)));
        e2 = e2.add(FloatVector.fromArray(FLOATS, d, dBelow + (o2 & own)));
        e3 = e3.add(FloatVector.fromArray(FLOATS, d, dBelow + (o3 & own)));
        if (rectified) {
            c0 = c0.blend(0f, c0.compare(VectorOperators.LE, 0f));
            c1 = c1.blend(0f, c1.compare(VectorOperators.LE, 0f));
            c2 = c2.blend(0f, c2.compare(VectorOperators.LE, 0f));
            c3 = c3.blend(0f, c3.compare(VectorOperators.LE, 0f));
            e0 = e0.blend(0f, e0.compare(VectorOperators.LE, 0f));
            e1 = e1.blend(0f, e1.compare(VectorOperators.LE, 0f));
            e2 = e2.blend(0f, e2.compare(VectorOperators.LE, 0f));
            e3 = e3.blend(0f, e3.compare(VectorOperators.LE, 0f));
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + o1);
        c2.intoArray(c, cAt + o2);
        c3.intoArray(c, cAt + o3);
        e0.intoArray(c, below);
        e1.intoArray(c, below + o1);
        e2.intoArray(c, below + o2);
        e3.intoArray(c, below + o3);
    }

    /**
     * Pixels of one row and the next. A tap row has {@code tapRuns} runs of {@code depth} floats, {@code aRun} apart;
     * {@code aJump} is added from tap row to tap row.
     */
    static void pixels(int m, int inRow, int runs, int tapRuns, int depth, float[] a, int aAt, int step, int jump,
            int aRun, int aJump, float[] b, int bAt, float[] c, int cAt, int ldc, int cJump, float[] d, int dAt,
            int own, boolean rectified) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector c6 = FloatVector.zero(FLOATS);
        FloatVector c7 = FloatVector.zero(FLOATS);
        int last = m - 1;
        int a0 = aAt;
        int p1 = Math.min(1, last);
        int w1 = (inRow - 1 - p1) >> 31;
        int a1 = aAt + p1 * step + (w1 & jump);
        int p2 = Math.min(2, last);
        int w2 = (inRow - 1 - p2) >> 31;
        int a2 = aAt + p2 * step + (w2 & jump);
        int p3 = Math.min(3, last);
        int w3 = (inRow - 1 - p3) >> 31;
        int a3 = aAt + p3 * step + (w3 & jump);
        int p4 = Math.min(4, last);
        int w4 = (inRow - 1 - p4) >> 31;
        int a4 = aAt + p4 * step + (w4 & jump);
        int p5 = Math.min(5, last);
        int w5 = (inRow - 1 - p5) >> 31;
        int a5 = aAt + p5 * step + (w5 & jump);
        int p6 = Math.min(6, last);
        int w6 = (inRow - 1 - p6) >> 31;
        int a6 = aAt + p6 * step + (w6 & jump);
        int p7 = Math.min(7, last);
        int w7 = (inRow - 1 - p7) >> 31;
        int a7 = aAt + p7 * step + (w7 & jump);
        int panel = bAt;
        int left = tapRuns;
        for (int run = 0; run < runs; run++) {
            for (int k = 0; k < depth; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, panel + k * LANES);
                c0 = FloatVector.broadcast(FLOATS, a[a0 + k]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[a1 + k]).fma(b0, c1);
                c2 = FloatVector.broadcast(FLOATS, a[a2 + k]).fma(b0, c2);
                c3 = FloatVector.broadcast(FLOATS, a[a3 + k]).fma(b0, c3);
                c4 = FloatVector.broadcast(FLOATS, a[a4 + k]).fma(b0, c4);
                c5 = FloatVector.broadcast(FLOATS, a[a5 + k]).fma(b0, c5);
                c6 = FloatVector.broadcast(FLOATS, a[a6 + k]).fma(b0, c6);
                c7 = FloatVector.broadcast(FLOATS, a[a7 + k]).fma(b0, c7);
            }
            panel += depth * LANES;
            int next = aRun;
            if (--left == 0) {
                left = tapRuns;
                next += aJump;
            }
            a0 += next;
            a1 += next;
            a2 += next;
            a3 += next;
            a4 += next;
            a5 += next;
            a6 += next;
            a7 += next;
        }
        int o1 = p1 * ldc + (w1 & cJump);
        int o2 = p2 * ldc + (w2 & cJump);
        int o3 = p3 * ldc + (w3 & cJump);
        int o4 = p4 * ldc + (w4 & cJump);
        int o5 = p5 * ldc + (w5 & cJump);
        int o6 = p6 * ldc + (w6 & cJump);
        int o7 = p7 * ldc + (w7 & cJump);
        c0 = c0.add(FloatVector.fromArray(FLOATS, d, dAt));
        c1 = c1.add(FloatVector.fromArray(FLOATS, d, dAt + (o1 & own)));
        c2 = c2.add(FloatVector.fromArray(FLOATS, d, dAt + (o2 & own)));
        c3 = c3.add(FloatVector.fromArray(FLOATS, d, dAt + (o3 & own)));
        c4 = c4.add(FloatVector.fromArray(FLOATS, d, dAt + (o4 & own)));
        c5 = c5.add(FloatVector.fromArray(FLOATS, d, dAt + (o5 & own)));
        c6 = c6.add(FloatVector.fromArray(FLOATS, d, dAt + (o6 & own)));
        c7 = c7.add(FloatVector.fromArray(FLOATS, d, dAt + (o7 & own)));
        if (rectified) {
            c0 = c0.blend(0f, c0.compare(VectorOperators.LE, 0f));
            c1 = c1.blend(0f, c1.compare(VectorOperators.LE, 0f));
            c2 = c2.blend(0f, c2.compare(VectorOperators.LE, 0f));
            c3 = c3.blend(0f, c3.compare(VectorOperators.LE, 0f));
            c4 = c4.blend(0f, c4.compare(VectorOperators.LE, 0f));
            c5 = c5.blend(0f, c5.compare(VectorOperators.LE, 0f));
            c6 = c6.blend(0f, c6.compare(VectorOperators.LE, 0f));
            c7 = c7.blend(0f, c7.compare(VectorOperators.LE, 0f));
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + o1);
        c2.intoArray(c, cAt + o2);
        c3.intoArray(c, cAt + o3);
        c4.intoArray(c, cAt + o4);
        c5.intoArray(c, cAt + o5);
        c6.intoArray(c, cAt + o6);
        c7.intoArray(c, cAt + o7);
    }
}
