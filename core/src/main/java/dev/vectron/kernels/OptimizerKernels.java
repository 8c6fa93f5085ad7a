package dev.vectron.kernels;

/**
 * The part of {@link Kernels} that changes weights; everything its documentation says holds here. Weights, gradients
 * and slots have the same layout.
 *
 * <p>All are plain loops over elements, which the compiler turns into vectors by itself: every implementation has the
 * same ones.
 */
public interface OptimizerKernels {
    /**
     * Plain gradient descent: {@code w = fma(−learningRate, g, w)}. The gradients may be the weights
     * themselves, and the rate times the decay its rate: that is weight decay.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param w the weights
     * @param g the gradients
     * @param at where all of them begin
     */
    default void sgd(int n, float learningRate, float[] w, float[] g, int at) {
        ScalarOptimizers.sgd(n, learningRate, w, g, at);
    }

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
    default void momentum(int n, float learningRate, float momentum, boolean nesterov, float[] w, float[] g, float[] v,
            int at) {
        ScalarOptimizers.momentum(n, learningRate, momentum, nesterov, w, g, v, at);
    }

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
    default void adam(int n, float alpha, float oneMinusBeta1, float oneMinusBeta2, float epsilon,
            float[] w, float[] g, float[] m, float[] v, int at) {
        ScalarOptimizers.adam(n, alpha, oneMinusBeta1, oneMinusBeta2, epsilon, w, g, m, v, at);
    }

    /**
     * Adam with the largest second moment so far: as {@link #adam}, then {@code vHat = max(vHat, v)} and
     * {@code w = w − alpha·m / (sqrt(vHat) + epsilon)}.
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
     * @param vHat the largest second moments so far
     * @param at where all of them begin
     */
    default void amsgrad(int n, float alpha, float oneMinusBeta1, float oneMinusBeta2, float epsilon,
            float[] w, float[] g, float[] m, float[] v, float[] vHat, int at) {
        ScalarOptimizers.amsgrad(n, alpha, oneMinusBeta1, oneMinusBeta2, epsilon, w, g, m, v, vHat, at);
    }

    /**
     * Nadam: moments as {@link #adam}, then
     * {@code w = w − fma(ofMoment, m, ofGradient·g) / (sqrt(ofSquare·v) + epsilon)}. The factors of a step,
     * the rate and all corrections in them, are the caller's.
     *
     * @param n how many weights
     * @param ofMoment the factor of the first moment
     * @param ofGradient the factor of the gradient
     * @param ofSquare the factor of the second moment
     * @param oneMinusBeta1 1 − beta1
     * @param oneMinusBeta2 1 − beta2
     * @param epsilon added to the root
     * @param w the weights
     * @param g the gradients
     * @param m the first moments
     * @param v the second moments
     * @param at where all of them begin
     */
    default void nadam(int n, float ofMoment, float ofGradient, float ofSquare, float oneMinusBeta1,
            float oneMinusBeta2, float epsilon, float[] w, float[] g, float[] m, float[] v, int at) {
        ScalarOptimizers.nadam(n, ofMoment, ofGradient, ofSquare, oneMinusBeta1, oneMinusBeta2, epsilon, w, g, m, v,
                at);
    }

    /**
     * Adamax: {@code m = fma(1−beta1, g − m, m)}, {@code u = max(beta2·u, |g|)},
     * {@code w = w − alpha·m / (u + epsilon)}
     * with {@code alpha = learningRate/(1−beta1^t)} from the caller.
     *
     * @param n how many weights
     * @param alpha the corrected rate of this step
     * @param oneMinusBeta1 1 − beta1
     * @param beta2 beta2
     * @param epsilon added to the norm
     * @param w the weights
     * @param g the gradients
     * @param m the first moments
     * @param u the fading maxima
     * @param at where all of them begin
     */
    default void adamax(int n, float alpha, float oneMinusBeta1, float beta2, float epsilon,
            float[] w, float[] g, float[] m, float[] u, int at) {
        ScalarOptimizers.adamax(n, alpha, oneMinusBeta1, beta2, epsilon, w, g, m, u, at);
    }

    /**
     * RMSprop: {@code v = fma(1−rho, g·g − v, v)}, {@code s = learningRate·g / sqrt(v + epsilon)}; with momentum
     * {@code m = s = fma(momentum, m, s)}; then {@code w = w − s}.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param oneMinusRho 1 − rho
     * @param momentum the momentum, or 0
     * @param epsilon added under the root
     * @param w the weights
     * @param g the gradients
     * @param v the mean squares
     * @param m the steps so far; not touched if the momentum is 0
     * @param at where all of them begin
     */
    default void rmsprop(int n, float learningRate, float oneMinusRho, float momentum, float epsilon,
            float[] w, float[] g, float[] v, float[] m, int at) {
        ScalarOptimizers.rmsprop(n, learningRate, oneMinusRho, momentum, epsilon, w, g, v, m, at);
    }

    /**
     * RMSprop by the variance: as {@link #rmsprop} with {@code a = fma(1−rho, g − a, a)} and
     * {@code max(fma(−a, a, v), 0)} in place of v under the root.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param oneMinusRho 1 − rho
     * @param momentum the momentum, or 0
     * @param epsilon added under the root
     * @param w the weights
     * @param g the gradients
     * @param v the mean squares
     * @param a the mean gradients
     * @param m the steps so far; not touched if the momentum is 0
     * @param at where all of them begin
     */
    default void centeredRmsprop(int n, float learningRate, float oneMinusRho, float momentum, float epsilon,
            float[] w, float[] g, float[] v, float[] a, float[] m, int at) {
        ScalarOptimizers.centeredRmsprop(n, learningRate, oneMinusRho, momentum, epsilon, w, g, v, a, m, at);
    }

    /**
     * Adagrad: {@code a = fma(g, g, a)}, {@code w = w − learningRate·g / sqrt(a + epsilon)}.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param epsilon added under the root
     * @param w the weights
     * @param g the gradients
     * @param a the sums of squares
     * @param at where all of them begin
     */
    default void adagrad(int n, float learningRate, float epsilon, float[] w, float[] g, float[] a, int at) {
        ScalarOptimizers.adagrad(n, learningRate, epsilon, w, g, a, at);
    }

    /**
     * Adadelta: {@code a = fma(1−rho, g·g − a, a)}, {@code c = sqrt(d + epsilon)·g / sqrt(a + epsilon)},
     * {@code d = fma(1−rho, c·c − d, d)}, {@code w = fma(−learningRate, c, w)}.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param oneMinusRho 1 − rho
     * @param epsilon added under both roots
     * @param w the weights
     * @param g the gradients
     * @param a the mean squares of the gradients
     * @param d the mean squares of the changes
     * @param at where all of them begin
     */
    default void adadelta(int n, float learningRate, float oneMinusRho, float epsilon,
            float[] w, float[] g, float[] a, float[] d, int at) {
        ScalarOptimizers.adadelta(n, learningRate, oneMinusRho, epsilon, w, g, a, d, at);
    }

    /**
     * Lion: {@code w = fma(−learningRate, sign(fma(1−beta1, g − m, m)), w)} with the m of before, and
     * {@code m = fma(1−beta2, g − m, m)}.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param oneMinusBeta1 1 − beta1
     * @param oneMinusBeta2 1 − beta2
     * @param w the weights
     * @param g the gradients
     * @param m the moments
     * @param at where all of them begin
     */
    default void lion(int n, float learningRate, float oneMinusBeta1, float oneMinusBeta2,
            float[] w, float[] g, float[] m, int at) {
        ScalarOptimizers.lion(n, learningRate, oneMinusBeta1, oneMinusBeta2, w, g, m, at);
    }

    /**
     * Brings y nearer to x: {@code y = fma(share, x − y, y)}.
     *
     * @param n how many elements
     * @param share which share of the way, from 0 to 1
     * @param x the aim
     * @param y what approaches it
     * @param at where both begin
     */
    default void approach(int n, float share, float[] x, float[] y, int at) {
        ScalarOptimizers.approach(n, share, x, y, at);
    }

    /**
     * {@code y = max(−limit, min(limit, x))}; NaN stays NaN.
     *
     * @param n how many elements
     * @param limit the largest magnitude
     * @param x the input
     * @param y the output; may be x
     * @param at where both begin
     */
    default void clip(int n, float limit, float[] x, float[] y, int at) {
        ScalarOptimizers.clip(n, limit, x, y, at);
    }

    /**
     * The sum of squares in double: of eight chains {@code s = fma(x, x, s)}, chain l takes elements l, l + 8 …;
     * the rest after the last whole eight goes to chain 0; then
     * {@code ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))}.
     *
     * @param n how many elements
     * @param x the input
     * @param at where it begins
     * @return the sum
     */
    default double sumOfSquares(int n, float[] x, int at) {
        return ScalarOptimizers.sumOfSquares(n, x, at);
    }
}
