package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that several layers have in common, with messages that say what to do. Thread-safe.
 *
 * <p>What does not hold is a {@code ShapeException} or an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * Shape in = Expect.sequence(Expect.single(inputs));
 * }
 */
public final class Expect {
    /** The largest size of a kernel, a border, a state. */
    private static final int LARGEST = 1 << 24;

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
     * A picture that has room for a pool, unless windows may reach over its border.
     *
     * @param in [height, width, channels]
     * @param poolSize height and width of a window
     * @param padding what happens at the border
     * @throws ShapeException if no window fits
     */
    public static void pool(Shape in, Extent poolSize, Padding padding) {
        if (padding == Padding.VALID && (in.dim(0) < poolSize.height() || in.dim(1) < poolSize.width())) {
            throw ShapeException.mismatch("pictures of at least " + poolSize + " for a pool of " + poolSize, in,
                    "use padding(SAME), a smaller poolSize or less pooling before");
        }
    }

    /**
     * A sequence that has room for a window of steps, unless windows may reach over its ends.
     *
     * @param in [time, features]
     * @param what names the window: {@code pool}
     * @param steps from the first to behind the last step of a window
     * @param padding what happens at the ends
     * @throws ShapeException if no window fits
     */
    public static void steps(Shape in, String what, int steps, Padding padding) {
        if (padding == Padding.VALID && in.dim(0) < steps) {
            throw ShapeException.mismatch("sequences of at least " + steps + " steps for a " + what + " of " + steps,
                    in, "use padding(SAME), a smaller " + what + " or longer sequences");
        }
    }

    /** Refuses filters that groups do not divide, before the input is known. */
    static void groups(String layer, int filters, int groups) {
        atLeastOne(layer, "groups", groups);
        if (filters % groups != 0) {
            throw new IllegalArgumentException(layer + ": filters must be a multiple of groups, got " + filters
                    + " filters in " + groups + " groups.");
        }
    }

    /** Refuses channels that groups do not divide. */
    static void channels(Shape in, int groups) {
        if (in.dim(-1) % groups != 0) {
            throw ShapeException.mismatch("channels in a multiple of groups, which are " + groups, in,
                    "choose groups that divide " + in.dim(-1));
        }
    }

    /** Refuses null. */
    static void padding(String layer, @Nullable Padding padding) {
        given(layer, "padding", padding, "use VALID for none");
    }

    /**
     * A padding that pooling and pictures have: not {@link Padding#CAUSAL}.
     *
     * @param layer the class name of the layer
     * @param padding the padding
     * @throws IllegalArgumentException if it is CAUSAL or null
     */
    public static void notCausal(String layer, Padding padding) {
        padding(layer, padding);
        if (padding == Padding.CAUSAL) {
            throw new IllegalArgumentException(layer + ": padding CAUSAL is for conv1D; use VALID or SAME.");
        }
    }

    /**
     * An option that must not be null.
     *
     * @param layer the class name of the layer, or what else has the option
     * @param option the name of the option
     * @param value its value
     * @param remedy what to do: {@code use LINEAR for none}
     * @throws IllegalArgumentException if it is null
     */
    public static void given(String layer, String option, @Nullable Object value, String remedy) {
        if (value == null) {
            throw new IllegalArgumentException(layer + ": " + option + " must not be null; " + remedy + ".");
        }
    }

    /**
     * An activation that must not be null.
     *
     * @param layer the class name of the layer
     * @param activation the activation
     * @throws IllegalArgumentException if it is null
     */
    static void activation(String layer, @Nullable Activation activation) {
        given(layer, "activation", activation, "use LINEAR for none");
    }

    /**
     * A number that must be finite.
     *
     * @param layer the class name of the layer, or what else has the option
     * @param option the name of the option
     * @param value its value
     * @throws IllegalArgumentException if it is infinite or NaN
     */
    public static void finite(String layer, String option, double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(layer + ": " + option + " must be a finite number, got " + value + ".");
        }
    }

    /**
     * A size of a layer: at least 1, and so small that sizes can be computed from it.
     *
     * @param layer the class name of the layer
     * @param option the name of the option
     * @param value its value
     * @throws IllegalArgumentException if it is less than 1 or more than 2²⁴
     */
    public static void size(String layer, String option, int value) {
        atLeastOne(layer, option, value);
        atMost(layer, option, value);
    }

    /** Refuses sizes that an int could not be computed from. */
    static void atMost(String layer, String option, long value) {
        if (value > LARGEST) {
            throw new IllegalArgumentException(layer + ": " + option + " must be at most " + LARGEST + ", got " + value
                    + ".");
        }
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
