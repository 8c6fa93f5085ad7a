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
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer applied to every step by itself, with the same parameters: [batch, time, …] → [batch, time, …], where the
 * layer makes the second … of the first.
 *
 * <p>It runs once, with the steps of all samples as its samples, so batch normalization takes its statistics over both.
 * Parameters: the layer's. An input without steps, or steps that the layer refuses, give a {@code ShapeException}.
 * Immutable and thread-safe.
 *
 * {@snippet :
 * Model frames = Sequential.of(input(10, 28, 28, 1), timeDistributed(conv2D(8, 3)), timeDistributed(flatten()),
 *         lstm(32), dense(5));
 * }
 *
 * @param layer what is applied
 */
public record TimeDistributed(Layer layer) implements Layer {
    /** Checks that there is a layer. */
    public TimeDistributed {
        Expect.given("TimeDistributed", "the layer", layer, "name one, as in timeDistributed(dense(3))");
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("layer", layer);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static TimeDistributed fromConfig(Config config) {
        return new TimeDistributed(Layers.fromConfig(config.object("layer")));
    }

    private static Shape[] ofOneStep(Shape... inputs) {
        Shape[] shapes = new Shape[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].rank() < 2 || inputs[i].dim(0) != inputs[0].dim(0)) {
                throw ShapeException.mismatch(i == 0 ? "[batch, time, …]" : "as many steps as the first input, "
                        + inputs[0].toBatchString(), inputs[i], "use an input with steps: input(20, 8)");
            }
            shapes[i] = Shape.of(Arrays.copyOfRange(inputs[i].dims(), 1, inputs[i].rank()));
        }
        return shapes;
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape[] step = ofOneStep(inputs);
        return layer.outputShape(step).prepend(inputs[0].dim(0));
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return layer.parameters(ofOneStep(inputs));
    }

    @Override
    public Optional<Layer> perStep() {
        return Optional.of(layer);
    }

    @Override
    public List<Layer> stages() {
        List<Layer> stages = layer.stages();
        return stages.size() == 1 ? List.of(this) : stages.stream().<Layer>map(TimeDistributed::new).toList();
    }

    /** Each of the layers that the layer is made of works on every step. */
    @Override
    public Optional<Node> expanded(Node... inputs) {
        Map<Node, Node> outer = new IdentityHashMap<>();
        Node[] steps = new Node[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            steps[i] = Node.input(ofOneStep(inputs[i].shape())[0]);
            outer.put(steps[i], inputs[i]);
        }
        return layer.expanded(steps).map(inside -> onEveryStep(inside, outer));
    }

    private static Node onEveryStep(Node step, Map<Node, Node> outer) {
        Node known = outer.get(step);
        Layer own = step.layer();
        if (known != null || own == null) {
            return known == null ? step : known;
        }
        Node all = Node.apply(new TimeDistributed(own),
                step.inputs().stream().map(n -> onEveryStep(n, outer)).toArray(Node[]::new));
        outer.put(step, all);
        return all;
    }

    @Override
    public Layer frozen() {
        return new TimeDistributed(layer.frozen());
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public long flops(Shape... inputs) {
        return inputs[0].dim(0) * layer.flops(ofOneStep(inputs));
    }

    @Override
    public void forward(Call call) {
        throw new IllegalStateException("TimeDistributed is executed as the layer of one step.");
    }

    @Override
    public void backward(Call call) {
        throw new IllegalStateException("TimeDistributed is executed as the layer of one step.");
    }
}
