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

    static void columnDots(int rows, int n, int column0, float[] x, int xAt, float[] y, int yAt, float beta,
            float[] sums, int sumsAt) {
        for (int j = column0; j < n; j++) {
            float sum = beta == 0f ? 0f : sums[sumsAt + j];
            for (int i = 0; i < rows; i++) {
                sum = Math.fma(x[xAt + i * n + j], y[yAt + i * n + j], sum);
            }
            sums[sumsAt + j] = sum;
        }
    }

    static void columnSquaredDeviations(int rows, int n, int column0, float[] x, int xAt, float[] mean, int meanAt,
            float beta, float[] sums, int sumsAt) {
        for (int j = column0; j < n; j++) {
            float sum = beta == 0f ? 0f : sums[sumsAt + j];
            float center = mean[meanAt + j];
            for (int i = 0; i < rows; i++) {
                float distance = x[xAt + i * n + j] - center;
                sum = Math.fma(distance, distance, sum);
            }
            sums[sumsAt + j] = sum;
        }
    }

    static void columnAffine(int rows, int n, int column0, float[] x, int xAt, float[] scale, int scaleAt,
            float[] shift, int shiftAt,
            ActivationFunction f, float slope, float[] y, int yAt) {
        for (int i = 0; i < rows; i++) {
            for (int j = column0; j < n; j++) {
                y[yAt + i * n + j] = Math.fma(x[xAt + i * n + j], scale[scaleAt + j], shift[shiftAt + j]);
            }
            ScalarElementwise.activate(f, slope, n - column0, y, yAt + i * n + column0, y, yAt + i * n + column0);
        }
    }

    static void columnAffine2(int rows, int n, int column0, float[] x, int xAt, float[] a, int aAt, float[] y, int yAt,
            float[] b, int bAt,
            float[] c, int cAt, float beta, float[] z, int zAt) {
        for (int i = 0; i < rows; i++) {
            int row = i * n;
            for (int j = column0; j < n; j++) {
                float inner = Math.fma(y[yAt + row + j], b[bAt + j], c[cAt + j]);
                float value = Math.fma(x[xAt + row + j], a[aAt + j], inner);
                z[zAt + row + j] = beta == 0f ? value : z[zAt + row + j] + value;
            }
        }
    }
}
