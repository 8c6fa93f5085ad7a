package dev.vectron.kernels;

import static dev.vectron.kernels.DotProducts.CHAINS;
import static dev.vectron.kernels.VectorLanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** As {@link VectorDotTiles}, but six columns of B: for 32 vector registers. */
final class VectorWideDotTiles {
    static final int COLUMNS = 6;
    /** Added to a sum it changes no bits, but the compiler keeps the sums in registers. */
    private static final float NOTHING = -0f;

    private VectorWideDotTiles() {}

    /** Six columns. */
    static void columns6(int depth, float[] a, int a0, int a1, int a2, int a3, float[] b, int bAt, int ldb,
            float[] sums, int sumsAt, int column, boolean resume) {
        int s0 = sumsAt;
        int s1 = sumsAt + column;
        int s2 = sumsAt + 2 * column;
        int s3 = sumsAt + 3 * column;
        int s4 = sumsAt + 4 * column;
        int s5 = sumsAt + 5 * column;
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c02 = FloatVector.zero(FLOATS);
        FloatVector c03 = FloatVector.zero(FLOATS);
        FloatVector c04 = FloatVector.zero(FLOATS);
        FloatVector c05 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c12 = FloatVector.zero(FLOATS);
        FloatVector c13 = FloatVector.zero(FLOATS);
        FloatVector c14 = FloatVector.zero(FLOATS);
        FloatVector c15 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c22 = FloatVector.zero(FLOATS);
        FloatVector c23 = FloatVector.zero(FLOATS);
        FloatVector c24 = FloatVector.zero(FLOATS);
        FloatVector c25 = FloatVector.zero(FLOATS);
        FloatVector c30 = FloatVector.zero(FLOATS);
        FloatVector c31 = FloatVector.zero(FLOATS);
        FloatVector c32 = FloatVector.zero(FLOATS);
        FloatVector c33 = FloatVector.zero(FLOATS);
        FloatVector c34 = FloatVector.zero(FLOATS);
        FloatVector c35 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, sums, s0);
            c01 = FloatVector.fromArray(FLOATS, sums, s1);
            c02 = FloatVector.fromArray(FLOATS, sums, s2);
            c03 = FloatVector.fromArray(FLOATS, sums, s3);
            c04 = FloatVector.fromArray(FLOATS, sums, s4);
            c05 = FloatVector.fromArray(FLOATS, sums, s5);
            c10 = FloatVector.fromArray(FLOATS, sums, s0 + CHAINS);
            c11 = FloatVector.fromArray(FLOATS, sums, s1 + CHAINS);
            c12 = FloatVector.fromArray(FLOATS, sums, s2 + CHAINS);
            c13 = FloatVector.fromArray(FLOATS, sums, s3 + CHAINS);
            c14 = FloatVector.fromArray(FLOATS, sums, s4 + CHAINS);
            c15 = FloatVector.fromArray(FLOATS, sums, s5 + CHAINS);
            c20 = FloatVector.fromArray(FLOATS, sums, s0 + 2 * CHAINS);
            c21 = FloatVector.fromArray(FLOATS, sums, s1 + 2 * CHAINS);
            c22 = FloatVector.fromArray(FLOATS, sums, s2 + 2 * CHAINS);
            c23 = FloatVector.fromArray(FLOATS, sums, s3 + 2 * CHAINS);
            c24 = FloatVector.fromArray(FLOATS, sums, s4 + 2 * CHAINS);
            c25 = FloatVector.fromArray(FLOATS, sums, s5 + 2 * CHAINS);
            c30 = FloatVector.fromArray(FLOATS, sums, s0 + 3 * CHAINS);
            c31 = FloatVector.fromArray(FLOATS, sums, s1 + 3 * CHAINS);
            c32 = FloatVector.fromArray(FLOATS, sums, s2 + 3 * CHAINS);
            c33 = FloatVector.fromArray(FLOATS, sums, s3 + 3 * CHAINS);
            c34 = FloatVector.fromArray(FLOATS, sums, s4 + 3 * CHAINS);
            c35 = FloatVector.fromArray(FLOATS, sums, s5 + 3 * CHAINS);
        }
        int b0 = bAt;
        int b1 = bAt + ldb;
        int b2 = bAt + 2 * ldb;
        int b3 = bAt + 3 * ldb;
        int b4 = bAt + 4 * ldb;
        int b5 = bAt + 5 * ldb;
        for (int k = 0; k < depth; k += CHAINS) {
            FloatVector x0 = FloatVector.fromArray(FLOATS, a, a0 + k);
            FloatVector x1 = FloatVector.fromArray(FLOATS, a, a1 + k);
            FloatVector x2 = FloatVector.fromArray(FLOATS, a, a2 + k);
            FloatVector x3 = FloatVector.fromArray(FLOATS, a, a3 + k);
            FloatVector y0 = FloatVector.fromArray(FLOATS, b, b0 + k);
            c00 = x0.fma(y0, c00);
            c10 = x1.fma(y0, c10);
            c20 = x2.fma(y0, c20);
            c30 = x3.fma(y0, c30);
            FloatVector y1 = FloatVector.fromArray(FLOATS, b, b1 + k);
            c01 = x0.fma(y1, c01);
            c11 = x1.fma(y1, c11);
            c21 = x2.fma(y1, c21);
            c31 = x3.fma(y1, c31);
            FloatVector y2 = FloatVector.fromArray(FLOATS, b, b2 + k);
            c02 = x0.fma(y2, c02);
            c12 = x1.fma(y2, c12);
            c22 = x2.fma(y2, c22);
            c32 = x3.fma(y2, c32);
            FloatVector y3 = FloatVector.fromArray(FLOATS, b, b3 + k);
            c03 = x0.fma(y3, c03);
            c13 = x1.fma(y3, c13);
            c23 = x2.fma(y3, c23);
            c33 = x3.fma(y3, c33);
            FloatVector y4 = FloatVector.fromArray(FLOATS, b, b4 + k);
            c04 = x0.fma(y4, c04);
            c14 = x1.fma(y4, c14);
            c24 = x2.fma(y4, c24);
            c34 = x3.fma(y4, c34);
            FloatVector y5 = FloatVector.fromArray(FLOATS, b, b5 + k);
            c05 = x0.fma(y5, c05);
            c15 = x1.fma(y5, c15);
            c25 = x2.fma(y5, c25);
            c35 = x3.fma(y5, c35);
        }
        c00.add(NOTHING).intoArray(sums, s0);
        c01.add(NOTHING).intoArray(sums, s1);
        c02.add(NOTHING).intoArray(sums, s2);
        c03.add(NOTHING).intoArray(sums, s3);
        c04.add(NOTHING).intoArray(sums, s4);
        c05.add(NOTHING).intoArray(sums, s5);
        c10.add(NOTHING).intoArray(sums, s0 + CHAINS);
        c11.add(NOTHING).intoArray(sums, s1 + CHAINS);
        c12.add(NOTHING).intoArray(sums, s2 + CHAINS);
        c13.add(NOTHING).intoArray(sums, s3 + CHAINS);
        c14.add(NOTHING).intoArray(sums, s4 + CHAINS);
        c15.add(NOTHING).intoArray(sums, s5 + CHAINS);
        c20.add(NOTHING).intoArray(sums, s0 + 2 * CHAINS);
        c21.add(NOTHING).intoArray(sums, s1 + 2 * CHAINS);
        c22.add(NOTHING).intoArray(sums, s2 + 2 * CHAINS);
        c23.add(NOTHING).intoArray(sums, s3 + 2 * CHAINS);
        c24.add(NOTHING).intoArray(sums, s4 + 2 * CHAINS);
        c25.add(NOTHING).intoArray(sums, s5 + 2 * CHAINS);
        c30.add(NOTHING).intoArray(sums, s0 + 3 * CHAINS);
        c31.add(NOTHING).intoArray(sums, s1 + 3 * CHAINS);
        c32.add(NOTHING).intoArray(sums, s2 + 3 * CHAINS);
        c33.add(NOTHING).intoArray(sums, s3 + 3 * CHAINS);
        c34.add(NOTHING).intoArray(sums, s4 + 3 * CHAINS);
        c35.add(NOTHING).intoArray(sums, s5 + 3 * CHAINS);
    }
}
