package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.INTS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Tiles of twelve rows of C by one vector, rows of A contiguous along k, for many short rows and 32 registers of 16
 * lanes: five rows read A value by value; of the other seven LANES values at a time lie in a register, from which each
 * is spread over the lanes, as an int, since numbers of lanes are ints and would have to be converted. So fewer loads
 * and addresses come on a multiply-add than in {@link VectorNarrowTiles}, whose sums these are. Where rows are longer,
 * waiting for A costs more than is gained; and before C2 has compiled them these tiles are slow.
 */
final class VectorSpreadTiles {
    private static final int MANY_ROWS = 1024;
    private static final int SHORT = 32;
    private static final int ROWS = 12;
    /** Added to a sum it changes no bits, but the compiler keeps the sums in registers. */
    private static final float NOTHING = -0f;

    private VectorSpreadTiles() {}

    /** {@return whether products of m rows of k floats are for these tiles} */
    static boolean suit(int m, int k) {
        return LANES == 16 && m >= MANY_ROWS && k <= SHORT;
    }

    /** Any number of rows of C. */
    static void rows(int m, int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
            float[] c, int cAt, int ldc, boolean resume) {
        int i = 0;
        int reach = aAt + (ROWS - 1) * aRow + Blocking.roundUp(depth, LANES);
        for (; m - i >= ROWS && reach + i * aRow <= a.length; i += ROWS) {
            rows12(depth, a, aAt + i * aRow, aRow, b, bAt, c, cAt + i * ldc, ldc, resume);
        }
        VectorNarrowTiles.rows(m - i, depth, a, aAt + i * aRow, aRow, b, bAt, c, cAt + i * ldc, ldc, resume);
    }

    private static void rows12(int depth, float[] a, int aAt, int aRow, float[] b, int bAt,
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
        int bk = bAt;
        for (int p = 0; p < depth; p += LANES) {
            int steps = Math.min(LANES, depth - p);
            int a0 = aAt + p;
            int a1 = a0 + aRow;
            int a2 = a0 + 2 * aRow;
            int a3 = a0 + 3 * aRow;
            int a4 = a0 + 4 * aRow;
            IntVector r5 = FloatVector.fromArray(FLOATS, a, a0 + 5 * aRow).reinterpretAsInts();
            IntVector r6 = FloatVector.fromArray(FLOATS, a, a0 + 6 * aRow).reinterpretAsInts();
            IntVector r7 = FloatVector.fromArray(FLOATS, a, a0 + 7 * aRow).reinterpretAsInts();
            IntVector r8 = FloatVector.fromArray(FLOATS, a, a0 + 8 * aRow).reinterpretAsInts();
            IntVector r9 = FloatVector.fromArray(FLOATS, a, a0 + 9 * aRow).reinterpretAsInts();
            IntVector r10 = FloatVector.fromArray(FLOATS, a, a0 + 10 * aRow).reinterpretAsInts();
            IntVector r11 = FloatVector.fromArray(FLOATS, a, a0 + 11 * aRow).reinterpretAsInts();
            IntVector lane = IntVector.zero(INTS);
            for (int k = 0; k < steps; k++) {
                FloatVector b0 = FloatVector.fromArray(FLOATS, b, bk);
                bk += LANES;
                c0 = FloatVector.broadcast(FLOATS, a[a0 + k]).fma(b0, c0);
                c1 = FloatVector.broadcast(FLOATS, a[a1 + k]).fma(b0, c1);
                c2 = FloatVector.broadcast(FLOATS, a[a2 + k]).fma(b0, c2);
                c3 = FloatVector.broadcast(FLOATS, a[a3 + k]).fma(b0, c3);
                c4 = FloatVector.broadcast(FLOATS, a[a4 + k]).fma(b0, c4);
                c5 = lane.selectFrom(r5).reinterpretAsFloats().fma(b0, c5);
                c6 = lane.selectFrom(r6).reinterpretAsFloats().fma(b0, c6);
                c7 = lane.selectFrom(r7).reinterpretAsFloats().fma(b0, c7);
                c8 = lane.selectFrom(r8).reinterpretAsFloats().fma(b0, c8);
                c9 = lane.selectFrom(r9).reinterpretAsFloats().fma(b0, c9);
                c10 = lane.selectFrom(r10).reinterpretAsFloats().fma(b0, c10);
                c11 = lane.selectFrom(r11).reinterpretAsFloats().fma(b0, c11);
                lane = lane.add(1);
            }
        }
        c0.add(NOTHING).intoArray(c, cAt);
        c1.add(NOTHING).intoArray(c, cAt + ldc);
        c2.add(NOTHING).intoArray(c, cAt + 2 * ldc);
        c3.add(NOTHING).intoArray(c, cAt + 3 * ldc);
        c4.add(NOTHING).intoArray(c, cAt + 4 * ldc);
        c5.add(NOTHING).intoArray(c, cAt + 5 * ldc);
        c6.add(NOTHING).intoArray(c, cAt + 6 * ldc);
        c7.add(NOTHING).intoArray(c, cAt + 7 * ldc);
        c8.add(NOTHING).intoArray(c, cAt + 8 * ldc);
        c9.add(NOTHING).intoArray(c, cAt + 9 * ldc);
        c10.add(NOTHING).intoArray(c, cAt + 10 * ldc);
        c11.add(NOTHING).intoArray(c, cAt + 11 * ldc);
    }
}
