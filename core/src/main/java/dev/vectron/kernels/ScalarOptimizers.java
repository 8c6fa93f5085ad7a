package dev.vectron.kernels;

/**
 * The optimizer steps; plain loops, which the compiler turns into vectors by itself, so both implementations share
 * them.
 */
final class ScalarOptimizers {
    private ScalarOptimizers() {}

    static void sgd(int n, float learningRate, float[] w, float[] g, int at) {
        for (int i = at; i < at + n; i++) {
            w[i] = Math.fma(-learningRate, g[i], w[i]);
        }
    }

    static void momentum(int n, float learningRate, float momentum, boolean nesterov, float[] w, float[] g, float[] v,
            int at) {
        if (nesterov) {
            for (int i = at; i < at + n; i++) {
                float step = -learningRate * g[i];
                float velocity = Math.fma(momentum, v[i], step);
                v[i] = velocity;
                w[i] = w[i] + Math.fma(momentum, velocity, step);
            }
        } else {
            for (int i = at; i < at + n; i++) {
                float velocity = Math.fma(momentum, v[i], -learningRate * g[i]);
                v[i] = velocity;
                w[i] = w[i] + velocity;
            }
        }
    }

    static void adam(int n, float alpha, float oneMinusBeta1, float oneMinusBeta2, float epsilon,
            float[] w, float[] g, float[] m, float[] v, int at) {
        for (int i = at; i < at + n; i++) {
            float gradient = g[i];
            float first = Math.fma(oneMinusBeta1, gradient - m[i], m[i]);
            float second = Math.fma(oneMinusBeta2, gradient * gradient - v[i], v[i]);
            m[i] = first;
            v[i] = second;
            w[i] = w[i] - alpha * first / ((float) Math.sqrt(second) + epsilon);
        }
    }
}
