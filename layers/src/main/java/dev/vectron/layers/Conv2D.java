package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Host;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
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
 * <p>Parameters: {@code kernel} [kernelHeight, kernelWidth, channels, filters], Glorot uniform; {@code bias} [filters],
 * zeros. Strides and dilation above 1 exclude each other, as in Keras. Immutable and thread-safe.
 *
 * {@snippet :
 * conv2D(32, 3).strides(2).padding(SAME).activation(RELU).kernelInitializer(heNormal());
 * }
 *
 * @param filters output channels, at least 1
 * @param window size, strides, padding and dilation of the kernel
 * @param activation applied to the sum; linear by default
 * @param useBias whether there is a bias
 * @param kernel initial values of the kernel, its regularizer and its constraint
 * @param bias initial values of the bias, its regularizer and its constraint
 */
public record Conv2D(int filters, Window window, Activation activation, boolean useBias, ParameterOptions kernel,
        ParameterOptions bias) implements Host, Windowed<Conv2D>, Weighted<Conv2D> {
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
        Expect.atLeastOne("Conv2D", "filters", filters);
        window.requireOneOfStridesAndDilation("Conv2D");
    }

    /**
     * A linear convolution with Keras's defaults.
     *
     * @param filters output channels, at least 1
     * @param kernelSize height and width of the kernel
     */
    public Conv2D(int filters, Extent kernelSize) {
        this(filters, new Window(kernelSize), Activation.LINEAR, true,
                new ParameterOptions(Initializers.glorotUniform()), new ParameterOptions(Initializers.zeros()));
    }

    @Override
    public Conv2D window(Window movement) {
        return new Conv2D(filters, movement, activation, useBias, kernel, bias);
    }

    @Override
    public Conv2D activation(Activation function) {
        return new Conv2D(filters, window, function, useBias, kernel, bias);
    }

    @Override
    public Conv2D useBias(boolean use) {
        return new Conv2D(filters, window, activation, use, kernel, bias);
    }

    @Override
    public Conv2D kernel(ParameterOptions options) {
        return new Conv2D(filters, window, activation, useBias, options, bias);
    }

    @Override
    public Conv2D bias(ParameterOptions options) {
        return new Conv2D(filters, window, activation, useBias, kernel, options);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("filters", filters);
        window.writeTo(config);
        config.put("activation", activation.asOption());
        config.put("use_bias", useBias);
        kernel.writeTo(config, "kernel");
        bias.writeTo(config, "bias");
        return config;
    }

    /** What {@link #config} says. */
    static Conv2D fromConfig(Config config) {
        return new Conv2D(config.integer("filters"), Window.readFrom(config),
                Activation.readFrom(config, "activation"), config.flag("use_bias", true),
                ParameterOptions.readFrom(config, "kernel", Initializers.glorotUniform()),
                ParameterOptions.readFrom(config, "bias", Initializers.zeros()));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        window.requireFit(in);
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
                Shape.of(kernelSize().height(), kernelSize().width(), inputs[0].dim(2), filters)));
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
                .workspace(Kernels.packedKernelSize(s) + ConvolutionWeightGradient.workspace(s));
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
        return 2 * multiplyAdds(convolutionShape(inputs[0]));
    }

    private static long multiplyAdds(ConvolutionShape s) {
        return (long) s.kernelSize() * s.outHeight() * s.outWidth();
    }

    @Override
    public void pack(Call call) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        call.kernels().packKernel(s, call.parameter(KERNEL), call.parameterAt(KERNEL), call.packed(), call.packedAt());
    }

    @Override
    public void forward(Call call) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
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
        forwardPart(call, part, thread, useBias ? call.parameter(BIAS) : null, useBias ? call.parameterAt(BIAS) : 0,
                FusedActivation.of(activation));
    }

    /** One of {@link #forwardParts} parts, with the kernel that lies packed at the beginning of {@code call.packed()}. */
    static void forwardPart(Call call, int part, int thread, float @Nullable [] bias, int biasAt, Elementwise function) {
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
                    call.packed(), call.packedAt(), bias, biasAt, function.function(), function.slope(),
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
        if (call.wantsDIn(0)) {
            call.kernels().packKernelForDataGradient(s, call.parameter(KERNEL), call.parameterAt(KERNEL),
                    call.workspace(), packedForDataGradientAt(call, s));
        }
        if (ConvolutionWeightGradient.isWanted(call, this)) {
            ConvolutionWeightGradient.run(call, this, together);
        }
        if (call.wantsDIn(0) && !together) {
            call.parallel(Math.ceilDiv(call.batch(), picturesPerPart(s, call.batch())), this, Conv2D::dataGradientPart);
        }
    }

    private static int packedForDataGradientAt(Call call, ConvolutionShape s) {
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
                call.workspace(), packedForDataGradientAt(call, s), call.dInBeta(0), call.dIn(0),
                call.dInAt(0) + picture * s.inputSize(), call.scratch(), call.scratchAt(thread));
        call.wroteDIn(picture, pictures, thread);
    }
}
