package dev.vectron.layers;

import dev.vectron.graph.Call;

/**
 * Mean and variance for a batch normalization, and the factor and shift per channel that follow from them.
 *
 * <p>Sums over the batch are a fixed number of chains, each over a block of rows in order, which are joined in order.
 * The workspace holds, per channel: factor, shift, one more coefficient for the gradient, and the chains' partial sums
 * (two sets). Saved for the gradient are, per channel: mean, 1 / √(variance + epsilon), and −mean times that.
 */
final class BatchStatistics {
    static final int SAVED_PER_CHANNEL = 3;
    static final int COEFFICIENTS = 3;
    static final int CHAINS = 16;
    static final int WORKSPACE_PER_CHANNEL = COEFFICIENTS + 2 * CHAINS;
    private static final int BLOCK = 16_384;

    private BatchStatistics() {}

    /** Rows of a block for work without sums. */
    static int rowsPerBlock(int channels) {
        return Math.max(1, BLOCK / channels);
    }

    static int blocks(Call call) {
        int channels = call.outShape().dim(-1);
        return Math.ceilDiv(call.outSize() / channels, rowsPerBlock(channels));
    }

    /** Chains of the sums over this batch: by its size alone. */
    static int chains(Call call) {
        return Math.min(CHAINS, blocks(call));
    }

    static int firstRow(Call call, int chain) {
        int rows = call.outSize() / call.outShape().dim(-1);
        return (int) ((long) rows * chain / chains(call));
    }

    /** Where the partial sums of a chain begin in the workspace. */
    static int partialAt(Call call, int set, int chain) {
        return call.workspaceAt() + (COEFFICIENTS + set * CHAINS + chain) * call.outShape().dim(-1);
    }

    /** The sum of one channel over all chains, in their order. */
    static double joined(Call call, int set, int channel) {
        double sum = 0;
        int chains = chains(call);
        for (int chain = 0; chain < chains; chain++) {
            sum += call.workspace()[partialAt(call, set, chain) + channel];
        }
        return sum;
    }

    /** Computes the batch's statistics, updates the moving ones, saves what backward reads. */
    static void ofBatch(Call call, BatchNormalization layer) {
        int channels = call.outShape().dim(-1);
        double rows = (double) call.outSize() / channels;
        float[] saved = call.saved();
        int mean = call.savedAt();
        call.parallel(chains(call), layer, BatchStatistics::sums);
        for (int j = 0; j < channels; j++) {
            saved[mean + j] = (float) (joined(call, 0, j) / rows);
        }
        call.parallel(chains(call), layer, BatchStatistics::squaredDeviations);
        for (int j = 0; j < channels; j++) {
            double variance = joined(call, 0, j) / rows;
            update(call, layer.movingMean(), j, saved[mean + j], layer.momentum());
            update(call, layer.movingMean() + 1, j, variance, layer.momentum());
            coefficients(call, layer, j, saved[mean + j], variance);
        }
    }

    private static void sums(BatchNormalization layer, Call call, int chain, int thread) {
        int channels = call.outShape().dim(-1);
        int from = firstRow(call, chain);
        call.kernels().columnSums(firstRow(call, chain + 1) - from, channels, call.in(0),
                call.inAt(0) + from * channels,
                0, call.workspace(), partialAt(call, 0, chain));
    }

    private static void squaredDeviations(BatchNormalization layer, Call call, int chain, int thread) {
        int channels = call.outShape().dim(-1);
        int from = firstRow(call, chain);
        call.kernels().columnSquaredDeviations(firstRow(call, chain + 1) - from, channels, call.in(0),
                call.inAt(0) + from * channels,
                call.saved(), call.savedAt(), 0, call.workspace(), partialAt(call, 0, chain));
    }

    private static void update(Call call, int parameter, int channel, double ofBatch, double momentum) {
        int at = call.updateAt(parameter) + channel;
        call.update(parameter)[at] = (float) (call.update(parameter)[at] * momentum + ofBatch * (1 - momentum));
    }

    /** Takes the moving statistics. */
    static void moving(Call call, BatchNormalization layer) {
        int mean = layer.movingMean();
        int channels = call.outShape().dim(-1);
        for (int j = 0; j < channels; j++) {
            coefficients(call, layer, j, call.parameter(mean)[call.parameterAt(mean) + j],
                    call.parameter(mean + 1)[call.parameterAt(mean + 1) + j]);
        }
    }

    private static void coefficients(Call call, BatchNormalization layer, int channel, double mean, double variance) {
        int channels = call.outShape().dim(-1);
        double inverse = 1 / Math.sqrt(variance + layer.epsilon());
        double factor = layer.scale() ? call.parameter(0)[call.parameterAt(0) + channel] * inverse : inverse;
        double beta = layer.center() ? call.parameter(layer.beta())[call.parameterAt(layer.beta()) + channel] : 0;
        int at = call.workspaceAt() + channel;
        call.workspace()[at] = (float) factor;
        call.workspace()[at + channels] = (float) (beta - mean * factor);
        if (call.training()) {
            int saved = call.savedAt() + channel;
            call.saved()[saved] = (float) mean;
            call.saved()[saved + channels] = (float) inverse;
            call.saved()[saved + 2 * channels] = (float) (-mean * inverse);
        }
    }
}
