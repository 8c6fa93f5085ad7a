package dev.vectron.activations;

import dev.vectron.graph.Call;
import dev.vectron.graph.Needs;
import dev.vectron.kernels.GatedFunction;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An activation of each element alone, y = x·g(x), whose derivative needs the input: in training the output lies beside
 * the input, in inference over it.
 *
 * @param function the function
 */
record Gated(GatedFunction function) implements Activation {
    /** How many derivatives there are at once: what fits the first-level cache beside their inputs and results. */
    private static final int CHUNK = 2_048;

    @Override
    public Shape outputShape(Shape... inputs) {
        return Elementwise.single(inputs);
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().input().allowsInPlace().scratch(CHUNK);
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.outSize(), Elementwise.BLOCK), this, Gated::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int from = part * Elementwise.BLOCK;
        int n = Math.min(Elementwise.BLOCK, call.outSize() - from);
        call.kernels().gate(function, n, call.in(0), call.inAt(0) + from, call.out(), call.outAt() + from);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.outSize(), Elementwise.BLOCK), this, Gated::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int end = Math.min(call.outSize(), (part + 1) * Elementwise.BLOCK);
        for (int from = part * Elementwise.BLOCK; from < end; from += CHUNK) {
            int n = Math.min(CHUNK, end - from);
            call.kernels().gateDerivative(function, n, call.in(0), call.inAt(0) + from, call.scratch(),
                    call.scratchAt(thread));
            multiply(n, call.scratch(), call.scratchAt(thread), call.dOut(), call.dOutAt() + from, call.dInBeta(0),
                    call.dIn(0), call.dInAt(0) + from);
        }
    }

    private static void multiply(int n, float[] derivative, int at, float[] dOut, int dOutAt, float beta, float[] dIn,
            int dInAt) {
        if (beta == 0) {
            for (int i = 0; i < n; i++) {
                dIn[dInAt + i] = derivative[at + i] * dOut[dOutAt + i];
            }
        } else {
            for (int i = 0; i < n; i++) {
                dIn[dInAt + i] = Math.fma(derivative[at + i], dOut[dOutAt + i], dIn[dInAt + i]);
            }
        }
    }

    @Override
    public String functionName() {
        return switch (function) {
            case SWISH -> "silu";
            case GELU, GELU_TANH -> "gelu";
            case MISH -> "mish";
            case HARD_SWISH -> "hard_silu";
        };
    }

    @Override
    public String className() {
        return "Activation";
    }

    @Override
    public Object asOption() {
        return KnownActivations.asOption(this);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return KnownActivations.config(functionName(),
                function == GatedFunction.GELU_TANH ? Map.of("approximate", true) : Map.of());
    }
}
