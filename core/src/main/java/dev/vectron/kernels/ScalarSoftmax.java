package dev.vectron.kernels;

/**
 * Softmax and its relatives for {@link ScalarKernels}, and the ends of rows that vectors do not fill.
 *
 * <p>Sums over a row: the whole blocks of 16 elements go into 16 chains, one per position in the block, which are
 * joined pairwise (8 + 8, 4 + 4, 2 + 2, 1 + 1); the last n mod 16 elements follow in one chain begun with that sum.
 */
final class ScalarSoftmax {
    /** Chains of a sum over a row. */
    static final int CHAINS = 16;

    private ScalarSoftmax() {}

    static void softmax(int rows, int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < rows; i++) {
            int row = xAt + i * n;
            int to = yAt + i * n;
            exponentials(0, n, max(0, n, x, row, Float.NEGATIVE_INFINITY), x, row, y, to);
            ScalarElementwise.scale(n, 1f / sum(n, y, to), y, to, 0f, y, to);
        }
    }

    static void softmaxCrossentropy(int rows, int n, float[] x, int xAt, int[] labels, int labelsAt, float[] losses,
            int lossesAt) {
        for (int i = 0; i < rows; i++) {
            int row = xAt + i * n;
            float max = max(0, n, x, row, Float.NEGATIVE_INFINITY);
            float logit = x[row + labels[labelsAt + i]];
            exponentials(0, n, max, x, row, x, row);
            float sum = sum(n, x, row);
            losses[lossesAt + i] = crossentropy(max, sum, logit);
            ScalarElementwise.scale(n, 1f / sum, x, row, 0f, x, row);
        }
    }

    static float crossentropy(float max, float sum, double logit) {
        return (float) (max - logit + logarithm(sum));
    }

    static float max(int from, int n, float[] x, int xAt, float start) {
        float max = start;
        for (int j = from; j < n; j++) {
            max = Math.max(max, x[xAt + j]);
        }
        return max;
    }

    static void exponentials(int from, int n, float max, float[] x, int xAt, float[] y, int yAt) {
        for (int j = from; j < n; j++) {
            y[yAt + j] = Exp.exp(x[xAt + j] - max);
        }
    }

    private static float sum(int n, float[] y, int yAt) {
        int whole = n - n % CHAINS;
        return add(whole, n, y, yAt, sumOfChains(0, 1, whole, y, yAt));
    }

    static float add(int from, int n, float[] y, int yAt, float start) {
        float sum = start;
        for (int j = from; j < n; j++) {
            sum += y[yAt + j];
        }
        return sum;
    }

    /**
     * The chains whose number is {@code first} modulo {@code step}, joined: those of first and of first + step, modulo
     * 2·step.
     */
    private static float sumOfChains(int first, int step, int whole, float[] y, int yAt) {
        if (step < CHAINS) {
            return sumOfChains(first, 2 * step, whole, y, yAt) + sumOfChains(first + step, 2 * step, whole, y, yAt);
        }
        float sum = 0f;
        for (int j = first; j < whole; j += CHAINS) {
            sum += y[yAt + j];
        }
        return sum;
    }

    static void softmaxGradient(int rows, int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        int whole = n - n % CHAINS;
        for (int i = 0; i < rows; i++) {
            int row = i * n;
            float max = max(0, n, y, yAt + row, 0f);
            float origin = origin(max, n, y, yAt + row, dY, dYAt + row);
            float dot = dot(whole, n, origin, y, yAt + row, dY, dYAt + row, dotOfChains(0, 1, whole, origin, y,
                    yAt + row, dY, dYAt + row));
            gradient(0, n, origin, dot, y, yAt + row, dY, dYAt + row, beta, dX, dXAt + row);
        }
    }

    /**
     * The gradient from which the others are counted: that of the class with more than half of the probability. Its own
     * derivative is as small as the other probabilities, and would drown in the rounding of the difference of two
     * numbers as large as dY. Without such a class 0.
     */
    static float origin(float max, int n, float[] y, int yAt, float[] dY, int dYAt) {
        if (max > 0.5f) {
            for (int j = 0; j < n; j++) {
                if (y[yAt + j] == max) {
                    return dY[dYAt + j];
                }
            }
        }
        return 0f;
    }

    static float dot(int from, int n, float origin, float[] y, int yAt, float[] dY, int dYAt, float start) {
        float sum = start;
        for (int j = from; j < n; j++) {
            sum = Math.fma(dY[dYAt + j] - origin, y[yAt + j], sum);
        }
        return sum;
    }

    private static float dotOfChains(int first, int step, int whole, float origin, float[] y, int yAt, float[] dY,
            int dYAt) {
        if (whole == 0) {
            return 0f;
        }
        if (step < CHAINS) {
            return dotOfChains(first, 2 * step, whole, origin, y, yAt, dY, dYAt)
                    + dotOfChains(first + step, 2 * step, whole, origin, y, yAt, dY, dYAt);
        }
        float sum = 0f;
        for (int j = first; j < whole; j += CHAINS) {
            sum = Math.fma(dY[dYAt + j] - origin, y[yAt + j], sum);
        }
        return sum;
    }

    static void gradient(int from, int n, float origin, float dot, float[] y, int yAt, float[] dY, int dYAt, float beta,
            float[] dX, int dXAt) {
        for (int j = from; j < n; j++) {
            float distance = dY[dYAt + j] - origin - dot;
            float factor = y[yAt + j];
            dX[dXAt + j] = beta == 0f ? factor * distance : Math.fma(factor, distance, dX[dXAt + j]);
        }
    }

    static void logSumExpAboveMax(int rows, int n, float[] x, int xAt, float[] result, int resultAt) {
        int whole = n - n % CHAINS;
        for (int i = 0; i < rows; i++) {
            int row = xAt + i * n;
            float max = max(0, n, x, row, Float.NEGATIVE_INFINITY);
            float sum = addExponentials(whole, n, max, x, row, exponentialsOfChains(0, 1, whole, max, x, row));
            result[resultAt + i] = logarithm(sum);
        }
    }

    static float addExponentials(int from, int n, float max, float[] x, int xAt, float start) {
        float sum = start;
        for (int j = from; j < n; j++) {
            sum += Exp.exp(x[xAt + j] - max);
        }
        return sum;
    }

    private static float exponentialsOfChains(int first, int step, int whole, float max, float[] x, int xAt) {
        if (whole == 0) {
            return 0f;
        }
        if (step < CHAINS) {
            return exponentialsOfChains(first, 2 * step, whole, max, x, xAt)
                    + exponentialsOfChains(first + step, 2 * step, whole, max, x, xAt);
        }
        float sum = 0f;
        for (int j = first; j < whole; j += CHAINS) {
            sum += Exp.exp(x[xAt + j] - max);
        }
        return sum;
    }

    static float logarithm(float sum) {
        return (float) StrictMath.log(sum);
    }
}
