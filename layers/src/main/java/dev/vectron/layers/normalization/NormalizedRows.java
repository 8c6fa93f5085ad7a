package dev.vectron.layers.normalization;

import dev.vectron.graph.Call;
import dev.vectron.kernels.RowSums;
import java.util.Arrays;

/**
 * The arithmetic of layer normalization on rows that lie together, with x̂ = (x − mean) · inverse, the inverse of
 * √(variance + epsilon), and y = x̂ · gamma + beta. Without centering the mean counts as 0, so that rows are divided by
 * their root mean square.
 *
 * <p>The gradient of a row, with g = dY · gamma: inverse · (g − mean of g − x̂ · mean of g · x̂), without centering
 * inverse · (g − x̂ · mean of g · x̂). Those of gamma and beta
 * are sums over rows of dY · x̂ and dY. They go into a number of chains that depends on the size of the batch alone,
 * and these are joined in order.
 *
 * @param length elements of a row
 * @param epsilon is added to the variance
 * @param centers whether the mean is subtracted
 */
record NormalizedRows(int length, float epsilon, boolean centers) {
    private static final int BLOCK = 16_384;
    private static final int CHAINS = 32;
    /** Mean and inverse. */
    private static final int KEPT = 2;

    /** Floats for gamma and beta. */
    static int packed(int length) {
        return 2 * length;
    }

    /** Floats kept from forward to backward for the rows of a sample. */
    static int saved(int rows) {
        return KEPT * rows;
    }

    /** Floats for the partial sums of two gradients. */
    static int workspace(int length) {
        return 2 * CHAINS * length;
    }

    private int rows(Call call) {
        return call.outSize() / length;
    }

    private int rowsPerPart() {
        return Math.max(1, BLOCK / length);
    }

    int parts(Call call) {
        return Math.ceilDiv(rows(call), rowsPerPart());
    }

    void forward(Call call, int part) {
        int end = Math.min(rows(call), (part + 1) * rowsPerPart());
        for (int row = part * rowsPerPart(); row < end; row++) {
            float[] x = call.in(0);
            int in = call.inAt(0) + row * length;
            float mean = centers ? RowSums.sum(length, x, in) / length : 0;
            float variance = RowSums.squares(length, x, in, mean) / length;
            float inverse = (float) (1 / Math.sqrt(variance + epsilon));
            if (call.training()) {
                int kept = call.savedAt() + KEPT * row;
                call.saved()[kept] = mean;
                call.saved()[kept + 1] = inverse;
            }
            normalize(call, in, mean, inverse, call.outAt() + row * length);
        }
    }

    private void normalize(Call call, int in, float mean, float inverse, int out) {
        float[] x = call.in(0);
        float[] y = call.out();
        float[] packed = call.packed();
        int gamma = call.packedAt();
        int beta = gamma + length;
        for (int j = 0; j < length; j++) {
            y[out + j] = Math.fma((x[in + j] - mean) * inverse, packed[gamma + j], packed[beta + j]);
        }
    }

    private int rowsPerChain(Call call) {
        int chains = Math.min(CHAINS, parts(call));
        return Math.ceilDiv(rows(call), chains);
    }

    int chains(Call call) {
        return Math.ceilDiv(rows(call), rowsPerChain(call));
    }

    private int sumsAt(Call call, int which, int chain) {
        return call.workspaceAt() + (which * CHAINS + chain) * length;
    }

    void backward(Call call, int chain) {
        int ofGamma = sumsAt(call, 0, chain);
        int ofBeta = sumsAt(call, 1, chain);
        Arrays.fill(call.workspace(), ofGamma, ofGamma + length, 0f);
        Arrays.fill(call.workspace(), ofBeta, ofBeta + length, 0f);
        int end = Math.min(rows(call), (chain + 1) * rowsPerChain(call));
        for (int row = chain * rowsPerChain(call); row < end; row++) {
            int kept = call.savedAt() + KEPT * row;
            backward(call, row * length, call.saved()[kept], call.saved()[kept + 1], ofGamma, ofBeta);
        }
    }

    private void backward(Call call, int from, float mean, float inverse, int ofGamma, int ofBeta) {
        float[] x = call.in(0);
        float[] dY = call.dOut();
        float[] packed = call.packed();
        float[] sums = call.workspace();
        int in = call.inAt(0) + from;
        int dOut = call.dOutAt() + from;
        int gamma = call.packedAt();
        float sum = 0;
        float products = 0;
        for (int j = 0; j < length; j++) {
            float normalized = (x[in + j] - mean) * inverse;
            float upstream = dY[dOut + j];
            float g = upstream * packed[gamma + j];
            sum += g;
            products = Math.fma(g, normalized, products);
            sums[ofGamma + j] = Math.fma(upstream, normalized, sums[ofGamma + j]);
            sums[ofBeta + j] += upstream;
        }
        if (call.wantsDIn(0)) {
            input(call, from, mean, inverse, centers ? sum / length : 0, products / length);
        }
    }

    private void input(Call call, int from, float mean, float inverse, float ofG, float ofProducts) {
        float[] x = call.in(0);
        float[] dY = call.dOut();
        float[] dX = call.dIn(0);
        float[] packed = call.packed();
        int in = call.inAt(0) + from;
        int dOut = call.dOutAt() + from;
        int dIn = call.dInAt(0) + from;
        int gamma = call.packedAt();
        boolean assign = call.dInBeta(0) == 0;
        for (int j = 0; j < length; j++) {
            float normalized = (x[in + j] - mean) * inverse;
            float centered = Math.fma(dY[dOut + j], packed[gamma + j], -ofG);
            float value = inverse * Math.fma(-normalized, ofProducts, centered);
            dX[dIn + j] = assign ? value : dX[dIn + j] + value;
        }
    }

    /** Adds up the chains of the gradient of gamma (0) or beta (1). */
    void join(Call call, int which, int parameter) {
        call.kernels().columnSums(chains(call), length, call.workspace(), sumsAt(call, which, 0),
                call.gradientBeta(parameter), call.gradient(parameter), call.gradientAt(parameter));
    }
}
