package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.kernels.DepthwiseKernels;
import dev.vectron.kernels.DepthwiseShape;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A depthwise convolution and the batch normalization behind it, in inference: one depthwise convolution, as
 * {@link NormalizedConv2D} is one convolution. Packed are its kernel and, behind it, the bias.
 *
 * @param convolution computes the sums and applies the activation
 * @param normalization gives factor and shift
 */
record NormalizedDepthwiseConv2D(DepthwiseConv2D convolution, BatchNormalization normalization) implements Layer {
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
        DepthwiseShape s = convolution.depthwiseShape(inputs[0]);
        return Needs.of().scratch(DepthwiseKernels.depthwiseScratch(s)).packed(s.kernelSize() + s.filters())
                .workspace(s.filters());
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return convolution.fusedWith(next)
                .map(fused -> new NormalizedDepthwiseConv2D((DepthwiseConv2D) fused, normalization));
    }

    @Override
    public long flops(Shape... inputs) {
        return convolution.flops(inputs);
    }

    @Override
    public void pack(Call call) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        float[] factors = call.workspace();
        int factorsAt = call.workspaceAt();
        int biasAt = call.packedAt() + s.kernelSize();
        int first = convolution.useBias() ? BIAS + 1 : BIAS;
        FoldedNormalization.coefficients(call, normalization, first, s.filters(), factors, factorsAt, call.packed(),
                biasAt);
        if (convolution.useBias()) {
            FoldedNormalization.addScaled(s.filters(), call.parameter(BIAS), call.parameterAt(BIAS), factors, factorsAt,
                    call.packed(), biasAt);
        }
        FoldedNormalization.scaleColumns(s.taps(), s.filters(), call.parameter(KERNEL), call.parameterAt(KERNEL),
                factors, factorsAt, call.packed(), call.packedAt());
    }

    @Override
    public void forward(Call call) {
        call.parallel(DepthwiseConv2D.forwardParts(call), this, NormalizedDepthwiseConv2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int biasAt = call.packedAt() + call.prepared(DepthwiseShape.class).kernelSize();
        DepthwiseConv2D.forwardPart(call, part, thread, call.packed(), call.packedAt(), call.packed(), biasAt,
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
