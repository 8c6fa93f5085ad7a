package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In training sets each value to 0 with probability {@code rate} and divides the others by 1 − rate; in inference does
 * nothing. Any shape → the same shape.
 *
 * <p>What is dropped follows from the seed, the layer's place in the model, the epoch and the sample's number in the
 * data set, so it does not depend on batches or threads. The mask is not stored but computed again.
 *
 * <p>With a noise shape, values share what is drawn along the axes where it is 1. A noise shape that does not suit the
 * input gives a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * x.then(dense(128)).then(dropout(0.5));
 * input(20, 64).then(dropout(0.2).noiseShape(1, 64));       // the same features in all 20 steps
 * }
 *
 * <p>y = 0 with probability rate, else x / (1 − rate). A rate outside of [0, 1) is an {@code IllegalArgumentException},
 * a second input a {@code ShapeException}.
 *
 * {@snippet :
 * Sequential.of(input(784), dense(128).activation(RELU), dropout(0.5), dense(10));
 * }
 *
 * @param rate the share of values to drop, 0 ≤ rate &lt; 1
 * @param noiseShape the mask's shape without the batch axis, 1 where values share it; none, the default, for the
 *     input's
 */
public record Dropout(float rate, List<Integer> noiseShape) implements Layer {
    private static final int BLOCK = 16_384;

    /** Checks the options. */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("Dropout: the rate must be at least 0 and below 1, got " + rate + ".");
        }
        noiseShape = List.copyOf(noiseShape);
        if (noiseShape.stream().anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException("Dropout: the noise shape must have lengths of at least 1, got "
                    + noiseShape
                    + "; leave the batch axis out.");
        }
    }

    /**
     * Each value for itself.
     *
     * @param rate the share of values to drop, 0 ≤ rate &lt; 1
     */
    public Dropout(float rate) {
        this(rate, List.of());
    }

    /**
     * This layer with values that share what is drawn.
     *
     * @param lengths the mask's shape without the batch axis: 1 for axes along which it is shared, the input's length
     *     for the others
     * @return the changed copy
     */
    public Dropout noiseShape(int... lengths) {
        return new Dropout(rate, Arrays.stream(lengths).boxed().toList());
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("rate", rate);
        config.put("noise_shape", noiseShape.isEmpty() ? null : noiseShape);
        return config;
    }

    /** What {@link #config} says. */
    static Dropout fromConfig(Config config) {
        Dropout plain = new Dropout((float) config.number("rate"));
        return config.has("noise_shape") ? plain.noiseShape(config.integers("noise_shape", 0)) : plain;
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        boolean suits = noiseShape.isEmpty() || noiseShape.size() == in.rank();
        for (int axis = 0; axis < noiseShape.size() && suits; axis++) {
            suits = noiseShape.get(axis) == 1 || noiseShape.get(axis) == in.dim(axis);
        }
        if (!suits) {
            throw ShapeException.mismatch("an input that the noise shape " + noiseShape + " suits", in,
                    "give each axis but the batch its length, or 1 where the mask is shared");
        }
        return in;
    }

    @Override
    public @Nullable Object prepare(Shape... inputs) {
        return noiseShape.isEmpty() ? null : new SharedMask(rate, noiseShape, inputs[0]);
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
            drop(call, sample, call.in(0), call.inAt(0) + from, 0, call.out(), call.outAt() + from);
        }
    }

    private void drop(Call call, int sample, float[] x, int xAt, float beta, float[] y, int yAt) {
        if (noiseShape.isEmpty()) {
            call.kernels().dropout(call.outShape().size(), rate, call.randomKey(sample), 0, x, xAt, beta, y, yAt);
        } else {
            call.prepared(SharedMask.class).apply(call.randomKey(sample), x, xAt, beta, y, yAt);
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
                drop(call, sample, call.dOut(), dOut, call.dInBeta(0), call.dIn(0), dIn);
            } else {
                call.kernels().scale(size, 1, call.dOut(), dOut, call.dInBeta(0), call.dIn(0), dIn);
            }
        }
    }
}
