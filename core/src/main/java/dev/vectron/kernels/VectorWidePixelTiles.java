package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Tiles of twelve pixels that lie beside each other, for 32 vector registers: what {@link VectorScatteredTiles} does
 * for six that lie anywhere. Runs and their floats are one loop; two would put the sums into memory.
 */
final class VectorWidePixelTiles {
    static final int ROWS = 12;

    private VectorWidePixelTiles() {}

    /** Twelve rows of C by two vectors; A's are {@code step} floats apart. */
    static void rows12(int runs, int depth, float[] a, int aAt, int step, int aRun, float[] b, int bAt,
            float[] c, int cAt, int ldc, int second, boolean resume, float[] d, int dAt, int ldd, boolean rectified) {
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
            c0x1 = FloatVector.fromArray(FLOATS, c, cAt + second);
            c1x0 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c1x1 = FloatVector.fromArray(FLOATS, c, cAt + ldc + second);
            c2x0 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c2x1 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + second);
            c3x0 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c3x1 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc + second);
            c4x0 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c4x1 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc + second);
            c5x0 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c5x1 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc + second);
            c6x0 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc);
            c6x1 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc + second);
            c7x0 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc);
            c7x1 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc + second);
            c8x0 = FloatVector.fromArray(FLOATS, c, cAt + 8 * ldc);
            c8x1 = FloatVector.fromArray(FLOATS, c, cAt + 8 * ldc + second);
            c9x0 = FloatVector.fromArray(FLOATS, c, cAt + 9 * ldc);
            c9x1 = FloatVector.fromArray(FLOATS, c, cAt + 9 * ldc + second);
            c10x0 = FloatVector.fromArray(FLOATS, c, cAt + 10 * ldc);
            c10x1 = FloatVector.fromArray(FLOATS, c, cAt + 10 * ldc + second);
            c11x0 = FloatVector.fromArray(FLOATS, c, cAt + 11 * ldc);
            c11x1 = FloatVector.fromArray(FLOATS, c, cAt + 11 * ldc + second);
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
        int a10 = a9 + step;
        int a11 = a10 + step;
        int skip = aRun - depth;
        int ak = 0;
        int bk = bAt;
        int left = depth;
        for (int k = runs * depth; k > 0; k--) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bk + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[a0 + ak]);
            c0x0 = x0.fma(b0, c0x0);
            c0x1 = x0.fma(b1, c0x1);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + ak]);
            c1x0 = x1.fma(b0, c1x0);
            c1x1 = x1.fma(b1, c1x1);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + ak]);
            c2x0 = x2.fma(b0, c2x0);
            c2x1 = x2.fma(b1, c2x1);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + ak]);
            c3x0 = x3.fma(b0, c3x0);
            c3x1 = x3.fma(b1, c3x1);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + ak]);
            c4x0 = x4.fma(b0, c4x0);
            c4x1 = x4.fma(b1, c4x1);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + ak]);
            c5x0 = x5.fma(b0, c5x0);
            c5x1 = x5.fma(b1, c5x1);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + ak]);
            c6x0 = x6.fma(b0, c6x0);
            c6x1 = x6.fma(b1, c6x1);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + ak]);
            c7x0 = x7.fma(b0, c7x0);
            c7x1 = x7.fma(b1, c7x1);
            FloatVector x8 = FloatVector.broadcast(FLOATS, a[a8 + ak]);
            c8x0 = x8.fma(b0, c8x0);
            c8x1 = x8.fma(b1, c8x1);
            FloatVector x9 = FloatVector.broadcast(FLOATS, a[a9 + ak]);
            c9x0 = x9.fma(b0, c9x0);
            c9x1 = x9.fma(b1, c9x1);
            FloatVector x10 = FloatVector.broadcast(FLOATS, a[a10 + ak]);
            c10x0 = x10.fma(b0, c10x0);
            c10x1 = x10.fma(b1, c10x1);
            FloatVector x11 = FloatVector.broadcast(FLOATS, a[a11 + ak]);
            c11x0 = x11.fma(b0, c11x0);
            c11x1 = x11.fma(b1, c11x1);
            ak++;
            bk += PANEL;
            if (--left == 0) {
                left = depth;
                ak += skip;
            }
        }
        c0x0 = c0x0.add(FloatVector.fromArray(FLOATS, d, dAt));
        c0x1 = c0x1.add(FloatVector.fromArray(FLOATS, d, dAt + second));
        c1x0 = c1x0.add(FloatVector.fromArray(FLOATS, d, dAt + ldd));
        c1x1 = c1x1.add(FloatVector.fromArray(FLOATS, d, dAt + ldd + second));
        c2x0 = c2x0.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd));
        c2x1 = c2x1.add(FloatVector.fromArray(FLOATS, d, dAt + 2 * ldd + second));
        c3x0 = c3x0.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd));
        c3x1 = c3x1.add(FloatVector.fromArray(FLOATS, d, dAt + 3 * ldd + second));
        c4x0 = c4x0.add(FloatVector.fromArray(FLOATS, d, dAt + 4 * ldd));
        c4x1 = c4x1.add(FloatVector.fromArray(FLOATS, d, dAt + 4 * ldd + second));
        c5x0 = c5x0.add(FloatVector.fromArray(FLOATS, d, dAt + 5 * ldd));
        c5x1 = c5x1.add(FloatVector.fromArray(FLOATS, d, dAt + 5 * ldd + second));
        c6x0 = c6x0.add(FloatVector.fromArray(FLOATS, d, dAt + 6 * ldd));
        c6x1 = c6x1.add(FloatVector.fromArray(FLOATS, d, dAt + 6 * ldd + second));
        c7x0 = c7x0.add(FloatVector.fromArray(FLOATS, d, dAt + 7 * ldd));
        c7x1 = c7x1.add(FloatVector.fromArray(FLOATS, d, dAt + 7 * ldd + second));
        c8x0 = c8x0.add(FloatVector.fromArray(FLOATS, d, dAt + 8 * ldd));
        c8x1 = c8x1.add(FloatVector.fromArray(FLOATS, d, dAt + 8 * ldd + second));
        c9x0 = c9x0.add(FloatVector.fromArray(FLOATS, d, dAt + 9 * ldd));
        c9x1 = c9x1.add(FloatVector.fromArray(FLOATS, d, dAt + 9 * ldd + second));
        c10x0 = c10x0.add(FloatVector.fromArray(FLOATS, d, dAt + 10 * ldd));
        c10x1 = c10x1.add(FloatVector.fromArray(FLOATS, d, dAt + 10 * ldd + second));
        c11x0 = c11x0.add(FloatVector.fromArray(FLOATS, d, dAt + 11 * ldd));
        c11x1 = c11x1.add(FloatVector.fromArray(FLOATS, d, dAt + 11 * ldd + second));
        if (rectified) {
            c0x0 = c0x0.blend(0f, c0x0.compare(VectorOperators.LE, 0f));
            c0x1 = c0x1.blend(0f, c0x1.compare(VectorOperators.LE, 0f));
            c1x0 = c1x0.blend(0f, c1x0.compare(VectorOperators.LE, 0f));
            c1x1 = c1x1.blend(0f, c1x1.compare(VectorOperators.LE, 0f));
            c2x0 = c2x0.blend(0f, c2x0.compare(VectorOperators.LE, 0f));
            c2x1 = c2x1.blend(0f, c2x1.compare(VectorOperators.LE, 0f));
            c3x0 = c3x0.blend(0f, c3x0.compare(VectorOperators.LE, 0f));
            c3x1 = c3x1.blend(0f, c3x1.compare(VectorOperators.LE, 0f));
            c4x0 = c4x0.blend(0f, c4x0.compare(VectorOperators.LE, 0f));
            c4x1 = c4x1.blend(0f, c4x1.compare(VectorOperators.LE, 0f));
            c5x0 = c5x0.blend(0f, c5x0.compare(VectorOperators.LE, 0f));
            c5x1 = c5x1.blend(0f, c5x1.compare(VectorOperators.LE, 0f));
            c6x0 = c6x0.blend(0f, c6x0.compare(VectorOperators.LE, 0f));
            c6x1 = c6x1.blend(0f, c6x1.compare(VectorOperators.LE, 0f));
            c7x0 = c7x0.blend(0f, c7x0.compare(VectorOperators.LE, 0f));
            c7x1 = c7x1.blend(0f, c7x1.compare(VectorOperators.LE, 0f));
            c8x0 = c8x0.blend(0f, c8x0.compare(VectorOperators.LE, 0f));
            c8x1 = c8x1.blend(0f, c8x1.compare(VectorOperators.LE, 0f));
            c9x0 = c9x0.blend(0f, c9x0.compare(VectorOperators.LE, 0f));
            c9x1 = c9x1.blend(0f, c9x1.compare(VectorOperators.LE, 0f));
            c10x0 = c10x0.blend(0f, c10x0.compare(VectorOperators.LE, 0f));
            c10x1 = c10x1.blend(0f, c10x1.compare(VectorOperators.LE, 0f));
            c11x0 = c11x0.blend(0f, c11x0.compare(VectorOperators.LE, 0f));
            c11x1 = c11x1.blend(0f, c11x1.compare(VectorOperators.LE, 0f));
        }
        c0x0.intoArray(c, cAt);
        c0x1.intoArray(c, cAt + second);
        c1x0.intoArray(c, cAt + ldc);
        c1x1.intoArray(c, cAt + ldc + second);
        c2x0.intoArray(c, cAt + 2 * ldc);
        c2x1.intoArray(c, cAt + 2 * ldc + second);
        c3x0.intoArray(c, cAt + 3 * ldc);
        c3x1.intoArray(c, cAt + 3 * ldc + second);
        c4x0.intoArray(c, cAt + 4 * ldc);
        c4x1.intoArray(c, cAt + 4 * ldc + second);
        c5x0.intoArray(c, cAt + 5 * ldc);
        c5x1.intoArray(c, cAt + 5 * ldc + second);
        c6x0.intoArray(c, cAt + 6 * ldc);
        c6x1.intoArray(c, cAt + 6 * ldc + second);
        c7x0.intoArray(c, cAt + 7 * ldc);
        c7x1.intoArray(c, cAt + 7 * ldc + second);
        c8x0.intoArray(c, cAt + 8 * ldc);
        c8x1.intoArray(c, cAt + 8 * ldc + second);
        c9x0.intoArray(c, cAt + 9 * ldc);
        c9x1.intoArray(c, cAt + 9 * ldc + second);
        c10x0.intoArray(c, cAt + 10 * ldc);
        c10x1.intoArray(c, cAt + 10 * ldc + second);
        c11x0.intoArray(c, cAt + 11 * ldc);
        c11x1.intoArray(c, cAt + 11 * ldc + second);
    }
}
