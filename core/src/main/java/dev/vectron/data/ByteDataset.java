package dev.vectron.data;

import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Inputs of unsigned bytes, such as pictures, kept as bytes and given as floats 0…255 when they are read: a quarter of
 * the memory of floats. The targets are class labels.
 *
 * <p>Immutable, and safe to read from many threads at once.
 *
 * <p>Bytes that are no whole number of inputs, and labels out of range, are a {@code DataException}.
 *
 * {@snippet :
 * var data = ByteDataset.of(pixels, Shape.of(28, 28, 1), labels, List.of("cat", "dog"));
 * }
 */
public final class ByteDataset implements Dataset {
    private static final String WHERE = "ByteDataset";

    private final byte[] values;
    private final Shape inputShape;
    private final int[] labels;
    private final List<String> classNames;
    private final int classes;

    private ByteDataset(byte[] values, Shape inputShape, int[] labels, List<String> classNames, int classes) {
        this.values = values;
        this.inputShape = inputShape;
        this.labels = labels;
        this.classNames = classNames;
        this.classes = classes;
    }

    /**
     * Bytes with class labels and the names of the classes.
     *
     * @param values the inputs one after the other, row-major; shared, not copied: do not write to them afterwards
     * @param inputShape the shape of one input
     * @param labels a label for each input, from 0; copied
     * @param classNames the names in label order; empty if there are none (then the highest label says how many
     *     classes)
     * @return the data set
     * @throws DataException if it is empty, the counts differ or a label has no name
     */
    public static ByteDataset of(byte[] values, Shape inputShape, int[] labels, List<String> classNames) {
        int n = inputShape.size();
        if (values.length % n != 0) {
            throw new DataException(WHERE + ": " + values.length + " bytes are no whole number of inputs " + inputShape
                    + " of " + n + " bytes each.");
        }
        ClassLabels.checkCounts(WHERE, values.length / n, labels.length, "labels");
        int classes = classNames.isEmpty() ? ClassLabels.count(WHERE, labels) : classNames.size();
        int[] copy = labels.clone();
        ClassLabels.check(WHERE, copy.length, i -> copy[i], classes);
        return new ByteDataset(values, inputShape, copy, List.copyOf(classNames), classes);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape inputShape() {
        return inputShape;
    }

    @Override
    public boolean hasLabels() {
        return true;
    }

    @Override
    public Shape targetShape() {
        return Shape.scalar();
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public void read(int index, float[] to, int at) {
        int n = inputShape.size();
        int from = Objects.checkIndex(index, labels.length) * n;
        for (int i = 0; i < n; i++) {
            to[at + i] = values[from + i] & 0xFF;
        }
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void readTarget(int index, float[] to, int at) {
        to[at] = labels[index];
    }

    @Override
    public String toString() {
        return "ByteDataset(" + labels.length + " × " + inputShape + ")";
    }
}
