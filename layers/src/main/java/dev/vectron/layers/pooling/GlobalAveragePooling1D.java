package dev.vectron.layers.pooling;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean of each feature over the steps that count: y[f] = Σ m[t]·x[t][f] / Σ m[t], where m[t] is 0 for padding if
 * there is a mask and 1 else; [batch, steps, features] → [batch, features], or → [batch, 1, features] with
 * {@link #keepDims}.
 *
 * <p>Each sum is one chain of additions over the steps in order. A NaN in a step that counts makes the mean NaN. A
 * sequence of nothing but padding has the mean 0 (Keras divides 0 by 0). An input that is no sequence is refused with a
 * {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(80), embedding(10_000, 64).maskZero(true), globalAveragePooling1D(), dense(1));
 * }
 *
 * @param keepDims whether the steps stay as an axis of length 1; false by default
 */
public record GlobalAveragePooling1D(boolean keepDims) implements Layer {
    private static final int BLOCK = 16_384;

    /** Means as vectors, Keras's default. */
    public GlobalAveragePooling1D() {
        this(false);
    }

    /**
     * This layer with or without an axis of length 1 for the steps.
     *
     * @param keep whether it stays
     * @return the changed copy
     */
    public GlobalAveragePooling1D keepDims(boolean keep) {
        return new GlobalAveragePooling1D(keep);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("keepdims", keepDims);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static GlobalAveragePooling1D fromConfig(Config config) {
        return new GlobalAveragePooling1D(config.flag("keepdims", false));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        int features = Expect.sequence(Expect.single(inputs)).dim(1);
        return keepDims ? Shape.of(1, features) : Shape.of(features);
    }

    @Override
    public boolean readsMask() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public long flops(Shape... inputs) {
        return inputs[0].size();
    }

    private static int samplesPerPart(Call call) {
        return Math.max(1, BLOCK / call.inShape(0).size());
    }

    private static int parts(Call call) {
        return Math.ceilDiv(call.batch(), samplesPerPart(call));
    }

    private static boolean counts(Call call, int step) {
        float[] mask = call.mask();
        return mask == null || mask[call.maskAt() + step] != 0;
    }

    /** 1 / steps that count, for the sample whose first step is given; 0 if none does. */
    private static float share(Call call, int first) {
        int count = 0;
        for (int step = first; step < first + call.inShape(0).dim(0); step++) {
            count += counts(call, step) ? 1 : 0;
        }
        return count == 0 ? 0 : 1f / count;
    }

    @Override
    public void forward(Call call) {
        call.parallel(parts(call), this, GlobalAveragePooling1D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int steps = call.inShape(0).dim(0);
        int features = call.inShape(0).dim(1);
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            int out = call.outAt() + sample * features;
            if (call.mask() == null) {
                call.kernels().columnSums(steps, features, call.in(0), call.inAt(0) + sample * steps * features, 0,
                        call.out(), out);
            } else {
                sumOfThoseThatCount(call, sample, out);
            }
            call.kernels().scale(features, share(call, sample * steps), call.out(), out, 0, call.out(), out);
        }
    }

    private static void sumOfThoseThatCount(Call call, int sample, int out) {
        int steps = call.inShape(0).dim(0);
        int features = call.inShape(0).dim(1);
        Arrays.fill(call.out(), out, out + features, 0f);
        for (int step = sample * steps; step < (sample + 1) * steps; step++) {
            if (counts(call, step)) {
                call.kernels().add(features, call.out(), out, call.in(0), call.inAt(0) + step * features, call.out(),
                        out);
            }
        }
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(parts(call), this, GlobalAveragePooling1D::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int steps = call.inShape(0).dim(0);
        int features = call.inShape(0).dim(1);
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            float share = share(call, sample * steps);
            for (int step = sample * steps; step < (sample + 1) * steps; step++) {
                call.kernels().scale(features, counts(call, step) ? share : 0, call.dOut(),
                        call.dOutAt() + sample * features, call.dInBeta(0), call.dIn(0),
                        call.dInAt(0) + step * features);
            }
        }
    }
}
