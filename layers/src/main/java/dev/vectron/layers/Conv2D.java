package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Host;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.Node;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A two-dimensional convolution: {@code y[oh][ow][f] = activation(bias[f] + Σ x[oh·s − p + kh·d][ow·s − p + kw·d][c] ·
 * kernel[kh][kw][c][f])}, [batch, height, width, channels] → [batch, outHeight, outWidth, filters]; sizes as {@link
 * Padding} says.
 *
 * <p>With {@code groups} filter f sees only the channels of its group, number f / (filters / groups); as many groups as
 * channels make a depthwise convolution.
 *
 * <p>Parameters: {@code kernel} [kernelHeight, kernelWidth, channels / groups, filters], Glorot uniform; {@code bias}
 * [filters], zeros. Strides and dilation above 1 exclude each other, as in Keras. An input that is no picture, with
 * VALID one smaller than the kernel, or one whose channels the groups do not divide, is refused with a {@code
 * ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * conv2D(32, 3).strides(2).padding(SAME).activation(RELU).kernelInitializer(heNormal());
 * }
 *
 * @param filters output channels, at least 1
 * @param window size, strides, padding and dilation of the kernel
 * @param groups parts that channels and filters are divided into, each convolved on its own; 1 by default
 * @param activation applied to the sum; linear by default
 * @param useBias whether there is a bias; true by default
 * @param kernel initial values of the kernel, its regularizer and its constraint
 * @param bias initial values of the bias, its regularizer and its constraint
 * @param dropConnect the share of weights that are left out in training; 0 by default
 */
public record Conv2D(int filters, Window window, int groups, Activation activation, boolean useBias,
        ParameterOptions kernel, ParameterOptions bias, float dropConnect)
        implements Host, DropsConnections, Windowed<Conv2D>, Weighted<Conv2D> {
    private static final int KERNEL = 0;
    private static final int BIAS = 1;
    /** Parts that a small batch is divided into, by rows of its pictures. */
    private static final int PARTS = 16;
    private static final int MIN_ROWS = 4;
    /** Output pixels that are worth a part, where a picture has fewer. */
    private static final int PIXELS = 512;
    /** Multiply-adds below which dividing costs more than it gains. */
    private static final long WORTH_DIVIDING = 1 << 17;

    /** Checks the options. */
    public Conv2D {
        Expect.size("Conv2D", "filters", filters);
        window.requireOneOfStridesAndDilation("Conv2D");
        Expect.groups("Conv2D", filters, groups);
        if (window.size().height() > 1) {
            Expect.notCausal("Conv2D", window.padding());
        }
        DropsConnections.check("Conv2D", "dropConnect", dropConnect);
        if (groups > 1 && dropConnect > 0) {
            throw new IllegalArgumentException("Conv2D: dropConnect and groups exclude each other; use one of them.");
        }
        Expect.activation("Conv2D", activation);
    }

    /**
     * A linear convolution with Keras's defaults.
     *
     * @param filters output channels, at least 1
     * @param kernelSize height and width of the kernel
     */
    public Conv2D(int filters, Extent kernelSize) {
        this(filters, new Window(kernelSize), 1, Activation.LINEAR, true,
                new ParameterOptions(Initializers.glorotUniform()), new ParameterOptions(Initializers.zeros()), 0);
    }

    /**
     * This layer with connections left out in training, others for each batch (Wan et al. 2013).
     *
     * @param rate the share of weights that are 0; the others are divided by 1 − rate
     * @return the changed copy
     */
    public Conv2D dropConnect(double rate) {
        return new Conv2D(filters, window, groups, activation, useBias, kernel, bias, (float) rate);
    }

    /** This layer with that many filters, in one group. */
    Conv2D filters(int count) {
        return new Conv2D(count, window, 1, activation, useBias, kernel, bias, dropConnect);
    }

    @Override
    public Conv2D window(Window movement) {
        return new Conv2D(filters, movement, groups, activation, useBias, kernel, bias, dropConnect);
    }

    /**
     * This layer with that many groups.
     *
     * @param parts that channels and filters are divided into; a divisor of both
     * @return the changed copy
     */
    public Conv2D groups(int parts) {
        return new Conv2D(filters, window, parts, activation, useBias, kernel, bias, dropConnect);
    }

    @Override
    public Conv2D activation(Activation function) {
        return new Conv2D(filters, window, groups, function, useBias, kernel, bias, dropConnect);
    }

    @Override
    public Conv2D useBias(boolean use) {
        return new Conv2D(filters, window, groups, activation, use, kernel, bias, dropConnect);
    }

    @Override
    public Conv2D kernel(ParameterOptions options) {
        return new Conv2D(filters, window, groups, activation, useBias, options, bias, dropConnect);
    }

    @Override
    public Conv2D bias(ParameterOptions options) {
        return new Conv2D(filters, window, groups, activation, useBias, kernel, options, dropConnect);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("filters", filters);
        window.writeTo(config);
        config.put("groups", groups);
        config.put("activation", activation.asOption());
        config.put("use_bias", useBias);
        kernel.writeTo(config, "kernel");
        bias.writeTo(config, "bias");
        config.put("drop_connect", dropConnect);
        return config;
    }

    /** What {@link #config} says. */
    static Conv2D fromConfig(Config config) {
        return new Conv2D(config.integer("filters"), Window.readFrom(config), config.integer("groups", 1),
                Activation.readFrom(config, "activation"), config.flag("use_bias", true),
                ParameterOptions.readFrom(config, "kernel", Initializers.glorotUniform()),
                ParameterOptions.readFrom(config, "bias", Initializers.zeros()),
                (float) config.number("drop_connect", 0));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        window.requireFit(in);
        Expect.channels(in, groups);
        ConvolutionShape s = convolutionShape(in);
        return Shape.of(s.outHeight(), s.outWidth(), filters);
    }

    ConvolutionShape convolutionShape(Shape in) {
        int height = in.dim(0);
        int width = in.dim(1);
        return new ConvolutionShape(height, width, in.dim(2), window.outHeight(height), window.outWidth(width), filters,
                kernelSize().height(), kernelSize().width(), strides().height(), strides().width(),
                dilationRate().height(), dilationRate().width(), window.padTop(height), window.padLeft(width));
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(kernel.trainable("kernel",
                Shape.of(kernelSize().height(), kernelSize().width(), inputs[0].dim(2) / groups, filters)));
        if (useBias) {
            specs.add(bias.trainable("bias", Shape.of(filters)));
        }
        return List.copyOf(specs);
    }

    @Override
    public Needs needs(Shape... inputs) {
        ConvolutionShape s = convolutionShape(inputs[0]);
        Needs needs = Needs.of().input().scratch(Kernels.convolutionScratch(s))
                .packed(Kernels.packedKernelSize(s))
                .workspace(Kernels.packedKernelSize(s) + ConvolutionWeightGradient.workspace(s)
                        + (dropConnect > 0 ? 2 * s.kernelSize() : 0));
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
    public Optional<Layer> foldedWith(Layer next) {
        return activation.equals(Activation.LINEAR) && next instanceof BatchNormalization normalization
                && normalization.activation().equals(Activation.LINEAR)
                ? Optional.of(new NormalizedConv2D(this, normalization)) : Optional.empty();
    }

    @Override
    public long flops(Shape... inputs) {
        return 2 * multiplyAdds(convolutionShape(inputs[0])) / groups;
    }

    /** With groups, one of the layers that can do with a part of the channels. */
    @Override
    public Optional<Node> expanded(Node... inputs) {
        if (groups == 1) {
            return Optional.empty();
        }
        return Optional.of(inputs[0].then(groups == inputs[0].shape().dim(2)
                ? new DepthwiseConv2D(window, filters / groups, activation, useBias, kernel, bias)
                : new GroupedConv2D(this)));
    }

    private static long multiplyAdds(ConvolutionShape s) {
        return (long) s.kernelSize() * s.outHeight() * s.outWidth();
    }

    @Override
    public int connections(Call call) {
        return call.prepared(ConvolutionShape.class).kernelSize();
    }

    @Override
    public int remainingAt(Call call) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        return packedInWorkspaceAt(call, s) + Kernels.packedKernelSize(s);
    }

    @Override
    public void pack(Call call) {
        if (!DropsConnections.drops(this, call)) {
            ConvolutionShape s = call.prepared(ConvolutionShape.class);
            call.kernels().packKernel(s, call.parameter(KERNEL), call.parameterAt(KERNEL), call.packed(),
                    call.packedAt());
        }
    }

    @Override
    public void forward(Call call) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        if (DropsConnections.drops(this, call)) {
            DropsConnections.writeKernel(this, call);
            call.kernels().packKernel(s, call.workspace(), remainingAt(call), call.workspace(),
                    packedInWorkspaceAt(call, s));
        }
        boolean apart = call.training() && rowBlocks(s, call.batch()) > 1;
        if (apart) {
            call.parallel(call.batch(), this, Conv2D::willReadPicture);
        }
        call.parallel(forwardParts(s, call.batch()), this, Conv2D::forwardPart);
        if (apart) {
            call.parallel(call.batch(), this, Conv2D::wrotePicture);
        }
    }

    /** For pictures that are divided into parts. */
    private void willReadPicture(Call call, int picture, int thread) {
        call.willReadIn(picture, 1, thread);
    }

    private void wrotePicture(Call call, int picture, int thread) {
        call.wroteOut(picture, 1, thread);
    }

    /** Parts that the forward pass is divided into. */
    static int forwardParts(ConvolutionShape s, int batch) {
        int blocks = rowBlocks(s, batch);
        return blocks > 1 ? batch * blocks : Math.ceilDiv(batch, picturesPerPart(s, batch));
    }

    /** Blocks of rows that a picture is divided into: 1 as soon as the batch has pictures enough. */
    private static int rowBlocks(ConvolutionShape s, int batch) {
        if (batch >= PARTS || multiplyAdds(s) < WORTH_DIVIDING) {
            return 1;
        }
        int wanted = Math.ceilDiv(PARTS, batch);
        int rows = Math.max(MIN_ROWS, Math.ceilDiv(s.outHeight(), wanted));
        return Math.ceilDiv(s.outHeight(), rows);
    }

    private static int rowsPerBlock(ConvolutionShape s, int blocks) {
        int step = Kernels.rowStep(s);
        return Math.ceilDiv(s.outHeight(), blocks * step) * step;
    }

    /** Small pictures go together, so that the kernel is not read again for each, as long as there are parts enough. */
    private static int picturesPerPart(ConvolutionShape s, int batch) {
        int together = Math.min(Math.ceilDiv(PIXELS, s.outHeight() * s.outWidth()), batch / PARTS);
        return (int) Math.max(1, Math.max(together, WORTH_DIVIDING / multiplyAdds(s)));
    }

    private void forwardPart(Call call, int part, int thread) {
        boolean drops = DropsConnections.drops(this, call);
        forwardPart(call, part, thread, drops ? call.workspace() : call.packed(),
                drops ? packedInWorkspaceAt(call, call.prepared(ConvolutionShape.class)) : call.packedAt(), useBias
                ? call.parameter(BIAS) : null, useBias ? call.parameterAt(BIAS) : 0, FusedActivation.of(activation));
    }

    /** One of {@link #forwardParts} parts, with any packed kernel. */
    static void forwardPart(Call call, int part, int thread, float[] packed, int packedAt, float @Nullable [] bias,
            int biasAt, Elementwise function) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int blocks = rowBlocks(s, call.batch());
        int rows = rowsPerBlock(s, blocks);
        int row = part % blocks * rows;
        int picture = blocks > 1 ? part / blocks : part * picturesPerPart(s, call.batch());
        int pictures = blocks > 1 ? 1 : Math.min(picturesPerPart(s, call.batch()), call.batch() - picture);
        if (blocks == 1) {
            call.willReadIn(picture, pictures, thread);
        }
        if (row < s.outHeight()) {
            call.kernels().convolution(s, pictures, call.in(0), call.inAt(0) + picture * s.inputSize(),
                    packed, packedAt, bias, biasAt, function.function(), function.slope(),
                    row, Math.min(rows, s.outHeight() - row),
                    call.out(), call.outAt() + picture * s.outputSize(), call.scratch(), call.scratchAt(thread));
        }
        if (blocks == 1) {
            call.wroteOut(picture, pictures, thread);
        }
    }

    @Override
    public void backward(Call call) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        boolean together = ConvolutionWeightGradient.isWanted(call, this)
                && ConvolutionWeightGradient.groups(s, call.batch()) == ConvolutionWeightGradient.MOST_GROUPS;
        boolean drops = DropsConnections.drops(this, call);
        if (drops) {
            DropsConnections.writeKernel(this, call);
        }
        if (call.wantsDIn(0)) {
            call.kernels().packKernelForDataGradient(s, drops ? call.workspace() : call.parameter(KERNEL),
                    drops ? remainingAt(call) : call.parameterAt(KERNEL), call.workspace(),
                    packedInWorkspaceAt(call, s));
        }
        if (ConvolutionWeightGradient.isWanted(call, this)) {
            ConvolutionWeightGradient.run(call, this, together);
        }
        if (drops && call.wantsGradient(KERNEL)) {
            DropsConnections.finishGradient(this, call);
        }
        if (call.wantsDIn(0) && !together) {
            call.parallel(Math.ceilDiv(call.batch(), picturesPerPart(s, call.batch())), this, Conv2D::dataGradientPart);
        }
    }

    private static int packedInWorkspaceAt(Call call, ConvolutionShape s) {
        return call.workspaceAt() + ConvolutionWeightGradient.workspace(s);
    }

    private void dataGradientPart(Call call, int part, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int picture = part * picturesPerPart(s, call.batch());
        int pictures = Math.min(picturesPerPart(s, call.batch()), call.batch() - picture);
        if (!ConvolutionWeightGradient.isWanted(call, this)) {
            takeDOut(call, picture, pictures, thread);
        }
        dataGradient(call, picture, pictures, thread);
    }

    /** Has dOut of some pictures written, if it is not yet, and takes the activation out of it. */
    void takeDOut(Call call, int picture, int pictures, int thread) {
        int size = call.outShape().size();
        call.willReadDOut(picture, pictures, thread);
        FusedActivation.of(activation).gradientInPlace(call, picture * size, pictures * size);
    }

    /** The gradient of some input pictures, from what {@link #takeDOut} left. */
    static void dataGradient(Call call, int picture, int pictures, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        call.kernels().convolutionDataGradient(s, pictures, call.dOut(), call.dOutAt() + picture * s.outputSize(),
                call.workspace(), packedInWorkspaceAt(call, s), call.dInBeta(0), call.dIn(0),
                call.dInAt(0) + picture * s.inputSize(), call.scratch(), call.scratchAt(thread));
        call.wroteDIn(picture, pictures, thread);
    }
}
