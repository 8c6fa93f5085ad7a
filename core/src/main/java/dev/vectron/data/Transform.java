package dev.vectron.data;

import dev.vectron.tensor.Shape;

/**
 * A pure function of one input, applied when a sample is read: {@link Dataset#map(Transform)}.
 *
 * <p>Implementations are immutable and safe to use from many threads at once. A lambda is a transform that keeps the
 * shape and reads from another array than it writes to.
 *
 * {@snippet :
 * int size = data.inputShape().size();
 * Dataset inverted = data.map((from, fromAt, to, toAt) -> {
 *     for (int i = 0; i < size; i++) {
 *         to[toAt + i] = 255 - from[fromAt + i];
 *     }
 * });
 * }
 */
@FunctionalInterface
public interface Transform {
    /**
     * Computes the output of one sample. The two ranges are apart, unless {@link #inPlace()} is true, when they may be
     * one and the same.
     *
     * @param from holds the input
     * @param fromAt where the input begins
     * @param to receives the output, all of it
     * @param toAt where the output begins
     */
    void apply(float[] from, int fromAt, float[] to, int toAt);

    /**
     * The shape that comes out.
     *
     * @param input the shape that goes in
     * @return the output's shape; by default the input's
     * @throws dev.vectron.tensor.ShapeException if the transform cannot take such inputs
     */
    default Shape outputShape(Shape input) {
        return input;
    }

    /** {@return true if {@link #apply} may read and write the same range; then the shapes must have the same size} */
    default boolean inPlace() {
        return false;
    }
}
