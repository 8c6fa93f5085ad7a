package dev.vectron.layers.augmentation;

import dev.vectron.data.RandomTransform;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.tensor.Shape;

/**
 * A layer that varies pictures [height, width, channels] at random in training, each by itself; in inference it leaves
 * them as they are. How a sample is varied follows from the seed, the layer's place in the model, the epoch and the
 * sample's number in the data set, so it does not depend on batches or threads.
 *
 * <p>The same object is a {@link RandomTransform} for a data set: {@code data.map(randomFlip())} has the thread that
 * reads batches ahead do the work. Implementations are immutable and thread-safe.
 */
public interface Augmentation extends Layer, RandomTransform {
    /**
     * Computes the gradient of one sample's input in training, from the key with which it was varied.
     *
     * @param key the sample's random stream
     * @param input the input's shape
     * @param out holds the output, if {@link #needs} asks for it
     * @param outAt where it begins
     * @param dOut holds the gradient of the output
     * @param dOutAt where it begins
     * @param beta 0 to assign the gradient of the input, 1 to add to it
     * @param dIn receives the gradient of the input; with {@link #inPlace} it may lie where that of the output is
     * @param dInAt where it begins
     */
    void adjoint(long key, Shape input, float[] out, int outAt, float[] dOut, int dOutAt, float beta, float[] dIn,
            int dInAt);

    @Override
    default Shape outputShape(Shape input) {
        return Expect.picture(input);
    }

    @Override
    default Shape outputShape(Shape... inputs) {
        return outputShape(Expect.single(inputs));
    }

    @Override
    default Needs needs(Shape... inputs) {
        return inPlace() ? Needs.of().allowsInPlace() : Needs.of();
    }

    @Override
    default void forward(Call call) {
        call.parallel(AugmentationParts.count(call), this, AugmentationParts::forward);
    }

    @Override
    default void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(AugmentationParts.count(call), this, AugmentationParts::backward);
        }
    }
}
