package dev.vectron.kernels;

/** Rectifiers with a slope for each element. */
final class ScalarSlopes {
    private ScalarSlopes() {}

    static void bend(int n, float[] slope, int slopeAt, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Math.fma(slope[slopeAt + i], Math.min(x[xAt + i], 0f), Math.max(x[xAt + i], 0f));
        }
    }

    static void bendGradient(int n, float[] slope, int slopeAt, float[] x, int xAt, float[] dY, int dYAt, float beta,
            float[] dX, int dXAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            float g = (v > 0 ? 1f : v <= 0 ? slope[slopeAt + i] : v) * dY[dYAt + i];
            dX[dXAt + i] = beta == 0 ? g : dX[dXAt + i] + g;
        }
    }

    static void addSlopeGradient(int n, float[] x, int xAt, float[] dY, int dYAt, float[] sums, int sumsAt) {
        for (int i = 0; i < n; i++) {
            sums[sumsAt + i] = Math.fma(Math.min(x[xAt + i], 0f), dY[dYAt + i], sums[sumsAt + i]);
        }
    }
}
