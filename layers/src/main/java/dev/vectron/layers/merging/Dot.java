package dev.vectron.layers.merging;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dot products of two inputs along an axis of each: y[i, j] = Σ_k a[i, k] · b[j, k]. The other axes of the first input,
 * then those of the second make the output; where none is left, it has one element.
 *
 * <p>[batch, n] and [batch, n] → [batch, 1]; with {@code axes(2, 1)} [batch, m, n] and [batch, n, p] → [batch, m, p].
 * With {@link #normalize} each vector is first divided by its length (but at least 10⁻⁷), so that y is the cosine.
 *
 * <p>Inputs without such an axis, or whose axes have different lengths, give a {@code ShapeException}. Immutable and
 * thread-safe.
 *
 * {@snippet :
 * Node similarity = dot(a, b, 1);
 * Node cosine = Node.apply(new Dot(1).normalize(true), a, b);
 * }
 *
 * @param firstAxis the axis of the first input, counted with the batch as 0 as in Keras, or from the end if negative
 * @param secondAxis the axis of the second input
 * @param normalize whether vectors are brought to length 1 first; false by default
 */
public record Dot(int firstAxis, int secondAxis, boolean normalize) implements Layer {
    /** Checks the axes. */
    public Dot {
        if (firstAxis == 0 || secondAxis == 0) {
            throw new IllegalArgumentException("Dot: axis 0 is the batch; use 1 or more, or -1 for the last axis.");
        }
    }

    /**
     * Products along the same axis of both inputs.
     *
     * @param axes the axis, counted with the batch as 0 as in Keras, or from the end if negative
     */
    public Dot(int axes) {
        this(axes, axes, false);
    }

    /**
     * This layer with those axes.
     *
     * @param first the axis of the first input
     * @param second the axis of the second input
     * @return the changed copy
     */
    public Dot axes(int first, int second) {
        return new Dot(first, second, normalize);
    }

    /**
     * This layer with or without normalization.
     *
     * @param use whether vectors are brought to length 1 first
     * @return the changed copy
     */
    public Dot normalize(boolean use) {
        return new Dot(firstAxis, secondAxis, use);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("axes", List.of(firstAxis, secondAxis));
        config.put("normalize", normalize);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Dot fromConfig(Config config) {
        int[] axes = config.integers("axes", 2);
        return new Dot(axes[0], axes[1], config.flag("normalize", false));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        if (inputs.length != 2) {
            throw new ShapeException("takes exactly two inputs, got " + inputs.length
                    + "; give it two nodes: dot(a, b, axis).");
        }
        requireAxis(firstAxis, inputs[0], "first");
        requireAxis(secondAxis, inputs[1], "second");
        Vectors a = vectors(firstAxis, inputs[0]);
        Vectors b = vectors(secondAxis, inputs[1]);
        if (a.length() != b.length()) {
            throw ShapeException.mismatch("a second input with " + a.length() + " on axis " + secondAxis
                    + ", as the first, " + inputs[0].toBatchString() + ", has on axis " + firstAxis, inputs[1],
                    "choose the axes along which to multiply: axes(first, second)");
        }
        return shape(inputs);
    }

    private static void requireAxis(int axis, Shape in, String which) {
        if (axis > in.rank() || axis < -in.rank()) {
            throw ShapeException.mismatch("a " + which + " input with an axis " + axis, in,
                    in.rank() == 0 ? "use an input of at least one axis" : "choose one of the axes 1 to " + in.rank());
        }
    }

    private Shape shape(Shape... inputs) {
        int rank = inputs[0].rank() + inputs[1].rank() - 2;
        int[] dims = new int[Math.max(1, rank)];
        dims[0] = 1;
        int to = 0;
        for (int i = 0; i < inputs.length; i++) {
            int left = place(i == 0 ? firstAxis : secondAxis, inputs[i]);
            for (int axis = 0; axis < inputs[i].rank(); axis++) {
                if (axis != left) {
                    dims[to++] = inputs[i].dim(axis);
                }
            }
        }
        return Shape.of(dims);
    }

    /** The axis within a shape without batch. */
    private static int place(int axis, Shape shape) {
        return axis > 0 ? axis - 1 : axis + shape.rank();
    }

    private static Vectors vectors(int axis, Shape shape) {
        return Vectors.along(place(axis, shape), shape);
    }

    @Override
    public Object prepare(Shape... inputs) {
        return new Pair(vectors(firstAxis, inputs[0]), vectors(secondAxis, inputs[1]), normalize);
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().input().scratch(new Pair(vectors(firstAxis, inputs[0]), vectors(secondAxis, inputs[1]),
                normalize).scratch());
    }

    @Override
    public long flops(Shape... inputs) {
        return 2L * shape(inputs).size() * vectors(firstAxis, inputs[0]).length();
    }

    @Override
    public void forward(Call call) {
        call.parallel(call.batch(), this, Dot::forwardPart);
    }

    private void forwardPart(Call call, int sample, int thread) {
        call.prepared(Pair.class).products(call, sample, call.scratchAt(thread));
    }

    @Override
    public void backward(Call call) {
        call.parallel(call.batch(), this, Dot::backwardPart);
    }

    private void backwardPart(Call call, int sample, int thread) {
        call.prepared(Pair.class).gradients(call, sample, call.scratchAt(thread));
    }
}
