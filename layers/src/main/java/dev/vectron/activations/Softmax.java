package dev.vectron.activations;

import dev.vectron.graph.Call;
import dev.vectron.graph.Needs;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/**
 * Softmax over the last axis, y = exp(x − max) / Σ exp(x − max): […, classes] → […, classes], each row of sum 1.
 *
 * <p>As the last layer it is computed together with a cross-entropy loss. It works in place. A NaN in a row makes the
 * row NaN. Immutable and thread-safe.
 */
public record Softmax() implements Activation {
    private static final int BLOCK = 4_096;

    @Override
    public Shape outputShape(Shape... inputs) {
        if (inputs.length != 1) {
            throw new ShapeException("takes one input, got " + inputs.length
                    + "; put add() or concatenate() in front.");
        }
        if (inputs[0].rank() < 1) {
            throw ShapeException.mismatch("[batch, …, classes]", inputs[0], "put dense(classes) in front");
        }
        return inputs[0];
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().output().allowsInPlace();
    }

    @Override
    public void forward(Call call) {
        call.parallel(parts(call), this, Softmax::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int n = call.outShape().dim(-1);
        int row = part * rowsPerPart(n);
        int rows = Math.min(rowsPerPart(n), call.outSize() / n - row);
        call.kernels().softmax(rows, n, call.in(0), call.inAt(0) + row * n, call.out(), call.outAt() + row * n);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(parts(call), this, Softmax::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int n = call.outShape().dim(-1);
        int row = part * rowsPerPart(n);
        int rows = Math.min(rowsPerPart(n), call.outSize() / n - row);
        call.kernels().softmaxGradient(rows, n, call.out(), call.outAt() + row * n, call.dOut(),
                call.dOutAt() + row * n,
                call.dInBeta(0), call.dIn(0), call.dInAt(0) + row * n);
    }

    private static int rowsPerPart(int n) {
        return Math.max(1, BLOCK / n);
    }

    private static int parts(Call call) {
        int n = call.outShape().dim(-1);
        return Math.ceilDiv(call.outSize() / n, rowsPerPart(n));
    }

    @Override
    public String functionName() {
        return "softmax";
    }
}
