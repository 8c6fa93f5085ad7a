package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer with connections left out in training (Wan et al. 2013, "Regularization of Neural Networks using
 * DropConnect"): for each batch every weight w of the kernel is 0 with probability {@code rate}, and else w ← w / (1 −
 * rate); inference uses the kernel as it is. Shapes and parameters are those of the layer.
 *
 * <p>It is the same as the option {@link Dense#dropConnect} or {@link Conv2D#dropConnect}. Which weights are left out
 * follows from the seed, the layer's place in the model, the epoch and the number of the batch's first sample.
 * Immutable and thread-safe.
 *
 * <p>A rate outside of [0, 1), and a layer that is neither dense nor a convolution, are an {@code
 * IllegalArgumentException}. Inputs → outputs, and the {@code ShapeException} of wrong ones, are those of the layer.
 *
 * {@snippet :
 * Sequential.of(input(784), dropConnect(0.5, dense(128).activation(RELU)), dense(10).activation(SOFTMAX));
 * }
 *
 * @param rate the share of weights to leave out, 0 ≤ rate &lt; 1
 * @param layer a dense layer or a convolution
 */
public record DropConnect(float rate, Layer layer) implements Composed {
    /** Checks the rate and the layer. */
    public DropConnect {
        DropsConnections.check("DropConnect", "the rate", rate);
        Expect.given("DropConnect", "the layer", layer, "name one, as in dropConnect(0.5, dense(128))");
        with(rate, layer);
    }

    private static Layer with(float rate, Layer layer) {
        return switch (layer) {
            case Dense dense -> dense.dropConnect(rate);
            case Conv2D convolution -> convolution.dropConnect(rate);
            default -> throw new IllegalArgumentException("DropConnect: takes dense(…) or conv2D(…), got "
                    + layer.className() + "; name the outer layer, not the inner one.");
        };
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("rate", rate);
        config.put("layer", layer);
        return config;
    }

    /** What {@link #config} says. */
    static DropConnect fromConfig(Config config) {
        return new DropConnect((float) config.number("rate"), Layers.fromConfig(config.object("layer")));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return layer.outputShape(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return layer.parameters(inputs);
    }

    @Override
    public long flops(Shape... inputs) {
        return layer.flops(inputs);
    }

    @Override
    public boolean passesMask() {
        return layer.passesMask();
    }

    @Override
    public Optional<Node> expanded(Node... inputs) {
        return Optional.of(inputs[0].then(with(rate, layer)));
    }
}
