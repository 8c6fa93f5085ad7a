package dev.vectron.layers;

import dev.vectron.graph.Call;

/**
 * Batch normalization of sequences of which a mask leaves steps out: mean and variance are those of the steps that
 * count, and are applied to all, as in Keras. If no step counts both are 0. An op with a mask is fused with nobody.
 */
final class CountedSteps {
    private CountedSteps() {}

    /** Whether there is a mask for each position: of [batch, time, channels]. */
    static boolean applies(Call call) {
        return call.mask() != null && call.inShape(0).rank() == 2;
    }

    private static boolean counts(Call call, int position) {
        float[] mask = call.mask();
        return mask == null || mask[call.maskAt() + position] != 0;
    }

    /** How many positions count; at least 1, so that it can divide. */
    static int count(Call call) {
        int count = 0;
        for (int position = 0; position < WideRows.positions(call); position++) {
            count += counts(call, position) ? 1 : 0;
        }
        return Math.max(1, count);
    }

    /** The statistics of a batch. */
    static void statistics(Call call, BatchNormalization layer) {
        call.parallel(WideRows.channels(call), layer, CountedSteps::statisticsPart);
    }

    private static void statisticsPart(BatchNormalization layer, Call call, int channel, int thread) {
        int count = count(call);
        double mean = sum(call, channel, 0, false) / count;
        BatchStatistics.take(call, layer, channel, mean, sum(call, channel, mean, true) / count);
    }

    /** Of the distances from a center, or of their squares. */
    private static double sum(Call call, int channel, double center, boolean squares) {
        int channels = WideRows.channels(call);
        double sum = 0;
        for (int position = 0; position < WideRows.positions(call); position++) {
            if (counts(call, position)) {
                double distance = call.in(0)[call.inAt(0) + position * channels + channel] - center;
                sum += squares ? distance * distance : distance;
            }
        }
        return sum;
    }

    /** Takes the statistics' part out of dx where a step does not count: b·(x − mean) + c. */
    static void finishInput(Call call, int position, int positions) {
        int channels = WideRows.channels(call);
        for (int p = position; p < position + positions; p++) {
            for (int j = 0; j < channels && !counts(call, p); j++) {
                int at = p * channels + j;
                double distance = call.in(0)[call.inAt(0) + at] - ChannelNumbers.get(call, ChannelNumbers.CENTER, j);
                call.dIn(0)[call.dInAt(0) + at] -= (float) (ChannelNumbers.get(call, ChannelNumbers.FACTOR_OF_X, j)
                        * distance + ChannelNumbers.get(call, ChannelNumbers.OFFSET, j));
            }
        }
    }
}
