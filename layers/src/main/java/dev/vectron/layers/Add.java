package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.Node;
import dev.vectron.layers.merging.Sum;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sum of two or more inputs, from left to right: y = x₀ + x₁ + …. The inputs have one shape, or differ in axes of
 * length 1, which are repeated ({@link dev.vectron.layers.merging.Merge}). Immutable and thread-safe.
 *
 * <p>[batch, …] and the same shape → [batch, …]. Fewer than two inputs, or shapes that do not agree, are a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Node y = add(x, x.then(conv2D(16, 3).padding(SAME)));
 * }
 *
 * @param activation applied last; only set by fusion; linear by default
 */
public record Add(Activation activation) implements Layer {
    private static final int BLOCK = 16_384;
    /** Floats that stay in the first-level cache from one step to the next. */
    private static final int STEP = 2_048;

    /** The plain sum. */
    public Add() {
        this(Activation.LINEAR);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        if (inputs.length < 2) {
            throw new ShapeException("takes at least two inputs, got " + inputs.length
                    + "; give it several nodes: add(a, b).");
        }
        return new Sum().outputShape(inputs);
    }

    @Override
    public boolean joinsMasks() {
        return true;
    }

    /** Inputs of different shapes take the walk of all merges; those of one shape can be fused and added in place. */
    @Override
    public Optional<Node> expanded(Node... inputs) {
        for (Node input : inputs) {
            if (!input.shape().equals(inputs[0].shape())) {
                return Optional.of(Node.apply(new Sum(), inputs));
            }
        }
        return Optional.empty();
    }

    /** In place for two inputs only: with three the first could come again as the third, already overwritten. */
    @Override
    public Needs needs(Shape... inputs) {
        Needs needs = activation.equals(Activation.LINEAR) ? Needs.of() : Needs.of().output();
        return inputs.length == 2 ? needs.allowsInPlace() : needs;
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return FusedActivation.with(next, activation).map(Add::new);
    }

    @Override
    public Optional<Layer> fusedBehind(Layer previous) {
        return activation.equals(Activation.LINEAR) && previous instanceof BatchNormalization normalization
                && normalization.activation().equals(Activation.LINEAR)
                ? Optional.of(new NormalizedAdd(normalization, activation)) : Optional.empty();
    }

    @Override
    public long flops(Shape... inputs) {
        return (inputs.length - 1L) * outputShape(inputs).size();
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.outSize(), BLOCK), this, Add::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int end = Math.min((part + 1) * BLOCK, call.outSize());
        for (int from = part * BLOCK; from < end; from += STEP) {
            forwardStep(call, from, Math.min(STEP, end - from));
        }
    }

    private void forwardStep(Call call, int from, int n) {
        int out = call.outAt() + from;
        call.kernels().add(n, call.in(0), call.inAt(0) + from, call.in(1), call.inAt(1) + from, call.out(), out);
        for (int i = 2; i < call.inputs(); i++) {
            call.kernels().add(n, call.out(), out, call.in(i), call.inAt(i) + from, call.out(), out);
        }
        Elementwise function = FusedActivation.of(activation);
        call.kernels().activate(function.function(), function.slope(), n, call.out(), out, call.out(), out);
    }

    @Override
    public void backward(Call call) {
        call.parallel(Math.ceilDiv(call.outSize(), BLOCK), this, Add::backwardPart);
    }

    private void backwardPart(Call call, int part, int thread) {
        int end = Math.min((part + 1) * BLOCK, call.outSize());
        for (int from = part * BLOCK; from < end; from += STEP) {
            backwardStep(call, from, Math.min(STEP, end - from));
        }
    }

    private void backwardStep(Call call, int from, int n) {
        int dOut = call.dOutAt() + from;
        FusedActivation.of(activation).gradientInPlace(call, from, n);
        for (int i = 0; i < call.inputs(); i++) {
            if (call.wantsDIn(i) && (call.dIn(i) != call.dOut() || call.dInAt(i) != call.dOutAt())) {
                call.kernels().scale(n, 1, call.dOut(), dOut, call.dInBeta(i), call.dIn(i), call.dInAt(i) + from);
            }
        }
    }
}
