package dev.vectron.kernels;

/**
 * Column sums, column scales and the like of {@link ScalarKernels}: what batch normalization and bias gradients are
 * made of. Every method does the columns from {@code column0} to n, so that it can also finish what vectors do not
 * fill.
 */
final class ScalarNormalization {
    private ScalarNormalization() {}

    static void columnSums(int rows, int n, int column0, float[] x, int xAt, float beta, float[] sums, int sumsAt) {
        for (int j = column0; j < n; j++) {
            float sum = beta == 0f ? 0f : sums[sumsAt + j];
            for (int i = 0; i < rows; i++) {
                sum += x[xAt + i * n + j];
            }
            sums[sumsAt + j] = sum;
        }
    }

    static void columnMoments(int rows, int n, int column0, float[] x, int xAt, float[] center, int centerAt,
            float beta, float[] sums, int sumsAt) {
        for (int j = column0; j < n; j++) {
            float sum = beta == 0f ? 0f : sums[sumsAt + j];
            float squares = beta == 0f ? 0f : sums[sumsAt + n + j];
            float middle = center[centerAt + j];
            for (int i = 0; i < rows; i++) {
                float distance = x[xAt + i * n + j] - middle;
                sum += distance;
                squares = Math.fma(distance, distance, squares);
            }
            sums[sumsAt + j] = sum;
            sums[sumsAt + n + j] = squares;
        }
    }

    static void columnAffine(int rows, int n, int column0, float[] x, int xAt, float[] scale, int scaleAt,
            float[] shift, int shiftAt,
            ActivationFunction f, float slope, float[] y, int yAt) {
        for (int i = 0; i < rows; i++) {
            for (int j = column0; j < n; j++) {
                y[yAt + i * n + j] = Math.fma(x[xAt + i * n + j], scale[scaleAt + j], shift[shiftAt + j]);
            }
            ScalarActivations.activate(f, slope, n - column0, y, yAt + i * n + column0, y, yAt + i * n + column0);
        }
    }

    static void columnGradientSums(int rows, int n, int column0, float slope, float[] x, int xAt, float[] dY, int dYAt,
            float[] columns, int columnsAt, float beta, float[] sums, int sumsAt) {
        for (int j = column0; j < n; j++) {
            float sum = beta == 0f ? 0f : sums[sumsAt + j];
            float products = beta == 0f ? 0f : sums[sumsAt + n + j];
            int column = columnsAt + j;
            for (int i = 0; i < rows; i++) {
                float in = x[xAt + i * n + j];
                float g = rectified(slope, in, columns, column, n, dY[dYAt + i * n + j]);
                sum += g;
                products = Math.fma(g, in - columns[column + 2 * n], products);
            }
            sums[sumsAt + j] = sum;
            sums[sumsAt + n + j] = products;
        }
    }

    private static float rectified(float slope, float x, float[] columns, int column, int n, float dY) {
        return Math.fma(x, columns[column], columns[column + n]) <= 0f ? slope * dY : dY;
    }

    static void columnGradient(int rows, int n, int column0, float slope, float[] x, int xAt, float[] dY, int dYAt,
            float[] columns, int columnsAt, float beta, float[] dX, int dXAt) {
        for (int i = 0; i < rows; i++) {
            for (int j = column0; j < n; j++) {
                float in = x[xAt + i * n + j];
                int column = columnsAt + j;
                float g = rectified(slope, in, columns, column, n, dY[dYAt + i * n + j]);
                float inner = Math.fma(in - columns[column + 2 * n], columns[column + 4 * n], columns[column + 5 * n]);
                float value = Math.fma(g, columns[column + 3 * n], inner);
                int at = dXAt + i * n + j;
                dX[at] = beta == 0f ? value : dX[at] + value;
            }
        }
    }

    static void columnAffineAdd(int rows, int n, int column0, float[] x, int xAt, float[] scale, int scaleAt,
            float[] shift, int shiftAt, float[] z, int zAt, ActivationFunction f, float slope, float[] y, int yAt) {
        for (int i = 0; i < rows; i++) {
            int row = i * n;
            for (int j = column0; j < n; j++) {
                y[yAt + row + j] = Math.fma(x[xAt + row + j], scale[scaleAt + j], shift[shiftAt + j])
                        + z[zAt + row + j];
            }
            ScalarActivations.activate(f, slope, n - column0, y, yAt + row + column0, y, yAt + row + column0);
        }
    }

    static void rectifiedGradientSums(int rows, int n, int column0, float slope, float[] y, int yAt, float[] dY,
            int dYAt, float[] x, int xAt, float[] center, int centerAt, float beta, float[] sums, int sumsAt) {
        for (int j = column0; j < n; j++) {
            float sum = beta == 0f ? 0f : sums[sumsAt + j];
            float products = beta == 0f ? 0f : sums[sumsAt + n + j];
            for (int at = j; at < rows * n; at += n) {
                float g = ScalarActivations.rectifierSlope(y[yAt + at], slope) * dY[dYAt + at];
                dY[dYAt + at] = g;
                sum += g;
                products = Math.fma(g, x[xAt + at] - center[centerAt + j], products);
            }
            sums[sumsAt + j] = sum;
            sums[sumsAt + n + j] = products;
        }
    }
}
