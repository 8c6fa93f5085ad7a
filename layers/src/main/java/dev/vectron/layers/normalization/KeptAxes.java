package dev.vectron.layers.normalization;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.List;

/** The axes of a shape along which each place has numbers of its own. */
final class KeptAxes {
    private KeptAxes() {}

    static void require(List<Integer> axes, Shape in) {
        for (int axis : axes) {
            if (axis > in.rank() || axis < -in.rank()) {
                throw ShapeException.mismatch("an input with an axis " + axis, in, in.rank() == 0
                        ? "use an input of at least one feature: input(1)"
                        : "choose among the axes 1 to " + in.rank());
            }
        }
    }

    private static boolean isKept(List<Integer> axes, Shape in, int place) {
        return axes.contains(place + 1) || axes.contains(place - in.rank());
    }

    /** How many places there are. */
    static int count(List<Integer> axes, Shape in) {
        int count = 1;
        for (int place = 0; place < in.rank(); place++) {
            count *= isKept(axes, in, place) ? in.dim(place) : 1;
        }
        return count;
    }

    /** For each element of an input the number of its place, row-major over the kept axes. */
    static int[] numbers(List<Integer> axes, Shape in) {
        int[] numbers = new int[in.size()];
        for (int i = 0; i < numbers.length; i++) {
            int rest = i;
            int stride = 1;
            for (int place = in.rank() - 1; place >= 0; place--) {
                if (isKept(axes, in, place)) {
                    numbers[i] += rest % in.dim(place) * stride;
                    stride *= in.dim(place);
                }
                rest /= in.dim(place);
            }
        }
        return numbers;
    }
}
