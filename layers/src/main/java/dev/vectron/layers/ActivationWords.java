package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Layer;
import dev.vectron.store.Registry;

/** The words for activations as layers; {@link Layers} inherits them. */
abstract class ActivationWords extends RegularizationWords {
    ActivationWords() {}

    private static final double DEFAULT_SLOPE = 0.3;

    /**
     * An activation as a layer.
     *
     * @param function the function
     * @return the layer: the function itself
     */
    public static Layer activation(Activation function) {
        Expect.given("activation", "the function", function, "use LINEAR for none");
        return function;
    }

    /** {@return y = max(x, 0) as a layer} */
    public static Layer relu() {
        return Activation.RELU;
    }

    /**
     * {@return y = x where x &gt; 0, else 0.3 · x, as a layer; for other slopes {@link Activation#leakyRelu} is one}
     */
    public static Layer leakyRelu() {
        return Activation.leakyRelu(DEFAULT_SLOPE);
    }

    /** {@return y = x where x &gt; 0, else exp(x) − 1, as a layer; for other depths {@link Activation#elu} is one} */
    public static Layer elu() {
        return Activation.ELU;
    }

    /** {@return y = x where x &gt; 0, else alpha · x with a learnt alpha} */
    public static PReLU prelu() {
        return new PReLU();
    }

    /** {@return y = 1 / (1 + exp(−x)) as a layer} */
    public static Layer sigmoid() {
        return Activation.SIGMOID;
    }

    /** {@return y = tanh(x) as a layer} */
    public static Layer tanh() {
        return Activation.TANH;
    }

    /** {@return softmax over the last axis as a layer} */
    public static Layer softmax() {
        return Activation.SOFTMAX;
    }

    /** Adds the factories for files. */
    static void registerActivation(Registry<Layer> types) {
        for (String className : Activation.classNames()) {
            types.register(className, Activation::fromConfig);
        }
        types.register("PReLU", PReLU::fromConfig);
    }
}
