package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import java.util.List;

/**
 * Adam (Kingma, Ba 2014), with Keras's formula: {@code m ← m + (1−β1)(g − m)}, {@code v ← v + (1−β2)(g² − v)},
 * {@code w ← w − lr·√(1−β2^t)/(1−β1^t) · m / (√v + ε)}, t counted from 1.
 *
 * <p>Keras adds ε to the uncorrected √v; PyTorch adds it after the correction.
 *
 * {@snippet :
 * Optimizer o = adam(1e-3).beta2(0.99);
 * }
 *
 * @param learningRate the rate lr; default 0.001
 * @param beta1 β1, the decay of the first moments; default 0.9
 * @param beta2 β2, the decay of the second moments; default 0.999
 * @param epsilon ε; default 1e-7
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    private static final List<String> SLOTS = List.of("momentum", "velocity");

    /** Checks the numbers. */
    public Adam {
        Rates.learningRate("adam", learningRate);
        Rates.decay("adam", "beta1", beta1);
        Rates.decay("adam", "beta2", beta2);
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("adam: epsilon must be a finite number above 0, got " + epsilon + ".");
        }
    }

    /**
     * This optimizer with another β1.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Adam beta1(double value) {
        return new Adam(learningRate, value, beta2, epsilon);
    }

    /**
     * This optimizer with another β2.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Adam beta2(double value) {
        return new Adam(learningRate, beta1, value, epsilon);
    }

    /**
     * This optimizer with another ε.
     *
     * @param value above 0
     * @return a copy
     */
    public Adam epsilon(double value) {
        return new Adam(learningRate, beta1, beta2, value);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public List<String> slots() {
        return SLOTS;
    }

    @Override
    public double stepSize(double rate, long iteration) {
        return rate * Math.sqrt(1 - power(beta2, iteration)) / (1 - power(beta1, iteration));
    }

    /** By squaring: the same bits everywhere, as StrictMath.pow, which however allocates in every call. */
    private static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    @Override
    public void update(OptimizerState state, Kernels kernels, float[] gradients, int at, int n) {
        kernels.adam(n, (float) state.stepSize(), (float) (1 - beta1), (float) (1 - beta2), (float) epsilon,
                state.weights(), gradients, state.slot(0), state.slot(1), at);
    }
}
