package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.initializers.Initializers;
import dev.vectron.kernels.DepthwiseKernels;
import dev.vectron.kernels.DepthwiseShape;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param window size, strides, padding and dilation of the kernel
 * @param depthMultiplier output channels of each input channel, at least 1; 1 by default
 * @param activation applied to the sum; linear by default
 * @param useBias whether there is a bias; true by default
 * @param depthwise initial values of the kernel, its regularizer and its constraint
 * @param bias initial values of the bias, its regularizer and its constraint
 */
public record DepthwiseConv2D(Window window, int depthMultiplier, Activation activation, boolean useBias,
        ParameterOptions depthwise, ParameterOptions bias)
        implements Layer, Windowed<DepthwiseConv2D>, Biased<DepthwiseConv2D> {
    private static final int KERNEL = 0;
    private static final int BIAS = 1;

    /** Checks the options. */
    public DepthwiseConv2D {
        Expect.size("DepthwiseConv2D", "depthMultiplier", depthMultiplier);
        window.requireOneOfStridesAndDilation("DepthwiseConv2D");
        if (window.size().height() > 1) {
            Expect.notCausal("DepthwiseConv2D", window.padding());
        }
        Expect.activation("DepthwiseConv2D", activation);
    }

    /**
     * A linear depthwise convolution with Keras's defaults.
     *
     * @param kernelSize height and width of the kernel
     */
    public DepthwiseConv2D(Extent kernelSize) {
        this(new Window(kernelSize), 1, Activation.LINEAR, true, new ParameterOptions(Initializers.glorotUniform()),
                new ParameterOptions(Initializers.zeros()));
    }

    @Override
    public DepthwiseConv2D window(Window movement) {
        return new DepthwiseConv2D(movement, depthMultiplier, activation, useBias, depthwise, bias);
    }

    /**
     * This layer with that depth multiplier.
     *
     * @param multiplier output channels of each input channel, at least 1
     * @return the changed copy
     */
    public DepthwiseConv2D depthMultiplier(int multiplier) {
        return new DepthwiseConv2D(window, multiplier, activation, useBias, depthwise, bias);
    }

    @Override
    public DepthwiseConv2D activation(Activation function) {
        return new DepthwiseConv2D(window, depthMultiplier, function, useBias, depthwise, bias);
    }

    @Override
    public DepthwiseConv2D useBias(boolean use) {
        return new DepthwiseConv2D(window, depthMultiplier, activation, use, depthwise, bias);
    }

    /**
     * This layer with other options of the kernel.
     *
     * @param options how it begins and what holds it in bounds
     * @return the changed copy
     */
    public DepthwiseConv2D depthwise(ParameterOptions options) {
        return new DepthwiseConv2D(window, depthMultiplier, activation, useBias, options, bias);
    }

    @Override
    public DepthwiseConv2D bias(ParameterOptions options) {
        return new DepthwiseConv2D(window, depthMultiplier, activation, useBias, depthwise, options);
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the kernel
     * @return the changed copy
     */
    public DepthwiseConv2D depthwiseInitializer(Initializer initializer) {
        return depthwise(depthwise.initializer(initializer));
    }

    /**
     * This layer with that regularizer.
     *
     * @param regularizer adds to the loss what the kernel costs
     * @return the changed copy
     */
    public DepthwiseConv2D depthwiseRegularizer(@Nullable Regularizer regularizer) {
        return depthwise(depthwise.regularizer(regularizer));
    }

    /**
     * This layer with that constraint.
     *
     * @param constraint brings the kernel back into bounds after each step
     * @return the changed copy
     */
    public DepthwiseConv2D depthwiseConstraint(@Nullable Constraint constraint) {
        return depthwise(depthwise.constraint(constraint));
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        window.writeTo(config);
        config.put("depth_multiplier", depthMultiplier);
        config.put("activation", activation.asOption());
        config.put("use_bias", useBias);
        depthwise.writeTo(config, "depthwise");
        bias.writeTo(config, "bias");
        return config;
    }

    /** What {@link #config} says. */
    static DepthwiseConv2D fromConfig(Config config) {
        return new DepthwiseConv2D(Window.readFrom(config), config.integer("depth_multiplier", 1),
                Activation.readFrom(config, "activation"), config.flag("use_bias", true),
                ParameterOptions.readFrom(config, "depthwise", Initializers.glorotUniform()),
                ParameterOptions.readFrom(config, "bias", Initializers.zeros()));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        window.requireFit(in);
        DepthwiseShape s = depthwiseShape(in);
        return Shape.of(s.outHeight(), s.outWidth(), s.filters());
    }

    DepthwiseShape depthwiseShape(Shape in) {
        int height = in.dim(0);
        int width = in.dim(1);
        return new DepthwiseShape(height, width, in.dim(2), window.outHeight(height), window.outWidth(width),
                depthMultiplier, kernelSize().height(), kernelSize().width(), strides().height(), strides().width(),
                dilationRate().height(), dilationRate().width(), window.padTop(height), window.padLeft(width));
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        int channels = inputs[0].dim(2);
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(depthwise.trainable("kernel",
                Shape.of(kernelSize().height(), kernelSize().width(), channels, depthMultiplier)));
        if (useBias) {
            specs.add(bias.trainable("bias", Shape.of(channels * depthMultiplier)));
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
