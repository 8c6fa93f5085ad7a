package dev.vectron.layers.pooling;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.DepthwiseKernels;
import dev.vectron.kernels.DepthwiseShape;
import dev.vectron.layers.Expect;
import dev.vectron.layers.Extent;
import dev.vectron.layers.Padding;
import dev.vectron.layers.Window;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean over windows of a picture, each channel alone: [batch, height, width, channels] → [batch, outHeight,
 * outWidth, channels]; sizes as {@link Padding} says. Added pixels are not counted: a window that reaches over the
 * border has the mean of the pixels inside.
 *
 * <p>It is a depthwise convolution with the kernel 1 / (poolHeight · poolWidth), whose results at the border are scaled
 * up. An input that is no picture, or with VALID one smaller than the pool, is refused with a {@code ShapeException}.
 * Immutable and thread-safe.
 *
 * {@snippet :
 * averagePooling2D(3).strides(2).padding(SAME);
 * }
 *
 * @param poolSize height and width of a window
 * @param strides steps between windows; the pool size by default
 * @param padding what happens at the border; VALID by default
 */
public record AveragePooling2D(Extent poolSize, Extent strides, Padding padding) implements Layer {
    private static final int BLOCK = 16_384;

    /** Checks the padding. */
    public AveragePooling2D {
        Expect.notCausal("AveragePooling2D", padding);
    }

    /**
     * Windows side by side, with Keras's defaults.
     *
     * @param poolSize height and width of a window
     */
    public AveragePooling2D(Extent poolSize) {
        this(poolSize, poolSize, Padding.VALID);
    }

    /**
     * This layer with those strides.
     *
     * @param step pixels from one window to the next, along both axes
     * @return the changed copy
     */
    public AveragePooling2D strides(int step) {
        return strides(step, step);
    }

    /**
     * This layer with those strides.
     *
     * @param vertical rows from one window to the next
     * @param horizontal columns from one window to the next
     * @return the changed copy
     */
    public AveragePooling2D strides(int vertical, int horizontal) {
        return new AveragePooling2D(poolSize, Extent.of("AveragePooling2D", "strides", vertical, horizontal), padding);
    }

    /**
     * This layer with that padding.
     *
     * @param border VALID or SAME
     * @return the changed copy
     */
    public AveragePooling2D padding(Padding border) {
        return new AveragePooling2D(poolSize, strides, border);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("pool_size", poolSize.toArray());
        config.put("strides", strides.toArray());
        config.put("padding", padding);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static AveragePooling2D fromConfig(Config config) {
        Extent poolSize = Extent.readFrom(config, "pool_size");
        return new AveragePooling2D(poolSize, Extent.readFrom(config, "strides", poolSize),
                config.choice("padding", Padding.VALID));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        Expect.pool(in, poolSize, padding);
        DepthwiseShape s = shape(in);
        return Shape.of(s.outHeight(), s.outWidth(), s.channels());
    }

    private DepthwiseShape shape(Shape in) {
        Window window = new Window(poolSize).strides(strides).padding(padding);
        int height = in.dim(0);
        int width = in.dim(1);
        return new DepthwiseShape(height, width, in.dim(2), window.outHeight(height), window.outWidth(width), 1,
                poolSize.height(), poolSize.width(), strides.height(), strides.width(), 1, 1,
                window.padTop(height), window.padLeft(width));
    }

    @Override
    public Object prepare(Shape... inputs) {
        return shape(inputs[0]);
    }

    @Override
    public Needs needs(Shape... inputs) {
        DepthwiseShape s = shape(inputs[0]);
        return Needs.of().packed(s.kernelSize()).scratch(DepthwiseKernels.depthwiseScratch(s));
    }

    @Override
    public long flops(Shape... inputs) {
        return (long) outputShape(inputs).size() * poolSize.height() * poolSize.width();
    }

    @Override
    public void pack(Call call) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        Arrays.fill(call.packed(), call.packedAt(), call.packedAt() + s.kernelSize(), 1f / s.taps());
    }

    private static int picturesPerPart(DepthwiseShape s) {
        return Math.max(1, BLOCK / s.inputSize());
    }

    @Override
    public void forward(Call call) {
        int pictures = picturesPerPart(call.prepared(DepthwiseShape.class));
        call.parallel(Math.ceilDiv(call.batch(), pictures), this, AveragePooling2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        int picture = part * picturesPerPart(s);
        int pictures = Math.min(picturesPerPart(s), call.batch() - picture);
        int out = call.outAt() + picture * s.outputSize();
        call.kernels().depthwise(s, pictures, call.in(0), call.inAt(0) + picture * s.inputSize(), call.packed(),
                call.packedAt(), null, 0, ActivationFunction.LINEAR, 0, 0, s.outHeight(), call.out(), out,
                call.scratch(), call.scratchAt(thread));
        scaleUpAtBorder(call, pictures, call.out(), out);
    }

    /** Results of windows with fewer pixels were divided by too many; the same holds for the way back. */
    private void scaleUpAtBorder(Call call, int pictures, float[] values, int at) {
        if (padding == Padding.VALID) {
            return;
        }
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        for (int row = 0; row < pictures * s.outHeight(); row++) {
            int rows = inside(row % s.outHeight() * s.strideH() - s.padTop(), s.kernelHeight(), s.height());
            for (int column = 0; column < s.outWidth(); column++) {
                int count = rows * inside(column * s.strideW() - s.padLeft(), s.kernelWidth(), s.width());
                if (count < s.taps()) {
                    int pixel = at + (row * s.outWidth() + column) * s.channels();
                    call.kernels().scale(s.channels(), (float) s.taps() / count, values, pixel, 0, values, pixel);
                }
            }
        }
    }

    /** How many of the places from {@code from} on lie in [0, n). */
    private static int inside(int from, int size, int n) {
        return Math.min(from + size, n) - Math.max(from, 0);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            int pictures = picturesPerPart(call.prepared(DepthwiseShape.class));
            call.parallel(Math.ceilDiv(call.batch(), pictures), this, AveragePooling2D::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        int picture = part * picturesPerPart(s);
        int pictures = Math.min(picturesPerPart(s), call.batch() - picture);
        int dOut = call.dOutAt() + picture * s.outputSize();
        scaleUpAtBorder(call, pictures, call.dOut(), dOut);
        call.kernels().depthwiseDataGradient(s, pictures, call.dOut(), dOut, call.packed(), call.packedAt(),
                call.dInBeta(0), 0, s.height(), call.dIn(0), call.dInAt(0) + picture * s.inputSize(), call.scratch(),
                call.scratchAt(thread));
    }
}
