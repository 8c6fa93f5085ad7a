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

    static int positionsPerSample(Call call) {
        return call.outShape().size() / channels(call);
    }

    /** Floats of a wide row. */
    static int columns(int channels) {
        return copies(channels) * channels;
    }

    /** Whole wide rows among so many positions. */
    static int rows(int positions, int channels) {
        return positions / copies(channels);
    }

    /** Positions that fill no wide row. */
    static int rest(int positions, int channels) {
        return positions % copies(channels);
    }

    private static int rowsPerPart(Call call) {
        return Math.max(1, BLOCK / columns(channels(call)));
    }

    private static int positionsPerPart(Call call) {
        return rowsPerPart(call) * copies(channels(call));
    }

    /** Parts of work without sums; the last of them does the rest too. */
    static int parts(Call call) {
        return Math.max(1, Math.ceilDiv(rows(positions(call), channels(call)), rowsPerPart(call)));
    }

    /** The first position of a part. */
    static int from(Call call, int part) {
        return part * positionsPerPart(call);
    }

    /** How many positions a part has. */
    static int size(Call call, int part) {
        return part == parts(call) - 1 ? positions(call) - from(call, part) : positionsPerPart(call);
    }

    /** Repeats what is known per channel to the width of a row. */
    static void widen(float[] narrow, int narrowAt, int channels, float[] wide, int wideAt) {
        for (int copy = 0; copy < copies(channels); copy++) {
            System.arraycopy(narrow, narrowAt, wide, wideAt + copy * channels, channels);
        }
    }
}
