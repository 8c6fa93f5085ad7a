package dev.vectron.layers.recurrent;

import dev.vectron.activations.Activation;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000):
 * [batch, time, features] → [batch, units], or [batch, time, units] with {@link #returnSequences}. At each step, with
 * σ the recurrent activation and g the activation:
 *
 * <pre>
 * i, f, o = σ(x · kernel + h · recurrent_kernel + bias)        in their columns of the kernels
 * c = f · c + i · g(x · kernel + h · recurrent_kernel + bias)
 * h = o · g(c)
 * </pre>
 *
 * <p>Parameters: {@code kernel} [features, 4·units], Glorot uniform; {@code recurrent_kernel} [units, 4·units],
 * orthogonal; {@code bias} [4·units], zeros, with ones for the forget gate. The columns are i, f, c, o, as in Keras. A
 * second and a third input are the initial states h and c, [batch, units] each. Inputs of another rank and states of
 * another size give a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(20, 8), lstm(32).returnSequences(true), lstm(32).dropout(0.2), dense(1));
 * }
 *
 * @param options the options that all recurrent layers have
 * @param unitForgetBias whether the bias of the forget gate begins with ones; true by default
 */
public record LSTM(RecurrentOptions options, boolean unitForgetBias) implements Recurrent<LSTM> {
    /** Checks the options. */
    public LSTM {
        options.check("LSTM");
    }

    /**
     * A layer with Keras's defaults.
     *
     * @param units size of each state, at least 1
     */
    public LSTM(int units) {
        this(new RecurrentOptions(units), true);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(true);
        config.put("unit_forget_bias", unitForgetBias);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static LSTM fromConfig(Config config) {
        return new LSTM(RecurrentOptions.readFrom(config), config.flag("unit_forget_bias", true));
    }

    @Override
    public LSTM options(RecurrentOptions changed) {
        return new LSTM(changed, unitForgetBias);
    }

    /**
     * This layer with another activation of the gates.
     *
     * @param function of i, f and o; sigmoid by default
     * @return the changed copy
     */
    public LSTM recurrentActivation(Activation function) {
        return options(options.recurrentActivation(function));
    }

    /**
     * This layer with a forget gate whose bias begins with ones, so that it forgets little at first (Jozefowicz et al.
     * 2015), or not.
     *
     * @param ones whether it does
     * @return the changed copy
     */
    public LSTM unitForgetBias(boolean ones) {
        return new LSTM(options, ones);
    }

    int units() {
        return options.units();
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return options.parameters(inputs[0], 4, unitForgetBias
                ? options.bias().initializer(new ForgetBias(options.bias().initializer())) : options.bias(),
                Shape.of(4 * units()));
    }

    @Override
    public Object prepare(Shape... inputs) {
        return new LstmRecurrence(this, inputs);
    }
}
