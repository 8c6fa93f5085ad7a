package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transposed convolution, which makes pictures larger: every input pixel adds the kernel, times its value, to the
 * output: {@code y[ih·s − p + kh·d][iw·s − p + kw·d][f] += x[ih][iw][c] · kernel[kh][kw][f][c]}, then the bias is added
 * and the activation applied; [batch, height, width, channels] → [batch, outHeight, outWidth, filters].
 *
 * <p>It is the gradient of a {@link Conv2D} for its input. With w = (kernelSize − 1)·dilationRate + 1 an axis of length
 * n becomes
 * <ul>
 *   <li>n·s with SAME, n·s + max(w − s, 0) with VALID
 *   <li>with an output padding q: (n − 1)·s + (w mod 2) + q with SAME, (n − 1)·s + w + q with VALID
 * </ul>
 * Pixels that nothing is added to hold the bias alone.
 *
 * <p>Parameters: {@code kernel} [kernelHeight, kernelWidth, filters, channels], Glorot uniform; {@code bias} [filters],
 * zeros. Strides and dilation above 1 exclude each other, as in Keras. An input that is no picture is refused with a
 * {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(7, 7, 64), conv2DTranspose(32, 3).strides(2).padding(SAME).activation(RELU));   // 14×14×32
 * }
 *
 * @param filters output channels, at least 1
 * @param window size, strides, padding and dilation of the kernel
 * @param outputPadding rows and columns added to the output, or null for the sizes above; below the strides; null by
 *     default
 * @param activation applied to the sum; linear by default
 * @param useBias whether there is a bias; true by default
 * @param kernel initial values of the kernel, its regularizer and its constraint
 * @param bias initial values of the bias, its regularizer and its constraint
 */
public record Conv2DTranspose(int filters, Window window, @Nullable OutputPadding outputPadding, Activation activation,
        boolean useBias, ParameterOptions kernel, ParameterOptions bias)
        implements Layer, Windowed<Conv2DTranspose>, Weighted<Conv2DTranspose> {
    static final int KERNEL = 0;
    static final int BIAS = 1;
    /** Multiply-adds below which dividing costs more than it gains. */
    private static final long WORTH_DIVIDING = 1 << 17;

    /**
     * Rows and columns that are added to the output of a transposed convolution at its end.
     *
     * @param vertical rows, at least 0
     * @param horizontal columns, at least 0
     */
    public record OutputPadding(int vertical, int horizontal) {}

    /** Checks the options. */
    public Conv2DTranspose {
        Expect.size("Conv2DTranspose", "filters", filters);
        window.requireOneOfStridesAndDilation("Conv2DTranspose");
        Expect.notCausal("Conv2DTranspose", window.padding());
        if (outputPadding != null && (outputPadding.vertical < 0 || outputPadding.horizontal < 0
                || outputPadding.vertical >= window.strides().height()
                || outputPadding.horizontal >= window.strides().width())) {
            throw new IllegalArgumentException("Conv2DTranspose: the output padding must be at least 0 and below the"
                    + " strides " + window.strides() + ", got " + outputPadding.vertical + "×"
                    + outputPadding.horizontal
                    + "; set the strides first.");
        }
        Expect.activation("Conv2DTranspose", activation);
    }

    /**
     * A linear transposed convolution with Keras's defaults.
     *
     * @param filters output channels, at least 1
     * @param kernelSize height and width of the kernel
     */
    public Conv2DTranspose(int filters, Extent kernelSize) {
        this(filters, new Window(kernelSize), null, Activation.LINEAR, true,
                new ParameterOptions(Initializers.glorotUniform()), new ParameterOptions(Initializers.zeros()));
    }

    @Override
    public Conv2DTranspose window(Window movement) {
        return new Conv2DTranspose(filters, movement, outputPadding, activation, useBias, kernel, bias);
    }

    /**
     * This layer with that output padding.
     *
     * @param vertical rows added at the end, below the strides
     * @param horizontal columns added at the end, below the strides
     * @return the changed copy
     */
    public Conv2DTranspose outputPadding(int vertical, int horizontal) {
        return new Conv2DTranspose(filters, window, new OutputPadding(vertical, horizontal), activation, useBias,
                kernel, bias);
    }

    @Override
    public Conv2DTranspose activation(Activation function) {
        return new Conv2DTranspose(filters, window, outputPadding, function, useBias, kernel, bias);
    }

    @Override
    public Conv2DTranspose useBias(boolean use) {
        return new Conv2DTranspose(filters, window, outputPadding, activation, use, kernel, bias);
    }

    @Override
    public Conv2DTranspose kernel(ParameterOptions options) {
        return new Conv2DTranspose(filters, window, outputPadding, activation, useBias, options, bias);
    }

    @Override
    public Conv2DTranspose bias(ParameterOptions options) {
        return new Conv2DTranspose(filters, window, outputPadding, activation, useBias, kernel, options);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("filters", filters);
        window.writeTo(config);
        config.put("output_padding", outputPadding == null ? null
                : new int[] {outputPadding.vertical, outputPadding.horizontal});
        config.put("activation", activation.asOption());
        config.put("use_bias", useBias);
        kernel.writeTo(config, "kernel");
        bias.writeTo(config, "bias");
        return config;
    }

    /** What {@link #config} says. */
    static Conv2DTranspose fromConfig(Config config) {
        int[] added = config.has("output_padding") ? config.integers("output_padding", 2) : new int[0];
        return new Conv2DTranspose(config.integer("filters"), Window.readFrom(config),
                added.length == 0 ? null : new OutputPadding(added[0], added[1]),
                Activation.readFrom(config, "activation"), config.flag("use_bias", true),
                ParameterOptions.readFrom(config, "kernel", Initializers.glorotUniform()),
                ParameterOptions.readFrom(config, "bias", Initializers.zeros()));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        ConvolutionShape s = convolutionShape(Expect.picture(inputs));
        return Shape.of(s.height(), s.width(), filters);
    }

    /** The convolution whose gradient this is: from the output to the input. */
    private ConvolutionShape convolutionShape(Shape in) {
        int height = outputSize(in.dim(0), window.spanHeight(), strides().height(),
                outputPadding == null ? -1 : outputPadding.vertical);
        int width = outputSize(in.dim(1), window.spanWidth(), strides().width(),
                outputPadding == null ? -1 : outputPadding.horizontal);
        return new ConvolutionShape(height, width, filters, in.dim(0), in.dim(1), in.dim(2),
                kernelSize().height(), kernelSize().width(), strides().height(), strides().width(),
                dilationRate().height(), dilationRate().width(),
                before(in.dim(0), height, window.spanHeight(), strides().height()),
                before(in.dim(1), width, window.spanWidth(), strides().width()));
    }

    private int outputSize(int n, int span, int stride, int added) {
        if (added < 0) {
            return n * stride + (padding() == Padding.SAME ? 0 : Math.max(span - stride, 0));
        }
        return (n - 1) * stride + (padding() == Padding.SAME ? span % 2 : span) + added;
    }

    private int before(int n, int out, int span, int stride) {
        return padding() == Padding.SAME ? Math.max((n - 1) * stride + span - out, 0) / 2 : 0;
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(kernel.trainable("kernel",
                Shape.of(kernelSize().height(), kernelSize().width(), filters, inputs[0].dim(2))));
        if (useBias) {
            specs.add(bias.trainable("bias", Shape.of(filters)));
        }
        return List.copyOf(specs);
    }

    @Override
    public Needs needs(Shape... inputs) {
        ConvolutionShape s = convolutionShape(inputs[0]);
        Needs needs = Needs.of().input().packed(Kernels.packedKernelSize(s) + filters)
                .scratch(s.outputSize() + Kernels.convolutionScratch(s))
                .workspace(Kernels.packedKernelSize(s) + TransposedGradient.workspace(s));
        return activation.equals(Activation.LINEAR) ? needs : needs.output();
    }

    @Override
    public Object prepare(Shape... inputs) {
        return convolutionShape(inputs[0]);
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
    public long flops(Shape... inputs) {
        return 2 * multiplyAdds(convolutionShape(inputs[0]));
    }

    private static long multiplyAdds(ConvolutionShape s) {
        return (long) s.kernelSize() * s.outHeight() * s.outWidth();
    }

    /** Behind the kernel lie ones, the factors of a bias. */
    @Override
    public void pack(Call call) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        call.kernels().packKernelForDataGradient(s, call.parameter(KERNEL), call.parameterAt(KERNEL), call.packed(),
                call.packedAt());
        Arrays.fill(call.packed(), onesAt(call, s), onesAt(call, s) + filters, 1f);
    }

    private static int onesAt(Call call, ConvolutionShape s) {
        return call.packedAt() + Kernels.packedKernelSize(s);
    }

    private static int picturesPerPart(ConvolutionShape s) {
        return (int) Math.max(1, WORTH_DIVIDING / multiplyAdds(s));
    }

    @Override
    public void forward(Call call) {
        int parts = Math.ceilDiv(call.batch(), picturesPerPart(call.prepared(ConvolutionShape.class)));
        call.parallel(parts, this, Conv2DTranspose::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        Elementwise function = FusedActivation.of(activation);
        int picture = part * picturesPerPart(s);
        int pictures = Math.min(picturesPerPart(s), call.batch() - picture);
        int out = call.outAt() + picture * s.inputSize();
        call.kernels().convolutionDataGradient(s, pictures, call.in(0), call.inAt(0) + picture * s.outputSize(),
                call.packed(), call.packedAt(), 0, call.out(), out, call.scratch(), call.scratchAt(thread));
        if (useBias) {
            call.kernels().columnAffine(pictures * s.height() * s.width(), filters, call.out(), out, call.packed(),
                    onesAt(call, s), call.parameter(BIAS), call.parameterAt(BIAS), function.function(),
                    function.slope(), call.out(), out);
        } else {
            call.kernels().activate(function.function(), function.slope(), pictures * s.inputSize(), call.out(), out,
                    call.out(), out);
        }
    }

    @Override
    public void backward(Call call) {
        FusedActivation.gradientInPlace(call, activation);
        TransposedGradient.run(call, this);
    }
}
