package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;

/**
 * The gradient of a convolution for its kernel and bias, from a whole batch.
 *
 * <p>The pictures are divided into a fixed number of groups; each group is one chain over its pictures, the first of
 * them into the gradient itself, the others into numbered partial sums, which are then added in order.
 */
final class ConvolutionWeightGradient {
    private static final int KERNEL = 0;
    private static final int BIAS = 1;
    private static final int MOST_GROUPS = 16;
    private static final int FEWEST_GROUPS = 4;
    /** Floats that all partial sums together should not exceed. */
    private static final int WORKSPACE = 1 << 22;
    private static final int BLOCK = 4_096;

    private ConvolutionWeightGradient() {}

    private static int partialSize(ConvolutionShape s) {
        return s.kernelSize() + s.filters();
    }

    private static int mostGroups(ConvolutionShape s) {
        return Math.clamp(WORKSPACE / partialSize(s), FEWEST_GROUPS, MOST_GROUPS);
    }

    private static int groups(ConvolutionShape s, int batch) {
        return Math.min(batch, mostGroups(s));
    }

    /** Floats of the partial sums. */
    static int workspace(ConvolutionShape s) {
        return (mostGroups(s) - 1) * partialSize(s);
    }

    /** Computes both gradients from dOut, which no longer contains the activation. */
    static void run(Call call, Conv2D layer) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int groups = groups(s, call.batch());
        call.parallel(groups, layer, ConvolutionWeightGradient::group);
        if (groups > 1) {
            call.parallel(Math.ceilDiv(partialSize(s), BLOCK), layer, ConvolutionWeightGradient::join);
        }
    }

    private static void group(Conv2D layer, Call call, int group, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        Kernels kernels = call.kernels();
        int groups = groups(s, call.batch());
        int from = (int) ((long) call.batch() * group / groups);
        int to = (int) ((long) call.batch() * (group + 1) / groups);
        int partial = call.workspaceAt() + (group - 1) * partialSize(s);
        if (call.wantsGradient(KERNEL)) {
            float[] sum = group == 0 ? call.gradient(KERNEL) : call.workspace();
            int sumAt = group == 0 ? call.gradientAt(KERNEL) : partial;
            for (int picture = from; picture < to; picture++) {
                float beta = picture > from ? 1 : group == 0 ? call.gradientBeta(KERNEL) : 0;
                kernels.convolutionWeightGradient(s, call.in(0), call.inAt(0) + picture * s.inputSize(),
                        call.dOut(), call.dOutAt() + picture * s.outputSize(), beta, sum, sumAt, call.scratch(),
                        call.scratchAt(thread));
            }
        }
        if (layer.useBias() && call.wantsGradient(BIAS)) {
            kernels.columnSums((to - from) * s.outHeight() * s.outWidth(), s.filters(), call.dOut(),
                    call.dOutAt() + from * s.outputSize(),
                    group == 0 ? call.gradientBeta(BIAS) : 0,
                    group == 0 ? call.gradient(BIAS) : call.workspace(),
                    group == 0 ? call.gradientAt(BIAS) : partial + s.kernelSize());
        }
    }

    private static void join(Conv2D layer, Call call, int part, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int from = part * BLOCK;
        int to = Math.min(from + BLOCK, partialSize(s));
        if (call.wantsGradient(KERNEL) && from < s.kernelSize()) {
            add(call, s, from, Math.min(to, s.kernelSize()) - from, call.gradient(KERNEL),
                    call.gradientAt(KERNEL) + from);
        }
        if (layer.useBias() && call.wantsGradient(BIAS) && to > s.kernelSize()) {
            int first = Math.max(from, s.kernelSize());
            add(call, s, first, to - first, call.gradient(BIAS), call.gradientAt(BIAS) + first - s.kernelSize());
        }
    }

    private static void add(Call call, ConvolutionShape s, int from, int n, float[] sum, int sumAt) {
        int groups = groups(s, call.batch());
        for (int group = 1; group < groups; group++) {
            int partial = call.workspaceAt() + (group - 1) * partialSize(s);
            call.kernels().add(n, sum, sumAt, call.workspace(), partial + from, sum, sumAt);
        }
    }
}
