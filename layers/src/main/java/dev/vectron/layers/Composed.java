package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import java.util.Optional;

/**
 * A layer that is made of others, which do its work wherever it is executed. Implementations are immutable and
 * thread-safe.
 *
 * {@snippet :
 * record Twice(Layer layer) implements Composed {
 *     public Shape outputShape(Shape... inputs) {
 *         return layer.outputShape(layer.outputShape(inputs));
 *     }
 *     public Optional<Node> expanded(Node... inputs) {
 *         return Optional.of(inputs[0].then(layer).then(layer));
 *     }
 * }
 * }
 */
public interface Composed extends Layer {
    /** {@inheritDoc} Always present. */
    @Override
    Optional<Node> expanded(Node... inputs);

    @Override
    default void forward(Call call) {
        throw new IllegalStateException(className() + " is executed as the layers that it is made of.");
    }

    @Override
    default void backward(Call call) {
        throw new IllegalStateException(className() + " is executed as the layers that it is made of.");
    }
}
