package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
import dev.vectron.kernels.DepthwiseKernels;
import dev.vectron.kernels.DepthwiseShape;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A two-dimensional convolution of each channel on its own: {@code y[oh][ow][c·depthMultiplier + m] =
 * activation(bias[c·depthMultiplier + m] + Σ x[oh·s − p + kh·d][ow·s − p + kw·d][c] · kernel[kh][kw][c][m])},
 * [batch, height, width, channels] → [batch, outHeight, outWidth, channels·depthMultiplier]; sizes as {@link Padding}
 * says.
 *
 * <p>Parameters: {@code kernel} [kernelHeight, kernelWidth, channels, depthMultiplier], Glorot uniform; {@code bias}
 * [channels·depthMultiplier], zeros. Strides and dilation above 1 exclude each other, as in Keras. An input that is no
 * picture, or with VALID one smaller than the kernel, is refused with a {@link ShapeException}. Immutable and
 * thread-safe.
 *
 * {@snippet :
 * Node separable = x.then(depthwiseConv2D(3).padding(SAME).useBias(false)).then(batchNormalization()).then(relu())
 *         .then(conv2D(64, 1));
 * }
 *
 * @param kernelSize height and width of the kernel
 * @param strides steps between output pixels; 1 by default
 * @param padding what happens at the border; VALID by default
 * @param depthMultiplier output channels of each input channel, at least 1; 1 by default
 * @param dilationRate steps between the kernel's taps; 1 by default
 * @param activation applied to the sum; linear by default
 * @param useBias whether there is a bias
 * @param depthwiseInitializer initial values of the kernel
 * @param biasInitializer initial values of the bias
 */
public record DepthwiseConv2D(Extent kernelSize, Extent strides, Padding padding, int depthMultiplier,
        Extent dilationRate, Activation activation, boolean useBias, Initializer depthwiseInitializer,
        Initializer biasInitializer) implements Layer {
    private static final int KERNEL = 0;
    private static final int BIAS = 1;

    /** Checks the options. */
    public DepthwiseConv2D {
        Expect.atLeastOne("DepthwiseConv2D", "depthMultiplier", depthMultiplier);
        if (!strides.isOne() && !dilationRate.isOne()) {
            throw new IllegalArgumentException("DepthwiseConv2D: strides " + strides + " and dilationRate "
                    + dilationRate + " cannot both be above 1; use one of them.");
        }
    }

    /**
     * A linear depthwise convolution with Keras's defaults.
     *
     * @param kernelSize height and width of the kernel
     */
    public DepthwiseConv2D(Extent kernelSize) {
        this(kernelSize, Extent.square(1), Padding.VALID, 1, Extent.square(1), Activation.LINEAR, true,
                Initializers.glorotUniform(), Initializers.zeros());
    }

    /**
     * This layer with those strides.
     *
     * @param step pixels from one output to the next, along both axes
     * @return the changed copy
     */
    public DepthwiseConv2D strides(int step) {
        return strides(step, step);
    }

    /**
     * This layer with those strides.
     *
     * @param vertical rows from one output to the next
     * @param horizontal columns from one output to the next
     * @return the changed copy
     */
    public DepthwiseConv2D strides(int vertical, int horizontal) {
        return new DepthwiseConv2D(kernelSize, new Extent(vertical, horizontal), padding, depthMultiplier, dilationRate,
                activation, useBias, depthwiseInitializer, biasInitializer);
    }

    /**
     * This layer with that padding.
     *
     * @param border VALID or SAME
     * @return the changed copy
     */
    public DepthwiseConv2D padding(Padding border) {
        return new DepthwiseConv2D(kernelSize, strides, border, depthMultiplier, dilationRate, activation, useBias,
                depthwiseInitializer, biasInitializer);
    }

    /**
     * This layer with that depth multiplier.
     *
     * @param multiplier output channels of each input channel, at least 1
     * @return the changed copy
     */
    public DepthwiseConv2D depthMultiplier(int multiplier) {
        return new DepthwiseConv2D(kernelSize, strides, padding, multiplier, dilationRate, activation, useBias,
                depthwiseInitializer, biasInitializer);
    }

    /**
     * This layer with that dilation.
     *
     * @param rate pixels from one tap of the kernel to the next, along both axes
     * @return the changed copy
     */
    public DepthwiseConv2D dilationRate(int rate) {
        return dilationRate(rate, rate);
    }

    /**
     * This layer with that dilation.
     *
     * @param vertical rows from one tap of the kernel to the next
     * @param horizontal columns from one tap of the kernel to the next
     * @return the changed copy
     */
    public DepthwiseConv2D dilationRate(int vertical, int horizontal) {
        return new DepthwiseConv2D(kernelSize, strides, padding, depthMultiplier, new Extent(vertical, horizontal),
                activation, useBias, depthwiseInitializer, biasInitializer);
    }

    /**
     * This layer with that activation.
     *
     * @param function applied to the sum
     * @return the changed copy
     */
    public DepthwiseConv2D activation(Activation function) {
        return new DepthwiseConv2D(kernelSize, strides, padding, depthMultiplier, dilationRate, function, useBias,
                depthwiseInitializer, biasInitializer);
    }

    /**
     * This layer with or without bias.
     *
     * @param use whether there is a bias
     * @return the changed copy
     */
    public DepthwiseConv2D useBias(boolean use) {
        return new DepthwiseConv2D(kernelSize, strides, padding, depthMultiplier, dilationRate, activation, use,
                depthwiseInitializer, biasInitializer);
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the kernel
     * @return the changed copy
     */
    public DepthwiseConv2D depthwiseInitializer(Initializer initializer) {
        return new DepthwiseConv2D(kernelSize, strides, padding, depthMultiplier, dilationRate, activation, useBias,
                initializer, biasInitializer);
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the bias
     * @return the changed copy
     */
    public DepthwiseConv2D biasInitializer(Initializer initializer) {
        return new DepthwiseConv2D(kernelSize, strides, padding, depthMultiplier, dilationRate, activation, useBias,
                depthwiseInitializer, initializer);
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        if (padding == Padding.VALID && (in.dim(0) < windowHeight() || in.dim(1) < windowWidth())) {
            throw ShapeException.mismatch("pictures of at least " + windowHeight() + "×" + windowWidth()
                    + " for a kernel of " + kernelSize
                    + (dilationRate.isOne() ? "" : " with dilationRate " + dilationRate), in,
                    "use padding(SAME), a smaller kernelSize or less pooling before");
        }
        DepthwiseShape s = depthwiseShape(in);
        return Shape.of(s.outHeight(), s.outWidth(), s.filters());
    }

    private int windowHeight() {
        return (kernelSize.height() - 1) * dilationRate.height() + 1;
    }

    private int windowWidth() {
        return (kernelSize.width() - 1) * dilationRate.width() + 1;
    }

    DepthwiseShape depthwiseShape(Shape in) {
        int height = in.dim(0);
        int width = in.dim(1);
        return new DepthwiseShape(height, width, in.dim(2),
                padding.outputSize(height, windowHeight(), strides.height()),
                padding.outputSize(width, windowWidth(), strides.width()), depthMultiplier,
                kernelSize.height(), kernelSize.width(), strides.height(), strides.width(),
                dilationRate.height(), dilationRate.width(),
                padding.before(height, windowHeight(), strides.height()),
                padding.before(width, windowWidth(), strides.width()));
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        int channels = inputs[0].dim(2);
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(ParameterSpec.trainable("kernel",
                Shape.of(kernelSize.height(), kernelSize.width(), channels, depthMultiplier), depthwiseInitializer));
        if (useBias) {
            specs.add(ParameterSpec.trainable("bias", Shape.of(channels * depthMultiplier), biasInitializer));
        }
        return List.copyOf(specs);
    }

    @Override
    public Needs needs(Shape... inputs) {
        DepthwiseShape s = depthwiseShape(inputs[0]);
        Needs needs = Needs.of().input().scratch(DepthwiseKernels.depthwiseScratch(s))
                .workspace(DepthwiseWeightGradient.workspace(s));
        return activation.equals(Activation.LINEAR) ? needs : needs.output();
    }

    @Override
    public Object prepare(Shape... inputs) {
        return depthwiseShape(inputs[0]);
    }

    @Override
    public List<Layer> stages() {
        return FusedActivation.stages(this, activation, activation(Activation.LINEAR));
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return FusedActivation.with(next, activation).map(this::activation);
    }

    @Override
    public Optional<Layer> foldedWith(Layer next) {
        return activation.equals(Activation.LINEAR) && next instanceof BatchNormalization normalization
                && normalization.activation().equals(Activation.LINEAR)
                ? Optional.of(new NormalizedDepthwiseConv2D(this, normalization)) : Optional.empty();
    }

    @Override
    public long flops(Shape... inputs) {
        return 2 * multiplyAdds(depthwiseShape(inputs[0]));
    }

    private static long multiplyAdds(DepthwiseShape s) {
        return (long) s.kernelSize() * s.outHeight() * s.outWidth();
    }

    @Override
    public void forward(Call call) {
        call.parallel(forwardParts(call), this, DepthwiseConv2D::forwardPart);
    }

    /** Parts that the forward pass is divided into. */
    static int forwardParts(Call call) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        return PictureParts.count(s.outHeight(), multiplyAdds(s), call.batch());
    }

    private void forwardPart(Call call, int part, int thread) {
        forwardPart(call, part, thread, call.parameter(KERNEL), call.parameterAt(KERNEL),
                useBias ? call.parameter(BIAS) : null, useBias ? call.parameterAt(BIAS) : 0,
                FusedActivation.of(activation));
    }

    /** One of {@link #forwardParts} parts, with any kernel and bias. */
    static void forwardPart(Call call, int part, int thread, float[] kernel, int kernelAt, float @Nullable [] bias,
            int biasAt, Elementwise function) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        int picture = PictureParts.picture(part, s.outHeight(), multiplyAdds(s), call.batch());
        int row = PictureParts.row(part, s.outHeight(), multiplyAdds(s), call.batch());
        call.kernels().depthwise(s, PictureParts.pictures(picture, s.outHeight(), multiplyAdds(s), call.batch()),
                call.in(0), call.inAt(0) + picture * s.inputSize(), kernel, kernelAt, bias, biasAt,
                function.function(), function.slope(),
                row, PictureParts.rows(row, s.outHeight(), multiplyAdds(s), call.batch()),
                call.out(), call.outAt() + picture * s.outputSize(), call.scratch(), call.scratchAt(thread));
    }

    @Override
    public void backward(Call call) {
        if (call.wantsGradient(KERNEL) || useBias && call.wantsGradient(BIAS)) {
            DepthwiseWeightGradient.run(call, this);
        } else {
            FusedActivation.gradientInPlace(call, activation);
        }
        if (call.wantsDIn(0)) {
            DepthwiseShape s = call.prepared(DepthwiseShape.class);
            call.parallel(PictureParts.count(s.height(), multiplyAdds(s), call.batch()), this,
                    DepthwiseConv2D::dataGradientPart);
        }
    }

    private void dataGradientPart(Call call, int part, int thread) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        int picture = PictureParts.picture(part, s.height(), multiplyAdds(s), call.batch());
        int row = PictureParts.row(part, s.height(), multiplyAdds(s), call.batch());
        call.kernels().depthwiseDataGradient(s,
                PictureParts.pictures(picture, s.height(), multiplyAdds(s), call.batch()),
                call.dOut(), call.dOutAt() + picture * s.outputSize(), call.parameter(KERNEL), call.parameterAt(KERNEL),
                call.dInBeta(0), row, PictureParts.rows(row, s.height(), multiplyAdds(s), call.batch()),
                call.dIn(0), call.dInAt(0) + picture * s.inputSize(), call.scratch(), call.scratchAt(thread));
    }
}
