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
 * In training sets each value to 0 with probability {@code rate} and divides the others by 1 − rate; in inference does
 * nothing. Any shape → the same shape.
 *
 * <p>What is dropped follows from the seed, the layer's place in the model, the epoch and the sample's number in the
 * data set, so it does not depend on batches or threads. The mask is not stored but computed again. Immutable and
 * thread-safe.
 *
 * <p>y = 0 with probability rate, else x / (1 − rate). A rate outside of [0, 1) is an {@code IllegalArgumentException},
 * a second input a {@code ShapeException}.
 *
 * {@snippet :
 * Sequential.of(input(784), dense(128).activation(RELU), dropout(0.5), dense(10));
 * }
 *
 * @param rate the share of values to drop, 0 ≤ rate &lt; 1
 */
public record Dropout(float rate) implements Layer {
    private static final int BLOCK = 16_384;

    /** Checks the rate. */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout: the rate must be at least 0 and below 1, got " + rate + ".");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("rate", rate);
        return config;
    }

    /** What {@link #config} says. */
    static Dropout fromConfig(Config config) {
        return new Dropout((float) config.number("rate"));
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
        return rate == 0 ? Needs.of().view() : Needs.of().allowsInPlace();
    }

    private static int samplesPerPart(Call call) {
        return Math.max(1, BLOCK / call.outShape().size());
    }

    @Override
    public void forward(Call call) {
        if (drops(call)) {
            call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Dropout::forwardPart);
        } else if (call.in(0) != call.out() || call.inAt(0) != call.outAt()) {
            System.arraycopy(call.in(0), call.inAt(0), call.out(), call.outAt(), call.outSize());
        }
    }

    private boolean drops(Call call) {
        return call.training() && rate > 0;
    }

    private void forwardPart(Call call, int part, int thread) {
        int size = call.outShape().size();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            int from = sample * size;
            call.kernels().dropout(size, rate, call.randomKey(sample), 0, call.in(0), call.inAt(0) + from, 0,
                    call.out(), call.outAt() + from);
        }
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Dropout::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int size = call.outShape().size();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            int dOut = call.dOutAt() + sample * size;
            int dIn = call.dInAt(0) + sample * size;
            if (drops(call)) {
                call.kernels().dropout(size, rate, call.randomKey(sample), 0, call.dOut(), dOut, call.dInBeta(0),
                        call.dIn(0), dIn);
            } else {
                call.kernels().scale(size, 1, call.dOut(), dOut, call.dInBeta(0), call.dIn(0), dIn);
            }
        }
    }
}
