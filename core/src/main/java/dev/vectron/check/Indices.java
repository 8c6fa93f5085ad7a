package dev.vectron.check;

import dev.vectron.tensor.Shape;
import java.util.Arrays;

/** Places in a tensor, as messages show them. */
final class Indices {
    private Indices() {}

    /** The index on each axis of a flat row-major index: {@code [1, 0, 3]}. */
    static String of(Shape shape, int flat) {
        int[] index = new int[shape.rank()];
        int rest = flat;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return Arrays.toString(index);
    }
}
