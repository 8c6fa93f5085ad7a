package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vectron.data.DataException;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.training.TrainingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * How a class of the vocabulary can be used wrongly, and what its user reads then: cases of the wrong rank, the wrong
 * size and the impossible option, or the reason why there is none.
 */
public final class WrongUse {
    /** What can be wrong. */
    public enum Aspect {
        /** The number of axes, or of inputs. */
        RANK,
        /** The length of an axis, or values out of range. */
        SIZE,
        /** An option that cannot be. */
        OPTION
    }

    private record Case(Aspect aspect, ThrowingCallable use, String message) {}

    private final Class<?> type;
    private final List<Case> cases = new ArrayList<>();
    private final Map<Aspect, String> without = new EnumMap<>(Aspect.class);

    private WrongUse(Class<?> type) {
        this.type = type;
    }

    static WrongUse of(Class<?> type) {
        return new WrongUse(type);
    }

    /** A layer for pictures: no other rank is taken, nor a second input. */
    static WrongUse ofPictures(Layer layer) {
        return of(layer.getClass()).rank(() -> Sequential.of(input(28, 28), layer),
                named(layer)
                + "expects [batch, height, width, channels], got [batch, 28, 28] from \"input\"; give the pictures a "
                + "channel axis:"
                    + " input(28, 28, 1).")
            .rank(() -> Sequential.of(input(4, 4, 1), dev.vectron.layers.Layers.flatten(), layer),
                named(layer)
                + "expects [batch, height, width, channels], got [batch, 16] from \"flatten\"; put it before "
                + "flatten(), or use"
                    + " dense(…) here.")
            .oneInput(layer, 4, 4, 1);
    }

    /** A layer for sequences: no other rank is taken, nor a second input. */
    static WrongUse ofSequences(Layer layer) {
        return of(layer.getClass()).rank(() -> Sequential.of(input(8), layer),
                named(layer)
                + "expects [batch, time, features], got [batch, 8] from \"input\"; give the steps a features axis, "
                + "input(8, 1), or"
                    + " put embedding(…) in front of token ids; behind a recurrent layer, let that one "
                    + "returnSequences(true).")
            .rank(() -> Sequential.of(input(5, 8, 8, 3), layer),
                named(layer)
                + "expects [batch, time, features], got [batch, 5, 8, 8, 3] from \"input\"; put "
                + "timeDistributed(flatten()) between"
                    + " them.");
    }

    /** A layer that takes any shape: it is applied to several. Only a second input is wrong. */
    static WrongUse ofAnyShape(Layer layer) {
        for (int[] shape : new int[][] {{}, {1}, {5}, {5, 3}, {4, 5, 3}, {2, 4, 5, 3}}) {
            assertThat(Sequential.of(input(shape), layer).outputShape()).isNotNull();
        }
        return of(layer.getClass()).oneInput(layer, 5).without(Aspect.SIZE, "takes any shape");
    }

    WrongUse oneInput(Layer layer, int... shape) {
        return rank(() -> apply(layer, Shape.of(shape), Shape.of(shape)),
            named(layer) + "takes one input, got 2; put add() or concatenate() in front.");
    }

    /** The shape that a layer makes of inputs, as a functional model asks for it. */
    static Shape apply(Layer layer, Shape... inputs) {
        Node[] nodes = new Node[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            nodes[i] = Node.input(String.valueOf((char) ('a' + i)), inputs[i]);
        }
        return Node.apply(layer, nodes).shape();
    }

    private static String named(Layer layer) {
        return layer.className() + " \"" + layer.baseName() + "\": ";
    }

    WrongUse rank(ThrowingCallable use, String message) {
        cases.add(new Case(Aspect.RANK, use, message));
        return this;
    }

    WrongUse size(ThrowingCallable use, String message) {
        cases.add(new Case(Aspect.SIZE, use, message));
        return this;
    }

    WrongUse option(ThrowingCallable use, String message) {
        cases.add(new Case(Aspect.OPTION, use, message));
        return this;
    }

    /** Says why nothing can be wrong in some respect. */
    WrongUse without(Aspect aspect, String reason) {
        without.put(aspect, reason);
        return this;
    }

    WrongUse withoutOptions() {
        return without(Aspect.OPTION, "has no options");
    }

    /** The class that is used. */
    public Class<?> type() {
        return type;
    }

    /** How many cases there are of something. */
    public int count(Aspect aspect) {
        return (int) cases.stream().filter(c -> c.aspect == aspect).count();
    }

    /** Why there are none, or null. */
    public String reasonWithout(Aspect aspect) {
        return without.get(aspect);
    }

    /** Uses the class in each of these ways and compares what its user reads. */
    void verify() {
        for (Case each : cases) {
            Throwable thrown = catchThrowable(each.use);
            assertThat(thrown).as("no error, but expected: " + each.message).isNotNull();
            assertThat(thrown.getMessage()).isEqualTo(each.message);
            assertThat(thrown)
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class, DataException.class,
                TrainingException.class);
            if (each.aspect == Aspect.RANK && Layer.class.isAssignableFrom(type)) {
                assertThat(thrown).isInstanceOf(ShapeException.class);
            }
        }
        for (Aspect aspect : Aspect.values()) {
            assertThat(count(aspect) > 0 && without.containsKey(aspect))
                .as(type.getSimpleName() + " has cases of " + aspect
                + " and a reason why it has none").isFalse();
        }
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
