package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A loss: a number for each position of a prediction, and the gradient of their weighted mean.
 *
 * <p>A prediction of shape [batch, …, n] has {@code batch · …} positions of n values. {@link #value} writes one number
 * per position; the loss of a batch is the sum of weight · number over the number of positions. Immutable and
 * thread-safe.
 */
public interface Loss {
    /**
     * Checks that the loss can judge a prediction of this shape, and says what targets it needs.
     *
     * @param prediction the model's output shape, without the batch axis
     * @return the shape of the targets, without the batch axis
     * @throws dev.vectron.tensor.ShapeException if it cannot
     */
    Shape targetShape(Shape prediction);

    /** {@return whether targets are class labels ({@code int}) rather than floats} */
    boolean takesLabels();

    /**
     * Writes the loss of every position, before weights, to {@link LossCall#values}. A fused loss first turns the
     * predictions (for example logits) into what its layer would have put out (probabilities), in place.
     *
     * @param call the predictions, targets and buffers
     */
    void value(LossCall call);

    /**
     * Writes the gradient of the batch's loss to {@link LossCall#dPrediction}: for each position the derivative times
     * {@link LossCall#factor}. Called after {@link #value} on the same call.
     *
     * @param call the predictions, targets and buffers
     */
    void gradient(LossCall call);

    /**
     * A loss that does the work of the model's last layer as well, more exactly, for example cross-entropy on logits.
     *
     * @param last the layer that yields the prediction
     * @return the fused loss, or empty if there is none
     */
    default Optional<Loss> fusedWith(Layer last) {
        return Optional.empty();
    }

    /**
     * {@return whether every output is a yes or no of its own (1 or 0, as binary cross-entropy takes it), so that
     * several outputs are several answers rather than one of several classes; false by default}
     */
    default boolean binary() {
        return false;
    }

    /** {@return the label of positions that do not count, which need not be a class; none by default} */
    default OptionalInt ignoredLabel() {
        return OptionalInt.empty();
    }

    /** {@return the name shown in histories and tables, Keras's: {@code sparse_categorical_crossentropy}} */
    String name();
}
