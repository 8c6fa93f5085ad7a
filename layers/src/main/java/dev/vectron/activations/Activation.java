package dev.vectron.activations;

import dev.vectron.graph.Layer;
import dev.vectron.kernels.ActivationFunction;

/**
 * An activation function: an option of {@code dense}, {@code conv2D} and others, and a layer by itself. Immutable.
 *
 * {@snippet :
 * dense(128).activation(RELU);                  // as an option
 * conv2D(32, 3).activation(leakyRelu(0.1));
 * x.then(batchNormalization()).then(RELU);      // as a layer, the same as relu()
 * }
 */
public sealed interface Activation extends Layer permits Elementwise, Softmax {
    /** y = x. */
    Activation LINEAR = new Elementwise(ActivationFunction.LINEAR, 0);
    /** y = max(x, 0); its derivative at 0 is 0. */
    Activation RELU = new Elementwise(ActivationFunction.RELU, 0);
    /** y = 1 / (1 + exp(−x)). */
    Activation SIGMOID = new Elementwise(ActivationFunction.SIGMOID, 0);
    /** y = tanh(x). */
    Activation TANH = new Elementwise(ActivationFunction.TANH, 0);
    /** y = exp(x) / Σ exp(x) over the last axis. */
    Activation SOFTMAX = new Softmax();

    /**
     * y = x where x &gt; 0, else slope · x.
     *
     * @param slope the slope for negative x, at least 0; Keras's default is 0.3
     * @return the function
     * @throws IllegalArgumentException if the slope is negative or not finite
     */
    static Activation leakyRelu(double slope) {
        return new Elementwise(ActivationFunction.LEAKY_RELU, (float) slope);
    }

    /** {@return Keras's name of the function: {@code relu}} */
    String functionName();
}
