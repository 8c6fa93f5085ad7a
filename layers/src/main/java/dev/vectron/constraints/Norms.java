package dev.vectron.constraints;

import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings Euclidean norms along axes into an interval: w · (rate · clip(norm, min, max) + (1 − rate) · norm) / (norm +
 * 1e-7), with sums in double. Four neighbouring columns at a time, as they lie in one line of the cache; nothing is
 * allocated.
 */
final class Norms {
    private static final double EPSILON = 1e-7;

    private Norms() {}

    static List<Integer> axes(String name, int... axes) {
        List<Integer> list = new ArrayList<>();
        for (int axis : axes) {
            list.add(axis);
        }
        return given(name, list);
    }

    /** A copy of axes, of which there must be some. */
    static List<Integer> given(String name, List<Integer> axes) {
        if (axes.isEmpty()) {
            throw new IllegalArgumentException(name + ": needs at least one axis.");
        }
        return List.copyOf(axes);
    }

    /** The only axis as a number, several as a list, as Keras writes it. */
    static Object json(List<Integer> axes) {
        return axes.size() == 1 ? axes.getFirst() : axes;
    }

    /** The axes that a parameter of that shape must have, a bit each. */
    static int check(String name, List<Integer> axes, Shape shape) {
        int chosen = 0;
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i) < 0 ? axes.get(i) + shape.rank() : axes.get(i);
            if (axis < 0 || axis >= shape.rank()) {
                throw new IllegalArgumentException(name + ": a parameter of shape " + shape + " has no axis "
                        + axes.get(i) + "; choose among 0 to " + (shape.rank() - 1) + ".");
            }
            if ((chosen >>> axis & 1) == 1) {
                throw new IllegalArgumentException(name + ": the axes " + axes + " must be different.");
            }
            chosen |= 1 << axis;
        }
        return chosen;
    }

    static void limit(String name, List<Integer> axes, Shape shape, float[] w, int at, double min, double max,
            double rate) {
        int chosen = check(name, axes, shape);
        int first = Integer.numberOfTrailingZeros(chosen);
        int last = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(chosen);
        if (last - first + 1 != axes.size()) {
            apart(chosen, shape, w, at, min, max, rate);
            return;
        }
        int n = 1;
        int inner = 1;
        for (int i = first; i < shape.rank(); i++) {
            if (i <= last) {
                n *= shape.dim(i);
            } else {
                inner *= shape.dim(i);
            }
        }
        for (int from = at; from < at + shape.size(); from += n * inner) {
            int column = 0;
            for (; column + 3 < inner; column += 4) {
                fourColumns(n, inner, w, from + column, min, max, rate);
            }
            for (; column < inner; column++) {
                column(n, inner, w, from + column, min, max, rate);
            }
        }
    }

    /** Axes with others between them: the elements of a norm are found one by one. */
    private static void apart(int chosen, Shape shape, float[] w, int at, double min, double max, double rate) {
        int elements = count(shape, chosen);
        int groups = count(shape, ~chosen);
        for (int group = 0; group < groups; group++) {
            int from = at + offset(shape, ~chosen, group);
            double square = 0;
            for (int i = 0; i < elements; i++) {
                double v = w[from + offset(shape, chosen, i)];
                square += v * v;
            }
            float factor = factor(square, min, max, rate);
            for (int i = 0; i < elements; i++) {
                w[from + offset(shape, chosen, i)] *= factor;
            }
        }
    }

    /** How many places there are along some of the axes, a bit each. */
    private static int count(Shape shape, int axes) {
        int count = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            count *= (axes >>> axis & 1) == 1 ? shape.dim(axis) : 1;
        }
        return count;
    }

    /** Where one of the places along some of the axes is, counted row-major. */
    private static int offset(Shape shape, int axes, int place) {
        int offset = 0;
        int step = 1;
        int left = place;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            if ((axes >>> axis & 1) == 1) {
                offset += left % shape.dim(axis) * step;
                left /= shape.dim(axis);
            }
            step *= shape.dim(axis);
        }
        return offset;
    }

    private static void column(int n, int step, float[] w, int at, double min, double max, double rate) {
        double square = 0;
        for (int i = 0; i < n; i++) {
            double v = w[at + i * step];
            square += v * v;
        }
        float factor = factor(square, min, max, rate);
        for (int i = 0; i < n; i++) {
            w[at + i * step] *= factor;
        }
    }

    private static void fourColumns(int n, int step, float[] w, int at, double min, double max, double rate) {
        double square0 = 0;
        double square1 = 0;
        double square2 = 0;
        double square3 = 0;
        for (int i = 0, j = at; i < n; i++, j += step) {
            square0 += (double) w[j] * w[j];
            square1 += (double) w[j + 1] * w[j + 1];
            square2 += (double) w[j + 2] * w[j + 2];
            square3 += (double) w[j + 3] * w[j + 3];
        }
        float factor0 = factor(square0, min, max, rate);
        float factor1 = factor(square1, min, max, rate);
        float factor2 = factor(square2, min, max, rate);
        float factor3 = factor(square3, min, max, rate);
        for (int i = 0, j = at; i < n; i++, j += step) {
            w[j] *= factor0;
            w[j + 1] *= factor1;
            w[j + 2] *= factor2;
            w[j + 3] *= factor3;
        }
    }

    private static float factor(double square, double min, double max, double rate) {
        double norm = Math.sqrt(square);
        double wanted = rate * Math.min(Math.max(norm, min), max) + (1 - rate) * norm;
        return (float) (wanted / (EPSILON + norm));
    }
}
