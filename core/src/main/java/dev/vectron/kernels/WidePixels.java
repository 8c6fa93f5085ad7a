package dev.vectron.kernels;

import java.util.Arrays;

/**
 * Copies of pixels that have a float for each filter of a depthwise convolution and at least a vector of them: each
 * channel is repeated for the filters that read it, and zeros fill up what is left.
 */
final class WidePixels {
    /** Fewest floats of such a pixel: the widest vector. */
    static final int DEPTH = Kernels.PANEL / 2;

    private WidePixels() {}

    /** Copies pixels of {@code channels} floats to pixels of {@code depth} floats. */
    static void copy(int pixels, int channels, int multiplier, float[] from, int fromAt, int depth, float[] to,
            int toAt) {
        if (channels * multiplier < depth) {
            Arrays.fill(to, toAt, toAt + pixels * depth, 0f);
        }
        for (int i = 0; i < pixels; i++) {
            int source = fromAt + i * channels;
            int at = toAt + i * depth;
            if (multiplier == 1) {
                System.arraycopy(from, source, to, at, channels);
            } else {
                repeat(channels, multiplier, from, source, to, at);
            }
        }
    }

    private static void repeat(int channels, int multiplier, float[] from, int fromAt, float[] to, int toAt) {
        for (int m = 0; m < multiplier; m++) {
            for (int c = 0; c < channels; c++) {
                to[toAt + c * multiplier + m] = from[fromAt + c];
            }
        }
    }
}
