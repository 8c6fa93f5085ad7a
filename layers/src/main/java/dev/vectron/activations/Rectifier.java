package dev.vectron.activations;

import dev.vectron.graph.Call;
import dev.vectron.graph.Needs;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rectifier with a threshold, or with both a slope and a largest value: y = maxValue where x ≥ maxValue, x where
 * threshold &lt; x, else slope · (x − threshold). With fewer options it is an {@link Elementwise}, whose derivative
 * follows from its output.
 *
 * @param slope the slope below the threshold
 * @param maxValue the largest output
 * @param threshold where it begins
 */
record Rectifier(float slope, float maxValue, float threshold) implements Activation {
    static Activation of(float slope, float maxValue, float threshold) {
        requireAtLeastZero("negativeSlope", slope, false);
        requireAtLeastZero("maxValue", maxValue, true);
        requireAtLeastZero("threshold", threshold, false);
        boolean capped = maxValue < Float.POSITIVE_INFINITY;
        if (threshold != 0 || slope != 0 && capped) {
            return new Rectifier(slope, maxValue, threshold);
        }
        if (capped) {
            return new Elementwise(ActivationFunction.CAPPED_RELU, maxValue);
        }
        return slope == 0 ? RELU : new Elementwise(ActivationFunction.LEAKY_RELU, slope);
    }

    private static void requireAtLeastZero(String option, float value, boolean mayBeInfinite) {
        if (!(value >= 0) || !mayBeInfinite && Float.isInfinite(value)) {
            throw new IllegalArgumentException("relu: " + option + " must be a number of at least 0, got " + value
                    + ".");
        }
    }

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
        return Needs.of().input().allowsInPlace();
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.outSize(), Elementwise.BLOCK), this, Rectifier::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int from = part * Elementwise.BLOCK;
        int n = Math.min(Elementwise.BLOCK, call.outSize() - from);
        float[] in = call.in(0);
        float[] out = call.out();
        int inAt = call.inAt(0) + from;
        int outAt = call.outAt() + from;
        for (int i = 0; i < n; i++) {
            out[outAt + i] = value(in[inAt + i]);
        }
    }

    private float value(float x) {
        if (x > threshold) {
            return Math.min(x, maxValue);
        }
        // 0 times minus infinity would be NaN.
        return slope == 0 && x <= threshold ? 0 : slope * (x - threshold);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.outSize(), Elementwise.BLOCK), this, Rectifier::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int from = part * Elementwise.BLOCK;
        int n = Math.min(Elementwise.BLOCK, call.outSize() - from);
        float beta = call.dInBeta(0);
        int inAt = call.inAt(0) + from;
        int dOutAt = call.dOutAt() + from;
        int dInAt = call.dInAt(0) + from;
        for (int i = 0; i < n; i++) {
            float g = derivative(call.in(0)[inAt + i]) * call.dOut()[dOutAt + i];
            call.dIn(0)[dInAt + i] = beta == 0 ? g : call.dIn(0)[dInAt + i] + g;
        }
    }

    /** NaN where x is NaN. */
    private float derivative(float x) {
        if (x > threshold) {
            return x < maxValue || maxValue == Float.POSITIVE_INFINITY ? 1 : 0;
        }
        return x <= threshold ? slope : x;
    }

    @Override
    public String functionName() {
        return "relu";
    }

    @Override
    public String className() {
        return "ReLU";
    }

    @Override
    public String baseName() {
        return "re_lu";
    }

    @Override
    public Object asOption() {
        return KnownActivations.asOption(this);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return config(slope, maxValue, threshold);
    }

    static Map<String, @Nullable Object> config(float slope, float maxValue, float threshold) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("max_value", maxValue < Float.POSITIVE_INFINITY ? maxValue : null);
        options.put("negative_slope", slope);
        options.put("threshold", threshold);
        return options;
    }
}
