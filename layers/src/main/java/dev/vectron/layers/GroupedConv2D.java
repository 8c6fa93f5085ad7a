package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A convolution in groups: the channels of a group are gathered, convolved with the group's part of the kernel as any
 * picture, and the result put between those of the other groups.
 *
 * @param layer what is computed
 */
record GroupedConv2D(Conv2D layer) implements Layer {
    static final int KERNEL = 0;
    static final int BIAS = 1;
    /** Multiply-adds below which dividing costs more than it gains. */
    private static final long WORTH_DIVIDING = 1 << 17;

    @Override
    public Shape outputShape(Shape... inputs) {
        return layer.outputShape(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return layer.parameters(inputs);
    }

    /** The convolution of one group. */
    ConvolutionShape ofGroup(Shape in) {
        return layer.filters(layer.filters() / layer.groups())
                .convolutionShape(in.with(-1, in.dim(-1) / layer.groups()));
    }

    @Override
    public Object prepare(Shape... inputs) {
        return ofGroup(inputs[0]);
    }

    @Override
    public Needs needs(Shape... inputs) {
        ConvolutionShape s = ofGroup(inputs[0]);
        Needs needs = Needs.of().input().packed(layer.groups() * Kernels.packedKernelSize(s))
                .scratch(2 * s.inputSize() + s.outputSize() + Kernels.convolutionScratch(s))
                .workspace(layer.groups() * (s.kernelSize() + Kernels.packedKernelSize(s))
                        + GroupedGradient.workspace(s, layer));
        return layer.activation().equals(Activation.LINEAR) ? needs : needs.output();
    }

    @Override
    public List<Layer> stages() {
        return FusedActivation.stages(this, layer.activation(), new GroupedConv2D(layer.activation(Activation.LINEAR)));
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return FusedActivation.with(next, layer.activation()).map(f -> new GroupedConv2D(layer.activation(f)));
    }

    @Override
    public long flops(Shape... inputs) {
        return layer.flops(inputs);
    }

    @Override
    public String className() {
        return layer.className();
    }

    @Override
    public void pack(Call call) {
        call.parallel(layer.groups(), this, GroupedConv2D::packGroup);
    }

    private void packGroup(Call call, int group, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        call.kernels().packKernel(s, call.workspace(), gatherKernel(call, group), call.packed(),
                call.packedAt() + group * Kernels.packedKernelSize(s));
    }

    /** Brings a group's part of the kernel together; says where it lies in the workspace. */
    int gatherKernel(Call call, int group) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int at = call.workspaceAt() + group * s.kernelSize();
        gather(s.kernelSize() / s.filters(), s.filters(), layer.groups(), group, call.parameter(KERNEL),
                call.parameterAt(KERNEL), call.workspace(), at);
        return at;
    }

    /** Where the kernel of a group lies packed for the gradient of the input. */
    int packedForDataGradientAt(Call call, int group) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        return call.workspaceAt() + layer.groups() * s.kernelSize() + group * Kernels.packedKernelSize(s);
    }

    /** Copies the n columns of a group out of rows that hold those of all groups. */
    static void gather(int rows, int n, int groups, int group, float[] x, int xAt, float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, xAt + (row * groups + group) * n, to, toAt + row * n, n);
        }
    }

    /** Copies the n columns of a group in between those of the others, or adds them. */
    static void scatter(Kernels kernels, int rows, int n, int groups, int group, float[] x, int xAt, float beta,
            float[] to, int toAt) {
        for (int row = 0; row < rows; row++) {
            int place = toAt + (row * groups + group) * n;
            if (beta == 0) {
                System.arraycopy(x, xAt + row * n, to, place, n);
            } else {
                kernels.scale(n, 1, x, xAt + row * n, beta, to, place);
            }
        }
    }

    private static int picturesPerPart(ConvolutionShape s) {
        return (int) Math.max(1, WORTH_DIVIDING / ((long) s.kernelSize() * s.outHeight() * s.outWidth()));
    }

    @Override
    public void forward(Call call) {
        int blocks = Math.ceilDiv(call.batch(), picturesPerPart(call.prepared(ConvolutionShape.class)));
        call.parallel(blocks * layer.groups(), this, GroupedConv2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        Elementwise function = FusedActivation.of(layer.activation());
        int groups = layer.groups();
        int group = part % groups;
        int end = Math.min(call.batch(), (part / groups + 1) * picturesPerPart(s));
        int x = call.scratchAt(thread);
        int out = x + s.inputSize();
        for (int picture = part / groups * picturesPerPart(s); picture < end; picture++) {
            gather(s.height() * s.width(), s.channels(), groups, group, call.in(0),
                    call.inAt(0) + picture * groups * s.inputSize(), call.scratch(), x);
            call.kernels().convolution(s, 1, call.scratch(), x, call.packed(),
                    call.packedAt() + group * Kernels.packedKernelSize(s),
                    layer.useBias() ? call.parameter(BIAS) : null,
                    layer.useBias() ? call.parameterAt(BIAS) + group * s.filters() : 0,
                    function.function(), function.slope(), 0, s.outHeight(), call.scratch(), out,
                    call.scratch(), out + s.outputSize() + s.inputSize());
            scatter(call.kernels(), s.outHeight() * s.outWidth(), s.filters(), groups, group, call.scratch(), out, 0,
                    call.out(), call.outAt() + picture * groups * s.outputSize());
        }
    }

    @Override
    public void backward(Call call) {
        FusedActivation.gradientInPlace(call, layer.activation());
        GroupedGradient.run(call, this);
    }

    /** The gradient of one group of an input picture, from the group of dOut in scratch. */
    void dataGradient(Call call, int picture, int group, int dOut, int dIn, int scratch) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        call.kernels().convolutionDataGradient(s, 1, call.scratch(), dOut, call.workspace(),
                packedForDataGradientAt(call, group), 0, call.scratch(), dIn, call.scratch(), scratch);
        scatter(call.kernels(), s.height() * s.width(), s.channels(), layer.groups(), group, call.scratch(), dIn,
                call.dInBeta(0), call.dIn(0), call.dInAt(0) + picture * layer.groups() * s.inputSize());
    }
}
