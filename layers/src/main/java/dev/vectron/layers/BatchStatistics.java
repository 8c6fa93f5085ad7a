package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.Kernels;

/**
 * Mean and variance for a batch normalization, and the numbers per channel that follow from them.
 *
 * <p>In one pass over memory each part of the batch ({@link PartialSums}) sums distances from a center of its own, the
 * mean of its first positions, and their squares. With n positions, center c and the sums S and Q of a part, the mean
 * is Σ (n c + S) / N, and Σ (x − mean)² is Σ (Q + 2 (c − mean) S + n (c − mean)²), in double and in order (Chan, Golub,
 * LeVeque 1983).
 */
final class BatchStatistics {
    private static final int FEWEST_FOR_CENTER = 16;
    private static final int MOST_FOR_CENTER = 256;

    private BatchStatistics() {}

    /** The number of the normalization's input: the last; an addition fused with it has another in front. */
    static int input(Call call) {
        return call.inputs() - 1;
    }

    /** Sums over some positions. */
    static void moments(Call call, int position, int positions, int thread) {
        Kernels kernels = call.kernels();
        float[] in = call.in(input(call));
        int channels = WideRows.channels(call);
        int columns = WideRows.columns(channels);
        int rows = WideRows.rows(positions, channels);
        int at = call.inAt(input(call)) + position * channels;
        int sample = Math.min(positions, Math.clamp(positions / 64, FEWEST_FOR_CENTER, MOST_FOR_CENTER));
        int part = PartialSums.at(call, position, call.hostInFront());
        int center = PartialSums.at(call, part, PartialSums.CENTER);
        kernels.columnSums(sample, channels, in, at, 0, call.saved(), center);
        // A plain loop: a kernel that is called once per step waits for 5,000 steps until C2 unboxes its vectors.
        for (int j = 0; j < channels; j++) {
            call.saved()[center + j] *= 1f / sample;
        }
        int wide = call.scratchAt(thread);
        WideRows.widen(call.saved(), center, channels, call.scratch(), wide + 2 * columns);
        kernels.columnMoments(rows, columns, in, at, call.scratch(), wide + 2 * columns, 0, call.scratch(), wide);
        PartialSums.join(call, part, positions, thread);
        kernels.columnMoments(WideRows.rest(positions, channels), channels, in, at + rows * columns, call.saved(),
                center, 1, call.saved(), part);
    }

    /** Computes the batch's statistics from all sums and updates the moving ones. */
    static void ofBatch(Call call, BatchNormalization layer) {
        for (int j = 0; j < WideRows.channels(call); j++) {
            double mean = mean(call, j);
            take(call, layer, j, mean, variance(call, j, mean));
        }
    }

    /** Takes the batch's statistics of one channel and updates the moving ones. */
    static void take(Call call, BatchNormalization layer, int channel, double mean, double variance) {
        update(call, layer.movingMean(), channel, mean, layer.momentum());
        update(call, layer.movingMean() + 1, channel, variance, layer.momentum());
        coefficients(call, layer, channel, mean, variance);
    }

    private static double mean(Call call, int channel) {
        int all = WideRows.positions(call);
        double sum = 0;
        for (int position = 0; position < all;) {
            int part = PartialSums.at(call, position, call.hostInFront());
            int positions = PartialSums.positions(call, part);
            double center = call.saved()[PartialSums.at(call, part, PartialSums.CENTER) + channel];
            sum += positions * center + call.saved()[part + channel];
            position += positions;
        }
        return sum / all;
    }

    private static double variance(Call call, int channel, double mean) {
        int all = WideRows.positions(call);
        double sum = 0;
        for (int position = 0; position < all;) {
            int part = PartialSums.at(call, position, call.hostInFront());
            int positions = PartialSums.positions(call, part);
            double distance = call.saved()[PartialSums.at(call, part, PartialSums.CENTER) + channel] - mean;
            sum += call.saved()[PartialSums.at(call, part, PartialSums.SECOND) + channel]
                    + distance * (2.0 * call.saved()[part + channel] + positions * distance);
            position += positions;
        }
        return Math.max(sum / all, 0);
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
    }

    private static void coefficients(Call call, BatchNormalization layer, int channel, double mean, double variance) {
        double inverse = 1 / Math.sqrt(variance + layer.epsilon());
        double factor = layer.scale() ? call.parameter(0)[call.parameterAt(0) + channel] * inverse : inverse;
        int number = layer.betaNumber();
        double beta = layer.center() ? call.parameter(number)[call.parameterAt(number) + channel] : 0;
        ChannelNumbers.set(call, ChannelNumbers.SCALE, channel, factor);
        ChannelNumbers.set(call, ChannelNumbers.SHIFT, channel, beta - mean * factor);
        ChannelNumbers.set(call, ChannelNumbers.CENTER, channel, mean);
        ChannelNumbers.set(call, ChannelNumbers.INVERSE, channel, inverse);
    }
}
