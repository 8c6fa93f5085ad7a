package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A symbolic tensor: an input of a model, or a layer applied to other nodes. Immutable.
 *
 * {@snippet :
 * Node x = Node.input(Shape.of(32, 32, 3));
 * Node y = x.then(conv2D(16, 3).padding(SAME)).then(relu());
 * Node z = Node.apply(add(), y, x.then(conv2D(16, 1)));
 * }
 */
public final class Node {
    private final @Nullable Layer layer;
    private final List<Node> inputs;
    private final @Nullable String inputName;
    private volatile @Nullable Shape shape;

    private Node(@Nullable Layer layer, List<Node> inputs, @Nullable Shape shape, @Nullable String inputName) {
        this.layer = layer;
        this.inputs = inputs;
        this.shape = shape;
        this.inputName = inputName;
    }

    /**
     * An input of a model.
     *
     * @param shape the shape of one sample, without the batch axis
     * @return the node
     */
    public static Node input(Shape shape) {
        return new Node(null, List.of(), shape, null);
    }

    /**
     * An input of a model, with a name.
     *
     * @param name the name in the graph
     * @param shape the shape of one sample, without the batch axis
     * @return the node
     */
    public static Node input(String name, Shape shape) {
        return new Node(null, List.of(), shape, name);
    }

    /**
     * A layer applied to one or more nodes.
     *
     * @param layer the layer; applying the same object again shares its parameters
     * @param inputs what it reads
     * @return the node of its output
     */
    public static Node apply(Layer layer, Node... inputs) {
        if (inputs.length == 0) {
            throw new IllegalArgumentException(layer.className() + ": apply needs at least one input node.");
        }
        return new Node(layer, List.of(inputs), null, null);
    }

    /**
     * A layer applied to this node.
     *
     * @param next the layer
     * @return the node of its output
     */
    public Node then(Layer next) {
        return apply(next, this);
    }

    /** {@return the layer, or null if this is an input} */
    public @Nullable Layer layer() {
        return layer;
    }

    /** {@return what the layer reads; empty if this is an input} */
    public List<Node> inputs() {
        return inputs;
    }

    @Nullable String inputName() {
        return inputName;
    }

    /**
     * The shape of the output, without the batch axis.
     *
     * @return the shape
     * @throws ShapeException if a layer on the way cannot take its inputs
     */
    public Shape shape() {
        Shape known = shape;
        if (known == null) {
            Layer own = requireLayer();
            known = shapeNamed(own.baseName(), inputs.stream().map(Node::baseName).map(n -> '"' + n + '"')
                    .collect(Collectors.joining(", ")));
        }
        return known;
    }

    /** Infers the shape, with these names in the message if it fails. */
    Shape shapeNamed(String name, String producers) {
        Shape known = shape;
        if (known == null) {
            Layer own = requireLayer();
            try {
                known = own.outputShape(inputShapes());
            } catch (ShapeException e) {
                throw e.in(own.className(), name, producers);
            }
            shape = known;
        }
        return known;
    }

    Shape[] inputShapes() {
        return inputs.stream().map(Node::shape).toArray(Shape[]::new);
    }

    Layer requireLayer() {
        Layer own = layer;
        if (own == null) {
            throw new IllegalStateException("An input node has no layer.");
        }
        return own;
    }

    String baseName() {
        if (layer != null) {
            return layer.baseName();
        }
        return inputName == null ? "input" : inputName;
    }
}
