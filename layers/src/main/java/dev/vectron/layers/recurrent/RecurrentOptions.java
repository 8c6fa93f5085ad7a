package dev.vectron.layers.recurrent;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Expect;
import dev.vectron.layers.ParameterOptions;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options that all recurrent layers have, with Keras's defaults; {@link Recurrent} has a word for each. Immutable
 * and thread-safe.
 *
 * <p>Units below 1, shares outside of [0, 1) and functions that are not of each element alone are an {@code
 * IllegalArgumentException} of the layer.
 *
 * {@snippet :
 * LSTM layer = lstm(32).options(new RecurrentOptions(32));
 * }
 *
 * @param units size of the state and of the output of a step, at least 1
 * @param activation of the candidate (and of the cell state where it is put out); tanh by default
 * @param recurrentActivation of the gates; sigmoid by default; a simple recurrent layer has none
 * @param useBias whether there is a bias; true by default
 * @param kernel initial values of the kernel, its regularizer and its constraint
 * @param recurrentKernel initial values of the recurrent kernel, its regularizer and its constraint
 * @param bias initial values of the bias, its regularizer and its constraint
 * @param dropout the share of features that a sample loses in training, the same ones at all steps; 0 by default
 * @param recurrentDropout the share of the state that the recurrent product of a sample loses in training, the same
 *     elements at all steps; 0 by default
 * @param returnSequences whether the output has all steps instead of the last; false by default
 * @param returnState whether the states follow the output as further rows; false by default
 * @param goBackwards whether steps are taken from the last to the first; false by default
 * @param zeroOutputForMask whether steps of padding put out zeros instead of the output before; false by default
 */
public record RecurrentOptions(int units, Activation activation, Activation recurrentActivation, boolean useBias,
        ParameterOptions kernel, ParameterOptions recurrentKernel, ParameterOptions bias, float dropout,
        float recurrentDropout, boolean returnSequences, boolean returnState, boolean goBackwards,
        boolean zeroOutputForMask) {

    /**
     * Keras's defaults.
     *
     * @param units size of the state
     */
    public RecurrentOptions(int units) {
        this(units, Activation.TANH, Activation.SIGMOID, true, new ParameterOptions(Initializers.glorotUniform()),
                new ParameterOptions(Initializers.orthogonal()), new ParameterOptions(Initializers.zeros()), 0, 0,
                false, false, false, false);
    }

    RecurrentOptions activation(Activation function) {
        return new RecurrentOptions(units, function, recurrentActivation, useBias, kernel, recurrentKernel, bias,
                dropout, recurrentDropout, returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions recurrentActivation(Activation function) {
        return new RecurrentOptions(units, activation, function, useBias, kernel, recurrentKernel, bias, dropout,
                recurrentDropout, returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions useBias(boolean use) {
        return new RecurrentOptions(units, activation, recurrentActivation, use, kernel, recurrentKernel, bias, dropout,
                recurrentDropout, returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions kernel(ParameterOptions options) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, options, recurrentKernel, bias,
                dropout, recurrentDropout, returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions recurrentKernel(ParameterOptions options) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, kernel, options, bias, dropout,
                recurrentDropout, returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions bias(ParameterOptions options) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, kernel, recurrentKernel, options,
                dropout, recurrentDropout, returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions dropout(float rate) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, kernel, recurrentKernel, bias,
                rate, recurrentDropout, returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions recurrentDropout(float rate) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, kernel, recurrentKernel, bias,
                dropout, rate, returnSequences, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions returnSequences(boolean all) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, kernel, recurrentKernel, bias,
                dropout, recurrentDropout, all, returnState, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions returnState(boolean states) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, kernel, recurrentKernel, bias,
                dropout, recurrentDropout, returnSequences, states, goBackwards, zeroOutputForMask);
    }

    RecurrentOptions goBackwards(boolean reverse) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, kernel, recurrentKernel, bias,
                dropout, recurrentDropout, returnSequences, returnState, reverse, zeroOutputForMask);
    }

    RecurrentOptions zeroOutputForMask(boolean zeros) {
        return new RecurrentOptions(units, activation, recurrentActivation, useBias, kernel, recurrentKernel, bias,
                dropout, recurrentDropout, returnSequences, returnState, goBackwards, zeros);
    }

    /** The parameters of a layer with that many columns for each unit. */
    List<ParameterSpec> parameters(Shape sequence, int gates, ParameterOptions initialBias, Shape biasShape) {
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(kernel.trainable("kernel", Shape.of(sequence.dim(-1), gates * units)));
        specs.add(recurrentKernel.trainable("recurrent_kernel", Shape.of(units, gates * units)));
        if (useBias) {
            specs.add(initialBias.trainable("bias", biasShape));
        }
        return List.copyOf(specs);
    }

    /** The options for a file, in Keras's words; that of the gates only for layers that have some. */
    Map<String, @Nullable Object> config(boolean hasGates) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("units", units);
        config.put("activation", activation.asOption());
        if (hasGates) {
            config.put("recurrent_activation", recurrentActivation.asOption());
        }
        config.put("use_bias", useBias);
        kernel.writeTo(config, "kernel");
        recurrentKernel.writeTo(config, "recurrent");
        bias.writeTo(config, "bias");
        config.put("dropout", dropout);
        config.put("recurrent_dropout", recurrentDropout);
        config.put("return_sequences", returnSequences);
        config.put("return_state", returnState);
        config.put("go_backwards", goBackwards);
        config.put("zero_output_for_mask", zeroOutputForMask);
        return config;
    }

    /** What {@link #config} says. */
    static RecurrentOptions readFrom(Config config) {
        RecurrentOptions defaults = new RecurrentOptions(config.integer("units"));
        return new RecurrentOptions(defaults.units, function(config, "activation", defaults.activation),
                function(config, "recurrent_activation", defaults.recurrentActivation), config.flag("use_bias", true),
                ParameterOptions.readFrom(config, "kernel", defaults.kernel.initializer()),
                ParameterOptions.readFrom(config, "recurrent", defaults.recurrentKernel.initializer()),
                ParameterOptions.readFrom(config, "bias", defaults.bias.initializer()),
                (float) config.number("dropout", 0), (float) config.number("recurrent_dropout", 0),
                config.flag("return_sequences", false), config.flag("return_state", false),
                config.flag("go_backwards", false), config.flag("zero_output_for_mask", false));
    }

    private static Activation function(Config config, String key, Activation otherwise) {
        return config.has(key) ? Activation.fromConfig(config.object(key)) : otherwise;
    }

    /** Checks the numbers and functions, with the layer's name in the message. */
    void check(String layer) {
        Expect.size(layer, "units", units);
        checkRate(layer, "dropout", dropout);
        checkRate(layer, "recurrentDropout", recurrentDropout);
        checkFunction(layer, "activation", activation);
        checkFunction(layer, "recurrentActivation", recurrentActivation);
    }

    private static void checkRate(String layer, String option, float rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(layer + ": " + option + " must be at least 0 and below 1, got " + rate
                    + ".");
        }
    }

    private static void checkFunction(String layer, String option, Activation function) {
        Expect.given(layer, option, function, "use LINEAR for none");
        if (!(function instanceof Elementwise)) {
            throw new IllegalArgumentException(layer + ": " + option + " must be a function of each element whose"
                    + " derivative follows from its output, got " + function.functionName()
                    + "; use TANH, SIGMOID, RELU or another of these, or a layer behind this one.");
        }
    }
}
