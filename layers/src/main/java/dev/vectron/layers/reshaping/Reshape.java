package dev.vectron.layers.reshaping;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a sample in the same order under another shape: [batch, a, b, …] → [batch, targetShape]. One axis may
 * be −1: its size follows from the others. Costs nothing.
 *
 * <p>An input of another number of values, or one that the axis −1 cannot take up, is refused with a
 * {@link ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(784), reshape(28, 28, 1), conv2D(16, 3), reshape(-1, 16));
 * }
 *
 * @param targetShape the axes behind the batch, each at least 1, or −1 for one of them
 */
public record Reshape(List<Integer> targetShape) implements Layer {
    /** Checks the axes. */
    public Reshape {
        targetShape = List.copyOf(targetShape);
        if (targetShape.stream().anyMatch(d -> d < 1 && d != -1)
                || targetShape.stream().filter(d -> d == -1).count() > 1) {
            throw new IllegalArgumentException("Reshape: the target shape takes sizes of at least 1, and -1 for one of"
                    + " them, got " + targetShape + "; leave the batch axis out.");
        }
    }

    /**
     * A layer that gives its input a shape.
     *
     * @param shape the shape of the output, without the batch axis
     * @return the layer
     */
    public static Reshape to(Shape shape) {
        return new Reshape(IntStream.of(shape.dims()).boxed().toList());
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("target_shape", targetShape);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Reshape fromConfig(Config config) {
        return new Reshape(Arrays.stream(config.integers("target_shape", 0)).boxed().toList());
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        long known = targetShape.stream().filter(d -> d > 0).mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        boolean open = targetShape.contains(-1);
        if (open ? in.size() % known != 0 : in.size() != known) {
            throw ShapeException.mismatch((open ? "a multiple of " : "") + known + " values for the target shape "
                    + targetShape, in, "these are " + in.size() + "; choose a target shape with that product");
        }
        return Shape.of(targetShape.stream().mapToInt(d -> d > 0 ? d : (int) (in.size() / known)).toArray());
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().view();
    }

    @Override
    public long flops(Shape... inputs) {
        return 0;
    }

    @Override
    public void forward(Call call) {
        System.arraycopy(call.in(0), call.inAt(0), call.out(), call.outAt(), call.outSize());
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.kernels().scale(call.outSize(), 1, call.dOut(), call.dOutAt(), call.dInBeta(0), call.dIn(0),
                    call.dInAt(0));
        }
    }
}
