package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;

/** The tile of {@link VectorTapTiles} with twelve taps, for 32 vector registers. */
final class VectorWideTapTiles {
    private VectorWideTapTiles() {}

    /** Twelve rows of C by two vectors. */
    static void taps12(int rows, int runs, int depth, float[] a, int aAt, int aStep, int aSkip, int aJump,
            float[] b, int bAt, int bJump, float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0x0 = FloatVector.zero(FLOATS);
        FloatVector c0x1 = FloatVector.zero(FLOATS);
        FloatVector c1x0 = FloatVector.zero(FLOATS);
        FloatVector c1x1 = FloatVector.zero(FLOATS);
        FloatVector c2x0 = FloatVector.zero(FLOATS);
        FloatVector c2x1 = FloatVector.zero(FLOATS);
        FloatVector c3x0 = FloatVector.zero(FLOATS);
        FloatVector c3x1 = FloatVector.zero(FLOATS);
        FloatVector c4x0 = FloatVector.zero(FLOATS);
        FloatVector c4x1 = FloatVector.zero(FLOATS);
        FloatVector c5x0 = FloatVector.zero(FLOATS);
        FloatVector c5x1 = FloatVector.zero(FLOATS);
        FloatVector c6x0 = FloatVector.zero(FLOATS);
        FloatVector c6x1 = FloatVector.zero(FLOATS);
        FloatVector c7x0 = FloatVector.zero(FLOATS);
        FloatVector c7x1 = FloatVector.zero(FLOATS);
        FloatVector c8x0 = FloatVector.zero(FLOATS);
        FloatVector c8x1 = FloatVector.zero(FLOATS);
        FloatVector c9x0 = FloatVector.zero(FLOATS);
        FloatVector c9x1 = FloatVector.zero(FLOATS);
        FloatVector c10x0 = FloatVector.zero(FLOATS);
        FloatVector c10x1 = FloatVector.zero(FLOATS);
        FloatVector c11x0 = FloatVector.zero(FLOATS);
        FloatVector c11x1 = FloatVector.zero(FLOATS);
        if (resume) {
            c0x0 = FloatVector.fromArray(FLOATS, c, cAt);
            c0x1 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c1x0 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c1x1 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
            c2x0 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c2x1 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + LANES);
            c3x0 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c3x1 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + LANES);
            c4x0 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c4x1 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc + LANES);
            c5x0 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c5x1 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc + LANES);
            c6x0 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc);
            c6x1 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc + LANES);
            c7x0 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc);
            c7x1 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc + LANES);
            c8x0 = FloatVector.fromArray(FLOATS, c, cAt + 8 * ldc);
            c8x1 = FloatVector.fromArray(FLOATS, c, cAt + 8 * ldc + LANES);
            c9x0 = FloatVector.fromArray(FLOATS, c, cAt + 9 * ldc);
            c9x1 = FloatVector.fromArray(FLOATS, c, cAt + 9 * ldc + LANES);
            c10x0 = FloatVector.fromArray(FLOATS, c, cAt + 10 * ldc);
            c10x1 = FloatVector.fromArray(FLOATS, c, cAt + 10 * ldc + LANES);
            c11x0 = FloatVector.fromArray(FLOATS, c, cAt + 11 * ldc);
            c11x1 = FloatVector.fromArray(FLOATS, c, cAt + 11 * ldc + LANES);
        }
        int ak = aAt;
        int bk = bAt;
        int left = depth;
        int row = rows;
        for (int k = runs * depth; k > 0; k--) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[ak]);
            c0x0 = x0.fma(b0, c0x0);
            c0x1 = x0.fma(b1, c0x1);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[ak + 1]);
            c1x0 = x1.fma(b0, c1x0);
            c1x1 = x1.fma(b1, c1x1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[ak + 2]);
            c2x0 = x2.fma(b0, c2x0);
            c2x1 = x2.fma(b1, c2x1);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[ak + 3]);
            c3x0 = x3.fma(b0, c3x0);
            c3x1 = x3.fma(b1, c3x1);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[ak + 4]);
            c4x0 = x4.fma(b0, c4x0);
            c4x1 = x4.fma(b1, c4x1);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[ak + 5]);
            c5x0 = x5.fma(b0, c5x0);
            c5x1 = x5.fma(b1, c5x1);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[ak + 6]);
            c6x0 = x6.fma(b0, c6x0);
            c6x1 = x6.fma(b1, c6x1);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[ak + 7]);
            c7x0 = x7.fma(b0, c7x0);
            c7x1 = x7.fma(b1, c7x1);
            FloatVector x8 = FloatVector.broadcast(FLOATS, a[ak + 8]);
            c8x0 = x8.fma(b0, c8x0);
            c8x1 = x8.fma(b1, c8x1);
            FloatVector x9 = FloatVector.broadcast(FLOATS, a[ak + 9]);
            c9x0 = x9.fma(b0, c9x0);
            c9x1 = x9.fma(b1, c9x1);
            FloatVector x10 = FloatVector.broadcast(FLOATS, a[ak + 10]);
            c10x0 = x10.fma(b0, c10x0);
            c10x1 = x10.fma(b1, c10x1);
            FloatVector x11 = FloatVector.broadcast(FLOATS, a[ak + 11]);
            c11x0 = x11.fma(b0, c11x0);
            c11x1 = x11.fma(b1, c11x1);
            ak += aStep;
            bk += PANEL;
            if (--left == 0) {
                left = depth;
                ak += aSkip;
                if (--row == 0) {
                    row = rows;
                    ak += aJump;
                    bk += bJump;
                }
            }
        }
        c0x0.add(-0f).intoArray(c, cAt);
        c0x1.add(-0f).intoArray(c, cAt + LANES);
        c1x0.add(-0f).intoArray(c, cAt + ldc);
        c1x1.add(-0f).intoArray(c, cAt + ldc + LANES);
        c2x0.add(-0f).intoArray(c, cAt + 2 * ldc);
        c2x1.add(-0f).intoArray(c, cAt + 2 * ldc + LANES);
        c3x0.add(-0f).intoArray(c, cAt + 3 * ldc);
        c3x1.add(-0f).intoArray(c, cAt + 3 * ldc + LANES);
        c4x0.add(-0f).intoArray(c, cAt + 4 * ldc);
        c4x1.add(-0f).intoArray(c, cAt + 4 * ldc + LANES);
        c5x0.add(-0f).intoArray(c, cAt + 5 * ldc);
        c5x1.add(-0f).intoArray(c, cAt + 5 * ldc + LANES);
        c6x0.add(-0f).intoArray(c, cAt + 6 * ldc);
        c6x1.add(-0f).intoArray(c, cAt + 6 * ldc + LANES);
        c7x0.add(-0f).intoArray(c, cAt + 7 * ldc);
        c7x1.add(-0f).intoArray(c, cAt + 7 * ldc + LANES);
        c8x0.add(-0f).intoArray(c, cAt + 8 * ldc);
        c8x1.add(-0f).intoArray(c, cAt + 8 * ldc + LANES);
        c9x0.add(-0f).intoArray(c, cAt + 9 * ldc);
        c9x1.add(-0f).intoArray(c, cAt + 9 * ldc + LANES);
        c10x0.add(-0f).intoArray(c, cAt + 10 * ldc);
        c10x1.add(-0f).intoArray(c, cAt + 10 * ldc + LANES);
        c11x0.add(-0f).intoArray(c, cAt + 11 * ldc);
        c11x1.add(-0f).intoArray(c, cAt + 11 * ldc + LANES);
    }
}
