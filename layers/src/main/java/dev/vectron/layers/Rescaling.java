package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.tensor.Shape;

/**
 * y = scale · x + offset, any shape → the same shape; usually the first layer, which brings pictures from 0…255 to 0…1.
 * Immutable and thread-safe.
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
    public Shape outputShape(Shape... inputs) {
        return Expect.single(inputs);
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
