package dev.vectron.kernels;

import static dev.vectron.kernels.DotProducts.CHAINS;
import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/** Dot products of four rows of A and two columns of B, their chains in lanes. */
final class VectorDotTiles {
    static final int ROWS = 4;
    static final int COLUMNS = 2;

    private VectorDotTiles() {}

    /**
     * LANES of the chains of eight elements: {@code s += a·b} for k in steps of {@link DotProducts#CHAINS} below
     * {@code depth}. The rows of A begin at a0 … a3, the columns of B at b0 and b1, and the sums of the two columns at
     * s0 and s1, those of the next row CHAINS floats further.
     */
    static void multiply(int depth, float[] a, int a0, int a1, int a2, int a3, float[] b, int b0, int b1,
            float[] sums, int s0, int s1, boolean resume) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, sums, s0);
            c01 = FloatVector.fromArray(FLOATS, sums, s1);
            c10 = FloatVector.fromArray(FLOATS, sums, s0 + CHAINS);
            c11 = FloatVector.fromArray(FLOATS, sums, s1 + CHAINS);
            c20 = FloatVector.fromArray(FLOATS, sums, s0 + 2 * CHAINS);
            c21 = FloatVector.fromArray(FLOATS, sums, s1 + 2 * CHAINS);
            c30 = FloatVector.fromArray(FLOATS, sums, s0 + 3 * CHAINS);
            c31 = FloatVector.fromArray(FLOATS, sums, s1 + 3 * CHAINS);
        }
        for (int k = 0; k < depth; k += CHAINS) {
            FloatVector y0 = FloatVector.fromArray(FLOATS, b, b0 + k);
            FloatVector y1 = FloatVector.fromArray(FLOATS, b, b1 + k);
            FloatVector x0 = FloatVector.fromArray(FLOATS, a, a0 + k);
            c00 = x0.fma(y0, c00);
            c01 = x0.fma(y1, c01);
            FloatVector x1 = FloatVector.fromArray(FLOATS, a, a1 + k);
            c10 = x1.fma(y0, c10);
            c11 = x1.fma(y1, c11);
            FloatVector x2 = FloatVector.fromArray(FLOATS, a, a2 + k);
            c20 = x2.fma(y0, c20);
            c21 = x2.fma(y1, c21);
            FloatVector x3 = FloatVector.fromArray(FLOATS, a, a3 + k);
            c30 = x3.fma(y0, c30);
            c31 = x3.fma(y1, c31);
        }
        c00.intoArray(sums, s0);
        c01.intoArray(sums, s1);
        c10.intoArray(sums, s0 + CHAINS);
        c11.intoArray(sums, s1 + CHAINS);
        c20.intoArray(sums, s0 + 2 * CHAINS);
        c21.intoArray(sums, s1 + 2 * CHAINS);
        c30.intoArray(sums, s0 + 3 * CHAINS);
        c31.intoArray(sums, s1 + 3 * CHAINS);
    }
}
