package dev.vectron.kernels;

import java.util.BitSet;
import java.util.List;

/** Matrix products at sizes around the edges of tiles, panels and blocks. */
final class GemmTrials {
    private static final int MOST_ROWS = 30;
    private static final int[] COLUMNS = {1, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 65};
    private static final int[] DEPTHS = {1, 2, 7, 33};

    private static final List<ActivationFunction> FUNCTIONS = List.of(ActivationFunction.values());

    private final Trial trial;
    private int count;

    GemmTrials(Trial trial) {
        this.trial = trial;
    }

    static void run(Trial trial) {
        GemmTrials trials = new GemmTrials(trial);
        for (int m = 1; m <= MOST_ROWS; m++) {
            for (int n : COLUMNS) {
                for (int k : DEPTHS) {
                    trials.product(m, n, k);
                }
            }
        }
        int kc = Blocking.KC;
        int depth = Blocking.DEPTH;
        int nc = Blocking.NC;
        int mc = Blocking.MC;
        int[][] blocks = {
            {3, 5, 0}, {5, 17, kc - 1}, {5, 17, kc}, {6, 33, kc + 1}, {13, 16, 2 * kc + 3}, {2, nc - 1, 3}, {3, nc, 4},
            {4, nc + 1, 5}, {2, 2 * nc + 17, kc + 2}, {9, 2 * nc + 17, kc + 2}, {13, nc + 5, 9}, {mc - 1, 9, 3},
            {mc, 16, 5}, {mc + 1, 33, 4}, {2 * mc + 5, 10, kc + 9}, {mc + 7, 70, kc + 9}, {mc - 1, 71, 2 * kc},
            {49, 75, 11}, {5, 64, 30}, {7, 4, 2 * kc + 5}, {7, 40, 4 * kc + 5}, {30, nc, 2}, {1, 10, 100}, {1, nc + 70,
                kc + 1}, {8, 129, 40}, {100, 1, 50}, {0, 4, 4}, {4, 0, 4},
            {13, 69, depth - 1}, {7, 33, depth + 1}, {15, nc + 5, depth + 9}, {mc + 7, 70, depth + 3},
            {99, 65, depth}, {1030, 33, 257}, {75, 5, 9}, {1031, 16, 25}, {1060, 10, 32}, {1025, 45, 16},
            {14, 1024, 3}, {9, 48, 5}, {21, 48, 70}, {12, 80, 9}, {29, 112, 11}, {7, 100, 20}, {18, 40, 12},
            {147, 96, 9}, {mc + 9, 112, depth + 3}, {515, 48, 3}, {600, 80, 4}, {520, 49, 13}};
        trials.fourTimes(blocks);
        trials.fourTimes(new int[][] {
            {1, 1, kc}, {3, 2, kc}, {4, 3, kc + 1}, {9, 4, kc + 15}, {33, 4, kc + 15}, {33, 3, kc}, {9, 5, kc},
            {9, 4, kc - 1}, {1, 3, depth - 1}, {3, 4, depth}, {4, 3, depth + 1}, {33, 1, depth + 16},
            {9, 3, 2 * depth + 52}, {33, 2, 2 * depth + 52}, {mc + 1, 4, kc + 7}, {mc + 6, 3, depth + 40},
            {3, 67, kc + 1}, {9, 5, kc + 1}, {33, 6, kc + 15}, {9, 6, kc - 1}, {9, 7, kc}, {1, 6, depth - 1},
            {2, 5, depth}, {5, 6, depth + 1}, {3, 6, 2 * depth + 52}, {33, 5, 2 * depth + 52},
            {mc + 6, 6, depth + 40}});
        trials.fewSteps();
    }

    private void fourTimes(int[][] sizes) {
        for (int[] size : sizes) {
            for (int i = 0; i < 4; i++) {
                product(size[0], size[1], size[2]);
            }
        }
    }

    /** Short chains with columns enough that B is read in place: on both sides of each limit. */
    private void fewSteps() {
        int[] columns = {Blocking.WIDE - 1, Blocking.WIDE, Blocking.WIDE + 9, 129, 383, 385, 1023, 1024, 1040, 2063};
        for (int k = 1; k <= Blocking.FEW_STEPS + 1; k++) {
            for (int n : columns) {
                for (int m = 1; m <= 9; m++) {
                    product(m, n, k);
                }
            }
        }
        for (int i = 0; i < 24; i++) {
            product(23, 3000 + i, 1 + i % Blocking.FEW_STEPS);
        }
    }

    /**
     * One product; which operands are transposed, beta, bias, activation, strides and offsets change from call to call.
     */
    private void product(int m, int n, int k) {
        boolean transA = (count & 1) != 0;
        boolean transB = (count & 2) != 0;
        float beta = (count / 3) & 1;
        boolean withBias = count % 5 < 3;
        boolean special = count % 7 == 0;
        ActivationFunction f = FUNCTIONS.get(count % 11 % 5);
        count++;
        int gap = trial.random().nextInt(3);
        int lda = (transA ? m : k) + gap;
        int ldb = (transB ? k : n) + trial.random().nextInt(2);
        int ldc = n + trial.random().nextInt(3);
        int aAt = trial.random().nextInt(5);
        int bAt = trial.random().nextInt(5);
        int cAt = 1 + trial.random().nextInt(5);
        float[] a = values(special, aAt + (transA ? k : m) * lda);
        float[] b = values(special, bAt + (transB ? n : k) * ldb);
        float[] c = values(special, cAt + m * ldc + 9);
        // Sometimes the array ends with the bias, as a model's parameters do.
        float[] bias = values(special, 2 + n + count / 2 % 2 * 32);
        BitSet owned = Trial.matrix(cAt, m, n, ldc);
        String name = "gemm " + (transA ? "T" : "N") + (transB ? "T" : "N") + " " + m + "×" + n + "×" + k
                + " ld " + lda + " " + ldb + " " + ldc + " beta " + beta 
                + (withBias ? " bias " : " ") + f + (special ? " special" : "");
        trial.compare(name, new float[][] {a, b, c, bias}, 2, owned, Kernels.gemmScratch(m, n, k), (kernels, x,
                scratch) ->
                kernels.gemm(transA, transB, m, n, k, x[0], aAt, lda, x[1], bAt, ldb, beta, x[2], cAt, ldc,
                        withBias ? x[3] : null, 2, f, 0.3f, scratch, Trial.SCRATCH_AT));
        if (transA) {
            return;
        }
        int packedSize = Kernels.packedMatrixSize(k, n);
        int size = Kernels.gemmScratch(m, n, k);
        trial.compare(name + " packed", new float[][] {a, b, c, bias}, 2, owned, packedSize + size, (kernels, x,
                scratch) -> {
            kernels.packMatrix(transB, k, n, x[1], bAt, ldb, scratch, Trial.SCRATCH_AT + size);
            kernels.gemmPacked(m, n, k, x[0], aAt, lda, scratch, Trial.SCRATCH_AT + size, beta, x[2], cAt,
                    ldc, withBias ? x[3] : null, 2, f, 0.3f, scratch, Trial.SCRATCH_AT);
        });
    }

    private float[] values(boolean special, int n) {
        return special ? trial.valuesWithSpecials(n, 40) : trial.values(n);
    }
}
