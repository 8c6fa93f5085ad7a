package dev.vectron.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The dimensions of a tensor, outermost first; immutable.
 *
 * <p>A shape of rank 0 is a scalar and has one element. Layers speak of shapes without the batch axis: an RGB picture
 * is {@code Shape.of(32, 32, 3)} (height, width, channels).
 *
 * <p>A dimension below 1, and more elements than an array can hold, are a {@link ShapeException}. Thread-safe.
 *
 * {@snippet :
 * Shape picture = Shape.of(28, 28, 1);
 * picture.size();      // 784
 * picture.toString();  // "[28, 28, 1]"
 * }
 */
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        this.dims = dims;
        long product = 1;
        for (int d : dims) {
            if (d < 1) {
                throw new ShapeException("Shape " + Arrays.toString(dims) + ": every dimension must be at least 1.");
            }
            product *= d;
            if (product > Integer.MAX_VALUE) {
                throw new ShapeException("Shape " + Arrays.toString(dims) + " has more than " + Integer.MAX_VALUE
                        + " elements, which one Java array cannot hold; use smaller dimensions.");
            }
        }
        this.size = (int) product;
    }

    /**
     * A shape of the given dimensions.
     *
     * @param dims the dimensions, outermost first; each at least 1
     * @return the shape
     * @throws ShapeException if a dimension is less than 1 or the product exceeds {@link Integer#MAX_VALUE}
     */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** {@return the shape of a single value, of rank 0} */
    public static Shape scalar() {
        return SCALAR;
    }

    /** {@return the number of dimensions} */
    public int rank() {
        return dims.length;
    }

    /** {@return the number of elements: the product of the dimensions} */
    public int size() {
        return size;
    }

    /**
     * One dimension.
     *
     * @param axis the axis; negative axes count from the end, so that -1 is the last
     * @return the size along that axis
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int dim(int axis) {
        return dims[axis < 0 ? axis + dims.length : axis];
    }

    /** {@return the dimensions as a new array} */
    public int[] dims() {
        return dims.clone();
    }

    /**
     * This shape with one more axis in front, for example the batch axis.
     *
     * @param dim the size of the new first axis
     * @return the longer shape
     */
    public Shape prepend(int dim) {
        int[] longer = new int[dims.length + 1];
        longer[0] = dim;
        System.arraycopy(dims, 0, longer, 1, dims.length);
        return new Shape(longer);
    }

    /**
     * This shape with one axis replaced.
     *
     * @param axis the axis; negative axes count from the end
     * @param dim its new size
     * @return the new shape
     */
    public Shape with(int axis, int dim) {
        int[] changed = dims.clone();
        changed[axis < 0 ? axis + dims.length : axis] = dim;
        return new Shape(changed);
    }

    /** {@return as it is printed with a batch axis of any size: {@code [batch, 28, 28, 1]}} */
    public String toBatchString() {
        return IntStream.of(dims).mapToObj(Integer::toString).collect(Collectors.joining(", ", dims.length == 0
                ? "[batch" : "[batch, ", "]"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
