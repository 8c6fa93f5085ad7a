package dev.vectron.layers.recurrent;

import dev.vectron.graph.ParameterSpec;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The simple recurrent layer of Elman (1990): h = activation(x · kernel + h · recurrent_kernel + bias) at each step,
 * [batch, time, features] → [batch, units], or [batch, time, units] with {@link #returnSequences}.
 *
 * <p>Parameters: {@code kernel} [features, units], Glorot uniform; {@code recurrent_kernel} [units, units], orthogonal;
 * {@code bias} [units], zeros. A second input is the initial state h [batch, units]. Inputs of another rank and states
 * of another size give a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(20, 8), simpleRNN(32), dense(1));
 * }
 *
 * @param options the options that all recurrent layers have
 */
public record SimpleRNN(RecurrentOptions options) implements Recurrent<SimpleRNN> {
    /** Checks the options. */
    public SimpleRNN {
        options.check("SimpleRNN");
    }

    /**
     * A layer with Keras's defaults.
     *
     * @param units size of the state, at least 1
     */
    public SimpleRNN(int units) {
        this(new RecurrentOptions(units));
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return options.config(false);
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static SimpleRNN fromConfig(Config config) {
        return new SimpleRNN(RecurrentOptions.readFrom(config));
    }

    @Override
    public SimpleRNN options(RecurrentOptions changed) {
        return new SimpleRNN(changed);
    }

    @Override
    public String baseName() {
        return "simple_rnn";
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
        return 1;
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return options.parameters(inputs[0], 1, options.bias(), Shape.of(units()));
    }

    @Override
    public Object prepare(Shape... inputs) {
        return new SimpleRecurrence(this, inputs);
    }
}
