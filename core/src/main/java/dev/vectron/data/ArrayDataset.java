package dev.vectron.data;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A data set over float arrays in memory.
 *
 * <p>Arrays of rows are copied; the values of a {@link Tensor} are shared, since they may be large: do not write to
 * them afterwards. Labels are copied. Immutable, and safe to read from many threads at once.
 *
 * <p>No samples, rows of different lengths, another number of targets than inputs, and labels out of range are a {@code
 * DataException} that names the sample; asking for a label where targets are floats is an {@code
 * IllegalStateException}.
 *
 * {@snippet :
 * var xor = ArrayDataset.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});
 * }
 */
public final class ArrayDataset implements Dataset {
    private static final String WHERE = "ArrayDataset";

    private final float[] inputs;
    private final Shape inputShape;
    private final int size;
    private final int @Nullable [] labels;
    private final float @Nullable [] targets;
    private final Shape targetShape;
    private final List<String> classNames;
    private final int classes;

    private ArrayDataset(Tensor x, int @Nullable [] labels, @Nullable Tensor y, Shape targetShape,
            List<String> classNames, int classes) {
        this.inputs = x.values();
        this.inputShape = sampleShape(x);
        this.size = x.shape().dim(0);
        this.labels = labels;
        this.targets = y == null ? null : y.values();
        this.targetShape = targetShape;
        this.classNames = classNames;
        this.classes = classes;
    }

    /**
     * Rows of features with class labels; as many classes as the highest label says.
     *
     * @param x [samples][features]; copied
     * @param labels a label for each row, from 0; copied
     * @return the data set, with input shape [features]
     * @throws DataException if it is empty, the counts differ, rows differ in length or a label is negative
     */
    public static ArrayDataset of(float[][] x, int[] labels) {
        return of(x, labels, List.of());
    }

    /**
     * Rows of features with class labels and the names of the classes.
     *
     * @param x [samples][features]; copied
     * @param labels a label for each row, from 0; copied
     * @param classNames the names in label order; empty if there are none
     * @return the data set, with input shape [features]
     * @throws DataException if it is empty, the counts differ, rows differ in length or a label has no name
     */
    public static ArrayDataset of(float[][] x, int[] labels, List<String> classNames) {
        ClassLabels.checkCounts(WHERE, x.length, labels.length, "labels");
        return of(rows(x, "input"), labels, classNames);
    }

    /**
     * Inputs of any shape with class labels; as many classes as the highest label says.
     *
     * @param x [samples, …]; its values are shared, not copied
     * @param labels a label for each sample, from 0; copied
     * @return the data set, with the shape of x without its first axis
     * @throws DataException if the counts differ or a label is negative
     */
    public static ArrayDataset of(Tensor x, int[] labels) {
        return of(x, labels, List.of());
    }

    /**
     * Inputs of any shape with class labels and the names of the classes.
     *
     * @param x [samples, …]; its values are shared, not copied
     * @param labels a label for each sample, from 0; copied
     * @param classNames the names in label order; empty if there are none
     * @return the data set, with the shape of x without its first axis
     * @throws DataException if the counts differ or a label has no name
     */
    public static ArrayDataset of(Tensor x, int[] labels, List<String> classNames) {
        ClassLabels.checkCounts(WHERE, samples(x, "inputs"), labels.length, "labels");
        int classes = classNames.isEmpty() ? ClassLabels.count(WHERE, labels) : classNames.size();
        int[] copy = labels.clone();
        ClassLabels.check(WHERE, copy.length, i -> copy[i], classes);
        return new ArrayDataset(x, copy, null, Shape.scalar(), List.copyOf(classNames), classes);
    }

    /**
     * Inputs of any shape with a class label for each of several positions: steps of a sequence, pixels of a picture.
     *
     * @param x [samples, …]; its values are shared, not copied
     * @param labels [samples][positions], from 0; copied
     * @return the data set, with target shape [positions]
     * @throws DataException if the counts differ, rows differ in length or a label is negative
     */
    public static ArrayDataset of(Tensor x, int[][] labels) {
        ClassLabels.checkCounts(WHERE, samples(x, "inputs"), labels.length, "rows of labels");
        int positions = labels[0].length;
        if (positions == 0) {
            throw new DataException(WHERE + ": sample 0 has no labels; each needs at least one.");
        }
        int[] all = new int[Math.multiplyExact(labels.length, positions)];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i].length != positions) {
                throw new DataException(WHERE + ": sample " + i + " has " + labels[i].length
                        + " labels but sample 0 has " + positions + "; all must have as many.");
            }
            System.arraycopy(labels[i], 0, all, i * positions, positions);
        }
        return new ArrayDataset(x, all, null, Shape.of(positions), List.of(), ClassLabels.count(WHERE, all));
    }

    /**
     * Rows of features with rows of float targets.
     *
     * @param x [samples][features]; copied
     * @param y [samples][outputs]; copied
     * @return the data set, with input shape [features] and target shape [outputs]
     * @throws DataException if it is empty, the counts differ or rows differ in length
     */
    public static ArrayDataset of(float[][] x, float[][] y) {
        ClassLabels.checkCounts(WHERE, x.length, y.length, "targets");
        return of(rows(x, "input"), rows(y, "target"));
    }

    /**
     * Inputs and float targets of any shape.
     *
     * @param x [samples, …]; its values are shared, not copied
     * @param y [samples, …]; its values are shared, not copied
     * @return the data set, with the shapes of x and y without their first axes
     * @throws DataException if the counts differ
     */
    public static ArrayDataset of(Tensor x, Tensor y) {
        ClassLabels.checkCounts(WHERE, samples(x, "inputs"), samples(y, "targets"), "targets");
        return new ArrayDataset(x, null, y, sampleShape(y), List.of(), 0);
    }

    private static int samples(Tensor t, String what) {
        if (t.shape().rank() == 0) {
            throw new DataException(WHERE + ": the " + what + " are a scalar; expects [samples, …].");
        }
        return t.shape().dim(0);
    }

    private static Shape sampleShape(Tensor t) {
        int[] dims = new int[t.shape().rank() - 1];
        System.arraycopy(t.shape().dims(), 1, dims, 0, dims.length);
        return Shape.of(dims);
    }

    private static Tensor rows(float[][] rows, String what) {
        int width = rows[0].length;
        if (width == 0) {
            throw new DataException(WHERE + ": " + what + " 0 has no values; each needs at least one.");
        }
        Tensor t = Tensor.zeros(Shape.of(rows.length, width));
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new DataException(WHERE + ": " + what + " " + i + " has " + rows[i].length + " values but " + what
                        + " 0 has " + width + "; all rows must have the same length.");
            }
            System.arraycopy(rows[i], 0, t.values(), i * width, width);
        }
        return t;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape inputShape() {
        return inputShape;
    }

    @Override
    public boolean hasLabels() {
        return labels != null;
    }

    @Override
    public Shape targetShape() {
        return targetShape;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public int classes() {
        return labels == null ? Dataset.super.classes() : classes;
    }

    @Override
    public void read(int index, float[] to, int at) {
        int n = inputShape.size();
        System.arraycopy(inputs, Objects.checkIndex(index, size) * n, to, at, n);
    }

    @Override
    public int label(int index) {
        if (targetShape.size() > 1 && labels != null) {
            throw new IllegalStateException("label: this data set has " + targetShape.size()
                    + " labels a sample; use readLabels.");
        }
        return requireLabels()[index];
    }

    private int[] requireLabels() {
        if (labels == null) {
            throw new IllegalStateException("label: this data set has float targets " + targetShape
                    + "; use readTarget.");
        }
        return labels;
    }

    @Override
    public void readLabels(int target, int index, int[] to, int at) {
        Objects.checkIndex(target, 1);
        int n = targetShape.size();
        System.arraycopy(requireLabels(), Objects.checkIndex(index, size) * n, to, at, n);
    }

    @Override
    public void readTarget(int index, float[] to, int at) {
        int n = targetShape.size();
        int from = Objects.checkIndex(index, size) * n;
        if (targets != null) {
            System.arraycopy(targets, from, to, at, n);
            return;
        }
        int[] all = requireLabels();
        for (int i = 0; i < n; i++) {
            to[at + i] = all[from + i];
        }
    }

    @Override
    public String toString() {
        return "ArrayDataset(" + size + " × " + inputShape + ")";
    }
}
