package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums over columns, lanes across columns; what does not fill a vector goes through {@link ScalarNormalization}.
 * Several vectors of columns are under way at a time, since one chain of additions waits for itself. The matrix is
 * read in blocks of rows that stay in the first-level cache until all their columns are done.
 */
final class VectorColumnSums {
    private static final int FOUR = 4 * LANES;
    private static final int TWO = 2 * LANES;

    private VectorColumnSums() {}

    /** Rows of n floats that are read together. */
    private static int blockRows(int n) {
        return Math.max(Blocking.FEWEST_ROWS, Blocking.ROW_FLOATS / Math.max(1, n));
    }

    private static void begin(float beta, int n, float[] sums, int sumsAt) {
        if (beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + n, 0f);
        }
    }

    static void columnSums(int rows, int n, float[] x, int xAt, float beta, float[] sums, int sumsAt) {
        begin(beta, n, sums, sumsAt);
        int block = blockRows(n);
        int fours = n / FOUR * FOUR;
        int twos = n / TWO * TWO;
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < rows; i += block) {
            int count = Math.min(block, rows - i);
            int at = xAt + i * n;
            for (int j = 0; j < fours; j += FOUR) {
                sumsOfFour(count, n, x, at + j, sums, sumsAt + j);
            }
            for (int j = fours; j < twos; j += TWO) {
                sumsOfTwo(count, n, x, at + j, sums, sumsAt + j);
            }
            if (twos < whole) {
                sumsOfOne(count, n, x, at + twos, sums, sumsAt + twos);
            }
        }
        ScalarNormalization.columnSums(rows, n, whole, x, xAt, 1f, sums, sumsAt);
    }

    private static void sumsOfFour(int rows, int n, float[] x, int xAt, float[] sums, int sumsAt) {
        FloatVector sum0 = FloatVector.fromArray(FLOATS, sums, sumsAt);
        FloatVector sum1 = FloatVector.fromArray(FLOATS, sums, sumsAt + LANES);
        FloatVector sum2 = FloatVector.fromArray(FLOATS, sums, sumsAt + 2 * LANES);
        FloatVector sum3 = FloatVector.fromArray(FLOATS, sums, sumsAt + 3 * LANES);
        int at = xAt;
        for (int i = 0; i < rows; i++) {
            sum0 = sum0.add(FloatVector.fromArray(FLOATS, x, at));
            sum1 = sum1.add(FloatVector.fromArray(FLOATS, x, at + LANES));
            sum2 = sum2.add(FloatVector.fromArray(FLOATS, x, at + 2 * LANES));
            sum3 = sum3.add(FloatVector.fromArray(FLOATS, x, at + 3 * LANES));
            at += n;
        }
        sum0.intoArray(sums, sumsAt);
        sum1.intoArray(sums, sumsAt + LANES);
        sum2.intoArray(sums, sumsAt + 2 * LANES);
        sum3.intoArray(sums, sumsAt + 3 * LANES);
    }

    private static void sumsOfTwo(int rows, int n, float[] x, int xAt, float[] sums, int sumsAt) {
        FloatVector sum0 = FloatVector.fromArray(FLOATS, sums, sumsAt);
        FloatVector sum1 = FloatVector.fromArray(FLOATS, sums, sumsAt + LANES);
        int at = xAt;
        for (int i = 0; i < rows; i++) {
            sum0 = sum0.add(FloatVector.fromArray(FLOATS, x, at));
            sum1 = sum1.add(FloatVector.fromArray(FLOATS, x, at + LANES));
            at += n;
        }
        sum0.intoArray(sums, sumsAt);
        sum1.intoArray(sums, sumsAt + LANES);
    }

    private static void sumsOfOne(int rows, int n, float[] x, int xAt, float[] sums, int sumsAt) {
        FloatVector sum = FloatVector.fromArray(FLOATS, sums, sumsAt);
        int at = xAt;
        for (int i = 0; i < rows; i++) {
            sum = sum.add(FloatVector.fromArray(FLOATS, x, at));
            at += n;
        }
        sum.intoArray(sums, sumsAt);
    }

    static void columnMoments(int rows, int n, float[] x, int xAt, float[] center, int centerAt, float beta,
            float[] sums, int sumsAt) {
        begin(beta, 2 * n, sums, sumsAt);
        int block = blockRows(n);
        int fours = n / FOUR * FOUR;
        int whole = FLOATS.loopBound(n);
        for (int i = 0; i < rows; i += block) {
            int count = Math.min(block, rows - i);
            int at = xAt + i * n;
            for (int j = 0; j < fours; j += FOUR) {
                momentsOfFour(count, n, x, at + j, center, centerAt + j, sums, sumsAt + j);
            }
            for (int j = fours; j < whole; j += LANES) {
                momentsOfOne(count, n, x, at + j, center, centerAt + j, sums, sumsAt + j);
            }
        }
        ScalarNormalization.columnMoments(rows, n, whole, x, xAt, center, centerAt, 1f, sums, sumsAt);
    }

    private static void momentsOfFour(int rows, int n, float[] x, int xAt, float[] center, int centerAt, float[] sums,
            int sumsAt) {
        FloatVector center0 = FloatVector.fromArray(FLOATS, center, centerAt);
        FloatVector center1 = FloatVector.fromArray(FLOATS, center, centerAt + LANES);
        FloatVector center2 = FloatVector.fromArray(FLOATS, center, centerAt + 2 * LANES);
        FloatVector center3 = FloatVector.fromArray(FLOATS, center, centerAt + 3 * LANES);
        FloatVector sum0 = FloatVector.fromArray(FLOATS, sums, sumsAt);
        FloatVector sum1 = FloatVector.fromArray(FLOATS, sums, sumsAt + LANES);
        FloatVector sum2 = FloatVector.fromArray(FLOATS, sums, sumsAt + 2 * LANES);
        FloatVector sum3 = FloatVector.fromArray(FLOATS, sums, sumsAt + 3 * LANES);
        int squaresAt = sumsAt + n;
        FloatVector square0 = FloatVector.fromArray(FLOATS, sums, squaresAt);
        FloatVector square1 = FloatVector.fromArray(FLOATS, sums, squaresAt + LANES);
        FloatVector square2 = FloatVector.fromArray(FLOATS, sums, squaresAt + 2 * LANES);
        FloatVector square3 = FloatVector.fromArray(FLOATS, sums, squaresAt + 3 * LANES);
        int at = xAt;
        for (int i = 0; i < rows; i++) {
            FloatVector distance = FloatVector.fromArray(FLOATS, x, at).sub(center0);
            sum0 = sum0.add(distance);
            square0 = distance.fma(distance, square0);
            distance = FloatVector.fromArray(FLOATS, x, at + LANES).sub(center1);
            sum1 = sum1.add(distance);
            square1 = distance.fma(distance, square1);
            distance = FloatVector.fromArray(FLOATS, x, at + 2 * LANES).sub(center2);
            sum2 = sum2.add(distance);
            square2 = distance.fma(distance, square2);
            distance = FloatVector.fromArray(FLOATS, x, at + 3 * LANES).sub(center3);
            sum3 = sum3.add(distance);
            square3 = distance.fma(distance, square3);
            at += n;
        }
        sum0.intoArray(sums, sumsAt);
        sum1.intoArray(sums, sumsAt + LANES);
        sum2.intoArray(sums, sumsAt + 2 * LANES);
        sum3.intoArray(sums, sumsAt + 3 * LANES);
        square0.intoArray(sums, squaresAt);
        square1.intoArray(sums, squaresAt + LANES);
        square2.intoArray(sums, squaresAt + 2 * LANES);
        square3.intoArray(sums, squaresAt + 3 * LANES);
    }

    private static void momentsOfOne(int rows, int n, float[] x, int xAt, float[] center, int centerAt, float[] sums,
            int sumsAt) {
        FloatVector middle = FloatVector.fromArray(FLOATS, center, centerAt);
        FloatVector sum = FloatVector.fromArray(FLOATS, sums, sumsAt);
        FloatVector square = FloatVector.fromArray(FLOATS, sums, sumsAt + n);
        int at = xAt;
        for (int i = 0; i < rows; i++) {
            FloatVector distance = FloatVector.fromArray(FLOATS, x, at).sub(middle);
            sum = sum.add(distance);
            square = distance.fma(distance, square);
            at += n;
        }
        sum.intoArray(sums, sumsAt);
        square.intoArray(sums, sumsAt + n);
    }

    /** Row by row, the sums in memory: two streams read from start to end are worth more than sums in registers. */
    static void columnGradientSums(int rows, int n, float slope, float[] x, int xAt, float[] dY, int dYAt,
            float[] columns, int columnsAt, float beta, float[] sums, int sumsAt) {
        begin(beta, 2 * n, sums, sumsAt);
        for (int i = 0; i < rows; i++) {
            gradientSumsOfRow(n, slope, x, xAt + i * n, dY, dYAt + i * n, columns, columnsAt, sums, sumsAt);
        }
        ScalarNormalization.columnGradientSums(rows, n, FLOATS.loopBound(n), slope, x, xAt, dY, dYAt, columns,
                columnsAt, 1f, sums, sumsAt);
    }

    private static void gradientSumsOfRow(int n, float slope, float[] x, int xAt, float[] dY, int dYAt,
            float[] columns, int columnsAt, float[] sums, int sumsAt) {
        int shiftAt = columnsAt + n;
        int centerAt = shiftAt + n;
        int productsAt = sumsAt + n;
        int whole = FLOATS.loopBound(n);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector in = FloatVector.fromArray(FLOATS, x, xAt + j);
            FloatVector g = FloatVector.fromArray(FLOATS, dY, dYAt + j);
            FloatVector y = in.fma(FloatVector.fromArray(FLOATS, columns, columnsAt + j), FloatVector.fromArray(FLOATS,
                    columns, shiftAt + j));
            g = g.blend(g.mul(slope), y.compare(VectorOperators.LE, 0f));
            FloatVector.fromArray(FLOATS, sums, sumsAt + j).add(g).intoArray(sums, sumsAt + j);
            g.fma(in.sub(FloatVector.fromArray(FLOATS, columns, centerAt + j)), FloatVector.fromArray(FLOATS, sums,
                    productsAt + j)).intoArray(sums, productsAt + j);
        }
    }
}
