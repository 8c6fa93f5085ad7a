package dev.vectron.layers;

import dev.vectron.graph.Call;

/**
 * What a batch normalization knows per channel: the numbers that its kernels read, once per channel and repeated for
 * wide rows, and 1 / √(variance + epsilon). In training they are saved, since neighbours use them before and after the
 * layer's own turn; in inference they lie in the workspace.
 */
final class ChannelNumbers {
    static final int SCALE = 0;
    static final int SHIFT = 1;
    static final int CENTER = 2;
    static final int FACTOR_OF_G = 3;
    static final int FACTOR_OF_X = 4;
    static final int OFFSET = 5;
    private static final int WIDE = 6;
    static final int INVERSE = 6;
    private static final int NARROW = 7;

    private ChannelNumbers() {}

    /** Floats of all of them. */
    static int size(int channels) {
        return NARROW * channels + WIDE * WideRows.columns(channels);
    }

    static float[] array(Call call) {
        return call.training() ? call.saved() : call.workspace();
    }

    /** Where one of the numbers per channel begins. */
    static int narrowAt(Call call, int number) {
        int at = call.training() ? call.savedAt() : call.workspaceAt();
        return at + number * WideRows.channels(call);
    }

    /** Where one of the numbers per column of wide rows begins. */
    static int wideAt(Call call, int number) {
        return narrowAt(call, NARROW) + number * WideRows.columns(WideRows.channels(call));
    }

    static float get(Call call, int number, int channel) {
        return array(call)[narrowAt(call, number) + channel];
    }

    static void set(Call call, int number, int channel, double value) {
        array(call)[narrowAt(call, number) + channel] = (float) value;
    }

    /** Repeats numbers per channel for wide rows. */
    static void widen(Call call, int from, int to) {
        for (int number = from; number < to; number++) {
            WideRows.widen(array(call), narrowAt(call, number), WideRows.channels(call), array(call),
                    wideAt(call, number));
        }
    }
}
