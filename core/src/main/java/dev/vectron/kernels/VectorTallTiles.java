package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/** The tiles of {@link VectorNarrowTiles} with many rows that lie side by side in A, for 32 vector registers. */
final class VectorTallTiles {
    private VectorTallTiles() {}

    /** Twenty-four columns of A by one vector. */
    static void columns24(int depth, float[] a, int aAt, int aStep, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector c6 = FloatVector.zero(FLOATS);
        FloatVector c7 = FloatVector.zero(FLOATS);
        FloatVector c8 = FloatVector.zero(FLOATS);
        FloatVector c9 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c12 = FloatVector.zero(FLOATS);
        FloatVector c13 = FloatVector.zero(FLOATS);
        FloatVector c14 = FloatVector.zero(FLOATS);
        FloatVector c15 = FloatVector.zero(FLOATS);
        FloatVector c16 = FloatVector.zero(FLOATS);
        FloatVector c17 = FloatVector.zero(FLOATS);
        FloatVector c18 = FloatVector.zero(FLOATS);
        FloatVector c19 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c22 = FloatVector.zero(FLOATS);
        FloatVector c23 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c4 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c5 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c6 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc);
            c7 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc);
            c8 = FloatVector.fromArray(FLOATS, c, cAt + 8 * ldc);
            c9 = FloatVector.fromArray(FLOATS, c, cAt + 9 * ldc);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + 10 * ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + 11 * ldc);
            c12 = FloatVector.fromArray(FLOATS, c, cAt + 12 * ldc);
            c13 = FloatVector.fromArray(FLOATS, c, cAt + 13 * ldc);
            c14 = FloatVector.fromArray(FLOATS, c, cAt + 14 * ldc);
            c15 = FloatVector.fromArray(FLOATS, c, cAt + 15 * ldc);
            c16 = FloatVector.fromArray(FLOATS, c, cAt + 16 * ldc);
            c17 = FloatVector.fromArray(FLOATS, c, cAt + 17 * ldc);
            c18 = FloatVector.fromArray(FLOATS, c, cAt + 18 * ldc);
            c19 = FloatVector.fromArray(FLOATS, c, cAt + 19 * ldc);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 20 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 21 * ldc);
            c22 = FloatVector.fromArray(FLOATS, c, cAt + 22 * ldc);
            c23 = FloatVector.fromArray(FLOATS, c, cAt + 23 * ldc);
        }
        int ak = aAt;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + k * LANES);
            c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
            c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
            c2 = FloatVector.broadcast(FLOATS, a[ak + 2]).fma(b0, c2);
            c3 = FloatVector.broadcast(FLOATS, a[ak + 3]).fma(b0, c3);
            c4 = FloatVector.broadcast(FLOATS, a[ak + 4]).fma(b0, c4);
            c5 = FloatVector.broadcast(FLOATS, a[ak + 5]).fma(b0, c5);
            c6 = FloatVector.broadcast(FLOATS, a[ak + 6]).fma(b0, c6);
            c7 = FloatVector.broadcast(FLOATS, a[ak + 7]).fma(b0, c7);
            c8 = FloatVector.broadcast(FLOATS, a[ak + 8]).fma(b0, c8);
            c9 = FloatVector.broadcast(FLOATS, a[ak + 9]).fma(b0, c9);
            c10 = FloatVector.broadcast(FLOATS, a[ak + 10]).fma(b0, c10);
            c11 = FloatVector.broadcast(FLOATS, a[ak + 11]).fma(b0, c11);
            c12 = FloatVector.broadcast(FLOATS, a[ak + 12]).fma(b0, c12);
            c13 = FloatVector.broadcast(FLOATS, a[ak + 13]).fma(b0, c13);
            c14 = FloatVector.broadcast(FLOATS, a[ak + 14]).fma(b0, c14);
            c15 = FloatVector.broadcast(FLOATS, a[ak + 15]).fma(b0, c15);
            c16 = FloatVector.broadcast(FLOATS, a[ak + 16]).fma(b0, c16);
            c17 = FloatVector.broadcast(FLOATS, a[ak + 17]).fma(b0, c17);
            c18 = FloatVector.broadcast(FLOATS, a[ak + 18]).fma(b0, c18);
            c19 = FloatVector.broadcast(FLOATS, a[ak + 19]).fma(b0, c19);
            c20 = FloatVector.broadcast(FLOATS, a[ak + 20]).fma(b0, c20);
            c21 = FloatVector.broadcast(FLOATS, a[ak + 21]).fma(b0, c21);
            c22 = FloatVector.broadcast(FLOATS, a[ak + 22]).fma(b0, c22);
            c23 = FloatVector.broadcast(FLOATS, a[ak + 23]).fma(b0, c23);
            ak += aStep;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
        c5.intoArray(c, cAt + 5 * ldc);
        c6.intoArray(c, cAt + 6 * ldc);
        c7.intoArray(c, cAt + 7 * ldc);
        c8.intoArray(c, cAt + 8 * ldc);
        c9.intoArray(c, cAt + 9 * ldc);
        c10.intoArray(c, cAt + 10 * ldc);
        c11.intoArray(c, cAt + 11 * ldc);
        c12.intoArray(c, cAt + 12 * ldc);
        c13.intoArray(c, cAt + 13 * ldc);
        c14.intoArray(c, cAt + 14 * ldc);
        c15.intoArray(c, cAt + 15 * ldc);
        c16.intoArray(c, cAt + 16 * ldc);
        c17.intoArray(c, cAt + 17 * ldc);
        c18.intoArray(c, cAt + 18 * ldc);
        c19.intoArray(c, cAt + 19 * ldc);
        c20.intoArray(c, cAt + 20 * ldc);
        c21.intoArray(c, cAt + 21 * ldc);
        c22.intoArray(c, cAt + 22 * ldc);
        c23.intoArray(c, cAt + 23 * ldc);
    }

    /** Twelve columns of A by one vector. */
    static void columns12(int depth, float[] a, int aAt, int aStep, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        FloatVector c0 = FloatVector.zero(FLOATS);
        FloatVector c1 = FloatVector.zero(FLOATS);
        FloatVector c2 = FloatVector.zero(FLOATS);
        FloatVector c3 = FloatVector.zero(FLOATS);
        FloatVector c4 = FloatVector.zero(FLOATS);
        FloatVector c5 = FloatVector.zero(FLOATS);
        FloatVector c6 = FloatVector.zero(FLOATS);
        FloatVector c7 = FloatVector.zero(FLOATS);
        FloatVector c8 = FloatVector.zero(FLOATS);
        FloatVector c9 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        if (resume) {
            c0 = FloatVector.fromArray(FLOATS, c, cAt);
            c1 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * ldc);
            c4 = FloatVector.fromArray(FLOATS, c, cAt + 4 * ldc);
            c5 = FloatVector.fromArray(FLOATS, c, cAt + 5 * ldc);
            c6 = FloatVector.fromArray(FLOATS, c, cAt + 6 * ldc);
            c7 = FloatVector.fromArray(FLOATS, c, cAt + 7 * ldc);
            c8 = FloatVector.fromArray(FLOATS, c, cAt + 8 * ldc);
            c9 = FloatVector.fromArray(FLOATS, c, cAt + 9 * ldc);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + 10 * ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + 11 * ldc);
        }
        int ak = aAt;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + k * LANES);
            c0 = FloatVector.broadcast(FLOATS, a[ak]).fma(b0, c0);
            c1 = FloatVector.broadcast(FLOATS, a[ak + 1]).fma(b0, c1);
            c2 = FloatVector.broadcast(FLOATS, a[ak + 2]).fma(b0, c2);
            c3 = FloatVector.broadcast(FLOATS, a[ak + 3]).fma(b0, c3);
            c4 = FloatVector.broadcast(FLOATS, a[ak + 4]).fma(b0, c4);
            c5 = FloatVector.broadcast(FLOATS, a[ak + 5]).fma(b0, c5);
            c6 = FloatVector.broadcast(FLOATS, a[ak + 6]).fma(b0, c6);
            c7 = FloatVector.broadcast(FLOATS, a[ak + 7]).fma(b0, c7);
            c8 = FloatVector.broadcast(FLOATS, a[ak + 8]).fma(b0, c8);
            c9 = FloatVector.broadcast(FLOATS, a[ak + 9]).fma(b0, c9);
            c10 = FloatVector.broadcast(FLOATS, a[ak + 10]).fma(b0, c10);
            c11 = FloatVector.broadcast(FLOATS, a[ak + 11]).fma(b0, c11);
            ak += aStep;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + ldc);
        c2.intoArray(c, cAt + 2 * ldc);
        c3.intoArray(c, cAt + 3 * ldc);
        c4.intoArray(c, cAt + 4 * ldc);
        c5.intoArray(c, cAt + 5 * ldc);
        c6.intoArray(c, cAt + 6 * ldc);
        c7.intoArray(c, cAt + 7 * ldc);
        c8.intoArray(c, cAt + 8 * ldc);
        c9.intoArray(c, cAt + 9 * ldc);
        c10.intoArray(c, cAt + 10 * ldc);
        c11.intoArray(c, cAt + 11 * ldc);
    }
}
