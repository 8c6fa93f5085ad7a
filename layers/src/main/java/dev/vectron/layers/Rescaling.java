package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * y = scale · x + offset, any shape → the same shape; usually the first layer, which brings pictures from 0…255 to 0…1.
 * Immutable and thread-safe.
 *
 * <p>A scale or offset that is not finite is an {@code IllegalArgumentException}, a second input a {@code
 * ShapeException}.
 *
 * {@snippet :
 * rescaling(1 / 255.0);          // 0 … 1
 * rescaling(1 / 127.5, -1);      // -1 … 1
 * }
 *
 * @param scale the factor
 * @param offset is added
 */
public record Rescaling(float scale, float offset) implements Layer {
    private static final int BLOCK = 16_384;

    /** Checks that both are finite. */
    public Rescaling {
        if (!Float.isFinite(scale) || !Float.isFinite(offset)) {
            throw new IllegalArgumentException("Rescaling: scale and offset must be finite, got " + scale + " and "
                    + offset + ".");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("scale", scale);
        config.put("offset", offset);
        return config;
    }

    /** What {@link #config} says. */
    static Rescaling fromConfig(Config config) {
        return new Rescaling((float) config.number("scale"), (float) config.number("offset", 0));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return Expect.single(inputs);
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().allowsInPlace();
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.outSize(), BLOCK), this, Rescaling::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int from = part * BLOCK;
        int n = Math.min(BLOCK, call.outSize() - from);
        call.kernels().affine(n, scale, offset, call.in(0), call.inAt(0) + from, call.out(), call.outAt() + from);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.outSize(), BLOCK), this, Rescaling::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int from = part * BLOCK;
        int n = Math.min(BLOCK, call.outSize() - from);
        call.kernels().scale(n, scale, call.dOut(), call.dOutAt() + from, call.dInBeta(0), call.dIn(0),
                call.dInAt(0) + from);
    }
}
