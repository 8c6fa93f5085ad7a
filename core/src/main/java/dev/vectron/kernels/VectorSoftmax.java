package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Softmax and its relatives. The 16 chains of a sum are one, two or four vectors; they are joined as in
 * {@link ScalarSoftmax}, the last steps by adding a vector to itself with halves exchanged, where addition's symmetry
 * leaves every lane the same bits.
 *
 * <p>The vectors of chains take turns, instead of standing side by side in a loop of 16 elements: with a second exp in
 * one method C2 reaches its limit of inlining (NodeCountInliningCutoff) and puts vectors into objects.
 *
 * <p>A loaded or computed vector is asked to add the sum to it, never the sum: C2 knows the class of the former, and of
 * the latter, in a loop that runs once a call, only if it saw the method of the Vector API called often enough.
 *
 * <p>Rows that fill no block of chains are left to {@link ScalarSoftmax}: a loss has a few of them once a step, so
 * vector code for them would run uncompiled, ten times slower, for the first thousand steps; and
 * C2 would not inline exp in loops that were mostly empty before ({@link VectorActivations}).
 */
final class VectorSoftmax {
    private static final int CHAINS = ScalarSoftmax.CHAINS;
    private static final VectorShuffle<Float> EXCHANGE_8 = exchange(8);
    private static final VectorShuffle<Float> EXCHANGE_4 = exchange(4);
    private static final VectorShuffle<Float> EXCHANGE_2 = exchange(2);
    private static final VectorShuffle<Float> EXCHANGE_1 = exchange(1);

    private VectorSoftmax() {}

    private static VectorShuffle<Float> exchange(int distance) {
        return VectorShuffle.fromOp(FLOATS, lane -> (lane ^ distance) % LANES);
    }

    static void softmax(int rows, int n, float[] x, int xAt, float[] y, int yAt) {
        if (n < CHAINS) {
            ScalarSoftmax.softmax(rows, n, x, xAt, y, yAt);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = xAt + i * n;
            softmaxOfRow(n, max(n, x, from), x, from, y, yAt + i * n);
        }
    }

    /** Returns the sum of the row's exponentials. */
    private static float softmaxOfRow(int n, float max, float[] x, int xAt, float[] y, int yAt) {
        int whole = n - n % CHAINS;
        float sum = exponentials(whole, max, x, xAt, y, yAt);
        ScalarSoftmax.exponentials(whole, n, max, x, xAt, y, yAt);
        sum = ScalarSoftmax.add(whole, n, y, yAt, sum);
        VectorElementwise.scale(n, 1f / sum, y, yAt, 0f, y, yAt);
        return sum;
    }

    static void softmaxCrossentropy(int rows, int n, float[] x, int xAt, int[] labels, int labelsAt, float[] losses,
            int lossesAt) {
        if (n < CHAINS) {
            ScalarSoftmax.softmaxCrossentropy(rows, n, x, xAt, labels, labelsAt, losses, lossesAt);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int row = xAt + i * n;
            float max = max(n, x, row);
            float logit = x[row + labels[labelsAt + i]];
            losses[lossesAt + i] = ScalarSoftmax.crossentropy(max, softmaxOfRow(n, max, x, row, x, row), logit);
        }
    }

    private static float max(int n, float[] x, int xAt) {
        int whole = FLOATS.loopBound(n);
        FloatVector max = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < whole; j += LANES) {
            max = FloatVector.fromArray(FLOATS, x, xAt + j).max(max);
        }
        if (LANES > 8) {
            max = max.max(max.rearrange(EXCHANGE_8));
        }
        if (LANES > 4) {
            max = max.max(max.rearrange(EXCHANGE_4));
        }
        max = max.max(max.rearrange(EXCHANGE_2));
        max = max.max(max.rearrange(EXCHANGE_1));
        return ScalarSoftmax.max(whole, n, x, xAt, max.lane(0));
    }

    /** Writes exp(x − max) for whole blocks and returns their sum. */
    private static float exponentials(int n, float max, float[] x, int xAt, float[] y, int yAt) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = 0; j < n; j += LANES) {
            FloatVector e = VectorExp.exp(FloatVector.fromArray(FLOATS, x, xAt + j).sub(max));
            e.intoArray(y, yAt + j);
            FloatVector sum = e.add(s0);
            s0 = LANES == 16 ? sum : s1;
            s1 = LANES == 8 ? sum : s2;
            s2 = s3;
            s3 = sum;
        }
        return join(s0, s1, s2, s3);
    }

    /** Joins 16 chains pairwise: 8 + 8, 4 + 4, 2 + 2, 1 + 1. */
    private static float join(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        FloatVector sum = s0;
        if (LANES == 4) {
            sum = s0.add(s2).add(s1.add(s3));
        } else if (LANES == 8) {
            sum = s0.add(s1);
            sum = sum.add(sum.rearrange(EXCHANGE_4));
        } else {
            sum = sum.add(sum.rearrange(EXCHANGE_8));
            sum = sum.add(sum.rearrange(EXCHANGE_4));
        }
        sum = sum.add(sum.rearrange(EXCHANGE_2));
        sum = sum.add(sum.rearrange(EXCHANGE_1));
        return sum.lane(0);
    }

    static void softmaxGradient(int rows, int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        if (n < CHAINS) {
            ScalarSoftmax.softmaxGradient(rows, n, y, yAt, dY, dYAt, beta, dX, dXAt);
        } else {
            gradientOfVectors(rows, n, y, yAt, dY, dYAt, beta, dX, dXAt);
        }
    }

    private static void gradientOfVectors(int rows, int n, float[] y, int yAt, float[] dY, int dYAt, float beta,
            float[] dX, int dXAt) {
        int whole = n - n % CHAINS;
        for (int i = 0; i < rows; i++) {
            int row = i * n;
            float origin = ScalarSoftmax.origin(Math.max(max(n, y, yAt + row), 0f), n, y, yAt + row, dY, dYAt + row);
            float dot = dot(whole, origin, y, yAt + row, dY, dYAt + row);
            dot = ScalarSoftmax.dot(whole, n, origin, y, yAt + row, dY, dYAt + row, dot);
            gradient(n, origin, dot, y, yAt + row, dY, dYAt + row, beta, dX, dXAt + row);
        }
    }

    private static float dot(int n, float origin, float[] y, int yAt, float[] dY, int dYAt) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = 0; j < n; j += LANES) {
            FloatVector sum = FloatVector.fromArray(FLOATS, dY, dYAt + j).sub(origin)
                    .fma(FloatVector.fromArray(FLOATS, y, yAt + j), s0);
            s0 = LANES == 16 ? sum : s1;
            s1 = LANES == 8 ? sum : s2;
            s2 = s3;
            s3 = sum;
        }
        return join(s0, s1, s2, s3);
    }

    private static void gradient(int n, float origin, float dot, float[] y, int yAt, float[] dY, int dYAt, float beta,
            float[] dX, int dXAt) {
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector distance = FloatVector.fromArray(FLOATS, dY, dYAt + j).sub(origin).sub(dot);
            FloatVector factor = FloatVector.fromArray(FLOATS, y, yAt + j);
            if (beta == 0f) {
                factor.mul(distance).intoArray(dX, dXAt + j);
            } else {
                factor.fma(distance, FloatVector.fromArray(FLOATS, dX, dXAt + j)).intoArray(dX, dXAt + j);
            }
        }
        ScalarSoftmax.gradient(whole, n, origin, dot, y, yAt, dY, dYAt, beta, dX, dXAt);
    }

    static void logSumExpAboveMax(int rows, int n, float[] x, int xAt, float[] result, int resultAt) {
        if (n < CHAINS) {
            ScalarSoftmax.logSumExpAboveMax(rows, n, x, xAt, result, resultAt);
        } else {
            logSumExpOfVectorsAboveMax(rows, n, x, xAt, result, resultAt);
        }
    }

    private static void logSumExpOfVectorsAboveMax(int rows, int n, float[] x, int xAt, float[] result, int resultAt) {
        int whole = n - n % CHAINS;
        for (int i = 0; i < rows; i++) {
            int row = xAt + i * n;
            float max = max(n, x, row);
            float sum = ScalarSoftmax.addExponentials(whole, n, max, x, row, sumOfExponentials(whole, max, x, row));
            result[resultAt + i] = ScalarSoftmax.logarithm(sum);
        }
    }

    private static float sumOfExponentials(int n, float max, float[] x, int xAt) {
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int j = 0; j < n; j += LANES) {
            FloatVector sum = VectorExp.exp(FloatVector.fromArray(FLOATS, x, xAt + j).sub(max)).add(s0);
            s0 = LANES == 16 ? sum : s1;
            s1 = LANES == 8 ? sum : s2;
            s2 = s3;
            s3 = sum;
        }
        return join(s0, s1, s2, s3);
    }
}
