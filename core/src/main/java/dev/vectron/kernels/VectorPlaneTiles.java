package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.MANY_REGISTERS;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles for few outputs and many pixels or many taps: one, two or three outputs by a few vectors that follow each other
 * in A.
 *
 * <p>Element (j, p) takes {@code c = fma(w[wAt + step·ldw + j], a[aAt + tap + k·plane + p], c)} for taps in row-major
 * order and k ascending, begun with C ({@code resume}) or 0; then {@code c + bias[biasAt + j]}.
 */
final class VectorPlaneTiles {
    /** Vectors of a tile, but for one output, where there may be twice as many. */
    static final int VECTORS = 4;

    private VectorPlaneTiles() {}

    /** {@return outputs of the next tile when this many are left} */
    static int outputs(int left) {
        int most = MANY_REGISTERS ? 3 : 2;
        return left == most + 1 ? 2 : Math.min(most, left);
    }

    /** {@return vectors of a tile with so many outputs, when so many vectors are left} */
    static int vectors(int outputs, int left) {
        return outputs == 1 && left > VECTORS ? 2 * VECTORS : VECTORS;
    }

    static void multiply(int outputs, int vectors, int taps, int tapColumns, int depth, float[] a, int aAt, int tapRow,
            int tapColumn, int plane, float[] w, int wAt, int ldw, boolean resume, float[] bias, int biasAt,
            float[] c, int cAt, int ldc) {
        switch (outputs) {
            case 3 -> three(taps, tapColumns, depth, a, aAt, tapRow, tapColumn, plane, w, wAt, ldw, resume, bias,
                    biasAt, c, cAt, ldc);
            case 2 -> two(taps, tapColumns, depth, a, aAt, tapRow, tapColumn, plane, w, wAt, ldw, resume, bias, biasAt,
                    c, cAt, ldc);
            default -> {
                if (vectors > VECTORS) {
                    oneByEight(taps, tapColumns, depth, a, aAt, tapRow, tapColumn, plane, w, wAt, ldw, resume, bias,
                            biasAt, c, cAt);
                } else {
                    oneByFour(taps, tapColumns, depth, a, aAt, tapRow, tapColumn, plane, w, wAt, ldw, resume, bias,
                            biasAt, c, cAt);
                }
            }
        }
    }

    /** Three outputs by four vectors. */
    private static void three(int taps, int tapColumns, int depth, float[] a, int aAt, int tapRow,
            int tapColumn, int plane, float[] w, int wAt, int ldw, boolean resume, float[] bias, int biasAt,
            float[] c, int cAt, int ldc) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c02 = FloatVector.zero(FLOATS);
        FloatVector c03 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c12 = FloatVector.zero(FLOATS);
        FloatVector c13 = FloatVector.zero(FLOATS);
        FloatVector c20 = FloatVector.zero(FLOATS);
        FloatVector c21 = FloatVector.zero(FLOATS);
        FloatVector c22 = FloatVector.zero(FLOATS);
        FloatVector c23 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c02 = FloatVector.fromArray(FLOATS, c, cAt + 2 * LANES);
            c03 = FloatVector.fromArray(FLOATS, c, cAt + 3 * LANES);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
            c12 = FloatVector.fromArray(FLOATS, c, cAt + ldc + 2 * LANES);
            c13 = FloatVector.fromArray(FLOATS, c, cAt + ldc + 3 * LANES);
            c20 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc);
            c21 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + LANES);
            c22 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + 2 * LANES);
            c23 = FloatVector.fromArray(FLOATS, c, cAt + 2 * ldc + 3 * LANES);
        }
        int tap = aAt;
        int left = tapColumns;
        int wk = wAt;
        for (int i = 0; i < taps; i++) {
            int ak = tap;
            for (int k = 0; k < depth; k++) {
                FloatVector w0 = FloatVector.broadcast(FLOATS, w[wk]);
                FloatVector w1 = FloatVector.broadcast(FLOATS, w[wk + 1]);
                FloatVector w2 = FloatVector.broadcast(FLOATS, w[wk + 2]);
                FloatVector x0 = FloatVector.fromArray(FLOATS, a, ak);
                c00 = w0.fma(x0, c00);
                c10 = w1.fma(x0, c10);
                c20 = w2.fma(x0, c20);
                FloatVector x1 = FloatVector.fromArray(FLOATS, a, ak + LANES);
                c01 = w0.fma(x1, c01);
                c11 = w1.fma(x1, c11);
                c21 = w2.fma(x1, c21);
                FloatVector x2 = FloatVector.fromArray(FLOATS, a, ak + 2 * LANES);
                c02 = w0.fma(x2, c02);
                c12 = w1.fma(x2, c12);
                c22 = w2.fma(x2, c22);
                FloatVector x3 = FloatVector.fromArray(FLOATS, a, ak + 3 * LANES);
                c03 = w0.fma(x3, c03);
                c13 = w1.fma(x3, c13);
                c23 = w2.fma(x3, c23);
                ak += plane;
                wk += ldw;
            }
            tap += tapColumn;
            if (--left == 0) {
                left = tapColumns;
                tap += tapRow - tapColumns * tapColumn;
            }
        }
        float bias0 = bias[biasAt];
        c00.add(bias0).intoArray(c, cAt);
        c01.add(bias0).intoArray(c, cAt + LANES);
        c02.add(bias0).intoArray(c, cAt + 2 * LANES);
        c03.add(bias0).intoArray(c, cAt + 3 * LANES);
        float bias1 = bias[biasAt + 1];
        c10.add(bias1).intoArray(c, cAt + ldc);
        c11.add(bias1).intoArray(c, cAt + ldc + LANES);
        c12.add(bias1).intoArray(c, cAt + ldc + 2 * LANES);
        c13.add(bias1).intoArray(c, cAt + ldc + 3 * LANES);
        float bias2 = bias[biasAt + 2];
        c20.add(bias2).intoArray(c, cAt + 2 * ldc);
        c21.add(bias2).intoArray(c, cAt + 2 * ldc + LANES);
        c22.add(bias2).intoArray(c, cAt + 2 * ldc + 2 * LANES);
        c23.add(bias2).intoArray(c, cAt + 2 * ldc + 3 * LANES);
    }

    /** Two outputs by four vectors. */
    private static void two(int taps, int tapColumns, int depth, float[] a, int aAt, int tapRow,
            int tapColumn, int plane, float[] w, int wAt, int ldw, boolean resume, float[] bias, int biasAt,
            float[] c, int cAt, int ldc) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c02 = FloatVector.zero(FLOATS);
        FloatVector c03 = FloatVector.zero(FLOATS);
        FloatVector c10 = FloatVector.zero(FLOATS);
        FloatVector c11 = FloatVector.zero(FLOATS);
        FloatVector c12 = FloatVector.zero(FLOATS);
        FloatVector c13 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c02 = FloatVector.fromArray(FLOATS, c, cAt + 2 * LANES);
            c03 = FloatVector.fromArray(FLOATS, c, cAt + 3 * LANES);
            c10 = FloatVector.fromArray(FLOATS, c, cAt + ldc);
            c11 = FloatVector.fromArray(FLOATS, c, cAt + ldc + LANES);
            c12 = FloatVector.fromArray(FLOATS, c, cAt + ldc + 2 * LANES);
            c13 = FloatVector.fromArray(FLOATS, c, cAt + ldc + 3 * LANES);
        }
        int tap = aAt;
        int left = tapColumns;
        int wk = wAt;
        for (int i = 0; i < taps; i++) {
            int ak = tap;
            for (int k = 0; k < depth; k++) {
                FloatVector w0 = FloatVector.broadcast(FLOATS, w[wk]);
                FloatVector w1 = FloatVector.broadcast(FLOATS, w[wk + 1]);
                FloatVector x0 = FloatVector.fromArray(FLOATS, a, ak);
                c00 = w0.fma(x0, c00);
                c10 = w1.fma(x0, c10);
                FloatVector x1 = FloatVector.fromArray(FLOATS, a, ak + LANES);
                c01 = w0.fma(x1, c01);
                c11 = w1.fma(x1, c11);
                FloatVector x2 = FloatVector.fromArray(FLOATS, a, ak + 2 * LANES);
                c02 = w0.fma(x2, c02);
                c12 = w1.fma(x2, c12);
                FloatVector x3 = FloatVector.fromArray(FLOATS, a, ak + 3 * LANES);
                c03 = w0.fma(x3, c03);
                c13 = w1.fma(x3, c13);
                ak += plane;
                wk += ldw;
            }
            tap += tapColumn;
            if (--left == 0) {
                left = tapColumns;
                tap += tapRow - tapColumns * tapColumn;
            }
        }
        float bias0 = bias[biasAt];
        c00.add(bias0).intoArray(c, cAt);
        c01.add(bias0).intoArray(c, cAt + LANES);
        c02.add(bias0).intoArray(c, cAt + 2 * LANES);
        c03.add(bias0).intoArray(c, cAt + 3 * LANES);
        float bias1 = bias[biasAt + 1];
        c10.add(bias1).intoArray(c, cAt + ldc);
        c11.add(bias1).intoArray(c, cAt + ldc + LANES);
        c12.add(bias1).intoArray(c, cAt + ldc + 2 * LANES);
        c13.add(bias1).intoArray(c, cAt + ldc + 3 * LANES);
    }

    /** One output by four vectors. */
    private static void oneByFour(int taps, int tapColumns, int depth, float[] a, int aAt, int tapRow,
            int tapColumn, int plane, float[] w, int wAt, int ldw, boolean resume, float[] bias, int biasAt,
            float[] c, int cAt) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c02 = FloatVector.zero(FLOATS);
        FloatVector c03 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c02 = FloatVector.fromArray(FLOATS, c, cAt + 2 * LANES);
            c03 = FloatVector.fromArray(FLOATS, c, cAt + 3 * LANES);
        }
        int tap = aAt;
        int left = tapColumns;
        int wk = wAt;
        for (int i = 0; i < taps; i++) {
            int ak = tap;
            for (int k = 0; k < depth; k++) {
                FloatVector w0 = FloatVector.broadcast(FLOATS, w[wk]);
                FloatVector x0 = FloatVector.fromArray(FLOATS, a, ak);
                c00 = w0.fma(x0, c00);
                FloatVector x1 = FloatVector.fromArray(FLOATS, a, ak + LANES);
                c01 = w0.fma(x1, c01);
                FloatVector x2 = FloatVector.fromArray(FLOATS, a, ak + 2 * LANES);
                c02 = w0.fma(x2, c02);
                FloatVector x3 = FloatVector.fromArray(FLOATS, a, ak + 3 * LANES);
                c03 = w0.fma(x3, c03);
                ak += plane;
                wk += ldw;
            }
            tap += tapColumn;
            if (--left == 0) {
                left = tapColumns;
                tap += tapRow - tapColumns * tapColumn;
            }
        }
        float bias0 = bias[biasAt];
        c00.add(bias0).intoArray(c, cAt);
        c01.add(bias0).intoArray(c, cAt + LANES);
        c02.add(bias0).intoArray(c, cAt + 2 * LANES);
        c03.add(bias0).intoArray(c, cAt + 3 * LANES);
    }

    /** One output by eight vectors. */
    private static void oneByEight(int taps, int tapColumns, int depth, float[] a, int aAt, int tapRow,
            int tapColumn, int plane, float[] w, int wAt, int ldw, boolean resume, float[] bias, int biasAt,
            float[] c, int cAt) {
        FloatVector c00 = FloatVector.zero(FLOATS);
        FloatVector c01 = FloatVector.zero(FLOATS);
        FloatVector c02 = FloatVector.zero(FLOATS);
        FloatVector c03 = FloatVector.zero(FLOATS);
        FloatVector c04 = FloatVector.zero(FLOATS);
        FloatVector c05 = FloatVector.zero(FLOATS);
        FloatVector c06 = FloatVector.zero(FLOATS);
        FloatVector c07 = FloatVector.zero(FLOATS);
        if (resume) {
            c00 = FloatVector.fromArray(FLOATS, c, cAt);
            c01 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
            c02 = FloatVector.fromArray(FLOATS, c, cAt + 2 * LANES);
            c03 = FloatVector.fromArray(FLOATS, c, cAt + 3 * LANES);
            c04 = FloatVector.fromArray(FLOATS, c, cAt + 4 * LANES);
            c05 = FloatVector.fromArray(FLOATS, c, cAt + 5 * LANES);
            c06 = FloatVector.fromArray(FLOATS, c, cAt + 6 * LANES);
            c07 = FloatVector.fromArray(FLOATS, c, cAt + 7 * LANES);
        }
        int tap = aAt;
        int left = tapColumns;
        int wk = wAt;
        for (int i = 0; i < taps; i++) {
            int ak = tap;
            for (int k = 0; k < depth; k++) {
                FloatVector w0 = FloatVector.broadcast(FLOATS, w[wk]);
                FloatVector x0 = FloatVector.fromArray(FLOATS, a, ak);
                c00 = w0.fma(x0, c00);
                FloatVector x1 = FloatVector.fromArray(FLOATS, a, ak + LANES);
                c01 = w0.fma(x1, c01);
                FloatVector x2 = FloatVector.fromArray(FLOATS, a, ak + 2 * LANES);
                c02 = w0.fma(x2, c02);
                FloatVector x3 = FloatVector.fromArray(FLOATS, a, ak + 3 * LANES);
                c03 = w0.fma(x3, c03);
                FloatVector x4 = FloatVector.fromArray(FLOATS, a, ak + 4 * LANES);
                c04 = w0.fma(x4, c04);
                FloatVector x5 = FloatVector.fromArray(FLOATS, a, ak + 5 * LANES);
                c05 = w0.fma(x5, c05);
                FloatVector x6 = FloatVector.fromArray(FLOATS, a, ak + 6 * LANES);
                c06 = w0.fma(x6, c06);
                FloatVector x7 = FloatVector.fromArray(FLOATS, a, ak + 7 * LANES);
                c07 = w0.fma(x7, c07);
                ak += plane;
                wk += ldw;
            }
            tap += tapColumn;
            if (--left == 0) {
                left = tapColumns;
                tap += tapRow - tapColumns * tapColumn;
            }
        }
        float bias0 = bias[biasAt];
        c00.add(bias0).intoArray(c, cAt);
        c01.add(bias0).intoArray(c, cAt + LANES);
        c02.add(bias0).intoArray(c, cAt + 2 * LANES);
        c03.add(bias0).intoArray(c, cAt + 3 * LANES);
        c04.add(bias0).intoArray(c, cAt + 4 * LANES);
        c05.add(bias0).intoArray(c, cAt + 5 * LANES);
        c06.add(bias0).intoArray(c, cAt + 6 * LANES);
        c07.add(bias0).intoArray(c, cAt + 7 * LANES);
    }
}
