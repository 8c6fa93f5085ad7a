package dev.vectron.layers.merging;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.kernels.Kernels;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layer that merges its inputs element by element, from the first to the last: y = (x₀ ∘ x₁) ∘ x₂ …
 *
 * <p>The inputs have one shape, or differ in axes of length 1, which are repeated as in Keras: [batch, h, w, c] and
 * [batch, 1, 1, c] → [batch, h, w, c]; a shape with fewer axes gets axes of length 1 behind the batch. The gradient of
 * a repeated element is the sum of those of its copies, in the order of the output. If all inputs have masks, steps
 * count that do in any of them. What cannot be merged gives a {@code ShapeException}. All merges are immutable and
 * thread-safe.
 */
public sealed interface Merge extends Layer permits Sum, Subtract, Multiply, Average, Maximum, Minimum {
    /** Floats of a part of the work. */
    int BLOCK = 16_384;
    /** Floats that stay in the first-level cache from one step to the next. */
    int STEP = 2_048;

    /**
     * z = x ∘ y.
     *
     * @param kernels to compute with
     * @param n how many elements
     * @param x what has been merged so far
     * @param xAt where it begins
     * @param y the next input
     * @param yAt where it begins
     * @param z the result; may be the same range as x
     * @param zAt where it begins
     */
    void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt);

    /**
     * The factor of the output's gradient in that of an input.
     *
     * @param input the number of the input
     * @param inputs how many there are
     * @return the factor; 1 by default
     */
    default float gradientFactor(int input, int inputs) {
        return 1;
    }

    /**
     * Whether the gradient of an input depends on the values of an input, and of the output.
     *
     * @param input whose gradient
     * @param other whose values
     * @return whether {@link #gradient} must see them; no by default
     */
    default boolean gradientReads(int input, int other) {
        return false;
    }

    /**
     * Changes the gradient of an input by the values of one that it depends on.
     *
     * @param kernels to compute with
     * @param input whose gradient
     * @param other whose values
     * @param n how many elements
     * @param x the values of the other
     * @param xAt where they begin
     * @param y the output
     * @param yAt where it begins
     * @param g the gradient so far
     * @param gAt where it begins
     */
    default void gradient(Kernels kernels, int input, int other, int n, float[] x, int xAt, float[] y, int yAt,
            float[] g, int gAt) {}

    /**
     * What the merged values are multiplied by in the end.
     *
     * @param inputs how many inputs there are
     * @return the factor; 1 by default
     */
    default float factor(int inputs) {
        return 1;
    }

    @Override
    default Shape outputShape(Shape... inputs) {
        if (inputs.length < 2) {
            throw new ShapeException("takes at least two inputs, got " + inputs.length
                    + "; give it several nodes: " + baseName() + "(a, b).");
        }
        return Broadcast.shape(inputs);
    }

    @Override
    default boolean joinsMasks() {
        return true;
    }

    @Override
    default Map<String, @Nullable Object> config() {
        return Map.of();
    }

    @Override
    default Object prepare(Shape... inputs) {
        return Broadcast.of(inputs);
    }

    @Override
    default Needs needs(Shape... inputs) {
        Broadcast walk = Broadcast.of(inputs);
        Needs needs = Needs.of().scratch(2 * (walk.isPlain() ? STEP : walk.run()));
        // A gradient that depends on an input's own values compares them with the output.
        return gradientReads(0, 0) ? needs.input().output() : gradientReads(0, 1) ? needs.input() : needs;
    }

    @Override
    default long flops(Shape... inputs) {
        return (inputs.length - 1L) * outputShape(inputs).size();
    }

    @Override
    default void forward(Call call) {
        call.parallel(call.prepared(Broadcast.class).parts(call), this, Merge::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        Broadcast walk = call.prepared(Broadcast.class);
        if (walk.isPlain()) {
            int end = Math.min((part + 1) * BLOCK, call.outSize());
            for (int from = part * BLOCK; from < end; from += STEP) {
                forwardRow(call, walk, from, 0, Math.min(STEP, end - from), thread);
            }
            return;
        }
        int end = Math.min(call.batch(), (part + 1) * walk.samplesPerPart());
        for (int sample = part * walk.samplesPerPart(); sample < end; sample++) {
            for (int row = 0; row < walk.rows(); row++) {
                forwardRow(call, walk, sample, row, walk.run(), thread);
            }
        }
    }

    private void forwardRow(Call call, Broadcast walk, int place, int row, int n, int thread) {
        int out = call.outAt() + walk.outAt(place, row);
        int first = call.scratchAt(thread);
        int second = first + n;
        float[] merged = walk.values(call, 0, place, row, n, first);
        int at = walk.valuesAt(call, 0, place, row, first);
        for (int i = 1; i < call.inputs(); i++) {
            float[] next = walk.values(call, i, place, row, n, second);
            combine(call.kernels(), n, merged, at, next, walk.valuesAt(call, i, place, row, second), call.out(), out);
            merged = call.out();
            at = out;
        }
        float factor = factor(call.inputs());
        if (factor != 1) {
            call.kernels().scale(n, factor, call.out(), out, 0, call.out(), out);
        }
    }

    @Override
    default void backward(Call call) {
        call.parallel(call.prepared(Broadcast.class).parts(call), this, Merge::backwardPart);
    }

    private void backwardPart(Call call, int part, int thread) {
        Broadcast walk = call.prepared(Broadcast.class);
        if (walk.isPlain()) {
            int end = Math.min((part + 1) * BLOCK, call.outSize());
            for (int from = part * BLOCK; from < end; from += STEP) {
                backwardRow(call, walk, from, 0, Math.min(STEP, end - from), thread);
            }
            return;
        }
        int end = Math.min(call.batch(), (part + 1) * walk.samplesPerPart());
        for (int sample = part * walk.samplesPerPart(); sample < end; sample++) {
            walk.clearRepeated(call, sample);
            for (int row = 0; row < walk.rows(); row++) {
                backwardRow(call, walk, sample, row, walk.run(), thread);
            }
        }
    }

    private void backwardRow(Call call, Broadcast walk, int place, int row, int n, int thread) {
        int out = walk.outAt(place, row);
        float[] g = call.scratch();
        int at = call.scratchAt(thread);
        int values = at + n;
        for (int i = 0; i < call.inputs(); i++) {
            if (!call.wantsDIn(i)) {
                continue;
            }
            call.kernels().scale(n, gradientFactor(i, call.inputs()), call.dOut(), call.dOutAt() + out, 0, g, at);
            for (int other = 0; other < call.inputs(); other++) {
                if (gradientReads(i, other)) {
                    gradient(call.kernels(), i, other, n, walk.values(call, other, place, row, n, values),
                            walk.valuesAt(call, other, place, row, values), call.out(), call.outAt() + out, g, at);
                }
            }
            walk.addGradient(call, i, place, row, n, g, at);
        }
    }
}
