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

    static void amsgrad(int n, float alpha, float oneMinusBeta1, float oneMinusBeta2, float epsilon,
            float[] w, float[] g, float[] m, float[] v, float[] vHat, int at) {
        for (int i = at; i < at + n; i++) {
            float gradient = g[i];
            float first = Math.fma(oneMinusBeta1, gradient - m[i], m[i]);
            float second = Math.fma(oneMinusBeta2, gradient * gradient - v[i], v[i]);
            float largest = Math.max(vHat[i], second);
            m[i] = first;
            v[i] = second;
            vHat[i] = largest;
            w[i] = w[i] - alpha * first / ((float) Math.sqrt(largest) + epsilon);
        }
    }

    static void nadam(int n, float ofMoment, float ofGradient, float ofSquare, float oneMinusBeta1,
            float oneMinusBeta2, float epsilon, float[] w, float[] g, float[] m, float[] v, int at) {
        for (int i = at; i < at + n; i++) {
            float gradient = g[i];
            float first = Math.fma(oneMinusBeta1, gradient - m[i], m[i]);
            float second = Math.fma(oneMinusBeta2, gradient * gradient - v[i], v[i]);
            m[i] = first;
            v[i] = second;
            float ahead = Math.fma(ofMoment, first, ofGradient * gradient);
            w[i] = w[i] - ahead / ((float) Math.sqrt(ofSquare * second) + epsilon);
        }
    }

    static void adamax(int n, float alpha, float oneMinusBeta1, float beta2, float epsilon,
            float[] w, float[] g, float[] m, float[] u, int at) {
        for (int i = at; i < at + n; i++) {
            float gradient = g[i];
            float first = Math.fma(oneMinusBeta1, gradient - m[i], m[i]);
            float norm = Math.max(beta2 * u[i], Math.abs(gradient));
            m[i] = first;
            u[i] = norm;
            w[i] = w[i] - alpha * first / (norm + epsilon);
        }
    }

    static void rmsprop(int n, float learningRate, float oneMinusRho, float momentum, float epsilon,
            float[] w, float[] g, float[] v, float[] m, int at) {
        if (momentum == 0) {
            for (int i = at; i < at + n; i++) {
                float gradient = g[i];
                float square = Math.fma(oneMinusRho, gradient * gradient - v[i], v[i]);
                v[i] = square;
                w[i] = w[i] - learningRate * gradient / (float) Math.sqrt(square + epsilon);
            }
        } else {
            for (int i = at; i < at + n; i++) {
                float gradient = g[i];
                float square = Math.fma(oneMinusRho, gradient * gradient - v[i], v[i]);
                v[i] = square;
                float step = Math.fma(momentum, m[i], learningRate * gradient / (float) Math.sqrt(square + epsilon));
                m[i] = step;
                w[i] = w[i] - step;
            }
        }
    }

    static void centeredRmsprop(int n, float learningRate, float oneMinusRho, float momentum, float epsilon,
            float[] w, float[] g, float[] v, float[] a, float[] m, int at) {
        if (momentum == 0) {
            for (int i = at; i < at + n; i++) {
                float gradient = g[i];
                float square = Math.fma(oneMinusRho, gradient * gradient - v[i], v[i]);
                float mean = Math.fma(oneMinusRho, gradient - a[i], a[i]);
                v[i] = square;
                a[i] = mean;
                float variance = Math.max(Math.fma(-mean, mean, square), 0f);
                w[i] = w[i] - learningRate * gradient / (float) Math.sqrt(variance + epsilon);
            }
        } else {
            for (int i = at; i < at + n; i++) {
                float gradient = g[i];
                float square = Math.fma(oneMinusRho, gradient * gradient - v[i], v[i]);
                float mean = Math.fma(oneMinusRho, gradient - a[i], a[i]);
                v[i] = square;
                a[i] = mean;
                float variance = Math.max(Math.fma(-mean, mean, square), 0f);
                float step = Math.fma(momentum, m[i],
                        learningRate * gradient / (float) Math.sqrt(variance + epsilon));
                m[i] = step;
                w[i] = w[i] - step;
            }
        }
    }

    static void adagrad(int n, float learningRate, float epsilon, float[] w, float[] g, float[] a, int at) {
        for (int i = at; i < at + n; i++) {
            float gradient = g[i];
            float sum = Math.fma(gradient, gradient, a[i]);
            a[i] = sum;
            w[i] = w[i] - learningRate * gradient / (float) Math.sqrt(sum + epsilon);
        }
    }

    static void adadelta(int n, float learningRate, float oneMinusRho, float epsilon,
            float[] w, float[] g, float[] a, float[] d, int at) {
        for (int i = at; i < at + n; i++) {
            float gradient = g[i];
            float square = Math.fma(oneMinusRho, gradient * gradient - a[i], a[i]);
            a[i] = square;
            float change = (float) Math.sqrt(d[i] + epsilon) * gradient / (float) Math.sqrt(square + epsilon);
            d[i] = Math.fma(oneMinusRho, change * change - d[i], d[i]);
            w[i] = Math.fma(-learningRate, change, w[i]);
        }
    }

    static void lion(int n, float learningRate, float oneMinusBeta1, float oneMinusBeta2,
            float[] w, float[] g, float[] m, int at) {
        for (int i = at; i < at + n; i++) {
            float difference = g[i] - m[i];
            float direction = Math.signum(Math.fma(oneMinusBeta1, difference, m[i]));
            m[i] = Math.fma(oneMinusBeta2, difference, m[i]);
            w[i] = Math.fma(-learningRate, direction, w[i]);
        }
    }

    static void approach(int n, float share, float[] x, float[] y, int at) {
        for (int i = at; i < at + n; i++) {
            y[i] = Math.fma(share, x[i] - y[i], y[i]);
        }
    }

    static void clip(int n, float limit, float[] x, float[] y, int at) {
        for (int i = at; i < at + n; i++) {
            y[i] = Math.max(-limit, Math.min(limit, x[i]));
        }
    }

    static double sumOfSquares(int n, float[] x, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int whole = at + (n & -8);
        for (int i = at; i < whole; i += 8) {
            s0 = Math.fma((double) x[i], x[i], s0);
            s1 = Math.fma((double) x[i + 1], x[i + 1], s1);
            s2 = Math.fma((double) x[i + 2], x[i + 2], s2);
            s3 = Math.fma((double) x[i + 3], x[i + 3], s3);
            s4 = Math.fma((double) x[i + 4], x[i + 4], s4);
            s5 = Math.fma((double) x[i + 5], x[i + 5], s5);
            s6 = Math.fma((double) x[i + 6], x[i + 6], s6);
            s7 = Math.fma((double) x[i + 7], x[i + 7], s7);
        }
        for (int i = whole; i < at + n; i++) {
            s0 = Math.fma((double) x[i], x[i], s0);
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
