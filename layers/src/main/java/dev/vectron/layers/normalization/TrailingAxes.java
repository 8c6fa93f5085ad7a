package dev.vectron.layers.normalization;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;

/** Axes at the end of a shape, over which rows that lie together are normalized. */
final class TrailingAxes {
    private TrailingAxes() {}

    /** The axes of an option, counted with the batch as 0 or from the end if negative. */
    static List<Integer> of(String layer, int... axes) {
        if (axes.length == 0) {
            throw new IllegalArgumentException(layer + ": needs at least one axis; -1 is the last.");
        }
        for (int axis : axes) {
            if (axis == 0) {
                throw new IllegalArgumentException(layer + ": axis 0 is the batch; use 1 or more, or -1 for the last"
                        + " axis.");
            }
        }
        return Arrays.stream(axes).boxed().toList();
    }

    /** Refuses shapes of which these are not the last axes. */
    static void require(List<Integer> axes, Shape in) {
        boolean[] chosen = new boolean[in.rank()];
        for (int axis : axes) {
            if (axis > in.rank() || axis < -in.rank()) {
                throw ShapeException.mismatch("an input with an axis " + axis, in, in.rank() == 0
                        ? "use an input of at least one feature: input(1)"
                        : "choose among the axes 1 to " + in.rank());
            }
            chosen[axis > 0 ? axis - 1 : axis + in.rank()] = true;
        }
        for (int place = 1; place < in.rank(); place++) {
            if (chosen[place - 1] && !chosen[place]) {
                throw ShapeException.mismatch("axes that are the last of the input, without a gap, not " + axes, in,
                        "bring them to the end first, or use axis(-1)");
            }
        }
    }

    /** The lengths of the axes, from the first to the last. */
    static Shape shape(List<Integer> axes, Shape in) {
        int count = (int) axes.stream().map(axis -> axis > 0 ? axis - 1 : axis + in.rank()).distinct().count();
        return Shape.of(Arrays.copyOfRange(in.dims(), in.rank() - count, in.rank()));
    }
}
