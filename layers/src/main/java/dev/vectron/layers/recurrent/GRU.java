package dev.vectron.layers.recurrent;

import dev.vectron.activations.Activation;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gated recurrent unit (Cho et al. 2014): [batch, time, features] → [batch, units], or [batch, time, units] with
 * {@link #returnSequences}. At each step, with σ the recurrent activation, g the activation, X = x · kernel + bias[0]
 * and H = h · recurrent_kernel + bias[1]:
 *
 * <pre>
 * z, r = σ(X + H)              in their columns of the kernels
 * h' = g(X + r · H)            or, with resetAfter(false), g(X + (r · h) · recurrent_kernel)
 * h = z · h + (1 − z) · h'
 * </pre>
 *
 * <p>Parameters: {@code kernel} [features, 3·units], Glorot uniform; {@code recurrent_kernel} [units, 3·units],
 * orthogonal; {@code bias} [2, 3·units], with {@code resetAfter(false)} [3·units], zeros. The columns are z, r, h', as
 * in Keras. A second input is the initial state h [batch, units]. Inputs of another rank and states of another size
 * give a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(20, 8), gru(32), dense(1));
 * }
 *
 * @param options the options that all recurrent layers have
 * @param resetAfter whether the reset gate r acts behind the recurrent product, Keras's default, or in front of it
 */
public record GRU(RecurrentOptions options, boolean resetAfter) implements Recurrent<GRU> {
    /** Checks the options. */
    public GRU {
        options.check("GRU");
    }

    /**
     * A layer with Keras's defaults.
     *
     * @param units size of the state, at least 1
     */
    public GRU(int units) {
        this(new RecurrentOptions(units), true);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(true);
        config.put("reset_after", resetAfter);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static GRU fromConfig(Config config) {
        return new GRU(RecurrentOptions.readFrom(config), config.flag("reset_after", true));
    }

    @Override
    public GRU options(RecurrentOptions changed) {
        return new GRU(changed, resetAfter);
    }

    /**
     * This layer with another activation of the gates.
     *
     * @param function of z and r; sigmoid by default
     * @return the changed copy
     */
    public GRU recurrentActivation(Activation function) {
        return options(options.recurrentActivation(function));
    }

    /**
     * This layer with the reset gate behind the recurrent product or in front of it.
     *
     * @param after whether behind
     * @return the changed copy
     */
    public GRU resetAfter(boolean after) {
        return new GRU(options, after);
    }

    int units() {
        return options.units();
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return options.parameters(inputs[0], 3, options.bias(),
                resetAfter ? Shape.of(2, 3 * units()) : Shape.of(3 * units()));
    }

    @Override
    public Object prepare(Shape... inputs) {
        return new GruRecurrence(this, inputs);
    }
}
