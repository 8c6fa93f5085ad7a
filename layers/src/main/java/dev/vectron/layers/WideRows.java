package dev.vectron.layers;

import dev.vectron.graph.Call;

/**
 * The positions of a batch taken several at a time: [positions, channels] read as [positions / copies, copies ·
 * channels], so that few or odd channels fill vectors and give several chains of additions. What is known per channel
 * is repeated that many times; the positions that are left over form a narrow matrix of their own. All of it follows
 * from shapes alone.
 */
final class WideRows {
    private static final int LANES = 16;
    private static final int ENOUGH = 256;
    private static final int MOST = 2_048;
    private static final int BLOCK = 16_384;

    private WideRows() {}

    /** How many positions a wide row has: a power of two. */
    static int copies(int channels) {
        int even = LANES / Math.min(LANES, Integer.lowestOneBit(channels));
        int copies = Math.max(even, Integer.highestOneBit(2 * Math.max(1, ENOUGH / channels) - 1));
        return copies * channels > MOST ? 1 : copies;
    }

    static int channels(Call call) {
        return call.outShape().dim(-1);
    }

    static int positions(Call call) {
        return call.outSize() / channels(call);
    }

    /** Floats of a wide row. */
    static int columns(Call call) {
        return columns(channels(call));
    }

    static int columns(int channels) {
        return copies(channels) * channels;
    }

    static int rows(Call call) {
        return positions(call) / copies(channels(call));
    }

    /** Positions that fill no wide row. */
    static int rest(Call call) {
        return positions(call) % copies(channels(call));
    }

    /** Where the positions that fill no wide row begin in the input and output. */
    static int restAt(Call call) {
        return rows(call) * columns(call);
    }

    static int rowsPerPart(Call call) {
        return Math.max(1, BLOCK / columns(call));
    }

    /** Parts of work without sums; the last of them does the rest too. */
    static int parts(Call call) {
        return Math.max(1, Math.ceilDiv(rows(call), rowsPerPart(call)));
    }

    /** Repeats what is known per channel to the width of a row. */
    static void widen(float[] narrow, int narrowAt, int channels, float[] wide, int wideAt) {
        for (int copy = 0; copy < copies(channels); copy++) {
            System.arraycopy(narrow, narrowAt, wide, wideAt + copy * channels, channels);
        }
    }
}
