package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;

/**
 * The gradient of a convolution for its kernel and bias, from a whole batch.
 *
 * <p>The pictures are divided into a fixed number of groups; each group is one chain over its pictures into numbered
 * partial sums, which are then added in order and finished, a few input channels at a time. The bias has no sums to
 * finish: its first group goes into the gradient itself.
 */
final class ConvolutionWeightGradient {
    private static final int KERNEL = 0;
    private static final int BIAS = 1;
    static final int MOST_GROUPS = 16;
    private static final int FEWEST_GROUPS = 4;
    /** Floats that all partial sums together should not exceed. */
    private static final int WORKSPACE = 1 << 22;
    /** Floats of a partial sum that are joined at a time. */
    private static final int BLOCK = 4_096;
    /** Floats of dOut that are read several times while they lie in the second-level cache. */
    private static final int STEP = 1 << 16;

    private ConvolutionWeightGradient() {}

    private static int partialSize(ConvolutionShape s) {
        return Kernels.weightSumsSize(s) + s.filters();
    }

    private static int mostGroups(ConvolutionShape s) {
        return Math.clamp(WORKSPACE / partialSize(s), FEWEST_GROUPS, MOST_GROUPS);
    }

    /** Into how many groups a batch is divided. */
    static int groups(ConvolutionShape s, int batch) {
        return Math.min(batch, mostGroups(s));
    }

    /** Floats of the partial sums. */
    static int workspace(ConvolutionShape s) {
        return mostGroups(s) * partialSize(s);
    }

    static boolean isWanted(Call call, Conv2D layer) {
        return call.wantsGradient(KERNEL) || layer.useBias() && call.wantsGradient(BIAS);
    }

    /**
     * Computes both gradients and takes the activation out of dOut; if {@code withDataGradient}, each part of dOut also
     * goes through the data gradient while it is near.
     */
    static void run(Call call, Conv2D layer, boolean withDataGradient) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        if (withDataGradient && call.wantsDIn(0)) {
            call.parallel(groups(s, call.batch()), layer, ConvolutionWeightGradient::groupOfAllGradients);
        } else {
            call.parallel(groups(s, call.batch()), layer, ConvolutionWeightGradient::group);
        }
        if (call.wantsGradient(KERNEL)) {
            call.parallel(Math.ceilDiv(s.channels(), channelsPerPart(s)), layer, ConvolutionWeightGradient::join);
        }
        if (layer.useBias() && call.wantsGradient(BIAS)) {
            joinBias(call, s);
        }
    }

    private static void group(Conv2D layer, Call call, int group, int thread) {
        group(layer, call, group, thread, false);
    }

    private static void groupOfAllGradients(Conv2D layer, Call call, int group, int thread) {
        group(layer, call, group, thread, true);
    }

    private static void group(Conv2D layer, Call call, int group, int thread, boolean withDataGradient) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int groups = groups(s, call.batch());
        int from = (int) ((long) call.batch() * group / groups);
        int to = (int) ((long) call.batch() * (group + 1) / groups);
        int most = Math.max(1, STEP / s.outputSize());
        for (int picture = from; picture < to; picture += most) {
            int pictures = Math.min(most, to - picture);
            step(layer, call, group, thread, picture, pictures, picture == from);
            if (withDataGradient) {
                Conv2D.dataGradient(call, picture, pictures, thread);
            }
        }
    }

    /** Some pictures of a group: first the activation, then both sums, while dOut is near. */
    private static void step(Conv2D layer, Call call, int group, int thread, int picture, int pictures,
            boolean first) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int dOut = call.dOutAt() + picture * s.outputSize();
        int partial = call.workspaceAt() + group * partialSize(s);
        layer.takeDOut(call, picture, pictures, thread);
        if (layer.useBias() && call.wantsGradient(BIAS)) {
            float beta = group == 0 ? call.gradientBeta(BIAS) : 0;
            call.kernels().columnSums(pictures * s.outHeight() * s.outWidth(), s.filters(), call.dOut(), dOut,
                    first ? beta : 1,
                    group == 0 ? call.gradient(BIAS) : call.workspace(),
                    group == 0 ? call.gradientAt(BIAS) : partial + Kernels.weightSumsSize(s));
        }
        if (call.wantsGradient(KERNEL)) {
            call.kernels().convolutionWeightGradient(s, pictures, call.in(0), call.inAt(0) + picture * s.inputSize(),
                    call.dOut(), dOut, first ? 0 : 1, call.workspace(), partial, call.scratch(),
                    call.scratchAt(thread));
        }
    }

    /** Input channels that a part of the join takes. */
    private static int channelsPerPart(ConvolutionShape s) {
        return Math.max(1, (int) ((long) BLOCK * s.channels() / Kernels.weightSumsSize(s)));
    }

    private static void join(Conv2D layer, Call call, int part, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int channel0 = part * channelsPerPart(s);
        int channels = Math.min(channelsPerPart(s), s.channels() - channel0);
        int plane = s.channels() * s.filters();
        for (int at = channel0 * s.filters(); at < Kernels.weightSumsSize(s); at += plane) {
            add(call, s, at, channels * s.filters(), call.workspace(), call.workspaceAt() + at);
        }
        boolean drops = DropsConnections.drops(layer, call);
        call.kernels().finishWeightGradient(s, channel0, channels, call.workspace(), call.workspaceAt(),
                drops ? 0 : call.gradientBeta(KERNEL), drops ? call.workspace() : call.gradient(KERNEL),
                drops ? DropsConnections.gradientAt(layer, call) : call.gradientAt(KERNEL));
    }

    private static void joinBias(Call call, ConvolutionShape s) {
        add(call, s, Kernels.weightSumsSize(s), s.filters(), call.gradient(BIAS), call.gradientAt(BIAS));
    }

    /** Adds n floats of all partial sums but the first, from this place on in each. */
    private static void add(Call call, ConvolutionShape s, int place, int n, float[] sum, int sumAt) {
        int groups = groups(s, call.batch());
        for (int group = 1; group < groups; group++) {
            int partial = call.workspaceAt() + group * partialSize(s);
            call.kernels().add(n, sum, sumAt, call.workspace(), partial + place, sum, sumAt);
        }
    }
}
