package dev.vectron.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs a kernel of two implementations on equal arrays and notes where their results differ in a bit (any NaN equals
 * any NaN), and where one of them wrote to a place that it does not own. Scratch begins as NaN, so that reading it
 * before writing shows.
 */
final class Trial {
    /** A call of the kernel under test: on these arrays, with scratch from {@link #SCRATCH_AT}. */
    interface Kernel {
        void run(Kernels kernels, float[][] arrays, float[] scratch);
    }

    static final int SCRATCH_AT = 3;
    private static final int MOST_MISMATCHES = 40;

    private final Kernels expected;
    private final Kernels actual;
    private final List<String> mismatches = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(20260101);
    private int runs;

    Trial(Kernels expected, Kernels actual) {
        this.expected = expected;
        this.actual = actual;
    }

    List<String> mismatches() {
        return mismatches;
    }

    int runs() {
        return runs;
    }

    SplittableRandom random() {
        return random;
    }

    /** {@return n values in [−1, 1)} */
    float[] values(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }

    /**
     * {@return n values, of which about one in {@code rarity} is NaN, infinite, a zero of either sign, tiny or
     * huge}
     */
    float[] valuesWithSpecials(int n, int rarity) {
        float[] x = values(n);
        float[] specials = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, 1e-40f, -3e-39f,
                3e38f, -1e-30f, 87f, -87f};
        for (int i = 0; i < n; i++) {
            if (random.nextInt(rarity) == 0) {
                x[i] = specials[random.nextInt(specials.length)];
            }
        }
        return x;
    }

    /**
     * Runs the kernel of both implementations.
     *
     * @param name says what was run, should it differ
     * @param arrays what the kernel gets, copied for each run
     * @param output the one of the arrays that may change
     * @param owned the places in it that may change
     * @param scratchSize floats of scratch
     * @param kernel the call
     */
    void compare(String name, float[][] arrays, int output, BitSet owned, int scratchSize, Kernel kernel) {
        runs++;
        float[][] a = run(name + " (expected)", expected, arrays, output, owned, scratchSize, kernel);
        float[][] b = run(name, actual, arrays, output, owned, scratchSize, kernel);
        for (int i = owned.nextSetBit(0); i >= 0; i = owned.nextSetBit(i + 1)) {
            if (!same(a[output][i], b[output][i])) {
                note(name + ": [" + i + "] is " + b[output][i] + ", expected " + a[output][i]);
                return;
            }
        }
    }

    private float[][] run(String name, Kernels kernels, float[][] arrays, int output, BitSet owned, int scratchSize,
            Kernel kernel) {
        float[][] copies = new float[arrays.length][];
        for (int i = 0; i < arrays.length; i++) {
            copies[i] = arrays[i].clone();
        }
        float[] scratch = new float[SCRATCH_AT + scratchSize + 5];
        Arrays.fill(scratch, SCRATCH_AT, SCRATCH_AT + scratchSize, Float.NaN);
        kernel.run(kernels, copies, scratch);
        for (int i = 0; i < arrays.length; i++) {
            for (int j = 0; j < arrays[i].length; j++) {
                if (!(i == output && owned.get(j)) && !same(arrays[i][j], copies[i][j])) {
                    note(name + ": wrote to array " + i + " at " + j + ", which it does not own");
                    return copies;
                }
            }
        }
        for (int i = 0; i < scratch.length; i++) {
            if ((i < SCRATCH_AT || i >= SCRATCH_AT + scratchSize) && scratch[i] != 0f) {
                note(name + ": wrote outside its scratch at " + (i - SCRATCH_AT) + " of " + scratchSize);
                return copies;
            }
        }
        return copies;
    }

    private void note(String mismatch) {
        if (mismatches.size() < MOST_MISMATCHES) {
            mismatches.add(mismatch);
        }
    }

    static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }

    /** {@return the places from at to at + n} */
    static BitSet range(int at, int n) {
        BitSet places = new BitSet();
        places.set(at, at + n);
        return places;
    }

    /** {@return the places of a matrix with rows ld apart} */
    static BitSet matrix(int at, int rows, int n, int ld) {
        BitSet places = new BitSet();
        for (int i = 0; i < rows; i++) {
            places.set(at + i * ld, at + i * ld + n);
        }
        return places;
    }
}
