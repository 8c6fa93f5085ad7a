package dev.vectron.layers;

import dev.vectron.graph.Call;

/**
 * Sums per channel over the positions of a batch, in parts that are joined in order. Where the layer makes the pass
 * itself, the parts are chains of wide rows, up to a fixed number of them; where a neighbour does, each part is the
 * samples that it had together. In both cases shapes and the batch size alone decide.
 *
 * <p>A part keeps two sums and a center per channel, and how many positions it has. It lies where its first position
 * says: the n-th chain in the n-th place, the part that begins with sample n in the n-th place.
 */
final class PartialSums {
    static final int FIRST = 0;
    static final int SECOND = 1;
    static final int CENTER = 2;
    private static final int KINDS = 3;
    private static final int CHAINS = 32;
    private static final int BLOCK = 16_384;

    private PartialSums() {}

    /** Floats of one part. */
    static int size(int channels) {
        return KINDS * channels + 1;
    }

    /** Floats of the parts that there are whatever the batch. */
    static int chainsSize(int channels) {
        return CHAINS * size(channels);
    }

    /** Floats that a part needs in a thread's scratch. */
    static int scratch(int channels) {
        return KINDS * WideRows.columns(channels);
    }

    /** Positions of a chain, the last of which may have more or fewer. */
    private static int positionsPerChain(Call call) {
        int channels = WideRows.channels(call);
        int chains = Math.min(CHAINS, Math.ceilDiv(call.outSize(), BLOCK));
        int rows = Math.ceilDiv(WideRows.rows(WideRows.positions(call), channels), chains);
        return Math.max(1, rows) * WideRows.copies(channels);
    }

    static int chains(Call call) {
        int copies = WideRows.copies(WideRows.channels(call));
        return Math.max(1, Math.ceilDiv(WideRows.positions(call) / copies * copies, positionsPerChain(call)));
    }

    /** The first position of a chain. */
    static int from(Call call, int chain) {
        return chain * positionsPerChain(call);
    }

    /** How many positions a chain has. */
    static int size(Call call, int chain) {
        return chain == chains(call) - 1 ? WideRows.positions(call) - from(call, chain) : positionsPerChain(call);
    }

    /** Where the part that begins with a position lies. */
    static int at(Call call, int position, boolean hosted) {
        int channels = WideRows.channels(call);
        int place = position / (hosted ? WideRows.positionsPerSample(call) : positionsPerChain(call));
        return call.savedAt() + ChannelNumbers.size(channels) + place * size(channels);
    }

    /** Where a number of a part begins, one per channel. */
    static int at(Call call, int part, int kind) {
        return part + kind * WideRows.channels(call);
    }

    /** An integer behind the numbers of a part, as it is: as a float it might not be exact. */
    static int positions(Call call, int part) {
        return Float.floatToRawIntBits(call.saved()[at(call, part, KINDS)]);
    }

    /** Adds up the copies of two sums per column of wide rows in scratch, and notes of how many positions they are. */
    static void join(Call call, int part, int positions, int thread) {
        int channels = WideRows.channels(call);
        int copies = WideRows.copies(channels);
        for (int kind = FIRST; kind <= SECOND; kind++) {
            call.kernels().columnSums(copies, channels, call.scratch(), call.scratchAt(thread)
                    + kind * copies * channels, 0, call.saved(), at(call, part, kind));
        }
        call.saved()[at(call, part, KINDS)] = Float.intBitsToFloat(positions);
    }

    /** The sum of one channel over all parts, in their order. */
    static double total(Call call, int kind, int channel, boolean hosted) {
        int all = WideRows.positions(call);
        double sum = 0;
        for (int position = 0; position < all;) {
            int part = at(call, position, hosted);
            sum += call.saved()[at(call, part, kind) + channel];
            position += positions(call, part);
        }
        return sum;
    }
}
