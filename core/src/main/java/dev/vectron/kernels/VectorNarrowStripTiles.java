package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The tiles of {@link VectorStripTiles} for panels of one vector: eight sums, in rows that follow each other or in two
 * groups of four, {@code aJump} and {@code cJump} floats apart.
 */
final class VectorNarrowStripTiles {
    private VectorNarrowStripTiles() {}

    /** Eight rows, which share their rows of A; three rows of the kernel. */
    static void three8(int depth, float[] a, int aAt, int step, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
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
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c0 = x0.fma(b0, c0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c0 = x1.fma(b1, c0);
            c1 = x1.fma(b0, c1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c0 = x2.fma(b2, c0);
            c1 = x2.fma(b1, c1);
            c2 = x2.fma(b0, c2);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c1 = x3.fma(b2, c1);
            c2 = x3.fma(b1, c2);
            c3 = x3.fma(b0, c3);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c2 = x4.fma(b2, c2);
            c3 = x4.fma(b1, c3);
            c4 = x4.fma(b0, c4);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c3 = x5.fma(b2, c3);
            c4 = x5.fma(b1, c4);
            c5 = x5.fma(b0, c5);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
            c4 = x6.fma(b2, c4);
            c5 = x6.fma(b1, c5);
            c6 = x6.fma(b0, c6);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
            c5 = x7.fma(b2, c5);
            c6 = x7.fma(b1, c6);
            c7 = x7.fma(b0, c7);
            FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + k]);
            c6 = x8.fma(b2, c6);
            c7 = x8.fma(b1, c7);
            FloatVector x9 = FloatVector.broadcast(FLOATS, a[a9 + k]);
            c7 = x9.fma(b2, c7);
            bk += 3 * LANES;
        }
        c0.add(-0f).intoArray(c, cAt);
        c1.add(-0f).intoArray(c, cAt + ldc);
        c2.add(-0f).intoArray(c, cAt + 2 * ldc);
        c3.add(-0f).intoArray(c, cAt + 3 * ldc);
        c4.add(-0f).intoArray(c, cAt + 4 * ldc);
        c5.add(-0f).intoArray(c, cAt + 5 * ldc);
        c6.add(-0f).intoArray(c, cAt + 6 * ldc);
        c7.add(-0f).intoArray(c, cAt + 7 * ldc);
    }

    /** Eight rows, two rows of the kernel. */
    static void two8(int depth, float[] a, int aAt, int step, float[] b, int bAt, float[] c, int cAt, int ldc,
            boolean resume) {
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
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c0 = x0.fma(b0, c0);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c0 = x1.fma(b1, c0);
            c1 = x1.fma(b0, c1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c1 = x2.fma(b1, c1);
            c2 = x2.fma(b0, c2);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c2 = x3.fma(b1, c2);
            c3 = x3.fma(b0, c3);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c3 = x4.fma(b1, c3);
            c4 = x4.fma(b0, c4);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c4 = x5.fma(b1, c4);
            c5 = x5.fma(b0, c5);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
            c5 = x6.fma(b1, c5);
            c6 = x6.fma(b0, c6);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
            c6 = x7.fma(b1, c6);
            c7 = x7.fma(b0, c7);
            FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + k]);
            c7 = x8.fma(b1, c7);
            bk += 2 * LANES;
        }
        c0.add(-0f).intoArray(c, cAt);
        c1.add(-0f).intoArray(c, cAt + ldc);
        c2.add(-0f).intoArray(c, cAt + 2 * ldc);
        c3.add(-0f).intoArray(c, cAt + 3 * ldc);
        c4.add(-0f).intoArray(c, cAt + 4 * ldc);
        c5.add(-0f).intoArray(c, cAt + 5 * ldc);
        c6.add(-0f).intoArray(c, cAt + 6 * ldc);
        c7.add(-0f).intoArray(c, cAt + 7 * ldc);
    }

    /** Twice four rows, three rows of the kernel. */
    static void three(int depth, float[] a, int aAt, int step, int aJump, float[] b, int bAt, float[] c, int cAt,
            int ldc, int cJump, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector c6 = FloatVector.zero(FLOATS);
        FloatVector c7 = FloatVector.zero(FLOATS);
        int to = cAt + cJump;
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c4 = FloatVector.fromArray(FLOATS, c, to);
            c5 = FloatVector.fromArray(FLOATS, c, to + ldc);
            c6 = FloatVector.fromArray(FLOATS, c, to + 2 * ldc);
            c7 = FloatVector.fromArray(FLOATS, c, to + 3 * ldc);
        }
        int a0 = aAt;
        int a1 = a0 + step;
        int a2 = a1 + step;
        int a3 = a2 + step;
        int a4 = a3 + step;
        int a5 = a4 + step;
        int a6 = aAt + aJump;
        int a7 = a6 + step;
        int a8 = a7 + step;
        int a9 = a8 + step;
        int a10 = a9 + step;
        int a11 = a10 + step;
        int bk = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bk + 2 * LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c0 = x0.fma(b0, c0);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
            c4 = x6.fma(b0, c4);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c0 = x1.fma(b1, c0);
            c1 = x1.fma(b0, c1);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
            c4 = x7.fma(b1, c4);
            c5 = x7.fma(b0, c5);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c0 = x2.fma(b2, c0);
            c1 = x2.fma(b1, c1);
            c2 = x2.fma(b0, c2);
            FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + k]);
            c4 = x8.fma(b2, c4);
            c5 = x8.fma(b1, c5);
            c6 = x8.fma(b0, c6);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c1 = x3.fma(b2, c1);
            c2 = x3.fma(b1, c2);
            c3 = x3.fma(b0, c3);
            FloatVector x9 = FloatVector.broadcast(FLOATS, a[a9 + k]);
            c5 = x9.fma(b2, c5);
            c6 = x9.fma(b1, c6);
            c7 = x9.fma(b0, c7);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c2 = x4.fma(b2, c2);
            c3 = x4.fma(b1, c3);
            FloatVector x10 = FloatVector.broadcast(FLOATS, a[a10 + k]);
            c6 = x10.fma(b2, c6);
            c7 = x10.fma(b1, c7);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c3 = x5.fma(b2, c3);
            FloatVector x11 = FloatVector.broadcast(FLOATS, a[a11 + k]);
            c7 = x11.fma(b2, c7);
            bk += 3 * LANES;
        }
        c0.add(-0f).intoArray(c, cAt);
        c1.add(-0f).intoArray(c, cAt + ldc);
        c2.add(-0f).intoArray(c, cAt + 2 * ldc);
        c3.add(-0f).intoArray(c, cAt + 3 * ldc);
        c4.add(-0f).intoArray(c, to);
        c5.add(-0f).intoArray(c, to + ldc);
        c6.add(-0f).intoArray(c, to + 2 * ldc);
        c7.add(-0f).intoArray(c, to + 3 * ldc);
    }

    /** Twice four rows, two rows of the kernel. */
    static void two(int depth, float[] a, int aAt, int step, int aJump, float[] b, int bAt, float[] c, int cAt,
            int ldc, int cJump, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector c6 = FloatVector.zero(FLOATS);
        FloatVector c7 = FloatVector.zero(FLOATS);
        int to = cAt + cJump;
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c4 = FloatVector.fromArray(FLOATS, c, to);
            c5 = FloatVector.fromArray(FLOATS, c, to + ldc);
            c6 = FloatVector.fromArray(FLOATS, c, to + 2 * ldc);
            c7 = FloatVector.fromArray(FLOATS, c, to + 3 * ldc);
        }
        int a0 = aAt;
        int a1 = a0 + step;
        int a2 = a1 + step;
        int a3 = a2 + step;
        int a4 = a3 + step;
        int a5 = aAt + aJump;
        int a6 = a5 + step;
        int a7 = a6 + step;
        int a8 = a7 + step;
        int a9 = a8 + step;
        int bk = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + k]);
            c0 = x0.fma(b0, c0);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k]);
            c4 = x5.fma(b0, c4);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k]);
            c0 = x1.fma(b1, c0);
            c1 = x1.fma(b0, c1);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + k]);
            c4 = x6.fma(b1, c4);
            c5 = x6.fma(b0, c5);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k]);
            c1 = x2.fma(b1, c1);
            c2 = x2.fma(b0, c2);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + k]);
            c5 = x7.fma(b1, c5);
            c6 = x7.fma(b0, c6);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k]);
            c2 = x3.fma(b1, c2);
            c3 = x3.fma(b0, c3);
            FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + k]);
            c6 = x8.fma(b1, c6);
            c7 = x8.fma(b0, c7);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k]);
            c3 = x4.fma(b1, c3);
            FloatVector x9 = FloatVector.broadcast(FLOATS, a[a9 + k]);
            c7 = x9.fma(b1, c7);
            bk += 2 * LANES;
        }
        c0.add(-0f).intoArray(c, cAt);
        c1.add(-0f).intoArray(c, cAt + ldc);
        c2.add(-0f).intoArray(c, cAt + 2 * ldc);
        c3.add(-0f).intoArray(c, cAt + 3 * ldc);
        c4.add(-0f).intoArray(c, to);
        c5.add(-0f).intoArray(c, to + ldc);
        c6.add(-0f).intoArray(c, to + 2 * ldc);
        c7.add(-0f).intoArray(c, to + 3 * ldc);
    }
}
