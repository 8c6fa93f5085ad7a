package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two or more inputs side by side along one axis: [batch, …, a, …] and [batch, …, b, …] → [batch, …, a + b, …]; the
 * other axes must agree. Immutable and thread-safe.
 *
 * <p>Of sequences of features a step of the output counts if it does in any input, provided that all have masks; of
 * sequences one behind the other ({@code new Concatenate(1)}) each step as in its input.
 *
 * <p>Fewer than two inputs, or axes that do not agree, are a {@code ShapeException}; axis 0 is an {@code
 * IllegalArgumentException}.
 *
 * {@snippet :
 * Node inception = concatenate(x.then(conv2D(16, 1)), x.then(conv2D(16, 3).padding(SAME)));
 * }
 *
 * @param axis the axis, counted with the batch as 0 as in Keras, or from the end if negative; −1 (channels) by default
 */
public record Concatenate(int axis) implements Layer {
    private static final int BLOCK = 16_384;

    /** Checks the axis. */
    public Concatenate {
        if (axis == 0) {
            throw new IllegalArgumentException("Concatenate: axis 0 is the batch; use 1 or more, or -1 for the last"
                    + " axis.");
        }
    }

    /** Along the last axis. */
    public Concatenate() {
        this(-1);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("axis", axis);
        return config;
    }

    /** What {@link #config} says. */
    static Concatenate fromConfig(Config config) {
        return new Concatenate(config.integer("axis", -1));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        if (inputs.length < 2) {
            throw new ShapeException("takes at least two inputs, got " + inputs.length
                    + "; give it several nodes: concatenate(a, b).");
        }
        Shape first = inputs[0];
        if (axis > first.rank() || axis < -first.rank()) {
            throw ShapeException.mismatch("inputs with an axis " + axis, first, "choose one of the axes 1 to "
                    + first.rank());
        }
        int sum = 0;
        for (Shape shape : inputs) {
            if (shape.rank() != first.rank() || !shape.with(place(first), 1).equals(first.with(place(first), 1))) {
                throw ShapeException.mismatch("inputs that agree with the first, " + first.toBatchString()
                        + ", but for axis " + axis, shape,
                        first.rank() == 3 ? "use padding(SAME) and equal strides on all ways"
                        : "bring the other axes to one size");
            }
            sum += shape.dim(place(first));
        }
        return first.with(place(first), sum);
    }

    /** The axis within a shape without batch. */
    private int place(Shape shape) {
        return axis > 0 ? axis - 1 : axis + shape.rank();
    }

    @Override
    public boolean joinsMasks() {
        return true;
    }

    @Override
    public boolean chainsMasks(Shape... inputs) {
        return place(inputs[0]) == 0;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public long flops(Shape... inputs) {
        return 0;
    }

    /** Floats of a shape from the axis on: what lies together. */
    private int run(Shape shape) {
        int run = 1;
        for (int i = place(shape); i < shape.rank(); i++) {
            run *= shape.dim(i);
        }
        return run;
    }

    private static int samplesPerPart(Call call) {
        return Math.max(1, BLOCK / call.outShape().size());
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Concatenate::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int outRun = run(call.outShape());
        int runs = call.outShape().size() / outRun;
        int from = part * samplesPerPart(call) * runs;
        int to = Math.min(call.batch(), (part + 1) * samplesPerPart(call)) * runs;
        int column = 0;
        for (int i = 0; i < call.inputs(); i++) {
            int run = run(call.inShape(i));
            for (int row = from; row < to; row++) {
                System.arraycopy(call.in(i), call.inAt(i) + row * run, call.out(), call.outAt() + row * outRun
                        + column, run);
            }
            column += run;
        }
    }

    @Override
    public void backward(Call call) {
        call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Concatenate::backwardPart);
    }

    private void backwardPart(Call call, int part, int thread) {
        int outRun = run(call.outShape());
        int runs = call.outShape().size() / outRun;
        int from = part * samplesPerPart(call) * runs;
        int to = Math.min(call.batch(), (part + 1) * samplesPerPart(call)) * runs;
        int column = 0;
        for (int i = 0; i < call.inputs(); i++) {
            int run = run(call.inShape(i));
            for (int row = from; row < to && call.wantsDIn(i); row++) {
                call.kernels().scale(run, 1, call.dOut(), call.dOutAt() + row * outRun + column,
                        call.dInBeta(i), call.dIn(i), call.dInAt(i) + row * run);
            }
            column += run;
        }
    }
}
