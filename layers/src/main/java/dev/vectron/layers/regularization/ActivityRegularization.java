package dev.vectron.layers.regularization;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes its input on and adds (l1 · Σ |x| + l2 · Σ x²) / batch to the loss, the sums over all values of the batch, as
 * in Keras. Any shape → the same shape.
 *
 * <p>The term counts in evaluation too. Its gradient (l1 · sign(x) + 2 · l2 · x) / batch is added to that of the
 * output. A negative or infinite factor is an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model sparse = Sequential.of(input(784), dense(32).activation(RELU), activityRegularization(1e-5, 0), dense(784));
 * }
 *
 * @param l1 the factor of absolute values, at least 0
 * @param l2 the factor of squares, at least 0
 */
public record ActivityRegularization(double l1, double l2) implements Layer {
    private static final int MOST_PARTS = 32;
    private static final int BLOCK = 16_384;

    /** Checks the factors. */
    public ActivityRegularization {
        if (!(l1 >= 0 && l2 >= 0) || Double.isInfinite(l1 + l2)) {
            throw new IllegalArgumentException("ActivityRegularization: l1 and l2 must be at least 0, got " + l1
                    + " and " + l2 + ".");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("l1", l1);
        config.put("l2", l2);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static ActivityRegularization fromConfig(Config config) {
        return new ActivityRegularization(config.number("l1", 0), config.number("l2", 0));
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
        // Of each part of the work the sum of its terms, and what a float cannot hold of it.
        return Needs.of().output().workspace(2 * MOST_PARTS).allowsInPlace();
    }

    private static int blocksPerPart(Call call) {
        return Math.ceilDiv(Math.ceilDiv(call.outSize(), BLOCK), MOST_PARTS);
    }

    private static int parts(Call call) {
        return Math.ceilDiv(call.outSize(), blocksPerPart(call) * BLOCK);
    }

    @Override
    public void forward(Call call) {
        call.parallel(parts(call), this, ActivityRegularization::forwardPart);
        double sum = 0;
        for (int part = 0; part < parts(call); part++) {
            int at = call.workspaceAt() + 2 * part;
            sum += (double) call.workspace()[at] + call.workspace()[at + 1];
        }
        call.addLoss(sum / call.batch());
    }

    private void forwardPart(Call call, int part, int thread) {
        int from = part * blocksPerPart(call) * BLOCK;
        int n = Math.min(call.outSize() - from, blocksPerPart(call) * BLOCK);
        int in = call.inAt(0) + from;
        double absolute = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = call.in(0)[in + i];
            absolute += Math.abs(x);
            squares = Math.fma(x, x, squares);
        }
        if (call.in(0) != call.out() || call.inAt(0) != call.outAt()) {
            System.arraycopy(call.in(0), in, call.out(), call.outAt() + from, n);
        }
        double sum = l1 * absolute + l2 * squares;
        int to = call.workspaceAt() + 2 * part;
        call.workspace()[to] = (float) sum;
        call.workspace()[to + 1] = (float) (sum - (float) sum);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(parts(call), this, ActivityRegularization::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int from = part * blocksPerPart(call) * BLOCK;
        int n = Math.min(call.outSize() - from, blocksPerPart(call) * BLOCK);
        float ofSign = (float) (l1 / call.batch());
        float ofValue = (float) (2 * l2 / call.batch());
        float[] dIn = call.dIn(0);
        for (int i = from; i < from + n; i++) {
            float x = call.out()[call.outAt() + i];
            float g = Math.fma(ofValue, x, ofSign * Math.signum(x)) + call.dOut()[call.dOutAt() + i];
            int to = call.dInAt(0) + i;
            dIn[to] = call.dInBeta(0) == 0 ? g : dIn[to] + g;
        }
    }
}
