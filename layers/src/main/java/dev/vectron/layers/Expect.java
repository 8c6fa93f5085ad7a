package dev.vectron.layers;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/**
 * Checks that several layers have in common, with messages that say what to do. Thread-safe.
 *
 * {@snippet :
 * Shape in = Expect.sequence(inputs);
 * }
 */
public final class Expect {
    private Expect() {}

    /**
     * The shape of the only input.
     *
     * @param inputs the shapes of all inputs
     * @return the shape of the first
     * @throws ShapeException if there are more or fewer
     */
    public static Shape single(Shape... inputs) {
        if (inputs.length != 1) {
            throw new ShapeException("takes one input, got " + inputs.length
                    + "; put add() or concatenate() in front.");
        }
        return inputs[0];
    }

    /**
     * The shape of the only input, which must be a picture.
     *
     * @param inputs the shapes of all inputs
     * @return the shape of the first, [height, width, channels]
     * @throws ShapeException if there are more, or it is another
     */
    public static Shape picture(Shape... inputs) {
        Shape in = single(inputs);
        if (in.rank() != 3) {
            throw ShapeException.mismatch("[batch, height, width, channels]", in, switch (in.rank()) {
                case 2 -> "give the pictures a channel axis: input(" + in.dim(0) + ", " + in.dim(1) + ", 1)";
                case 1 -> "put it before flatten(), or use dense(…) here";
                default -> "use an input of height, width and channels";
            });
        }
        return in;
    }

    /**
     * A shape [time, features].
     *
     * @param in the shape of a layer's input
     * @return the same
     * @throws ShapeException if it is another
     */
    public static Shape sequence(Shape in) {
        if (in.rank() != 2) {
            throw ShapeException.mismatch("[batch, time, features]", in, switch (in.rank()) {
                case 0 -> "use an input of steps and features: input(20, 8)";
                case 1 -> "give the steps a features axis, input(" + in.dim(0) + ", 1), or put embedding(…) in front of"
                        + " token ids; behind a recurrent layer, let that one returnSequences(true)";
                default -> "put timeDistributed(flatten()) between them";
            });
        }
        return in;
    }

    /**
     * A size that must be at least 1.
     *
     * @param layer the class name of the layer
     * @param option the name of the option
     * @param value its value
     * @throws IllegalArgumentException if it is less
     */
    public static void atLeastOne(String layer, String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(layer + ": " + option + " must be at least 1, got " + value + ".");
        }
    }
}
