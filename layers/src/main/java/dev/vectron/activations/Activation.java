package dev.vectron.activations;

import dev.vectron.graph.Layer;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.GatedFunction;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An activation function: an option of {@code dense}, {@code conv2D} and others, and a layer by itself. Immutable and
 * thread-safe.
 *
 * <p>Any shape → the same shape; no parameters. A NaN stays NaN. Those whose derivative follows from their output are
 * applied in the last write of the layer in front; those of the form x·g(x) (swish, GELU, mish …) are a pass of their
 * own, as backward needs their input.
 *
 * <p>A function of your own is a {@link Layer}, put behind a linear one.
 *
 * {@snippet :
 * dense(128).activation(RELU);                  // as an option
 * conv2D(32, 3).activation(leakyRelu(0.1));
 * x.then(batchNormalization()).then(GELU);      // as a layer, the same as activation(GELU)
 * }
 */
public sealed interface Activation extends Layer permits Elementwise, Gated, Rectifier, Softmax {
    /** y = x. */
    Activation LINEAR = new Elementwise(ActivationFunction.LINEAR, 0);
    /** y = max(x, 0); its derivative at 0 is 0. */
    Activation RELU = new Elementwise(ActivationFunction.RELU, 0);
    /** y = min(max(x, 0), 6); its derivative at 0 and 6 is 0. */
    Activation RELU6 = new Elementwise(ActivationFunction.CAPPED_RELU, 6);
    /** y = x where x &gt; 0, else exp(x) − 1 (Clevert et al. 2015); {@link #elu} for another alpha. */
    Activation ELU = new Elementwise(ActivationFunction.ELU, 1);
    /**
     * y = 1.0507010·x where x &gt; 0, else 1.0507010·1.6732632·(exp(x) − 1) (Klambauer et al. 2017); with LeCun normal
     * initial values it keeps mean and variance.
     */
    Activation SELU = new Elementwise(ActivationFunction.SELU, 0);
    /** y = 1 / (1 + exp(−x)). */
    Activation SIGMOID = new Elementwise(ActivationFunction.SIGMOID, 0);
    /** y = min(max(x + 3, 0), 6) / 6. */
    Activation HARD_SIGMOID = new Elementwise(ActivationFunction.HARD_SIGMOID, 0);
    /** y = tanh(x). */
    Activation TANH = new Elementwise(ActivationFunction.TANH, 0);
    /** y = x / (1 + |x|). */
    Activation SOFTSIGN = new Elementwise(ActivationFunction.SOFTSIGN, 0);
    /** y = log(1 + exp(x)). */
    Activation SOFTPLUS = new Elementwise(ActivationFunction.SOFTPLUS, 0);
    /** y = exp(x). */
    Activation EXPONENTIAL = new Elementwise(ActivationFunction.EXPONENTIAL, 0);
    /**
     * y = x·Φ(x), Φ being the distribution function of the standard normal distribution (Hendrycks and Gimpel 2016).
     */
    Activation GELU = new Gated(GatedFunction.GELU);
    /** y = x / 2·(1 + tanh(√(2 / π)·(x + 0.044715·x³))), Keras's {@code gelu(approximate=True)}. */
    Activation GELU_TANH = new Gated(GatedFunction.GELU_TANH);
    /** y = x / (1 + exp(−x)) (Ramachandran et al. 2017). */
    Activation SWISH = new Gated(GatedFunction.SWISH);
    /** Another name of {@link #SWISH}, Keras's. */
    Activation SILU = SWISH;
    /** y = x·tanh(log(1 + exp(x))) (Misra 2019). */
    Activation MISH = new Gated(GatedFunction.MISH);
    /** y = x·min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
    Activation HARD_SWISH = new Gated(GatedFunction.HARD_SWISH);
    /** Another name of {@link #HARD_SWISH}, Keras's. */
    Activation HARD_SILU = HARD_SWISH;
    /** y = exp(x) / Σ exp(x) over the last axis. */
    Activation SOFTMAX = new Softmax(-1, false);
    /** y = x − log Σ exp(x) over the last axis. */
    Activation LOG_SOFTMAX = new Softmax(-1, true);

    /**
     * A rectifier with Keras's options: y = maxValue where x ≥ maxValue, x where threshold &lt; x, else negativeSlope ·
     * (x − threshold).
     *
     * @param negativeSlope the slope below the threshold, at least 0; Keras's default is 0
     * @param maxValue the largest output, at least 0; Keras's default is none, which is infinity here
     * @param threshold where it begins, at least 0; Keras's default is 0
     * @return the function
     * @throws IllegalArgumentException if an option is negative or no number, or slope or threshold is infinite
     */
    static Activation relu(double negativeSlope, double maxValue, double threshold) {
        return Rectifier.of((float) negativeSlope, (float) maxValue, (float) threshold);
    }

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

    /**
     * y = x where x &gt; 0, else alpha · (exp(x) − 1).
     *
     * @param alpha how far it falls, at least 0; Keras's default is 1
     * @return the function
     * @throws IllegalArgumentException if alpha is negative or not finite
     */
    static Activation elu(double alpha) {
        return new Elementwise(ActivationFunction.ELU, (float) alpha);
    }

    /**
     * Softmax over any axis.
     *
     * @param axis the axis, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the function
     * @throws IllegalArgumentException if the axis is 0, the batch
     */
    static Activation softmax(int axis) {
        return new Softmax(axis, false);
    }

    /**
     * The logarithm of softmax over any axis.
     *
     * @param axis the axis, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the function
     * @throws IllegalArgumentException if the axis is 0, the batch
     */
    static Activation logSoftmax(int axis) {
        return new Softmax(axis, true);
    }

    /**
     * The function that a file describes, in Keras's words: a name ({@code "relu"}, {@code "silu"}, {@code "gelu"} …),
     * or one of {@link #classNames} with its options.
     *
     * @param config the name, or class name and options
     * @return the function
     * @throws IllegalArgumentException if there is no such function, or an option is wrong or unknown
     */
    static Activation fromConfig(Config config) {
        return KnownActivations.of(config);
    }

    /**
     * The activation among a layer's options.
     *
     * @param config the layer's options
     * @param key the option's name
     * @return the function; linear if there is none
     * @throws IllegalArgumentException if it is not known
     */
    static Activation readFrom(Config config, String key) {
        return config.has(key) ? fromConfig(config.object(key)) : LINEAR;
    }

    /** {@return the class names that {@link #className} has: those of Keras's layers that are activations} */
    static List<String> classNames() {
        return KnownActivations.CLASS_NAMES;
    }

    /** {@return Keras's name of the function: {@code relu}} */
    String functionName();

    /**
     * What a layer's {@link Configured#config} says of its activation.
     *
     * @return the function's name if that says it all, else this object, which is described by class name and options
     */
    // Not a default method: for one, a subclass would initialize this interface, which makes objects of subclasses.
    Object asOption();

    /**
     * {@return Keras's class of the layer: ReLU, LeakyReLU, ELU, Softmax; Activation where there is none of its own}
     */
    @Override
    String className();

    /** {@return the class's options by Keras's names} */
    @Override
    Map<String, @Nullable Object> config();
}
