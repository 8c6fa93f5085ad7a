package dev.vectron.layers.merging;

import dev.vectron.graph.Call;
import dev.vectron.kernels.RowSums;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;

/**
 * How inputs of different shapes come to one: axes of length 1 are repeated, and shapes with fewer axes get axes of
 * length 1 behind the batch, as in Keras. The output of a sample is walked in rows, within which each input either runs
 * along or stands still.
 *
 * @param rows rows of a sample
 * @param run elements of a row
 * @param starts for each input where each row begins within its sample
 * @param still for each input whether one element serves a whole row
 * @param repeated for each input whether some element serves several of the output
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Broadcast(int rows, int run, int[][] starts, boolean[] still, boolean[] repeated) {
    private static final int BLOCK = 16_384;

    /** The shape that inputs come to. */
    static Shape shape(Shape... inputs) {
        Shape out = inputs[0];
        for (int i = 1; i < inputs.length; i++) {
            out = joined(out, inputs[i], inputs[0]);
        }
        return out;
    }

    private static Shape joined(Shape a, Shape b, Shape first) {
        int[] dims = new int[Math.max(a.rank(), b.rank())];
        for (int axis = 1; axis <= dims.length; axis++) {
            int of = dim(a, axis);
            int other = dim(b, axis);
            if (of != other && of != 1 && other != 1) {
                throw ShapeException.mismatch("inputs of one shape, the first being " + first.toBatchString(), b,
                        remedy(first, b));
            }
            dims[dims.length - axis] = Math.max(of, other);
        }
        return Shape.of(dims);
    }

    private static String remedy(Shape first, Shape other) {
        if (first.rank() == 3 && other.rank() == 3) {
            return "use padding(SAME) and equal strides on both ways, and conv2D(" + first.dim(2)
                    + ", 1) where only the channels differ";
        }
        return "bring them to one shape, for example by dense(…), or use concatenate()";
    }

    /** A length by the axis's place from the end, from 1; axes that are not there have length 1. */
    private static int dim(Shape shape, int fromEnd) {
        return fromEnd > shape.rank() ? 1 : shape.dim(-fromEnd);
    }

    /** The walk for these inputs. */
    static Broadcast of(Shape... inputs) {
        Shape out = shape(inputs);
        int axes = 0;
        int run = 1;
        // The row takes axes from the end for as long as none that is longer than 1 changes how an input moves.
        boolean[] still = new boolean[inputs.length];
        for (boolean any = false; axes < out.rank(); axes++) {
            int length = dim(out, axes + 1);
            if (length > 1 && any && !moveAs(still, axes + 1, inputs)) {
                break;
            }
            for (int i = 0; i < inputs.length && length > 1; i++) {
                still[i] = dim(inputs[i], axes + 1) == 1;
            }
            any |= length > 1;
            run *= length;
        }
        int rows = out.size() / run;
        int[][] starts = new int[inputs.length][rows];
        boolean[] repeated = new boolean[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            repeated[i] = inputs[i].size() < out.size();
            fill(starts[i], inputs[i], out, axes);
        }
        return new Broadcast(rows, run, starts, still, repeated);
    }

    private static boolean moveAs(boolean[] still, int fromEnd, Shape... inputs) {
        for (int i = 0; i < inputs.length; i++) {
            if (still[i] != (dim(inputs[i], fromEnd) == 1)) {
                return false;
            }
        }
        return true;
    }

    /** Where each row begins: the axes in front of the row give its number, and each moves the input by its stride. */
    private static void fill(int[] starts, Shape in, Shape out, int axesOfRow) {
        for (int row = 0; row < starts.length; row++) {
            int rest = row;
            int stride = 1;
            for (int axis = 1; axis <= out.rank(); axis++) {
                if (axis > axesOfRow) {
                    int place = rest % dim(out, axis);
                    rest /= dim(out, axis);
                    starts[row] += dim(in, axis) == 1 ? 0 : place * stride;
                }
                stride *= dim(in, axis);
            }
        }
    }

    /** Whether all inputs have the output's shape; places are then elements of the batch, otherwise samples. */
    boolean isPlain() {
        for (boolean each : repeated) {
            if (each) {
                return false;
            }
        }
        return true;
    }

    int samplesPerPart() {
        return Math.max(1, BLOCK / (rows * run));
    }

    int parts(Call call) {
        return isPlain() ? Math.ceilDiv(call.outSize(), BLOCK) : Math.ceilDiv(call.batch(), samplesPerPart());
    }

    /** Where a row of the output begins. */
    int outAt(int place, int row) {
        return isPlain() ? place : (place * rows + row) * run;
    }

    /** Where a row of an input begins. */
    private int inAt(Call call, int input, int place, int row) {
        return isPlain() ? place : place * call.inShape(input).size() + starts[input][row];
    }

    /** The array with a row of an input; where that stands still, scratch that now has its element n times. */
    float[] values(Call call, int input, int place, int row, int n, int scratchAt) {
        if (!still[input]) {
            return call.in(input);
        }
        float value = call.in(input)[call.inAt(input) + inAt(call, input, place, row)];
        Arrays.fill(call.scratch(), scratchAt, scratchAt + n, value);
        return call.scratch();
    }

    /** Where {@link #values} begin. */
    int valuesAt(Call call, int input, int place, int row, int scratchAt) {
        return still[input] ? scratchAt : call.inAt(input) + inAt(call, input, place, row);
    }

    /** Makes the gradients ready to which {@link #addGradient} adds. */
    void clearRepeated(Call call, int sample) {
        for (int i = 0; i < call.inputs(); i++) {
            if (repeated[i] && call.wantsDIn(i) && call.dInBeta(i) == 0) {
                int size = call.inShape(i).size();
                int from = call.dInAt(i) + sample * size;
                Arrays.fill(call.dIn(i), from, from + size, 0f);
            }
        }
    }

    /** Puts a row of an input's gradient where it belongs. */
    void addGradient(Call call, int input, int place, int row, int n, float[] g, int at) {
        float[] dIn = call.dIn(input);
        int to = call.dInAt(input) + inAt(call, input, place, row);
        if (!repeated[input]) {
            call.kernels().scale(n, 1, g, at, call.dInBeta(input), dIn, to);
        } else if (still[input]) {
            dIn[to] += RowSums.sum(n, g, at);
        } else {
            call.kernels().add(n, dIn, to, g, at, dIn, to);
        }
    }
}
