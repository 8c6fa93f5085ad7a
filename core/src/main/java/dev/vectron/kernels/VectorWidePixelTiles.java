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
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector c0x0 = zero;
        FloatVector c0x1 = zero;
        FloatVector c1x0 = zero;
        FloatVector c1x1 = zero;
        FloatVector c2x0 = zero;
        FloatVector c2x1 = zero;
        FloatVector c3x0 = zero;
        FloatVector c3x1 = zero;
        FloatVector c4x0 = zero;
        FloatVector c4x1 = zero;
        FloatVector c5x0 = zero;
        FloatVector c5x1 = zero;
        FloatVector c6x0 = zero;
        FloatVector c6x1 = zero;
        FloatVector c7x0 = zero;
        FloatVector c7x1 = zero;
        FloatVector c8x0 = zero;
        FloatVector c8x1 = zero;
        FloatVector c9x0 = zero;
        FloatVector c9x1 = zero;
        FloatVector c10x0 = zero;
        FloatVector c10x1 = zero;
        FloatVector c11x0 = zero;
        FloatVector c11x1 = zero;
        if (resume) {
            int from = cAt;
            c0x0 = FloatVector.fromArray(FLOATS, c, from);
            c0x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c1x0 = FloatVector.fromArray(FLOATS, c, from);
            c1x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c2x0 = FloatVector.fromArray(FLOATS, c, from);
            c2x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c3x0 = FloatVector.fromArray(FLOATS, c, from);
            c3x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c4x0 = FloatVector.fromArray(FLOATS, c, from);
            c4x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c5x0 = FloatVector.fromArray(FLOATS, c, from);
            c5x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c6x0 = FloatVector.fromArray(FLOATS, c, from);
            c6x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c7x0 = FloatVector.fromArray(FLOATS, c, from);
            c7x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c8x0 = FloatVector.fromArray(FLOATS, c, from);
            c8x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c9x0 = FloatVector.fromArray(FLOATS, c, from);
            c9x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c10x0 = FloatVector.fromArray(FLOATS, c, from);
            c10x1 = FloatVector.fromArray(FLOATS, c, from + second);
            from += ldc;
            c11x0 = FloatVector.fromArray(FLOATS, c, from);
            c11x1 = FloatVector.fromArray(FLOATS, c, from + second);
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
        // D is read before a row is stored: its vectors may overlap, and D may be C.
        int di = dAt;
        int ci = cAt;
        c0x0 = c0x0.add(FloatVector.fromArray(FLOATS, d, di));
        c0x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c0x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c1x0 = c1x0.add(FloatVector.fromArray(FLOATS, d, di));
        c1x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c1x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c2x0 = c2x0.add(FloatVector.fromArray(FLOATS, d, di));
        c2x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c2x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c3x0 = c3x0.add(FloatVector.fromArray(FLOATS, d, di));
        c3x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c3x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c4x0 = c4x0.add(FloatVector.fromArray(FLOATS, d, di));
        c4x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c4x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c5x0 = c5x0.add(FloatVector.fromArray(FLOATS, d, di));
        c5x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c5x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c6x0 = c6x0.add(FloatVector.fromArray(FLOATS, d, di));
        c6x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c6x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c7x0 = c7x0.add(FloatVector.fromArray(FLOATS, d, di));
        c7x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c7x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c8x0 = c8x0.add(FloatVector.fromArray(FLOATS, d, di));
        c8x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c8x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c9x0 = c9x0.add(FloatVector.fromArray(FLOATS, d, di));
        c9x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c9x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c10x0 = c10x0.add(FloatVector.fromArray(FLOATS, d, di));
        c10x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c10x0.intoArray(c, ci);
        di += ldd;
        ci += ldc;
        c11x0 = c11x0.add(FloatVector.fromArray(FLOATS, d, di));
        c11x1.add(FloatVector.fromArray(FLOATS, d, di + second)).intoArray(c, ci + second);
        c11x0.intoArray(c, ci);
        if (rectified) {
            rectify(c, cAt, ldc, second);
        }
    }

    private static void rectify(float[] c, int cAt, int ldc, int second) {
        for (int i = cAt; i < cAt + ROWS * ldc; i += ldc) {
            FloatVector c0 = FloatVector.fromArray(FLOATS, c, i);
            FloatVector c1 = FloatVector.fromArray(FLOATS, c, i + second);
            c0.blend(0f, c0.compare(VectorOperators.LE, 0f)).intoArray(c, i);
            c1.blend(0f, c1.compare(VectorOperators.LE, 0f)).intoArray(c, i + second);
        }
    }
}
