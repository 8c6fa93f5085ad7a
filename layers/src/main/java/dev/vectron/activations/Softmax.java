package dev.vectron.activations;

import dev.vectron.graph.Call;
import dev.vectron.graph.Needs;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Softmax over an axis, y = exp(x − max) / Σ exp(x − max), so that y sums to 1 along it, or its logarithm, y = x − max
 * − log Σ exp(x − max); any shape → the same shape.
 *
 * <p>As the last layer softmax over the last axis is computed together with a cross-entropy loss. It works in place. A
 * NaN makes all values along the axis NaN. Immutable and thread-safe.
 *
 * <p>Axis 0 is an {@code IllegalArgumentException}, an input without the axis a {@code ShapeException}.
 *
 * {@snippet :
 * dense(10).activation(SOFTMAX);
 * Node shares = x.then(softmax(1));   // over the steps of a sequence
 * }
 *
 * @param axis the axis, counted with the batch as 0 as in Keras, or from the end if negative; −1 by default
 * @param logarithm whether y is the logarithm
 */
public record Softmax(int axis, boolean logarithm) implements Activation {
    private static final int BLOCK = 4_096;

    /** Checks the axis. */
    public Softmax {
        if (axis == 0) {
            throw new IllegalArgumentException("Softmax: axis 0 is the batch; use 1 or more, or -1 for the last axis.");
        }
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Elementwise.single(inputs);
        if (in.rank() < 1) {
            throw ShapeException.mismatch("[batch, …, classes]", in, "put dense(classes) in front");
        }
        if (axis > in.rank() || axis < -in.rank()) {
            throw ShapeException.mismatch("an input with an axis " + axis, in, "choose one of the axes 1 to "
                    + in.rank());
        }
        return in;
    }

    /** The axis within a shape without batch. */
    private int place(Shape shape) {
        return axis > 0 ? axis - 1 : axis + shape.rank();
    }

    /** Floats from one element along the axis to the next: 1 if it is the last axis. */
    private int inner(Shape shape) {
        int inner = 1;
        for (int i = place(shape) + 1; i < shape.rank(); i++) {
            inner *= shape.dim(i);
        }
        return inner;
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        int n = inputs[0].dim(place(inputs[0]));
        // Rows gathered from an axis that is not the last, of y and its gradient; the logarithms, or one row's softmax.
        int rows = inner(inputs[0]) == 1 ? 0 : 2 * n * rowsAtOnce(n);
        return Needs.of().output().allowsInPlace().scratch(rows + (logarithm ? Math.max(n, rowsAtOnce(n)) : 0));
    }

    private static int rowsAtOnce(int n) {
        return Math.max(1, BLOCK / n);
    }

    /** Floats of all elements along the axis and behind it, which lie together. */
    private int slab(Call call) {
        return call.outShape().dim(place(call.outShape())) * inner(call.outShape());
    }

    private int slabsPerPart(Call call) {
        return Math.max(1, BLOCK / slab(call));
    }

    private int parts(Call call) {
        return Math.ceilDiv(call.outSize() / slab(call), slabsPerPart(call));
    }

    @Override
    public void forward(Call call) {
        call.parallel(parts(call), this, Softmax::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int slab = slab(call);
        int first = part * slabsPerPart(call);
        int slabs = Math.min(slabsPerPart(call), call.outSize() / slab - first);
        int inner = inner(call.outShape());
        int n = slab / inner;
        if (inner == 1) {
            rows(call, slabs, n, call.in(0), call.inAt(0) + first * n, call.out(), call.outAt() + first * n, thread);
            return;
        }
        float[] rows = call.scratch();
        int rowsAt = gatheredAt(call, n, thread);
        for (int s = first; s < first + slabs; s++) {
            for (int column = 0; column < inner; column += rowsAtOnce(n)) {
                int count = Math.min(rowsAtOnce(n), inner - column);
                gather(count, n, inner, call.in(0), call.inAt(0) + s * slab + column, rows, rowsAt);
                rows(call, count, n, rows, rowsAt, rows, rowsAt, thread);
                scatter(count, n, inner, rows, rowsAt, 0, call.out(), call.outAt() + s * slab + column);
            }
        }
    }

    /** Behind what {@link #rows} and {@link #rowsGradient} need. */
    private int gatheredAt(Call call, int n, int thread) {
        return call.scratchAt(thread) + (logarithm ? Math.max(n, rowsAtOnce(n)) : 0);
    }

    private static void gather(int rows, int n, int step, float[] from, int fromAt, float[] to, int toAt) {
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < rows; i++) {
                to[toAt + i * n + j] = from[fromAt + j * step + i];
            }
        }
    }

    private static void scatter(int rows, int n, int step, float[] from, int fromAt, float beta, float[] to,
            int toAt) {
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < rows; i++) {
                float value = from[fromAt + i * n + j];
                int at = toAt + j * step + i;
                to[at] = beta == 0 ? value : to[at] + value;
            }
        }
    }

    /** The function of each row. */
    private void rows(Call call, int rows, int n, float[] x, int xAt, float[] y, int yAt, int thread) {
        if (!logarithm) {
            call.kernels().softmax(rows, n, x, xAt, y, yAt);
            return;
        }
        // A part of rows on the last axis may have more of them than the logarithms have room.
        for (int row = 0; row < rows; row += rowsAtOnce(n)) {
            logarithms(call, Math.min(rowsAtOnce(n), rows - row), n, x, xAt + row * n, y, yAt + row * n, thread);
        }
    }

    /** The maximum goes first, so that the logarithm of the sum, from 0 to log n, loses no digits to it. */
    private static void logarithms(Call call, int rows, int n, float[] x, int xAt, float[] y, int yAt, int thread) {
        float[] logs = call.scratch();
        int logsAt = call.scratchAt(thread);
        for (int i = 0; i < rows; i++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                max = Math.max(max, x[xAt + i * n + j]);
            }
            call.kernels().affine(n, 1, -max, x, xAt + i * n, y, yAt + i * n);
        }
        call.kernels().logSumExpAboveMax(rows, n, y, yAt, logs, logsAt);
        for (int i = 0; i < rows; i++) {
            call.kernels().affine(n, 1, -logs[logsAt + i], y, yAt + i * n, y, yAt + i * n);
        }
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(parts(call), this, Softmax::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int slab = slab(call);
        int first = part * slabsPerPart(call);
        int slabs = Math.min(slabsPerPart(call), call.outSize() / slab - first);
        int inner = inner(call.outShape());
        int n = slab / inner;
        if (inner == 1) {
            rowsGradient(call, slabs, n, call.out(), call.outAt() + first * n, call.dOut(),
                    call.dOutAt() + first * n, call.dInBeta(0), call.dIn(0), call.dInAt(0) + first * n, thread);
            return;
        }
        float[] rows = call.scratch();
        int yAt = gatheredAt(call, n, thread);
        int dAt = yAt + rowsAtOnce(n) * n;
        for (int s = first; s < first + slabs; s++) {
            for (int column = 0; column < inner; column += rowsAtOnce(n)) {
                int count = Math.min(rowsAtOnce(n), inner - column);
                int at = s * slab + column;
                gather(count, n, inner, call.out(), call.outAt() + at, rows, yAt);
                gather(count, n, inner, call.dOut(), call.dOutAt() + at, rows, dAt);
                rowsGradient(call, count, n, rows, yAt, rows, dAt, 0, rows, dAt, thread);
                scatter(count, n, inner, rows, dAt, call.dInBeta(0), call.dIn(0), call.dInAt(0) + at);
            }
        }
    }

    private void rowsGradient(Call call, int rows, int n, float[] y, int yAt, float[] dY, int dYAt, float beta,
            float[] dX, int dXAt, int thread) {
        if (!logarithm) {
            call.kernels().softmaxGradient(rows, n, y, yAt, dY, dYAt, beta, dX, dXAt);
            return;
        }
        for (int i = 0; i < rows; i++) {
            logarithmGradient(call, n, y, yAt + i * n, dY, dYAt + i * n, beta, dX, dXAt + i * n, thread);
        }
    }

    /** dx = dy − exp(y) · Σ dy. */
    private static void logarithmGradient(Call call, int n, float[] y, int yAt, float[] dY, int dYAt, float beta,
            float[] dX, int dXAt, int thread) {
        float[] softmax = call.scratch();
        int at = call.scratchAt(thread);
        call.kernels().activate(ActivationFunction.EXPONENTIAL, 0, n, y, yAt, softmax, at);
        float sum = 0;
        for (int j = 0; j < n; j++) {
            sum += dY[dYAt + j];
        }
        for (int j = 0; j < n; j++) {
            float g = Math.fma(-softmax[at + j], sum, dY[dYAt + j]);
            dX[dXAt + j] = beta == 0 ? g : dX[dXAt + j] + g;
        }
    }

    @Override
    public String functionName() {
        return logarithm ? "log_softmax" : "softmax";
    }

    @Override
    public String className() {
        return logarithm ? "Activation" : "Softmax";
    }

    @Override
    public Object asOption() {
        return KnownActivations.asOption(this);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        if (!logarithm) {
            return Map.of("axis", axis);
        }
        return KnownActivations.config("log_softmax", axis == -1 ? Map.of() : Map.of("axis", axis));
    }
}
