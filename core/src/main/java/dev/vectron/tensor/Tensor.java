package dev.vectron.tensor;

import java.util.Arrays;

/**
 * A dense float32 array with a shape, row-major (the last axis is contiguous).
 *
 * <p>A tensor is a plain value holder: {@link #values()} is the array itself, not a copy, and nothing needs closing.
 * The class does no synchronisation; share a tensor between threads only if nobody writes to it.
 *
 * <p>Another number of values than the shape needs is a {@link ShapeException}; an index outside of it is an {@code
 * IndexOutOfBoundsException}. Not thread-safe where one thread writes.
 *
 * {@snippet :
 * Tensor t = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
 * t.get(1, 2);   // 6.0
 * }
 */
public final class Tensor {
    private final Shape shape;
    private final float[] values;

    private Tensor(Shape shape, float[] values) {
        if (values.length != shape.size()) {
            throw new ShapeException("Tensor: shape " + shape + " needs " + shape.size() + " values, got "
                    + values.length + ".");
        }
        this.shape = shape;
        this.values = values;
    }

    /**
     * A tensor over an array that is not copied.
     *
     * @param shape the shape
     * @param values the values, row-major; {@code shape.size()} of them
     * @return a tensor that shares the array
     * @throws ShapeException if the number of values is not the shape's
     */
    public static Tensor of(Shape shape, float... values) {
        return new Tensor(shape, values);
    }

    /**
     * A tensor of zeros.
     *
     * @param shape the shape
     * @return a new tensor
     */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.size()]);
    }

    /**
     * A tensor of one value throughout.
     *
     * @param shape the shape
     * @param value the value
     * @return a new tensor
     */
    public static Tensor full(Shape shape, float value) {
        Tensor t = zeros(shape);
        Arrays.fill(t.values, value);
        return t;
    }

    /** {@return the shape} */
    public Shape shape() {
        return shape;
    }

    /** {@return the values, row-major: the array itself, not a copy} */
    public float[] values() {
        return values;
    }

    /** {@return the number of elements} */
    public int size() {
        return values.length;
    }

    /**
     * One element.
     *
     * @param index one index per axis
     * @return the value there
     * @throws ShapeException if the number of indices is not the rank
     * @throws IndexOutOfBoundsException if an index is outside its axis
     */
    public float get(int... index) {
        return values[flat(index)];
    }

    /**
     * Sets one element.
     *
     * @param value the new value
     * @param index one index per axis
     * @throws ShapeException if the number of indices is not the rank
     * @throws IndexOutOfBoundsException if an index is outside its axis
     */
    public void set(float value, int... index) {
        values[flat(index)] = value;
    }

    /**
     * The same values under another shape of the same size; the array is shared.
     *
     * @param newShape the new shape
     * @return a tensor over the same array
     * @throws ShapeException if the sizes differ
     */
    public Tensor reshape(Shape newShape) {
        return new Tensor(newShape, values);
    }

    /** {@return a tensor with its own copy of the values} */
    public Tensor copy() {
        return new Tensor(shape, values.clone());
    }

    private int flat(int[] index) {
        if (index.length != shape.rank()) {
            throw new ShapeException("Tensor of shape " + shape + ": expects " + shape.rank() + " indices, got "
                    + index.length + ".");
        }
        int at = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape.dim(axis)) {
                throw new IndexOutOfBoundsException("Tensor of shape " + shape + ": index " + index[axis] + " on axis "
                        + axis + ".");
            }
            at = at * shape.dim(axis) + index[axis];
        }
        return at;
    }

    @Override
    public String toString() {
        String shown = values.length <= 12 ? Arrays.toString(values)
                : Arrays.toString(Arrays.copyOf(values, 12)).replace("]", ", …]");
        return "Tensor" + shape + shown;
    }
}
