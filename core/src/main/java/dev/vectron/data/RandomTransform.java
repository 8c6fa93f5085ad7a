package dev.vectron.data;

import dev.vectron.tensor.Shape;

/**
 * A function of one input that varies at random in training: {@link Dataset#map(RandomTransform)}. The layers of
 * augmentation are such functions, and so may stand in a model or in front of it.
 *
 * <p>What it does to a sample follows from a key alone, which follows from the training's seed, the view's place, the
 * epoch and the sample's number. It draws from {@link dev.vectron.random.CounterRandom} at negative counters, so that
 * layers that draw a number for every element from 0 on are not in step with it. Implementations are immutable and safe
 * to use from many threads at once.
 *
 * {@snippet :
 * Dataset varied = data.map(randomFlip()).map(randomRotation(0.05));
 * }
 */
public interface RandomTransform {
    /**
     * The shape that comes out.
     *
     * @param input the shape that goes in
     * @return the output's shape
     * @throws dev.vectron.tensor.ShapeException if the transform cannot take such inputs
     */
    Shape outputShape(Shape input);

    /**
     * Computes the output of one sample in training. The two ranges are apart, unless {@link #inPlace()} is true, when
     * they may be one and the same.
     *
     * @param key the sample's random stream
     * @param input the input's shape
     * @param from holds the input
     * @param fromAt where the input begins
     * @param to receives the output, all of it
     * @param toAt where the output begins
     */
    void vary(long key, Shape input, float[] from, int fromAt, float[] to, int toAt);

    /**
     * Computes the output of one sample outside of training; by default copies it.
     *
     * @param input the input's shape
     * @param from holds the input
     * @param fromAt where the input begins
     * @param to receives the output, all of it
     * @param toAt where the output begins
     */
    default void infer(Shape input, float[] from, int fromAt, float[] to, int toAt) {
        if (from != to || fromAt != toAt) {
            System.arraycopy(from, fromAt, to, toAt, input.size());
        }
    }

    /** {@return true if input and output may lie in the same range; then the shapes must have the same size} */
    default boolean inPlace() {
        return false;
    }
}
