package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;

/**
 * Where a recurrent layer's numbers lie. In training each step has room of its own in what is saved for backward,
 * sample by sample; in inference the steps of a block of samples follow each other in a thread's scratch.
 *
 * <p>There are the gates [columns], tracks [units] (h before the step, what recurrent dropout leaves of it, others of
 * the layer's own), and per sample the states (in backward their gradients) and the dropped input.
 */
final class RecurrentMemory {
    /** The track with h before the step. */
    static final int BEFORE = 0;

    private final RecurrentOptions options;
    private final int steps;
    private final int features;
    private final int units;
    private final int gates;
    private final int tracks;
    private final int states;
    private final int products;
    private final int block;

    RecurrentMemory(RecurrentOptions options, int steps, int features, int gates, int extras, int states, int products,
            int block) {
        this.options = options;
        this.steps = steps;
        this.features = features;
        this.units = options.units();
        this.gates = gates;
        this.tracks = (options.recurrentDropout() > 0 ? 2 : 1) + extras;
        this.states = states;
        this.products = products;
        this.block = block;
    }

    int states() {
        return states;
    }

    int perSample() {
        long floats = (long) steps * units * (gates + tracks) + (long) states * units
                + (options.dropout() > 0 ? (long) steps * features : 0);
        return Math.toIntExact(floats);
    }

    /** A thread's: that of the products, then a block's steps in inference, or rows of gradients. */
    int scratch() {
        return products + block * units * Math.max(gates + tracks + states, 2) + 4 * units;
    }

    float[] array(Call call) {
        return call.training() ? call.saved() : call.scratch();
    }

    private int blockAt(Call call, int thread) {
        return call.scratchAt(thread) + products;
    }

    int gatesAt(Call call, int thread, int sample, int t) {
        return call.training()
                ? call.savedAt() + (sample * steps + t) * gates * units
                : blockAt(call, thread) + sample % block * gates * units;
    }

    /** Floats from a sample's gates to the next one's. */
    int gatesStride(Call call) {
        return call.training() ? steps * gates * units : gates * units;
    }

    int trackAt(Call call, int thread, int track, int sample, int t) {
        return call.training()
                ? call.savedAt() + (call.batch() * (gates + track) + sample) * steps * units + t * units
                : blockAt(call, thread) + (block * (gates + track) + sample % block) * units;
    }

    int trackStride(Call call) {
        return call.training() ? steps * units : units;
    }

    /** A track of the layer's own. */
    int extra(int number) {
        return tracks - 1 - number;
    }

    /** What the recurrent product reads. */
    int hiddenAt(Call call, int thread, int sample, int t) {
        return call.training()
                ? trackAt(call, thread, options.recurrentDropout() > 0 ? BEFORE + 1 : BEFORE, sample, t)
                : stateAt(call, thread, Recurrence.H, sample);
    }

    int hiddenStride(Call call) {
        return trackStride(call);
    }

    /** Where a state lies, in backward its gradient; the next sample's follows. */
    int stateAt(Call call, int thread, int state, int sample) {
        return call.training()
                ? call.savedAt() + call.batch() * (steps * (gates + tracks) + state) * units + sample * units
                : blockAt(call, thread) + (block * (gates + tracks + state) + sample % block) * units;
    }

    int droppedInputAt(Call call, int sample) {
        return call.savedAt() + call.batch() * (steps * (gates + tracks) + states) * units + sample * steps * features;
    }

    /** Room for four rows of gradients, in backward. */
    int rowsAt(Call call, int thread) {
        return blockAt(call, thread);
    }

    /** Room for the gradient of a block's dropped states, in backward. */
    int droppedAt(Call call, int thread) {
        return blockAt(call, thread) + 4 * units;
    }

    /** Room for another gradient of a block, in backward. */
    int spareAt(Call call, int thread) {
        return droppedAt(call, thread) + block * units;
    }

    /** How many rows of the output are steps. */
    int outputRows() {
        return options.returnSequences() ? steps : 1;
    }

    /** Where a row of a sample's output lies: a step, or one of the states behind them. */
    int rowAt(int outAt, int sample, int row) {
        int rows = outputRows() + (options.returnState() ? states : 0);
        return outAt + (sample * rows + row) * units;
    }
}
