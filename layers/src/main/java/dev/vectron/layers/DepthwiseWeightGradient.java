package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.DepthwiseShape;

/**
 * The gradient of a depthwise convolution for its kernel and bias, from a whole batch.
 *
 * <p>The pictures are divided into a fixed number of groups; each group is one chain over its pictures, the first one
 * into the gradients themselves, the others into numbered partial sums, which are then added in order.
 */
final class DepthwiseWeightGradient {
    private static final int KERNEL = 0;
    private static final int BIAS = 1;
    private static final int MOST_GROUPS = 16;
    /** Floats of the gradient that are joined at a time. */
    private static final int BLOCK = 4_096;
    /** Floats of dOut that are read several times while they lie in the second-level cache. */
    private static final int STEP = 1 << 16;

    private DepthwiseWeightGradient() {}

    private static int partialSize(DepthwiseShape s) {
        return s.kernelSize() + s.filters();
    }

    /** Floats of the partial sums. */
    static int workspace(DepthwiseShape s) {
        return (MOST_GROUPS - 1) * partialSize(s);
    }

    /** Computes both gradients and takes the activation out of dOut. */
    static void run(Call call, DepthwiseConv2D layer) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        int groups = Math.min(call.batch(), MOST_GROUPS);
        call.parallel(groups, layer, DepthwiseWeightGradient::group);
        if (call.wantsGradient(KERNEL)) {
            call.parallel(Math.ceilDiv(s.kernelSize(), BLOCK), layer, DepthwiseWeightGradient::join);
        }
        if (layer.useBias() && call.wantsGradient(BIAS)) {
            add(call, s, s.kernelSize(), s.filters(), call.gradient(BIAS), call.gradientAt(BIAS));
        }
    }

    private static void group(DepthwiseConv2D layer, Call call, int group, int thread) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        int groups = Math.min(call.batch(), MOST_GROUPS);
        int from = (int) ((long) call.batch() * group / groups);
        int to = (int) ((long) call.batch() * (group + 1) / groups);
        int most = Math.max(1, STEP / s.outputSize());
        for (int picture = from; picture < to; picture += most) {
            step(layer, call, group, thread, picture, Math.min(most, to - picture), picture == from);
        }
    }

    /** Some pictures of a group: first the activation, then both sums, while dOut is near. */
    private static void step(DepthwiseConv2D layer, Call call, int group, int thread, int picture, int pictures,
            boolean first) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        int dOut = call.dOutAt() + picture * s.outputSize();
        int partial = partialAt(call, s, group);
        FusedActivation.of(layer.activation()).gradientInPlace(call, picture * s.outputSize(),
                pictures * s.outputSize());
        if (layer.useBias() && call.wantsGradient(BIAS)) {
            float beta = group == 0 ? call.gradientBeta(BIAS) : 0;
            call.kernels().columnSums(pictures * s.outHeight() * s.outWidth(), s.filters(), call.dOut(), dOut,
                    first ? beta : 1, group == 0 ? call.gradient(BIAS) : call.workspace(),
                    group == 0 ? call.gradientAt(BIAS) : partial + s.kernelSize());
        }
        if (call.wantsGradient(KERNEL)) {
            float beta = group == 0 ? call.gradientBeta(KERNEL) : 0;
            call.kernels().depthwiseWeightGradient(s, pictures, call.in(0), call.inAt(0) + picture * s.inputSize(),
                    call.dOut(), dOut, first ? beta : 1, group == 0 ? call.gradient(KERNEL) : call.workspace(),
                    group == 0 ? call.gradientAt(KERNEL) : partial, call.scratch(), call.scratchAt(thread));
        }
    }

    /** Where the partial sums of a group begin; the first group has none. */
    private static int partialAt(Call call, DepthwiseShape s, int group) {
        return call.workspaceAt() + (group - 1) * partialSize(s);
    }

    private static void join(DepthwiseConv2D layer, Call call, int part, int thread) {
        DepthwiseShape s = call.prepared(DepthwiseShape.class);
        int from = part * BLOCK;
        add(call, s, from, Math.min(BLOCK, s.kernelSize() - from), call.gradient(KERNEL),
                call.gradientAt(KERNEL) + from);
    }

    /** Adds n floats of all partial sums, from this place on in each. */
    private static void add(Call call, DepthwiseShape s, int place, int n, float[] sum, int sumAt) {
        int groups = Math.min(call.batch(), MOST_GROUPS);
        for (int group = 1; group < groups; group++) {
            call.kernels().add(n, sum, sumAt, call.workspace(), partialAt(call, s, group) + place, sum, sumAt);
        }
    }
}
