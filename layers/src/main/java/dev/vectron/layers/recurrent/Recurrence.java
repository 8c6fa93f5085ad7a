package dev.vectron.layers.recurrent;

import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.tensor.Shape;
import java.util.Arrays;

/**
 * A recurrent layer for inputs of given shapes: the loop through time, forward and back. What a step does is its
 * subclasses' business.
 *
 * <p>A part of the work is a block of samples with all their steps, so that no step waits for other samples. In
 * training the product of input and kernel is made for all steps of a block at once; the gradients of the kernels are
 * products over all steps of all samples ({@link RecurrentGradients}). Each element of both is one chain in the order
 * of samples and steps, whatever the blocks.
 */
abstract class Recurrence {
    static final int KERNEL = 0;
    static final int RECURRENT = 1;
    static final int BIAS = 2;
    static final int H = 0;
    static final int C = 1;
    /** Samples of a block. */
    static final int BLOCK = 8;

    final RecurrentOptions options;
    final int steps;
    final int features;
    final int units;
    /** Columns of the kernels. */
    final int columns;
    final boolean initialStates;
    final Elementwise activation;
    final Elementwise gate;
    final RecurrentMemory memory;
    final RecurrentKernels kernels;
    private final RecurrentGradients gradients;

    /** The recurrent kernel is multiplied with in pieces of that many columns. */
    Recurrence(Recurrent<?> layer, int extras, int[] pieces, Shape... inputs) {
        this.options = layer.options();
        this.steps = inputs[0].dim(0);
        this.features = inputs[0].dim(1);
        this.units = options.units();
        this.columns = layer.gates() * units;
        this.initialStates = inputs.length > 1;
        this.activation = (Elementwise) options.activation();
        this.gate = (Elementwise) options.recurrentActivation();
        this.kernels = new RecurrentKernels(units, features, pieces);
        this.memory = new RecurrentMemory(options, steps, features, layer.gates(), extras, layer.states(),
                kernels.scratch(), BLOCK);
        this.gradients = new RecurrentGradients(this);
    }

    /**
     * Takes one step of some samples: their gates hold the input's part. The new state follows where the step counts.
     */
    abstract void step(Call call, int first, int samples, int t, int thread);

    /**
     * The gradient of one step of some samples: the states' gradients become those of the step before, the gates those
     * of their sums, or 0 where the step does not count.
     */
    abstract void stepBack(Call call, int first, int samples, int t, int thread);

    /** Where the left operand of a piece's weight gradient begins, a row of {@link #units} for each step. */
    int leftAt(Call call, int piece) {
        return memory.hiddenAt(call, 0, 0, 0);
    }

    /** Where the right operand of a piece's weight gradient begins. */
    int rightAt(Call call, int piece) {
        return memory.gatesAt(call, 0, 0, 0) + kernels.firstColumn(piece);
    }

    /** Floats from row to row of the right operand. */
    int rightStride(int piece) {
        return columns;
    }

    void biasGradient(Call call, int thread) {
        call.kernels().columnSums(call.batch() * steps, columns, call.saved(), memory.gatesAt(call, 0, 0, 0),
                call.gradientBeta(BIAS), call.gradient(BIAS), call.gradientAt(BIAS));
    }

    Needs needs() {
        return Needs.of().input().savedPerSample(memory.perSample()).packed(kernels.packedSize())
                .scratch(memory.scratch());
    }

    boolean dropsInput(Call call) {
        return call.training() && options.dropout() > 0;
    }

    /** Whether a step of a sample is none of padding. */
    final boolean counts(Call call, int sample, int t) {
        float[] mask = call.mask();
        return mask == null || mask[call.maskAt() + sample * steps + t] != 0;
    }

    final int time(int k) {
        return options.goBackwards() ? steps - 1 - k : k;
    }

    static int blocks(Call call) {
        return Math.ceilDiv(call.batch(), BLOCK);
    }

    // ---- forward

    void pack(Layer layer, Call call) {
        call.parallel(kernels.packedParts(call.training()), layer, Recurrence::packPart);
    }

    private static void packPart(Layer layer, Call call, int part, int thread) {
        call.prepared(Recurrence.class).kernels.pack(call, part);
    }

    void forward(Layer layer, Call call) {
        call.parallel(blocks(call), layer, Recurrence::forwardPart);
    }

    private static void forwardPart(Layer layer, Call call, int part, int thread) {
        int first = part * BLOCK;
        call.prepared(Recurrence.class).forward(call, first, Math.min(BLOCK, call.batch() - first), thread);
    }

    private void forward(Call call, int first, int samples, int thread) {
        begin(call, first, samples, thread);
        if (call.training()) {
            multiplyInputs(call, first, samples, thread);
        }
        for (int k = 0; k < steps; k++) {
            int t = time(k);
            if (call.training()) {
                keepState(call, first, samples, t, thread);
            } else {
                kernels.multiplyInput(call, samples, call.in(0), call.inAt(0) + (first * steps + t) * features,
                        steps * features, call.scratch(), memory.gatesAt(call, thread, first, t), columns,
                        options.useBias(), thread);
            }
            step(call, first, samples, t, thread);
            for (int s = first; s < first + samples && options.returnSequences(); s++) {
                putOut(call, s, k, counts(call, s, t), k == 0, thread);
            }
        }
        finish(call, first, samples, thread);
    }

    private void begin(Call call, int first, int samples, int thread) {
        float[] to = memory.array(call);
        for (int state = 0; state < memory.states(); state++) {
            int at = memory.stateAt(call, thread, state, first);
            if (initialStates) {
                System.arraycopy(call.in(1 + state), call.inAt(1 + state) + first * units, to, at, samples * units);
            } else {
                Arrays.fill(to, at, at + samples * units, 0f);
            }
        }
    }

    /** The input's part of the gates of all steps of a block. */
    private void multiplyInputs(Call call, int first, int samples, int thread) {
        float[] x = call.in(0);
        int at = call.inAt(0) + first * steps * features;
        if (dropsInput(call)) {
            int to = memory.droppedInputAt(call, first);
            for (int row = 0; row < samples * steps; row++) {
                call.kernels().dropout(features, options.dropout(), call.randomKey(first + row / steps), 0, x,
                        at + row * features, 0, call.saved(), to + row * features);
            }
            x = call.saved();
            at = to;
        }
        kernels.multiplyInput(call, samples * steps, x, at, features, call.saved(),
                memory.gatesAt(call, thread, first, 0), columns, options.useBias(), thread);
    }

    /** Keeps h for backward, and what recurrent dropout leaves of it. */
    private void keepState(Call call, int first, int samples, int t, int thread) {
        float[] saved = call.saved();
        for (int s = first; s < first + samples; s++) {
            int before = memory.trackAt(call, thread, RecurrentMemory.BEFORE, s, t);
            System.arraycopy(saved, memory.stateAt(call, thread, H, s), saved, before, units);
            if (options.recurrentDropout() > 0) {
                call.kernels().dropout(units, options.recurrentDropout(), call.randomKey(s), features, saved, before, 0,
                        saved, memory.hiddenAt(call, thread, s, t));
            }
        }
    }

    /** The output of a step: h, or where the step is padding the output before, 0 at first or by the option. */
    private void putOut(Call call, int sample, int row, boolean counted, boolean isFirst, int thread) {
        int to = memory.rowAt(call.outAt(), sample, row);
        if (counted) {
            System.arraycopy(memory.array(call), memory.stateAt(call, thread, H, sample), call.out(), to, units);
        } else if (isFirst || options.zeroOutputForMask()) {
            Arrays.fill(call.out(), to, to + units, 0f);
        } else {
            System.arraycopy(call.out(), to - units, call.out(), to, units);
        }
    }

    private void finish(Call call, int first, int samples, int thread) {
        for (int s = first; s < first + samples; s++) {
            if (!options.returnSequences()) {
                putOut(call, s, 0, putsOut(call, s), true, thread);
            }
            for (int state = 0; state < memory.states() && options.returnState(); state++) {
                System.arraycopy(memory.array(call), memory.stateAt(call, thread, state, s), call.out(),
                        memory.rowAt(call.outAt(), s, memory.outputRows() + state), units);
            }
        }
    }

    /** Whether the last output of a sample is that of a step that counts. */
    private boolean putsOut(Call call, int sample) {
        if (options.zeroOutputForMask()) {
            return counts(call, sample, time(steps - 1));
        }
        for (int t = 0; t < steps; t++) {
            if (counts(call, sample, t)) {
                return true;
            }
        }
        return false;
    }

    // ---- backward

    void backward(Layer layer, Call call) {
        call.parallel(blocks(call), layer, Recurrence::backwardPart);
        gradients.compute(layer, call);
    }

    RecurrentGradients gradients() {
        return gradients;
    }

    private static void backwardPart(Layer layer, Call call, int part, int thread) {
        int first = part * BLOCK;
        call.prepared(Recurrence.class).backward(call, first, Math.min(BLOCK, call.batch() - first), thread);
    }

    private void backward(Call call, int first, int samples, int thread) {
        for (int s = first; s < first + samples; s++) {
            beginBack(call, s, thread);
        }
        for (int k = steps - 1; k >= 0; k--) {
            int t = time(k);
            for (int s = first; s < first + samples && options.returnSequences(); s++) {
                takeDOut(call, s, k, counts(call, s, t), thread);
            }
            stepBack(call, first, samples, t, thread);
        }
        for (int state = 0; state < memory.states() && initialStates; state++) {
            if (call.wantsDIn(1 + state)) {
                call.kernels().scale(samples * units, 1, call.saved(), memory.stateAt(call, thread, state, first),
                        call.dInBeta(1 + state), call.dIn(1 + state), call.dInAt(1 + state) + first * units);
            }
        }
    }

    /** The gradients of the last states. */
    private void beginBack(Call call, int sample, int thread) {
        for (int state = 0; state < memory.states(); state++) {
            int to = memory.stateAt(call, thread, state, sample);
            if (options.returnState()) {
                System.arraycopy(call.dOut(), memory.rowAt(call.dOutAt(), sample, memory.outputRows() + state),
                        call.saved(), to, units);
            } else {
                Arrays.fill(call.saved(), to, to + units, 0f);
            }
        }
        if (!options.returnSequences() && putsOut(call, sample)) {
            takeDOut(call, sample, 0, true, thread);
        }
    }

    /** Adds the gradient of a step's output to that of h; where the step repeats it, to that of the output before. */
    private void takeDOut(Call call, int sample, int row, boolean counted, int thread) {
        int from = memory.rowAt(call.dOutAt(), sample, row);
        if (counted) {
            int to = memory.stateAt(call, thread, H, sample);
            call.kernels().add(units, call.saved(), to, call.dOut(), from, call.saved(), to);
        } else if (row > 0 && !options.zeroOutputForMask()) {
            call.kernels().add(units, call.dOut(), from - units, call.dOut(), from, call.dOut(), from - units);
        }
    }

    // ---- for the steps

    final void activate(Call call, Elementwise f, int n, float[] x, int at, int to) {
        call.kernels().activate(f.function(), f.slope(), n, x, at, x, to);
    }

    /** Multiplies a gradient with the derivative of a function whose output is y. */
    final void activateGradient(Call call, Elementwise f, int n, int yAt, int dYAt, float beta, int dXAt) {
        float[] saved = call.saved();
        call.kernels().activateGradient(f.function(), f.slope(), n, saved, yAt, call.scratch(), dYAt, beta, saved,
                dXAt);
    }

    /** Adds the hidden state's part to columns of the gates. */
    final void multiplyHidden(Call call, int piece, int first, int samples, int t, int thread) {
        float[] array = memory.array(call);
        kernels.multiply(call, piece, samples, array, memory.hiddenAt(call, thread, first, t),
                memory.hiddenStride(call), 1, array,
                memory.gatesAt(call, thread, first, t) + kernels.firstColumn(piece), memory.gatesStride(call), null, 0,
                thread);
    }

    /**
     * Adds to the gradient of h what comes through the recurrent product of a piece, whose sums' gradient is given.
     *
     * @param begun whether {@link RecurrentMemory#droppedAt} holds a part of it already, where there is recurrent
     *     dropout
     */
    final void addHiddenGradient(Call call, int piece, int first, int samples, int dSums, int stride, boolean begun,
            boolean complete, int thread) {
        int dH = memory.stateAt(call, thread, H, first);
        if (options.recurrentDropout() == 0) {
            kernels.multiplyBack(call, piece, samples, call.saved(), dSums, stride, 1, call.saved(), dH, thread);
            return;
        }
        int dropped = memory.droppedAt(call, thread);
        kernels.multiplyBack(call, piece, samples, call.saved(), dSums, stride, begun ? 1 : 0, call.scratch(), dropped,
                thread);
        for (int i = 0; i < samples && complete; i++) {
            call.kernels().dropout(units, options.recurrentDropout(), call.randomKey(first + i), features,
                    call.scratch(), dropped + i * units, 1, call.saved(), dH + i * units);
        }
    }
}
