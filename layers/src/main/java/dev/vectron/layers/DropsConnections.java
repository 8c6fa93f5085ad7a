package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;

/**
 * A layer that can leave out connections in training: DropConnect (Wan et al. 2013). For each batch every weight of the
 * kernel, parameter 0, is 0 with probability {@code dropConnect} and else divided by 1 − dropConnect. The mask is keyed
 * by the layer, the epoch and the number of the batch's first sample, and computed again in backward.
 */
interface DropsConnections extends Layer {
    /** Floats of the kernel that a part takes. */
    int BLOCK = 16_384;

    /** {@return the share of weights that are left out in training} */
    float dropConnect();

    /**
     * Floats of the kernel.
     *
     * @param call the buffers and sizes of this execution
     * @return how many
     */
    int connections(Call call);

    /**
     * Where in the workspace this batch's kernel lies, and behind it the gradient for it.
     *
     * @param call the buffers and sizes of this execution
     * @return the place
     */
    int remainingAt(Call call);

    /** Refuses impossible rates. */
    static void check(String layer, String option, float rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(layer + ": " + option + " must be at least 0 and below 1, got " + rate
                    + ".");
        }
    }

    /** Whether this call leaves connections out. */
    static boolean drops(DropsConnections layer, Call call) {
        return layer.dropConnect() > 0 && call.training();
    }

    private static int parts(DropsConnections layer, Call call) {
        return Math.ceilDiv(layer.connections(call), BLOCK);
    }

    /** Writes this batch's kernel. */
    static void writeKernel(DropsConnections layer, Call call) {
        call.parallel(parts(layer, call), layer, DropsConnections::kernelPart);
    }

    private static void kernelPart(DropsConnections layer, Call call, int part, int thread) {
        int from = part * BLOCK;
        call.kernels().dropout(Math.min(BLOCK, layer.connections(call) - from), layer.dropConnect(), call.randomKey(0),
                from, call.parameter(0), call.parameterAt(0) + from, 0, call.workspace(),
                layer.remainingAt(call) + from);
    }

    /** Makes the gradient of the kernel of that for this batch's kernel. */
    static void finishGradient(DropsConnections layer, Call call) {
        call.parallel(parts(layer, call), layer, DropsConnections::gradientPart);
    }

    /** Where in the workspace the gradient for this batch's kernel lies. */
    static int gradientAt(DropsConnections layer, Call call) {
        return layer.remainingAt(call) + layer.connections(call);
    }

    private static void gradientPart(DropsConnections layer, Call call, int part, int thread) {
        int from = part * BLOCK;
        call.kernels().dropout(Math.min(BLOCK, layer.connections(call) - from), layer.dropConnect(), call.randomKey(0),
                from, call.workspace(), gradientAt(layer, call) + from, call.gradientBeta(0), call.gradient(0),
                call.gradientAt(0) + from);
    }
}
