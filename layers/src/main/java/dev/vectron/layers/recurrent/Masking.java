package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks steps whose features all equal a value as padding, for the recurrent layers behind it and for the loss, and
 * puts zeros there: [batch, time, features] → the same shape.
 *
 * <p>An input of another rank gives a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(20, 8), masking(0), lstm(32), dense(1));
 * }
 *
 * @param maskValue the value; 0 by default
 */
public record Masking(float maskValue) implements Layer {
    /** Checks the value. */
    public Masking {
        if (Float.isNaN(maskValue)) {
            throw new IllegalArgumentException("Masking: maskValue must be a number, got NaN; fill the padded steps"
                    + " with a number that no other step has.");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("mask_value", maskValue);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Masking fromConfig(Config config) {
        return new Masking((float) config.number("mask_value", 0));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return Expect.sequence(Expect.single(inputs));
    }

    @Override
    public Optional<Layer> mask(Shape... inputs) {
        return Optional.of(new StepMask(maskValue));
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().input();
    }

    @Override
    public void forward(Call call) {
        call.parallel(call.batch(), this, Masking::forwardPart);
    }

    private void forwardPart(Call call, int sample, int thread) {
        int n = call.inShape(0).dim(1);
        for (int t = 0; t < call.inShape(0).dim(0); t++) {
            int row = (sample * call.inShape(0).dim(0) + t) * n;
            if (isPadding(call, row, n)) {
                Arrays.fill(call.out(), call.outAt() + row, call.outAt() + row + n, 0f);
            } else {
                System.arraycopy(call.in(0), call.inAt(0) + row, call.out(), call.outAt() + row, n);
            }
        }
    }

    private boolean isPadding(Call call, int row, int n) {
        for (int j = 0; j < n; j++) {
            if (call.in(0)[call.inAt(0) + row + j] != maskValue) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(call.batch(), this, Masking::backwardPart);
        }
    }

    private void backwardPart(Call call, int sample, int thread) {
        int n = call.inShape(0).dim(1);
        for (int t = 0; t < call.inShape(0).dim(0); t++) {
            int row = (sample * call.inShape(0).dim(0) + t) * n;
            int to = call.dInAt(0) + row;
            if (!isPadding(call, row, n)) {
                call.kernels().scale(n, 1, call.dOut(), call.dOutAt() + row, call.dInBeta(0), call.dIn(0), to);
            } else if (call.dInBeta(0) == 0) {
                Arrays.fill(call.dIn(0), to, to + n, 0f);
            }
        }
    }
}
