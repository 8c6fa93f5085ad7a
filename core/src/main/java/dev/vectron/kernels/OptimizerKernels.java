package dev.vectron.kernels;

/**
 * The part of {@link Kernels} that changes weights; everything its documentation says holds here. Weights, gradients
 * and slots have the same layout.
 */
public interface OptimizerKernels {
    /**
     * Plain gradient descent: {@code w = fma(−learningRate, g, w)}.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param w the weights
     * @param g the gradients
     * @param at where all of them begin
     */
    void sgd(int n, float learningRate, float[] w, float[] g, int at);

    /**
     * Gradient descent with momentum, as Keras has it: {@code v = fma(momentum, v, −learningRate·g)}; then
     * {@code w = w + v}, or with Nesterov {@code w = w + fma(momentum, v, −learningRate·g)}.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param momentum the momentum
     * @param nesterov whether to look ahead
     * @param w the weights
     * @param g the gradients
     * @param v the velocities
     * @param at where all of them begin
     */
    void momentum(int n, float learningRate, float momentum, boolean nesterov, float[] w, float[] g, float[] v, int at);

    /**
     * Adam, as Keras has it: {@code m = fma(1−beta1, g − m, m)}, {@code v = fma(1−beta2, g·g − v, v)},
     * {@code w = w − alpha·m / (sqrt(v) + epsilon)} with {@code alpha = learningRate·sqrt(1−beta2^t)/(1−beta1^t)} from
     * the caller.
     *
     * @param n how many weights
     * @param alpha the corrected rate of this step
     * @param oneMinusBeta1 1 − beta1
     * @param oneMinusBeta2 1 − beta2
     * @param epsilon added to the root
     * @param w the weights
     * @param g the gradients
     * @param m the first moments
     * @param v the second moments
     * @param at where all of them begin
     */
    void adam(int n, float alpha, float oneMinusBeta1, float oneMinusBeta2, float epsilon,
            float[] w, float[] g, float[] m, float[] v, int at);
}
