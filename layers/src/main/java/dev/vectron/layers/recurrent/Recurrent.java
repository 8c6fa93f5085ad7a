package dev.vectron.layers.recurrent;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Call;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.Regularizer;
import dev.vectron.layers.Expect;
import dev.vectron.layers.ParameterOptions;
import dev.vectron.layers.Weighted;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer: it takes the steps of a sequence one after the other, each with the state that the one before
 * left: [batch, time, features] → [batch, units], the last step's output, or [batch, time, units] with
 * {@link #returnSequences}.
 *
 * <p>The first input is the sequence; the initial states, [batch, units] each, may follow, zeros otherwise:
 * {@code Node.apply(lstm(8), x, h, c)}. Steps that a mask marks as padding leave the states as they are and put out
 * again what the step before did, zeros at the beginning, as in Keras; with {@link #zeroOutputForMask} they put out
 * zeros. Immutable and thread-safe.
 *
 * @param <L> the layer
 */
public sealed interface Recurrent<L extends Recurrent<L>> extends Layer, Weighted<L> permits SimpleRNN, LSTM, GRU {
    /** {@return the options that all recurrent layers have} */
    RecurrentOptions options();

    /**
     * This layer with other options.
     *
     * @param options what all recurrent layers have
     * @return the changed copy
     */
    L options(RecurrentOptions options);

    /** {@return how many states there are: 2 (h and c) for LSTM, 1 (h) for the others} */
    int states();

    /** {@return how many columns of a kernel there are for each unit} */
    int gates();

    @Override
    default ParameterOptions kernel() {
        return options().kernel();
    }

    @Override
    default L kernel(ParameterOptions kernel) {
        return options(options().kernel(kernel));
    }

    @Override
    default ParameterOptions bias() {
        return options().bias();
    }

    @Override
    default L bias(ParameterOptions bias) {
        return options(options().bias(bias));
    }

    @Override
    default L useBias(boolean use) {
        return options(options().useBias(use));
    }

    @Override
    default L activation(Activation function) {
        return options(options().activation(function));
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the recurrent kernel
     * @return the changed copy
     */
    default L recurrentInitializer(Initializer initializer) {
        return options(options().recurrentKernel(options().recurrentKernel().initializer(initializer)));
    }

    /**
     * This layer with that regularizer.
     *
     * @param regularizer adds to the loss what the recurrent kernel costs
     * @return the changed copy
     */
    default L recurrentRegularizer(@Nullable Regularizer regularizer) {
        return options(options().recurrentKernel(options().recurrentKernel().regularizer(regularizer)));
    }

    /**
     * This layer with that constraint.
     *
     * @param constraint brings the recurrent kernel back into bounds after each step
     * @return the changed copy
     */
    default L recurrentConstraint(@Nullable Constraint constraint) {
        return options(options().recurrentKernel(options().recurrentKernel().constraint(constraint)));
    }

    /**
     * This layer with dropout of its input.
     *
     * @param rate the share of features that a sample loses in training, the same ones at all steps, 0 ≤ rate &lt; 1
     * @return the changed copy
     */
    default L dropout(double rate) {
        return options(options().dropout((float) rate));
    }

    /**
     * This layer with dropout in its recurrent product (Gal and Ghahramani 2016).
     *
     * @param rate the share of the state that the product of a sample loses in training, the same elements at all steps
     *     and for all gates, 0 ≤ rate &lt; 1
     * @return the changed copy
     */
    default L recurrentDropout(double rate) {
        return options(options().recurrentDropout((float) rate));
    }

    /**
     * This layer with the output of all steps or of the last.
     *
     * @param all whether all
     * @return the changed copy
     */
    default L returnSequences(boolean all) {
        return options(options().returnSequences(all));
    }

    /**
     * This layer with its last states behind its output; words take them apart again, {@code Layers.outputOf(node)} and
     * others.
     *
     * @param follow whether the states follow
     * @return the changed copy; its output is [batch, rows, units], the rows being those of the output (time or 1),
     *     then h, then c if there is one
     */
    default L returnState(boolean follow) {
        return options(options().returnState(follow));
    }

    /**
     * This layer from the last step to the first; with {@link #returnSequences} the outputs are in that order, too.
     *
     * @param reverse whether backwards
     * @return the changed copy
     */
    default L goBackwards(boolean reverse) {
        return options(options().goBackwards(reverse));
    }

    /**
     * This layer with zeros where a mask marks steps as padding, or with the output of the step before.
     *
     * @param zeros whether zeros
     * @return the changed copy
     */
    default L zeroOutputForMask(boolean zeros) {
        return options(options().zeroOutputForMask(zeros));
    }

    @Override
    default Shape outputShape(Shape... inputs) {
        Shape in = Expect.sequence(inputs[0]);
        if (inputs.length != 1 && inputs.length != 1 + states()) {
            throw new ShapeException("takes the sequence, or the sequence and "
                    + (states() == 1 ? "the initial state h" : "the initial states h and c") + "; got " + inputs.length
                    + " inputs.");
        }
        Shape state = Shape.of(options().units());
        for (int i = 1; i < inputs.length; i++) {
            if (!inputs[i].equals(state)) {
                throw ShapeException.mismatch("initial states " + state.toBatchString() + ", as many as units",
                        inputs[i],
                        "use the states of a layer of " + options().units() + " units, or dense(" + options().units()
                        + ") in front");
            }
        }
        if (options().returnState()) {
            return Shape.of((options().returnSequences() ? in.dim(0) : 1) + states(), options().units());
        }
        return options().returnSequences() ? in.with(-1, options().units()) : state;
    }

    /** {@return what {@link #pack}, {@link #forward} and {@link #backward} work by} */
    @Override
    Object prepare(Shape... inputs);

    @Override
    default boolean readsMask() {
        return true;
    }

    @Override
    default boolean passesMask() {
        return options().returnSequences();
    }

    @Override
    default Needs needs(Shape... inputs) {
        return ((Recurrence) prepare(inputs)).needs();
    }

    @Override
    default long flops(Shape... inputs) {
        long columns = (long) gates() * options().units();
        return 2L * inputs[0].dim(0) * columns * (inputs[0].dim(1) + options().units());
    }

    @Override
    default void pack(Call call) {
        call.prepared(Recurrence.class).pack(this, call);
    }

    @Override
    default void forward(Call call) {
        call.prepared(Recurrence.class).forward(this, call);
    }

    @Override
    default void backward(Call call) {
        call.prepared(Recurrence.class).backward(this, call);
    }
}
