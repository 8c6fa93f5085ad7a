package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution and the batch normalization behind it, in inference: one convolution whose kernel is
 * {@code kernel[…][f] · factor[f]} and whose bias is {@code bias[f] · factor[f] + shift[f]}, with the factor and shift
 * of {@link FoldedNormalization}. Packed are the kernel and, behind it, the bias.
 *
 * @param convolution computes the sums and applies the activation
 * @param normalization gives factor and shift
 */
record NormalizedConv2D(Conv2D convolution, BatchNormalization normalization) implements Layer {
    private static final int KERNEL = 0;
    private static final int BIAS = 1;

    @Override
    public Shape outputShape(Shape... inputs) {
        return convolution.outputShape(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        List<ParameterSpec> specs = new ArrayList<>(convolution.parameters(inputs));
        specs.addAll(normalization.parameters(convolution.outputShape(inputs)));
        return List.copyOf(specs);
    }

    @Override
    public Object prepare(Shape... inputs) {
        return convolution.prepare(inputs);
    }

    @Override
    public Needs needs(Shape... inputs) {
        ConvolutionShape s = convolution.convolutionShape(inputs[0]);
        return Needs.of().scratch(Kernels.convolutionScratch(s)).packed(biasAt(s) + s.filters())
                .workspace(s.kernelSize() + s.filters());
    }

    private static int biasAt(ConvolutionShape s) {
        return Kernels.packedKernelSize(s);
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return convolution.fusedWith(next).map(fused -> new NormalizedConv2D((Conv2D) fused, normalization));
    }

    @Override
    public long flops(Shape... inputs) {
        return convolution.flops(inputs);
    }

    @Override
    public void pack(Call call) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        float[] work = call.workspace();
        int kernelAt = call.workspaceAt();
        int factorAt = kernelAt + s.kernelSize();
        int biasAt = call.packedAt() + biasAt(s);
        int first = convolution.useBias() ? BIAS + 1 : BIAS;
        FoldedNormalization.coefficients(call, normalization, first, s.filters(), work, factorAt, call.packed(),
                biasAt);
        if (convolution.useBias()) {
            FoldedNormalization.addScaled(s.filters(), call.parameter(BIAS), call.parameterAt(BIAS), work, factorAt,
                    call.packed(), biasAt);
        }
        FoldedNormalization.scaleColumns(s.kernelSize() / s.filters(), s.filters(), call.parameter(KERNEL),
                call.parameterAt(KERNEL), work, factorAt, work, kernelAt);
        call.kernels().packKernel(s, work, kernelAt, call.packed(), call.packedAt());
    }

    @Override
    public void forward(Call call) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        call.parallel(Conv2D.forwardParts(s, call.batch()), this, NormalizedConv2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int biasAt = call.packedAt() + biasAt(call.prepared(ConvolutionShape.class));
        Conv2D.forwardPart(call, part, thread, call.packed(), call.packedAt(), call.packed(), biasAt,
                FusedActivation.of(convolution.activation()));
    }

    @Override
    public void backward(Call call) {
        throw new IllegalStateException("A folded batch normalization is for inference only.");
    }

    @Override
    public String className() {
        return convolution.className();
    }
}
