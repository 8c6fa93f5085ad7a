package dev.vectron.layers.regularization;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.tensor.Shape;

/**
 * A layer that changes each value at random in training and does nothing in inference; any shape → the same shape.
 *
 * <p>What is drawn follows from the seed, the layer's place in the model, the epoch and the sample's number in the data
 * set, so it does not depend on batches or threads. It is not stored but drawn again for the gradient. All noise layers
 * are immutable and thread-safe.
 */
public sealed interface Noise extends Layer permits GaussianNoise, GaussianDropout, AlphaDropout, SpatialDropout {
    /** Floats of a part of the work, some samples at least. */
    int BLOCK = 4_096;

    /** {@return whether the layer changes anything in training} */
    boolean isActive();

    /**
     * Writes one sample with noise.
     *
     * @param key the sample's random stream
     * @param shape its shape
     * @param x the sample
     * @param xAt where it begins
     * @param y receives it with noise; may be the same range
     * @param yAt where it begins
     */
    void apply(long key, Shape shape, float[] x, int xAt, float[] y, int yAt);

    /**
     * Writes the gradient of one sample.
     *
     * @param key the sample's random stream
     * @param shape its shape
     * @param dY the gradient of the output
     * @param dYAt where it begins
     * @param beta 0 to assign, 1 to add
     * @param dX the gradient of the input; may be the same range as dY
     * @param dXAt where it begins
     */
    void applyGradient(long key, Shape shape, float[] dY, int dYAt, float beta, float[] dX, int dXAt);

    @Override
    default Shape outputShape(Shape... inputs) {
        return Expect.single(inputs);
    }

    @Override
    default boolean passesMask() {
        return true;
    }

    @Override
    default Needs needs(Shape... inputs) {
        return isActive() ? Needs.of().allowsInPlace() : Needs.of().view();
    }

    private boolean works(Call call) {
        return call.training() && isActive();
    }

    private static int samplesPerPart(Call call) {
        return Math.max(1, BLOCK / call.outShape().size());
    }

    @Override
    default void forward(Call call) {
        if (works(call)) {
            call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Noise::forwardPart);
        } else if (call.in(0) != call.out() || call.inAt(0) != call.outAt()) {
            System.arraycopy(call.in(0), call.inAt(0), call.out(), call.outAt(), call.outSize());
        }
    }

    private void forwardPart(Call call, int part, int thread) {
        int size = call.outShape().size();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            apply(call.randomKey(sample), call.outShape(), call.in(0), call.inAt(0) + sample * size, call.out(),
                    call.outAt() + sample * size);
        }
    }

    @Override
    default void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Noise::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int size = call.outShape().size();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            int dOut = call.dOutAt() + sample * size;
            int dIn = call.dInAt(0) + sample * size;
            if (works(call)) {
                applyGradient(call.randomKey(sample), call.outShape(), call.dOut(), dOut, call.dInBeta(0),
                        call.dIn(0), dIn);
            } else {
                call.kernels().scale(size, 1, call.dOut(), dOut, call.dInBeta(0), call.dIn(0), dIn);
            }
        }
    }
}
