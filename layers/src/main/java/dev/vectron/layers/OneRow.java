package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.layers.reshaping.Reshape;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Optional;

/**
 * A layer of sequences, [batch, steps, features], that works as one of pictures of a single row, [batch, 1, steps,
 * features]. Implementations are immutable and thread-safe.
 */
public interface OneRow extends Composed {
    /** {@return the layer that does the work on pictures of one row} */
    Layer ofPictures();

    /**
     * Refuses sequences that are too short; by default none are.
     *
     * @param in [steps, features]
     * @throws ShapeException if it is too short
     */
    default void requireFit(Shape in) {}

    /** Turns a sequence's shape into a picture's. */
    private static Shape row(Shape sequence) {
        return Shape.of(1, sequence.dim(0), sequence.dim(1));
    }

    @Override
    default Shape outputShape(Shape... inputs) {
        Shape in = Expect.sequence(Expect.single(inputs));
        requireFit(in);
        Shape out = ofPictures().outputShape(row(in));
        return Shape.of(out.dim(1), out.dim(2));
    }

    @Override
    default long flops(Shape... inputs) {
        return ofPictures().flops(row(inputs[0]));
    }

    @Override
    default Optional<Node> expanded(Node... inputs) {
        Node picture = inputs[0].then(Reshape.to(row(inputs[0].shape()))).then(ofPictures());
        return Optional.of(picture.then(Reshape.to(Shape.of(picture.shape().dim(1), picture.shape().dim(2)))));
    }
}
