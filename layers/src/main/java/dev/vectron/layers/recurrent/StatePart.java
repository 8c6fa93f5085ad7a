package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a recurrent layer with {@link Recurrent#returnState} puts out: [batch, rows, units], the rows being
 * those of its output, then its states, → [batch, time, units] or [batch, units]. {@code Layers} has a word for each
 * part. Immutable and thread-safe.
 *
 * <p>A part that the layer has not is an {@code IllegalArgumentException}, an input with too few rows a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Node run = x.then(lstm(32).returnState(true));
 * Node decoded = Node.apply(lstm(32).returnSequences(true), y, stateH(run), stateC(run));
 * }
 *
 * @param part which part
 * @param states how many rows are states
 * @param sequence whether the output in front of them has a row for each step
 */
public record StatePart(Part part, int states, boolean sequence) implements Layer {
    /** The parts. */
    public enum Part {
        /** What the layer would put out without its states. */
        OUTPUT,
        /** The last h. */
        H,
        /** The last c of an LSTM. */
        C
    }

    /** Checks the number of states. */
    public StatePart {
        if (states < 1 || states > 2 || part == Part.C && states == 1) {
            throw new IllegalArgumentException("StatePart: an LSTM has 2 states, h and c, other layers have 1; got "
                    + states + " and the part " + part + ".");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("part", part);
        config.put("states", states);
        config.put("sequence", sequence);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static StatePart fromConfig(Config config) {
        return new StatePart(config.choice("part", Part.OUTPUT), config.integer("states"),
                config.flag("sequence", false));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        if (in.rank() != 2 || (sequence ? in.dim(0) <= states : in.dim(0) != states + 1)) {
            throw ShapeException.mismatch("[batch, " + (sequence ? "time + " + states : String.valueOf(1 + states))
                    + ", units]", in, "put it behind a recurrent layer with returnState(true)");
        }
        return part == Part.OUTPUT && sequence ? in.with(0, in.dim(0) - states) : Shape.of(in.dim(1));
    }

    @Override
    public boolean passesMask() {
        return part == Part.OUTPUT && sequence;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public long flops(Shape... inputs) {
        return 0;
    }

    /** The first float of the part within a sample. */
    private int firstFloat(Call call) {
        int rows = call.inShape(0).dim(0) - states;
        return switch (part) {
            case OUTPUT -> 0;
            case H -> rows * call.inShape(0).dim(1);
            case C -> (rows + 1) * call.inShape(0).dim(1);
        };
    }

    @Override
    public void forward(Call call) {
        int size = call.outShape().size();
        for (int s = 0; s < call.batch(); s++) {
            System.arraycopy(call.in(0), call.inAt(0) + s * call.inShape(0).size() + firstFloat(call), call.out(),
                    call.outAt() + s * size, size);
        }
    }

    @Override
    public void backward(Call call) {
        int size = call.outShape().size();
        int whole = call.inShape(0).size();
        for (int s = 0; s < call.batch() && call.wantsDIn(0); s++) {
            int to = call.dInAt(0) + s * whole;
            if (call.dInBeta(0) == 0) {
                Arrays.fill(call.dIn(0), to, to + whole, 0f);
            }
            call.kernels().scale(size, 1, call.dOut(), call.dOutAt() + s * size, 1, call.dIn(0),
                    to + firstFloat(call));
        }
    }
}
