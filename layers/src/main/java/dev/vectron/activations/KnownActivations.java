package dev.vectron.activations;

import dev.vectron.store.Config;
import dev.vectron.store.Registry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The activations by Keras's names of functions and classes. */
final class KnownActivations {
    static final List<String> CLASS_NAMES = List.of("Activation", "ReLU", "LeakyReLU", "ELU", "Softmax");
    private static final Registry<Activation> ACTIVATIONS =
            new Registry<>("activation", "Layers.register");
    /** The defaults of Keras's function leaky_relu and of its layer LeakyReLU. */
    private static final double SLOPE_OF_FUNCTION = 0.2;
    private static final double SLOPE_OF_LAYER = 0.3;

    static {
        Map.ofEntries(Map.entry("linear", Activation.LINEAR), Map.entry("relu6", Activation.RELU6),
                Map.entry("selu", Activation.SELU), Map.entry("sigmoid", Activation.SIGMOID),
                Map.entry("hard_sigmoid", Activation.HARD_SIGMOID), Map.entry("tanh", Activation.TANH),
                Map.entry("softsign", Activation.SOFTSIGN), Map.entry("softplus", Activation.SOFTPLUS),
                Map.entry("exponential", Activation.EXPONENTIAL), Map.entry("silu", Activation.SILU),
                Map.entry("swish", Activation.SWISH), Map.entry("mish", Activation.MISH),
                Map.entry("hard_silu", Activation.HARD_SILU), Map.entry("hard_swish", Activation.HARD_SWISH))
                .forEach((name, function) -> ACTIVATIONS.register(name, _ -> function));
        ACTIVATIONS.register("relu", KnownActivations::relu);
        ACTIVATIONS.register("ReLU", KnownActivations::relu);
        ACTIVATIONS.register("leaky_relu", c -> Activation.leakyRelu(c.number("negative_slope", SLOPE_OF_FUNCTION)));
        ACTIVATIONS.register("LeakyReLU", c -> Activation.leakyRelu(c.number("negative_slope", SLOPE_OF_LAYER)));
        ACTIVATIONS.register("elu", c -> Activation.elu(c.number("alpha", 1)));
        ACTIVATIONS.register("ELU", c -> Activation.elu(c.number("alpha", 1)));
        ACTIVATIONS.register("gelu", c -> c.flag("approximate", false) ? Activation.GELU_TANH : Activation.GELU);
        ACTIVATIONS.register("softmax", c -> Activation.softmax(c.integer("axis", -1)));
        ACTIVATIONS.register("Softmax", c -> Activation.softmax(c.integer("axis", -1)));
        ACTIVATIONS.register("log_softmax", c -> Activation.logSoftmax(c.integer("axis", -1)));
        ACTIVATIONS.register("Activation", c -> of(c.object("activation")));
    }

    private KnownActivations() {}

    private static Activation relu(Config c) {
        return Activation.relu(c.number("negative_slope", 0), c.number("max_value", Double.POSITIVE_INFINITY),
                c.number("threshold", 0));
    }

    static Activation of(Config config) {
        return ACTIVATIONS.create(config);
    }

    /** The function that a name alone stands for. */
    private static Activation named(String name) {
        return of(Config.parse(name, "activation"));
    }

    /** The name of a function if it says it all, else the function. */
    static Object asOption(Activation function) {
        return function.equals(named(function.functionName())) ? function.functionName() : function;
    }

    /** The options of the class Activation: the function's name, or its name and options where it has some. */
    static Map<String, @Nullable Object> config(String functionName, Map<String, @Nullable Object> options) {
        return Map.of("activation", options.isEmpty() ? functionName
                : Map.of("class_name", functionName, "config", options));
    }
}
