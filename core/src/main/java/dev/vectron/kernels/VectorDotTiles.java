package dev.vectron.kernels;

import static dev.vectron.kernels.DotProducts.CHAINS;
import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.MANY_REGISTERS;

import jdk.incubator.vector.FloatVector;

/**
 * Dot products of four rows of A and two or three columns of B, their chains in lanes: LANES of the chains of each
 * element, {@code s += a·b} for k in steps of {@link DotProducts#CHAINS} below {@code depth}. The rows of A begin at
 * a0 … a3, the columns of B {@code ldb} floats apart, and the sums of a column {@code column} floats apart, those of
 * the next row CHAINS floats further.
 *
 * <p>With 16 registers C2 must not know the step ({@code CHAINS}): if it does it unrolls the loop and has no registers
 * for that.
 */
final class VectorDotTiles {
    static final int ROWS = 4;
    /** Added to a sum it changes no bits, but the compiler keeps the sums in registers. */
    private static final float NOTHING = -0f;

    private VectorDotTiles() {}

    /** Two columns. */
    static void columns2(int depth, int step, float[] a, int a0, int a1, int a2, int a3, float[] b, int bAt, int ldb,
            float[] sums, int sumsAt, int column, boolean resume) {
        int s0 = sumsAt;
        int s1 = sumsAt + column;
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
        int b0 = bAt;
        int b1 = bAt + ldb;
        int stride = MANY_REGISTERS ? CHAINS : step;
        for (int k = 0; k < depth; k += stride) {
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
        c00.add(NOTHING).intoArray(sums, s0);
        c01.add(NOTHING).intoArray(sums, s1);
        c10.add(NOTHING).intoArray(sums, s0 + CHAINS);
        c11.add(NOTHING).intoArray(sums, s1 + CHAINS);
        c20.add(NOTHING).intoArray(sums, s0 + 2 * CHAINS);
        c21.add(NOTHING).intoArray(sums, s1 + 2 * CHAINS);
        c30.add(NOTHING).intoArray(sums, s0 + 3 * CHAINS);
        c31.add(NOTHING).intoArray(sums, s1 + 3 * CHAINS);
    }

    /** Three columns. */
    static void columns3(int depth, int step, float[] a, int a0, int a1, int a2, int a3, float[] b, int bAt, int ldb,
            float[] sums, int sumsAt, int column, boolean resume) {
        int s0 = sumsAt;
        int s1 = sumsAt + column;
        int s2 = sumsAt + 2 * column;
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c02 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c12 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c22 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = FloatVector.zero(FLOATS);
        FloatVector c32 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, sums, s0);
            c01 = FloatVector.fromArray(FLOATS, sums, s1);
            c02 = FloatVector.fromArray(FLOATS, sums, s2);
            c10 = FloatVector.fromArray(FLOATS, sums, s0 + CHAINS);
            c11 = FloatVector.fromArray(FLOATS, sums, s1 + CHAINS);
            c12 = FloatVector.fromArray(FLOATS, sums, s2 + CHAINS);
            c20 = FloatVector.fromArray(FLOATS, sums, s0 + 2 * CHAINS);
            c21 = FloatVector.fromArray(FLOATS, sums, s1 + 2 * CHAINS);
            c22 = FloatVector.fromArray(FLOATS, sums, s2 + 2 * CHAINS);
            c30 = FloatVector.fromArray(FLOATS, sums, s0 + 3 * CHAINS);
            c31 = FloatVector.fromArray(FLOATS, sums, s1 + 3 * CHAINS);
            c32 = FloatVector.fromArray(FLOATS, sums, s2 + 3 * CHAINS);
        }
        int b0 = bAt;
        int b1 = bAt + ldb;
        int b2 = bAt + 2 * ldb;
        int stride = MANY_REGISTERS ? CHAINS : step;
        for (int k = 0; k < depth; k += stride) {
            FloatVector y0 = FloatVector.fromArray(FLOATS, b, b0 + k);
            FloatVector y1 = FloatVector.fromArray(FLOATS, b, b1 + k);
            FloatVector y2 = FloatVector.fromArray(FLOATS, b, b2 + k);
            FloatVector x0 = FloatVector.fromArray(FLOATS, a, a0 + k);
            c00 = x0.fma(y0, c00);
            c01 = x0.fma(y1, c01);
            c02 = x0.fma(y2, c02);
            FloatVector x1 = FloatVector.fromArray(FLOATS, a, a1 + k);
            c10 = x1.fma(y0, c10);
            c11 = x1.fma(y1, c11);
            c12 = x1.fma(y2, c12);
            FloatVector x2 = FloatVector.fromArray(FLOATS, a, a2 + k);
            c20 = x2.fma(y0, c20);
            c21 = x2.fma(y1, c21);
            c22 = x2.fma(y2, c22);
            FloatVector x3 = FloatVector.fromArray(FLOATS, a, a3 + k);
            c30 = x3.fma(y0, c30);
            c31 = x3.fma(y1, c31);
            c32 = x3.fma(y2, c32);
        }
        c00.add(NOTHING).intoArray(sums, s0);
        c01.add(NOTHING).intoArray(sums, s1);
        c02.add(NOTHING).intoArray(sums, s2);
        c10.add(NOTHING).intoArray(sums, s0 + CHAINS);
        c11.add(NOTHING).intoArray(sums, s1 + CHAINS);
        c12.add(NOTHING).intoArray(sums, s2 + CHAINS);
        c20.add(NOTHING).intoArray(sums, s0 + 2 * CHAINS);
        c21.add(NOTHING).intoArray(sums, s1 + 2 * CHAINS);
        c22.add(NOTHING).intoArray(sums, s2 + 2 * CHAINS);
        c30.add(NOTHING).intoArray(sums, s0 + 3 * CHAINS);
        c31.add(NOTHING).intoArray(sums, s1 + 3 * CHAINS);
        c32.add(NOTHING).intoArray(sums, s2 + 3 * CHAINS);
    }
}
