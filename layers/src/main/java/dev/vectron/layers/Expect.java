package dev.vectron.layers;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/** Checks that several layers have in common. */
final class Expect {
    private Expect() {}

    /** The shape of the only input. */
    static Shape single(Shape... inputs) {
        if (inputs.length != 1) {
            throw new ShapeException("takes one input, got " + inputs.length
                    + "; put add() or concatenate() in front.");
        }
        return inputs[0];
    }

    /** The shape of the only input, which must be a picture. */
    static Shape picture(Shape... inputs) {
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

    static void atLeastOne(String layer, String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(layer + ": " + option + " must be at least 1, got " + value + ".");
        }
    }
}
