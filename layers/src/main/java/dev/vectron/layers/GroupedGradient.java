package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;

/** The gradients of a convolution in groups; each part takes a chunk of the pictures and one group. */
final class GroupedGradient {
    private static final int KERNEL = GroupedConv2D.KERNEL;
    private static final int BIAS = GroupedConv2D.BIAS;

    private GroupedGradient() {}

    /** Floats of the sums of a chunk. */
    private static int size(ConvolutionShape s, Conv2D layer) {
        return layer.groups() * WeightSums.size(s, s.filters());
    }

    static int workspace(ConvolutionShape s, Conv2D layer) {
        return WeightSums.workspace(size(s, layer));
    }

    private static int sumsAt(GroupedConv2D grouped, Call call, int group) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        return grouped.packedForDataGradientAt(call, grouped.layer().groups())
                + group * WeightSums.size(s, s.filters());
    }

    private static int chunks(GroupedConv2D grouped, Call call) {
        return WeightSums.chunks(size(call.prepared(ConvolutionShape.class), grouped.layer()), call.batch());
    }

    private static boolean wantsBias(GroupedConv2D grouped, Call call) {
        return grouped.layer().useBias() && call.wantsGradient(BIAS);
    }

    static void run(Call call, GroupedConv2D grouped) {
        int groups = grouped.layer().groups();
        if (call.wantsDIn(0)) {
            call.parallel(groups, grouped, GroupedGradient::pack);
        }
        call.parallel(chunks(grouped, call) * groups, grouped, GroupedGradient::part);
        call.parallel(groups, grouped, GroupedGradient::join);
    }

    private static void pack(GroupedConv2D grouped, Call call, int group, int thread) {
        call.kernels().packKernelForDataGradient(call.prepared(ConvolutionShape.class), call.workspace(),
                grouped.gatherKernel(call, group), call.workspace(), grouped.packedForDataGradientAt(call, group));
    }

    private static void part(GroupedConv2D grouped, Call call, int part, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int groups = grouped.layer().groups();
        int chunks = chunks(grouped, call);
        int group = part % groups;
        int first = WeightSums.firstPicture(part / groups, chunks, call.batch());
        int end = WeightSums.firstPicture(part / groups + 1, chunks, call.batch());
        int dOut = call.scratchAt(thread) + 2 * s.inputSize();
        int sums = sumsAt(grouped, call, group) + part / groups * size(s, grouped.layer());
        for (int picture = first; picture < end; picture++) {
            GroupedConv2D.gather(s.outHeight() * s.outWidth(), s.filters(), groups, group, call.dOut(),
                    call.dOutAt() + picture * groups * s.outputSize(), call.scratch(), dOut);
            addToSums(grouped, call, picture, group, thread, sums, picture == first ? 0 : 1);
            if (call.wantsDIn(0)) {
                grouped.dataGradient(call, picture, group, dOut, call.scratchAt(thread), dOut + s.outputSize());
            }
        }
    }

    /** One group of a picture, whose dOut lies in scratch behind room for two groups of the input. */
    private static void addToSums(GroupedConv2D grouped, Call call, int picture, int group, int thread, int sums,
            float beta) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int x = call.scratchAt(thread) + s.inputSize();
        int dOut = x + s.inputSize();
        if (call.wantsGradient(KERNEL)) {
            GroupedConv2D.gather(s.height() * s.width(), s.channels(), grouped.layer().groups(), group, call.in(0),
                    call.inAt(0) + picture * grouped.layer().groups() * s.inputSize(), call.scratch(), x);
            call.kernels().convolutionWeightGradient(s, 1, call.scratch(), x, call.scratch(), dOut, beta,
                    call.workspace(), sums, call.scratch(), dOut + s.outputSize());
        }
        if (wantsBias(grouped, call)) {
            call.kernels().columnSums(s.outHeight() * s.outWidth(), s.filters(), call.scratch(), dOut, beta,
                    call.workspace(), sums + Kernels.weightSumsSize(s));
        }
    }

    private static void join(GroupedConv2D grouped, Call call, int group, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int groups = grouped.layer().groups();
        int n = Kernels.weightSumsSize(s);
        int sums = sumsAt(grouped, call, group);
        int size = size(s, grouped.layer());
        if (call.wantsGradient(KERNEL)) {
            WeightSums.join(call, n, sums, size, chunks(grouped, call));
            int own = call.workspaceAt() + group * s.kernelSize();
            call.kernels().finishWeightGradient(s, 0, s.channels(), call.workspace(), sums, 0, call.workspace(), own);
            GroupedConv2D.scatter(call.kernels(), s.kernelSize() / s.filters(), s.filters(), groups, group,
                    call.workspace(), own, call.gradientBeta(KERNEL), call.gradient(KERNEL), call.gradientAt(KERNEL));
        }
        if (wantsBias(grouped, call)) {
            WeightSums.join(call, s.filters(), sums + n, size, chunks(grouped, call));
            call.kernels().scale(s.filters(), 1, call.workspace(), sums + n, call.gradientBeta(BIAS),
                    call.gradient(BIAS), call.gradientAt(BIAS) + group * s.filters());
        }
    }
}
