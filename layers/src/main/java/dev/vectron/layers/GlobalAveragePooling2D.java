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
 * The mean of each channel over the whole picture: y[c] = Σ x[h][w][c] / (height · width), [batch, height, width,
 * channels] → [batch, channels], or → [batch, 1, 1, channels] with {@link #keepDims}.
 *
 * <p>Each sum is one chain of additions over the pixels in row-major order. A NaN in a channel makes its mean NaN.
 * Immutable and thread-safe.
 *
 * <p>An input that is no picture is a {@code ShapeException}.
 *
 * {@snippet :
 * Sequential.of(input(32, 32, 3), conv2D(64, 3).activation(RELU), globalAveragePooling2D(), dense(10));
 * }
 *
 * @param keepDims whether height and width stay as axes of length 1; false by default
 */
public record GlobalAveragePooling2D(boolean keepDims) implements Layer {
    private static final int BLOCK = 16_384;

    /** Means as vectors, Keras's default. */
    public GlobalAveragePooling2D() {
        this(false);
    }

    /**
     * This layer with or without axes of length 1 for height and width.
     *
     * @param keep whether they stay
     * @return the changed copy
     */
    public GlobalAveragePooling2D keepDims(boolean keep) {
        return new GlobalAveragePooling2D(keep);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("keepdims", keepDims);
        return config;
    }

    /** What {@link #config} says. */
    static GlobalAveragePooling2D fromConfig(Config config) {
        return new GlobalAveragePooling2D(config.flag("keepdims", false));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        int channels = Expect.picture(inputs).dim(2);
        return keepDims ? Shape.of(1, 1, channels) : Shape.of(channels);
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public long flops(Shape... inputs) {
        return inputs[0].size();
    }

    private static int picturesPerPart(Call call) {
        return Math.max(1, BLOCK / call.inShape(0).size());
    }

    private static int parts(Call call) {
        return Math.ceilDiv(call.batch(), picturesPerPart(call));
    }

    @Override
    public void forward(Call call) {
        call.parallel(parts(call), this, GlobalAveragePooling2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int size = call.inShape(0).size();
        int channels = call.outShape().size();
        int first = part * picturesPerPart(call);
        int end = Math.min(call.batch(), first + picturesPerPart(call));
        for (int picture = first; picture < end; picture++) {
            call.kernels().columnSums(size / channels, channels, call.in(0), call.inAt(0) + picture * size,
                    0, call.out(), call.outAt() + picture * channels);
        }
        int at = call.outAt() + first * channels;
        call.kernels().scale((end - first) * channels, share(size / channels), call.out(), at, 0, call.out(), at);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(parts(call), this, GlobalAveragePooling2D::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int size = call.inShape(0).size();
        int channels = call.outShape().size();
        int first = part * picturesPerPart(call);
        int end = Math.min(call.batch(), first + picturesPerPart(call));
        for (int picture = first; picture < end; picture++) {
            int dIn = call.dInAt(0) + picture * size;
            for (int pixel = 0; pixel < size; pixel += channels) {
                call.kernels().scale(channels, share(size / channels), call.dOut(), call.dOutAt() + picture * channels,
                        call.dInBeta(0), call.dIn(0), dIn + pixel);
            }
        }
    }

    private static float share(int pixels) {
        return 1f / pixels;
    }
}
