package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All values of a sample as one vector, in row-major order: [batch, a, b, …] → [batch, a·b·…]. Costs nothing. Immutable
 * and thread-safe.
 *
 * <p>A second input is a {@code ShapeException}.
 *
 * {@snippet :
 * Sequential.of(input(28, 28, 1), conv2D(16, 3), flatten(), dense(10));
 * }
 */
public record Flatten() implements Layer {
    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return Shape.of(Expect.single(inputs).size());
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
