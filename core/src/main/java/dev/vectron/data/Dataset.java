package dev.vectron.data;

import dev.vectron.tensor.Shape;
import java.util.List;

/**
 * Samples that can be read by number: an input each, and as target either a class label or a vector of floats.
 *
 * <p>Implementations are immutable once built and safe to read from many threads at once. {@link #read} writes
 * {@code inputShape().size()} floats; nothing is kept of the array. Pictures are given as they are stored (0…255): put a
 * {@code rescaling(1 / 255f)} layer first, or map the data set.
 *
 * {@snippet :
 * float[] x = new float[data.inputShape().size()];
 * data.read(0, x, 0);
 * int digit = data.label(0);
 * }
 */
public interface Dataset {
    /** {@return how many samples there are, at least 1} */
    int size();

    /** {@return the shape of one input, without the batch axis} */
    Shape inputShape();

    /** {@return true if the targets are class labels, read by {@link #label}; false if they are floats, read by {@link #readTarget}} */
    boolean hasLabels();

    /** {@return the shape of one target: a scalar for class labels} */
    Shape targetShape();

    /** {@return the names of the classes in label order, or an empty list if there are none} */
    default List<String> classNames() {
        return List.of();
    }

    /**
     * Reads one input.
     *
     * @param index the sample, 0 … size − 1
     * @param to receives {@code inputShape().size()} floats
     * @param at where in {@code to} they begin
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    void read(int index, float[] to, int at);

    /**
     * The class label of one sample.
     *
     * @param index the sample
     * @return its label, from 0
     * @throws IllegalStateException if {@link #hasLabels} is false
     */
    int label(int index);

    /**
     * Reads one float target; for data with labels this writes the label as one float.
     *
     * @param index the sample
     * @param to receives {@code targetShape().size()} floats
     * @param at where in {@code to} they begin
     */
    void readTarget(int index, float[] to, int at);
}
