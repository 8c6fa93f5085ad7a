package dev.vectron.models;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import java.util.List;

/**
 * Models that are one chain of layers.
 *
 * <p>No layer is an {@code IllegalArgumentException}; a layer that does not suit the one before is a {@code
 * ShapeException} that names both. Thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(28, 28, 1), conv2D(16, 3).activation(RELU), flatten(),
 *     dense(10).activation(SOFTMAX));
 * }
 */
public final class Sequential {
    private Sequential() {}

    /**
     * A chain of layers.
     *
     * {@snippet :
     * Model model = Sequential.of(
     *         input(28, 28, 1), rescaling(1 / 255f),
     *         conv2D(16, 5).activation(RELU), maxPooling2D(2),
     *         flatten(), dense(10).activation(SOFTMAX));
     * }
     *
     * @param input the input, made by {@code input(…)}; it cannot be left out
     * @param layers the layers, in order; at least one
     * @return the model, with initial values of seed 0
     * @throws dev.vectron.tensor.ShapeException if neighbours do not fit; the message names both and says what to put
     *     between them
     */
    public static Model of(Node input, Layer... layers) {
        return of(input, List.of(layers));
    }

    /**
     * A chain of layers.
     *
     * @param input the input, made by {@code input(…)}
     * @param layers the layers, in order; at least one
     * @return the model, with initial values of seed 0
     * @throws dev.vectron.tensor.ShapeException if neighbours do not fit; the message names both and says what to put
     *     between them
     */
    public static Model of(Node input, List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A sequential model needs at least one layer behind its input.");
        }
        Node node = input;
        for (Layer layer : layers) {
            node = node.then(layer);
        }
        return new Model("sequential", List.of(input), List.of(node), false);
    }
}
