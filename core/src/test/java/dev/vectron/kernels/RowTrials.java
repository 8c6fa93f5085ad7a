package dev.vectron.kernels;

/** Kernels on matrices of contiguous rows, and poolings. */
final class RowTrials {
    private static final int[] ROWS = {0, 1, 2, 5, 17};
    private static final float[] SLOPES = {0f, 0.3f, 1f};
    private static final int[] COLUMNS = {1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 47, 48, 49, 100};

    private final Trial trial;

    RowTrials(Trial trial) {
        this.trial = trial;
    }

    static void run(Trial trial) {
        RowTrials trials = new RowTrials(trial);
        for (int rows : ROWS) {
            for (int n : COLUMNS) {
                for (int beta = 0; beta < 2; beta++) {
                    trials.sums(rows, n, beta);
                    trials.affine(rows, n, beta);
                    trials.softmax(rows, n, beta, 1000);
                    trials.softmax(rows, n, beta, 5);
                }
            }
        }
        // More rows than are worked on at a time.
        for (int n : new int[] {1, 8, 21, 64, 300}) {
            trials.sums(4_500 / n, n, 1);
            trials.affine(4_500 / n, n, 0);
        }
        for (int channels : new int[] {1, 3, 4, 7, 8, 9, 16, 17, 20, 32, 33, 64}) {
            for (int i = 0; i < 12; i++) {
                trials.pooling(new PoolingShape(5, 7, channels, 2 + i % 2, 3 + i / 2 % 2, 2, 2, 2, 2, 0, 0), i);
                trials.pooling(channels, i);
            }
        }
    }

    private void sums(int rows, int n, int beta) {
        float[] x = trial.valuesWithSpecials(2 + rows * n, 200);
        float[] dY = trial.valuesWithSpecials(1 + rows * n, 200);
        float[] sums = trial.values(3 + 2 * n + 2);
        float[] columns = trial.values(1 + 3 * n);
        String size = " " + rows + "×" + n + " beta " + beta;
        trial.compare("columnSums" + size, new float[][] {x, sums}, 1, Trial.range(3, n), 0,
                (kernels, a, scratch) -> kernels.columnSums(rows, n, a[0], 2, beta, a[1], 3));
        trial.compare("columnMoments" + size, new float[][] {x, columns, sums}, 2, Trial.range(3, 2 * n), 0,
                (kernels, a, scratch) -> kernels.columnMoments(rows, n, a[0], 2, a[1], 1, beta, a[2], 3));
        for (float slope : SLOPES) {
            trial.compare("columnGradientSums slope " + slope + size, new float[][] {x, dY, columns, sums}, 3,
                    Trial.range(3, 2 * n), 0,
                    (kernels, a, scratch) -> kernels.columnGradientSums(rows, n, slope, a[0], 2, a[1], 1, a[2], 1,
                    beta, a[3], 3));
        }
        float[] y = trial.valuesWithSpecials(4 + rows * n, 20);
        for (float slope : SLOPES) {
            float[][] arrays = {y, dY, x, columns, sums};
            trial.compare("rectifiedGradientSums slope " + slope + size, arrays, 4, Trial.range(3, 2 * n), 0,
                    (kernels, a, scratch) -> kernels.rectifiedGradientSums(rows, n, slope, a[0], 4, a[1].clone(), 1,
                    a[2], 2, a[3], 1, beta, a[4], 3));
            trial.compare("rectifiedGradientSums, g, slope " + slope + size, arrays, 1, Trial.range(1, rows * n), 0,
                    (kernels, a, scratch) -> kernels.rectifiedGradientSums(rows, n, slope, a[0], 4, a[1], 1, a[2], 2,
                    a[3], 1, beta, a[4].clone(), 3));
        }
    }

    private void affine(int rows, int n, int beta) {
        float[] x = trial.valuesWithSpecials(2 + rows * n, 20);
        float[] y = trial.valuesWithSpecials(2 + rows * n + 3, 20);
        float[] p = trial.values(1 + n);
        float[] q = trial.values(1 + n);
        float[] columns = trial.values(1 + 6 * n);
        float[] z = trial.values(2 + rows * n + 3);
        String size = " " + rows + "×" + n;
        for (ActivationFunction f : ActivationFunction.values()) {
            trial.compare("columnAffine " + f + size, new float[][] {x, p, q, z}, 3, Trial.range(2, rows * n), 0,
                    (kernels, a, scratch) -> kernels.columnAffine(rows, n, a[0], 2, a[1], 1, a[2], 1, f, 0.1f, a[3],
                    2));
            trial.compare("columnAffine in place " + f + size, new float[][] {y, p, q}, 0, Trial.range(2, rows * n), 0,
                    (kernels, a, scratch) -> kernels.columnAffine(rows, n, a[0], 2, a[1], 1, a[2], 1, f, 0.1f, a[0],
                    2));
            trial.compare("columnAffineAdd " + f + size, new float[][] {x, p, q, y, z}, 4, Trial.range(2, rows * n), 0,
                    (kernels, a, scratch) -> kernels.columnAffineAdd(rows, n, a[0], 2, a[1], 1, a[2], 1, a[3], 1, f,
                    0.1f, a[4], 2));
            trial.compare("columnAffineAdd in place " + f + size, new float[][] {x, p, q, y}, 3, Trial.range(2,
                    rows * n), 0,
                    (kernels, a, scratch) -> kernels.columnAffineAdd(rows, n, a[0], 2, a[1], 1, a[2], 1, a[3], 2, f,
                    0.1f, a[3], 2));
        }
        for (float slope : SLOPES) {
            String which = "columnGradient slope " + slope + size + " beta " + beta;
            trial.compare(which, new float[][] {x, y, columns, z}, 3, Trial.range(2, rows * n), 0,
                    (kernels, a, scratch) -> kernels.columnGradient(rows, n, slope, a[0], 2, a[1], 3, a[2], 1, beta,
                    a[3], 2));
            trial.compare(which + " in place", new float[][] {x, y, columns}, 1, Trial.range(2, rows * n), 0,
                    (kernels, a, scratch) -> kernels.columnGradient(rows, n, slope, a[0], 2, a[1], 2, a[2], 1, beta,
                    a[1], 2));
        }
    }

    private void softmax(int rows, int n, int beta, int rarity) {
        float[] x = trial.valuesWithSpecials(1 + rows * n, rarity);
        for (int i = 0; i < x.length; i++) {
            x[i] *= 40f;
        }
        float[] y = trial.values(2 + rows * n + 3);
        float[] dX = trial.values(2 + rows * n + 3);
        String size = " " + rows + "×" + n;
        trial.compare("softmax" + size, new float[][] {x, y}, 1, Trial.range(2, rows * n), 0,
                (kernels, a, scratch) -> kernels.softmax(rows, n, a[0], 1, a[1], 2));
        trial.compare("softmax in place" + size, new float[][] {x}, 0, Trial.range(1, rows * n), 0,
                (kernels, a, scratch) -> kernels.softmax(rows, n, a[0], 1, a[0], 1));
        int[] labels = new int[1 + rows];
        for (int i = 0; i < rows; i++) {
            labels[1 + i] = trial.random().nextInt(n);
        }
        float[] losses = trial.values(1 + rows);
        trial.compare("softmaxCrossentropy" + size, new float[][] {x}, 0, Trial.range(1, rows * n), 0,
                (kernels, a, scratch) -> kernels.softmaxCrossentropy(rows, n, a[0], 1, labels, 1, losses.clone(), 1));
        trial.compare("softmaxCrossentropy losses" + size, new float[][] {x, losses}, 1, Trial.range(1, rows), 0,
                (kernels, a, scratch) -> kernels.softmaxCrossentropy(rows, n, a[0].clone(), 1, labels, 1, a[1], 1));
        trial.compare("softmaxGradient" + size + " beta " + beta, new float[][] {x, y, dX}, 2, Trial.range(2, rows * n),
                0,
                (kernels, a, scratch) -> kernels.softmaxGradient(rows, n, a[0], 1, a[1], 2, beta, a[2], 2));
        trial.compare("softmaxGradient in place" + size + " beta " + beta, new float[][] {x, dX}, 1, Trial.range(2,
                rows * n), 0,
                (kernels, a, scratch) -> kernels.softmaxGradient(rows, n, a[0], 1, a[1], 2, beta, a[1], 2));
        trial.compare("logSumExpAboveMax" + size, new float[][] {x, y}, 1, Trial.range(1, rows), 0,
                (kernels, a, scratch) -> kernels.logSumExpAboveMax(rows, n, a[0], 1, a[1], 1));
    }

    private void pooling(int channels, int variant) {
        int poolH = 1 + trial.random().nextInt(3);
        int poolW = 1 + trial.random().nextInt(3);
        int strideH = variant % 2 == 0 ? poolH : 1 + trial.random().nextInt(3);
        int strideW = variant % 2 == 0 ? poolW : 1 + trial.random().nextInt(3);
        int h = poolH + trial.random().nextInt(6);
        int w = poolW + trial.random().nextInt(6);
        boolean same = variant % 3 == 0;
        int outH = same ? (h + strideH - 1) / strideH : (h - poolH) / strideH + 1;
        int outW = same ? (w + strideW - 1) / strideW : (w - poolW) / strideW + 1;
        int top = same ? Math.max(0, (outH - 1) * strideH + poolH - h) / 2 : 0;
        int left = same ? Math.max(0, (outW - 1) * strideW + poolW - w) / 2 : 0;
        // One variant lets windows fall off the picture altogether.
        int extra = variant == 11 ? 2 : 0;
        pooling(new PoolingShape(h, w, channels, outH + extra, outW + extra, poolH, poolW, strideH, strideW, top,
                left + 2 * extra), variant);
    }

    private void pooling(PoolingShape s, int variant) {
        float[] x = trial.valuesWithSpecials(1 + s.inputSize(), variant % 4 == 0 ? 4 : 50);
        if (variant % 5 == 0) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.round(x[i]);
            }
        }
        float[] out = trial.values(2 + s.outputSize() + 2);
        float[] winners = trial.values(2 + s.outputSize() + 2);
        float[] dOut = trial.valuesWithSpecials(2 + s.outputSize(), 20);
        float[] dIn = trial.valuesWithSpecials(3 + s.inputSize() + 2, 20);
        trial.compare("maxPooling " + s, new float[][] {x, out}, 1, Trial.range(2, s.outputSize()), 0,
                (kernels, a, scratch) -> kernels.maxPooling(s, a[0], 1, a[1], 2, null, 0));
        trial.compare("maxPooling winners " + s, new float[][] {x, winners}, 1, Trial.range(2, s.outputSize()), 0,
                (kernels, a, scratch) -> kernels.maxPooling(s, a[0], 1, out.clone(), 2, a[1], 2));
        float beta = variant % 2;
        trial.compare("maxPoolingGradient " + s + " beta " + beta, new float[][] {x, dOut, dIn}, 2, Trial.range(3,
                s.inputSize()), 0,
                (kernels, a, scratch) -> {
                    float[] places = winners.clone();
                    kernels.maxPooling(s, a[0], 1, out.clone(), 2, places, 2);
                    kernels.maxPoolingGradient(s, a[1], 2, places, 2, beta, a[2], 3);
                });
    }
}
