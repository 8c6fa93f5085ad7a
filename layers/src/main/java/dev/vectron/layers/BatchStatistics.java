package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.Kernels;

/**
 * Mean and variance for a batch normalization, and the factor and shift per channel that follow from them.
 *
 * <p>The batch is divided into a fixed number of chains of rows ({@link WideRows}); the last also has the positions that
 * fill no row. In one pass over memory each of them sums distances from a center of its own, the mean of its first
 * positions, and their squares. With n positions, center c and the sums S and Q of a chain, the mean is Σ (n c + S) / N,
 * and Σ (x − mean)² is Σ (Q + 2 (c − mean) S + n (c − mean)²), in double and in order (Chan, Golub, LeVeque 1983).
 *
 * <p>Saved for the gradient are, per channel: 1 / √(variance + epsilon), factor, shift, mean. The workspace has six
 * numbers per channel, the same for wide rows, and three per channel of each chain; a thread's scratch has three per
 * column of wide rows.
 */
final class BatchStatistics {
    static final int SAVED_PER_CHANNEL = 4;
    static final int COEFFICIENTS = 6;
    private static final int CHAINS = 32;
    private static final int PARTIALS = 3;
    private static final int BLOCK = 16_384;
    private static final int FEWEST_FOR_CENTER = 16;
    private static final int MOST_FOR_CENTER = 256;

    private BatchStatistics() {}

    static int workspace(int channels) {
        return (COEFFICIENTS + PARTIALS * CHAINS) * channels + COEFFICIENTS * WideRows.columns(channels);
    }

    static int scratch(int channels) {
        return PARTIALS * WideRows.columns(channels);
    }

    /** The number of the normalization's input: the last; an addition fused with it has another in front. */
    static int input(Call call) {
        return call.inputs() - 1;
    }

    /** Where one of the numbers per channel begins. */
    static int narrowAt(Call call, int number) {
        return call.workspaceAt() + number * WideRows.channels(call);
    }

    /** Where one of the numbers per column of wide rows begins. */
    static int wideAt(Call call, int number) {
        return narrowAt(call, COEFFICIENTS) + number * WideRows.columns(call);
    }

    /** Rows of a chain, the last of which may have fewer: by the batch's size alone. */
    static int rowsPerChain(Call call) {
        int chains = Math.min(CHAINS, Math.ceilDiv(call.outSize(), BLOCK));
        return Math.max(1, Math.ceilDiv(WideRows.rows(call), chains));
    }

    static int chains(Call call) {
        return Math.max(1, Math.ceilDiv(WideRows.rows(call), rowsPerChain(call)));
    }

    /** How many wide rows a chain has. */
    static int rows(Call call, int chain) {
        return Math.min(rowsPerChain(call), WideRows.rows(call) - chain * rowsPerChain(call));
    }

    /** Where the sums of a chain begin in the workspace: two per channel, then the centers. */
    static int partialAt(Call call, int chain) {
        return wideAt(call, COEFFICIENTS) + PARTIALS * chain * WideRows.channels(call);
    }

    /** Adds up the copies of two sums per column of wide rows in scratch. */
    static void join(Call call, int chain, int thread) {
        int channels = WideRows.channels(call);
        int copies = WideRows.copies(channels);
        for (int kind = 0; kind < 2; kind++) {
            call.kernels().columnSums(copies, channels, call.scratch(), call.scratchAt(thread)
                    + kind * copies * channels, 0, call.workspace(), partialAt(call, chain) + kind * channels);
        }
    }

    /** Computes the batch's statistics, updates the moving ones, saves what backward reads. */
    static void ofBatch(Call call, BatchNormalization layer) {
        call.parallel(chains(call), layer, BatchStatistics::moments);
        int channels = WideRows.channels(call);
        for (int j = 0; j < channels; j++) {
            double mean = mean(call, j, channels);
            double variance = variance(call, j, channels, mean);
            update(call, layer.movingMean(), j, mean, layer.momentum());
            update(call, layer.movingMean() + 1, j, variance, layer.momentum());
            coefficients(call, layer, j, mean, variance);
        }
        widen(call, 2);
    }

    private static double mean(Call call, int channel, int channels) {
        float[] partials = call.workspace();
        int most = rowsPerChain(call) * WideRows.copies(channels);
        int at = partialAt(call, 0) + channel;
        int all = WideRows.positions(call);
        double sum = 0;
        for (int chain = chains(call), left = all; chain > 0; chain--) {
            int positions = chain == 1 ? left : most;
            sum += (double) positions * partials[at + 2 * channels] + partials[at];
            left -= positions;
            at += PARTIALS * channels;
        }
        return sum / all;
    }

    private static double variance(Call call, int channel, int channels, double mean) {
        float[] partials = call.workspace();
        int most = rowsPerChain(call) * WideRows.copies(channels);
        int at = partialAt(call, 0) + channel;
        int all = WideRows.positions(call);
        double sum = 0;
        for (int chain = chains(call), left = all; chain > 0; chain--) {
            int positions = chain == 1 ? left : most;
            double distance = partials[at + 2 * channels] - mean;
            sum += partials[at + channels] + distance * (2.0 * partials[at] + positions * distance);
            left -= positions;
            at += PARTIALS * channels;
        }
        return Math.max(sum / all, 0);
    }

    /** The sum of one channel over all chains, in their order, of the first or second kind of sums. */
    static double total(Call call, int kind, int channel, int channels) {
        float[] partials = call.workspace();
        int at = partialAt(call, 0) + kind * channels + channel;
        double sum = 0;
        for (int chain = chains(call); chain > 0; chain--) {
            sum += partials[at];
            at += PARTIALS * channels;
        }
        return sum;
    }

    private static void moments(BatchNormalization layer, Call call, int chain, int thread) {
        Kernels kernels = call.kernels();
        float[] in = call.in(input(call));
        int channels = WideRows.channels(call);
        int columns = WideRows.columns(call);
        int rows = rows(call, chain);
        int from = chain * rowsPerChain(call) * columns;
        int at = call.inAt(input(call)) + from;
        boolean last = chain == chains(call) - 1;
        int positions = last ? WideRows.positions(call) - from / channels : rows * WideRows.copies(channels);
        int sample = Math.min(positions, Math.clamp(positions / 64, FEWEST_FOR_CENTER, MOST_FOR_CENTER));
        int partial = partialAt(call, chain);
        int center = partial + 2 * channels;
        kernels.columnSums(sample, channels, in, at, 0, call.workspace(), center);
        // A plain loop: a kernel that is called once per step waits for 5,000 steps until C2 unboxes its vectors.
        for (int j = 0; j < channels; j++) {
            call.workspace()[center + j] *= 1f / sample;
        }
        int wide = call.scratchAt(thread);
        WideRows.widen(call.workspace(), center, channels, call.scratch(), wide + 2 * columns);
        kernels.columnMoments(rows, columns, in, at, call.scratch(), wide + 2 * columns, 0, call.scratch(), wide);
        join(call, chain, thread);
        if (last) {
            kernels.columnMoments(WideRows.rest(call), channels, in, call.inAt(input(call)) + WideRows.restAt(call),
                    call.workspace(), center, 1, call.workspace(), partial);
        }
    }

    private static void update(Call call, int parameter, int channel, double ofBatch, double momentum) {
        int at = call.updateAt(parameter) + channel;
        call.update(parameter)[at] = (float) (call.update(parameter)[at] * momentum + ofBatch * (1 - momentum));
    }

    /** Takes the moving statistics. */
    static void moving(Call call, BatchNormalization layer) {
        int mean = layer.movingMean();
        for (int j = 0; j < WideRows.channels(call); j++) {
            coefficients(call, layer, j, call.parameter(mean)[call.parameterAt(mean) + j],
                    call.parameter(mean + 1)[call.parameterAt(mean + 1) + j]);
        }
        widen(call, 2);
    }

    /** Repeats the first of the numbers per channel for wide rows. */
    static void widen(Call call, int numbers) {
        for (int i = 0; i < numbers; i++) {
            WideRows.widen(call.workspace(), narrowAt(call, i), WideRows.channels(call), call.workspace(),
                    wideAt(call, i));
        }
    }

    private static void coefficients(Call call, BatchNormalization layer, int channel, double mean, double variance) {
        int channels = WideRows.channels(call);
        double inverse = 1 / Math.sqrt(variance + layer.epsilon());
        double factor = layer.scale() ? call.parameter(0)[call.parameterAt(0) + channel] * inverse : inverse;
        double beta = layer.center() ? call.parameter(layer.beta())[call.parameterAt(layer.beta()) + channel] : 0;
        int at = call.workspaceAt() + channel;
        call.workspace()[at] = (float) factor;
        call.workspace()[at + channels] = (float) (beta - mean * factor);
        if (call.training()) {
            int saved = call.savedAt() + channel;
            call.saved()[saved] = (float) inverse;
            call.saved()[saved + channels] = call.workspace()[at];
            call.saved()[saved + 2 * channels] = call.workspace()[at + channels];
            call.saved()[saved + 3 * channels] = (float) mean;
        }
    }
}
