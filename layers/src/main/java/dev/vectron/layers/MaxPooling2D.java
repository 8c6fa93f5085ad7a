package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Host;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.kernels.PoolingShape;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The maximum over windows of a picture, each channel alone: [batch, height, width, channels] → [batch, outHeight,
 * outWidth, channels]; sizes as {@link Padding} says. Added pixels never win.
 *
 * <p>The gradient goes whole to the first maximum of a window in row-major order. A NaN in a window makes its result
 * NaN. Immutable and thread-safe.
 *
 * <p>Sizes below 1 are an {@code IllegalArgumentException}; an input that is no picture, or with VALID one smaller than
 * the pool, is a {@code ShapeException}.
 *
 * {@snippet :
 * maxPooling2D(3).strides(2).padding(SAME);
 * }
 *
 * <p>A ReLU in front is applied to the maxima instead: max(relu(x)) = relu(max(x)), and where the maximum is not above
 * 0 no gradient passes either way. So it has fewer values to do, and the layer before it need not keep its output.
 *
 * @param poolSize height and width of a window
 * @param strides steps between windows; the pool size by default
 * @param padding what happens at the border; VALID by default
 * @param activation applied last; only set by fusion; linear by default
 */
public record MaxPooling2D(Extent poolSize, Extent strides, Padding padding, Activation activation) implements Host {
    private static final int BLOCK = 16_384;

    /** Checks the padding. */
    public MaxPooling2D {
        Expect.notCausal("MaxPooling2D", padding);
    }

    /**
     * Windows side by side, with Keras's defaults.
     *
     * @param poolSize height and width of a window
     */
    public MaxPooling2D(Extent poolSize) {
        this(poolSize, poolSize, Padding.VALID);
    }

    /**
     * Windows of those sizes and steps.
     *
     * @param poolSize height and width of a window
     * @param strides steps between windows
     * @param padding what happens at the border
     */
    public MaxPooling2D(Extent poolSize, Extent strides, Padding padding) {
        this(poolSize, strides, padding, Activation.LINEAR);
    }

    /**
     * This layer with those strides.
     *
     * @param step pixels from one window to the next, along both axes
     * @return the changed copy
     */
    public MaxPooling2D strides(int step) {
        return strides(step, step);
    }

    /**
     * This layer with those strides.
     *
     * @param vertical rows from one window to the next
     * @param horizontal columns from one window to the next
     * @return the changed copy
     */
    public MaxPooling2D strides(int vertical, int horizontal) {
        return new MaxPooling2D(poolSize, Extent.of("MaxPooling2D", "strides", vertical, horizontal), padding,
                activation);
    }

    /**
     * This layer with that padding.
     *
     * @param border VALID or SAME
     * @return the changed copy
     */
    public MaxPooling2D padding(Padding border) {
        return new MaxPooling2D(poolSize, strides, border, activation);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("pool_size", poolSize.toArray());
        config.put("strides", strides.toArray());
        config.put("padding", padding);
        return config;
    }

    /** What {@link #config} says. */
    static MaxPooling2D fromConfig(Config config) {
        Extent poolSize = Extent.readFrom(config, "pool_size", new Extent(2, 2));
        return new MaxPooling2D(poolSize, Extent.readFrom(config, "strides", poolSize),
                config.choice("padding", Padding.VALID));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        Expect.pool(in, poolSize, padding);
        PoolingShape s = poolingShape(in);
        return Shape.of(s.outHeight(), s.outWidth(), s.channels());
    }

    private PoolingShape poolingShape(Shape in) {
        int height = in.dim(0);
        int width = in.dim(1);
        return new PoolingShape(height, width, in.dim(2),
                padding.outputSize(height, poolSize.height(), strides.height()), padding.outputSize(width,
                poolSize.width(), strides.width()),
                poolSize.height(), poolSize.width(), strides.height(), strides.width(),
                padding.before(height, poolSize.height(), strides.height()), padding.before(width, poolSize.width(),
                strides.width()));
    }

    @Override
    public Needs needs(Shape... inputs) {
        Needs needs = Needs.of().savedPerSample(poolingShape(inputs[0]).outputSize());
        return activation.equals(Activation.LINEAR) ? needs : needs.output();
    }

    @Override
    public Optional<Layer> fusedBehind(Layer previous) {
        return previous.equals(Activation.RELU) && activation.equals(Activation.LINEAR)
                ? Optional.of(new MaxPooling2D(poolSize, strides, padding, Activation.RELU)) : Optional.empty();
    }

    @Override
    public Object prepare(Shape... inputs) {
        return poolingShape(inputs[0]);
    }

    @Override
    public long flops(Shape... inputs) {
        return (long) outputShape(inputs).size() * poolSize.height() * poolSize.width();
    }

    private static int picturesPerPart(PoolingShape s) {
        return Math.max(1, BLOCK / s.inputSize());
    }

    @Override
    public void forward(Call call) {
        int pictures = picturesPerPart(call.prepared(PoolingShape.class));
        call.parallel(Math.ceilDiv(call.batch(), pictures), this, MaxPooling2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        Elementwise function = FusedActivation.of(activation);
        PoolingShape s = call.prepared(PoolingShape.class);
        int end = Math.min(call.batch(), (part + 1) * picturesPerPart(s));
        for (int picture = part * picturesPerPart(s); picture < end; picture++) {
            int out = picture * s.outputSize();
            call.willReadIn(picture, 1, thread);
            call.kernels().maxPooling(s, call.in(0), call.inAt(0) + picture * s.inputSize(), call.out(),
                    call.outAt() + out,
                    call.training() ? call.saved() : null, call.training() ? call.savedAt() + out : 0);
            call.kernels().activate(function.function(), function.slope(), s.outputSize(), call.out(),
                    call.outAt() + out, call.out(), call.outAt() + out);
            call.wroteOut(picture, 1, thread);
        }
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            int pictures = picturesPerPart(call.prepared(PoolingShape.class));
            call.parallel(Math.ceilDiv(call.batch(), pictures), this, MaxPooling2D::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        Elementwise function = FusedActivation.of(activation);
        PoolingShape s = call.prepared(PoolingShape.class);
        int end = Math.min(call.batch(), (part + 1) * picturesPerPart(s));
        for (int picture = part * picturesPerPart(s); picture < end; picture++) {
            int out = picture * s.outputSize();
            call.willReadDOut(picture, 1, thread);
            function.gradientInPlace(call, out, s.outputSize());
            call.kernels().maxPoolingGradient(s, call.dOut(), call.dOutAt() + out, call.saved(), call.savedAt() + out,
                    call.dInBeta(0), call.dIn(0), call.dInAt(0) + picture * s.inputSize());
            call.wroteDIn(picture, 1, thread);
        }
    }
}
