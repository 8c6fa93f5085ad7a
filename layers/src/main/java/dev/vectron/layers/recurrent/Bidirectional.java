package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.layers.Expect;
import dev.vectron.layers.Layers;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer in both directions of time (Schuster and Paliwal 1997): one like it reads the sequence from the
 * end, and both outputs become one: [batch, time, features] → [batch, time, 2·units] or [batch, 2·units], or with
 * another {@link MergeMode} than CONCAT [batch, time, units] or [batch, units].
 *
 * <p>With {@code returnSequences} the backward outputs are put into the order of time; without, the two last outputs
 * are merged, the backward layer's being that at the first step. As in Keras, {@code zeroOutputForMask} of both layers
 * is what their {@code returnSequences} is: of a sequence, steps of padding put out zeros. Parameters: those of the
 * layer twice, {@code forward_kernel} … and {@code backward_kernel} …. Further inputs are the initial states, first all
 * of the forward layer, then those of the backward one. The layer may not return states. Immutable and thread-safe.
 *
 * <p>Layers that do not suit each other are an {@code IllegalArgumentException}, an input that is no sequence a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Model model = Sequential.of(input(20, 8), bidirectional(lstm(16).returnSequences(true)), bidirectional(gru(16)),
 *         dense(1));
 * }
 *
 * @param layer the forward layer
 * @param backwardLayer the backward layer; by default the same in the other direction
 * @param mergeMode how one output is made of two; CONCAT by default
 */
public record Bidirectional(Recurrent<?> layer, Recurrent<?> backwardLayer, MergeMode mergeMode) implements Layer {
    /** Checks that both layers fit together. */
    public Bidirectional {
        Expect.given("Bidirectional", "backwardLayer", backwardLayer, "use lstm(…).goBackwards(true) or another");
        Expect.given("Bidirectional", "mergeMode", mergeMode, "use CONCAT, SUM, MUL or AVE");
        if (layer.options().returnState() || backwardLayer.options().returnState()) {
            throw new IllegalArgumentException("Bidirectional: the layer may not have returnState(true), as there is"
                    + " one output; apply two layers, one of them with goBackwards(true), and take their states.");
        }
        if (layer.options().goBackwards() == backwardLayer.options().goBackwards()) {
            throw new IllegalArgumentException("Bidirectional: one of the two layers must have goBackwards(true).");
        }
        if (layer.options().returnSequences() != backwardLayer.options().returnSequences()) {
            throw new IllegalArgumentException("Bidirectional: both layers must have the same returnSequences.");
        }
        if (mergeMode != MergeMode.CONCAT && layer.options().units() != backwardLayer.options().units()) {
            throw new IllegalArgumentException("Bidirectional: layers of " + layer.options().units() + " and "
                    + backwardLayer.options().units() + " units cannot be merged by " + mergeMode + "; use CONCAT.");
        }
        layer = layer.zeroOutputForMask(layer.options().returnSequences());
        backwardLayer = backwardLayer.zeroOutputForMask(layer.options().returnSequences());
    }

    /**
     * A layer and one like it backwards, side by side.
     *
     * @param layer the forward layer
     */
    public Bidirectional(Recurrent<?> layer) {
        this(layer, backwards(layer), MergeMode.CONCAT);
    }

    private static Recurrent<?> backwards(Recurrent<?> layer) {
        Expect.given("Bidirectional", "the layer", layer, "name one, as in bidirectional(lstm(32))");
        return layer.goBackwards(!layer.options().goBackwards());
    }

    /**
     * This layer with another way to make one output of two.
     *
     * @param mode the way
     * @return the changed copy
     */
    public Bidirectional mergeMode(MergeMode mode) {
        return new Bidirectional(layer, backwardLayer, mode);
    }

    /**
     * This layer with a backward layer of its own kind.
     *
     * @param backwards a layer with {@code goBackwards(true)}, or without if the forward one has it
     * @return the changed copy
     */
    public Bidirectional backwardLayer(Recurrent<?> backwards) {
        return new Bidirectional(layer, backwards, mergeMode);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("layer", layer);
        config.put("backward_layer", backwardLayer);
        config.put("merge_mode", mergeMode);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Bidirectional fromConfig(Config config) {
        Bidirectional alike = new Bidirectional(recurrent(config.object("layer")));
        Bidirectional both = config.has("backward_layer")
                ? alike.backwardLayer(recurrent(config.object("backward_layer"))) : alike;
        return both.mergeMode(config.choice("merge_mode", MergeMode.CONCAT));
    }

    private static Recurrent<?> recurrent(Config config) {
        if (Layers.fromConfig(config) instanceof Recurrent<?> layer) {
            return layer;
        }
        throw new IllegalArgumentException("Bidirectional: layer expects a recurrent layer, got " + config.className()
                + ".");
    }

    private static Shape[] withStates(boolean second, Recurrent<?> of, int before, Shape... inputs) {
        Shape[] own = Arrays.copyOf(inputs, Math.min(inputs.length, 1 + of.states()));
        for (int i = 1; i < own.length && second; i++) {
            own[i] = inputs[Math.min(inputs.length - 1, before + i)];
        }
        return own;
    }

    private int expectedInputs() {
        return 1 + layer.states() + backwardLayer.states();
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        if (inputs.length != 1 && inputs.length != expectedInputs()) {
            throw new ShapeException("takes the sequence, or the sequence and " + (expectedInputs() - 1)
                    + " initial states, those of the forward layer first; got " + inputs.length + " inputs.");
        }
        Shape forward = layer.outputShape(withStates(false, layer, 0, inputs));
        Shape backward = backwardLayer.outputShape(withStates(true, backwardLayer, layer.states(), inputs));
        return new MergedDirections(mergeMode).outputShape(forward, backward);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        List<ParameterSpec> specs = new ArrayList<>();
        layer.parameters(inputs[0]).forEach(spec -> specs.add(named("forward_", spec)));
        backwardLayer.parameters(inputs[0]).forEach(spec -> specs.add(named("backward_", spec)));
        return List.copyOf(specs);
    }

    private static ParameterSpec named(String prefix, ParameterSpec spec) {
        return new ParameterSpec(prefix + spec.name(), spec.shape(), spec.initializer(), spec.regularizer(),
                spec.constraint(), spec.trainable());
    }

    @Override
    public Optional<Node> expanded(Node... inputs) {
        Node[] forward = Arrays.copyOf(inputs, Math.min(inputs.length, 1 + layer.states()));
        Node[] backward = Arrays.copyOf(inputs, inputs.length == 1 ? 1 : 1 + backwardLayer.states());
        for (int i = 1; i < backward.length; i++) {
            backward[i] = inputs[layer.states() + i];
        }
        return Optional.of(Node.apply(new MergedDirections(mergeMode), Node.apply(layer, forward),
                Node.apply(backwardLayer, backward)));
    }

    @Override
    public boolean passesMask() {
        return layer.passesMask();
    }

    @Override
    public long flops(Shape... inputs) {
        return layer.flops(inputs[0]) + backwardLayer.flops(inputs[0]);
    }

    @Override
    public void forward(Call call) {
        throw new IllegalStateException("Bidirectional is executed as the layers it is made of.");
    }

    @Override
    public void backward(Call call) {
        throw new IllegalStateException("Bidirectional is executed as the layers it is made of.");
    }
}
