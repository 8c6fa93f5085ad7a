package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.tensor.Shape;
import java.util.Arrays;

/**
 * The steps of a {@link GRU}; the gates are z, r and the candidate. The recurrent kernel is used in two pieces, that of
 * z and r and that of the candidate.
 */
final class GruRecurrence extends Recurrence {
    private static final int BOTH_GATES = 0;
    private static final int CANDIDATE = 1;
    /**
     * The track with the candidate's recurrent product (reset after it), then its gradient; or with r·h (reset before
     * it).
     */
    private static final int RESET = 0;

    private final boolean resetAfter;

    GruRecurrence(GRU layer, Shape... inputs) {
        super(layer, 1, new int[] {2 * layer.units(), layer.units()}, inputs);
        this.resetAfter = layer.resetAfter();
    }

    private int resetAt(Call call, int sample, int t, int thread) {
        return memory.trackAt(call, thread, memory.extra(RESET), sample, t);
    }

    private int beforeAt(Call call, int sample, int t, int thread) {
        return call.training() ? memory.trackAt(call, thread, RecurrentMemory.BEFORE, sample, t)
                : memory.stateAt(call, thread, H, sample);
    }

    // ---- forward

    @Override
    void step(Call call, int first, int samples, int t, int thread) {
        float[] array = memory.array(call);
        int gates = memory.gatesAt(call, thread, first, t);
        boolean secondBias = resetAfter && options.useBias();
        float[] bias = secondBias ? call.parameter(BIAS) : null;
        int biasAt = secondBias ? call.parameterAt(BIAS) + columns : 0;
        int hidden = memory.hiddenAt(call, thread, first, t);
        kernels.multiply(call, BOTH_GATES, samples, array, hidden, memory.hiddenStride(call), 1, array, gates,
                memory.gatesStride(call), bias, biasAt, thread);
        if (resetAfter) {
            kernels.multiply(call, CANDIDATE, samples, array, hidden, memory.hiddenStride(call), 0, array,
                    resetAt(call, first, t, thread), memory.trackStride(call), bias, biasAt + 2 * units, thread);
        }
        for (int s = first; s < first + samples; s++) {
            int at = memory.gatesAt(call, thread, s, t);
            activate(call, gate, 2 * units, array, at, at);
            int reset = resetAt(call, s, t, thread);
            if (resetAfter) {
                addProduct(units, array, at + units, reset, at + 2 * units);
            } else {
                multiply(units, array, at + units, memory.hiddenAt(call, thread, s, t), reset);
            }
        }
        if (!resetAfter) {
            kernels.multiply(call, CANDIDATE, samples, array, resetAt(call, first, t, thread), memory.trackStride(call),
                    1, array, gates + 2 * units, memory.gatesStride(call), null, 0, thread);
        }
        for (int s = first; s < first + samples; s++) {
            if (counts(call, s, t)) {
                int at = memory.gatesAt(call, thread, s, t);
                activate(call, activation, units, array, at + 2 * units, at + 2 * units);
                mix(units, array, at, beforeAt(call, s, t, thread), memory.stateAt(call, thread, H, s));
            }
        }
    }

    /** z = x·y + z. */
    private static void addProduct(int n, float[] array, int x, int y, int z) {
        for (int j = 0; j < n; j++) {
            array[z + j] = Math.fma(array[x + j], array[y + j], array[z + j]);
        }
    }

    /** z = x·y. */
    private static void multiply(int n, float[] array, int x, int y, int z) {
        for (int j = 0; j < n; j++) {
            array[z + j] = array[x + j] * array[y + j];
        }
    }

    /** h = z·h + (1 − z)·candidate. */
    private static void mix(int n, float[] array, int gates, int before, int h) {
        for (int j = 0; j < n; j++) {
            float z = array[gates + j];
            array[h + j] = Math.fma(z, array[before + j], (1 - z) * array[gates + 2 * n + j]);
        }
    }

    // ---- backward

    @Override
    void stepBack(Call call, int first, int samples, int t, int thread) {
        for (int s = first; s < first + samples; s++) {
            int gates = memory.gatesAt(call, thread, s, t);
            if (counts(call, s, t)) {
                mixBack(call, s, t, gates, thread);
            } else {
                Arrays.fill(call.saved(), gates, gates + columns, 0f);
                int reset = resetAt(call, s, t, thread);
                Arrays.fill(call.saved(), reset, reset + units, 0f);
            }
        }
        int gates = memory.gatesAt(call, thread, first, t);
        int stride = memory.gatesStride(call);
        if (resetAfter) {
            addHiddenGradient(call, BOTH_GATES, first, samples, gates, stride, false, false, thread);
            addHiddenGradient(call, CANDIDATE, first, samples, resetAt(call, first, t, thread),
                    memory.trackStride(call), true, true, thread);
        } else {
            int spare = memory.spareAt(call, thread);
            kernels.multiplyBack(call, CANDIDATE, samples, call.saved(), gates + 2 * units, stride, 0, call.scratch(),
                    spare, thread);
            for (int i = 0; i < samples; i++) {
                resetBack(call, first + i, t, i, thread);
            }
            addHiddenGradient(call, BOTH_GATES, first, samples, gates, stride, true, true, thread);
        }
    }

    /** The gradients of z and the candidate, and where the reset comes after the product those of r and the product. */
    private void mixBack(Call call, int sample, int t, int gates, int thread) {
        float[] saved = call.saved();
        float[] scratch = call.scratch();
        int rows = memory.rowsAt(call, thread);
        int dH = memory.stateAt(call, thread, H, sample);
        mixGradients(units, saved, gates, beforeAt(call, sample, t, thread), dH, scratch, rows);
        activateGradient(call, activation, units, gates + 2 * units, rows + 2 * units, 0, gates + 2 * units);
        if (resetAfter) {
            resetGradients(units, saved, gates, resetAt(call, sample, t, thread), scratch, rows);
            activateGradient(call, gate, 2 * units, gates, rows, 0, gates);
        } else {
            activateGradient(call, gate, units, gates, rows, 0, gates);
        }
    }

    /** Rows 0 and 2: dH·(h − candidate), dH·(1 − z); then dH becomes dH·z. */
    private static void mixGradients(int n, float[] saved, int gates, int before, int dH, float[] rows, int at) {
        for (int j = 0; j < n; j++) {
            float d = saved[dH + j];
            float z = saved[gates + j];
            rows[at + j] = d * (saved[before + j] - saved[gates + 2 * n + j]);
            rows[at + 2 * n + j] = d * (1 - z);
            saved[dH + j] = d * z;
        }
    }

    /** Row 1: d·product, d being the gradient of the candidate's sum; then the product becomes its gradient d·r. */
    private static void resetGradients(int n, float[] saved, int gates, int product, float[] rows, int at) {
        for (int j = 0; j < n; j++) {
            float d = saved[gates + 2 * n + j];
            rows[at + n + j] = d * saved[product + j];
            saved[product + j] = d * saved[gates + n + j];
        }
    }

    /** Where the reset comes before the product: from the gradient of r·h those of r and h. */
    private void resetBack(Call call, int sample, int t, int place, int thread) {
        float[] scratch = call.scratch();
        int dReset = memory.spareAt(call, thread) + place * units;
        int gates = memory.gatesAt(call, thread, sample, t);
        int row = memory.rowsAt(call, thread);
        if (!counts(call, sample, t)) {
            int dropped = memory.droppedAt(call, thread) + place * units;
            Arrays.fill(scratch, dropped, dropped + units, 0f);
            return;
        }
        int hidden = memory.hiddenAt(call, thread, sample, t);
        if (options.recurrentDropout() == 0) {
            int dH = memory.stateAt(call, thread, H, sample);
            productGradients(units, call.saved(), gates + units, hidden, scratch, dReset, row, 1, call.saved(), dH);
        } else {
            productGradients(units, call.saved(), gates + units, hidden, scratch, dReset, row, 0, scratch,
                    memory.droppedAt(call, thread) + place * units);
        }
        activateGradient(call, gate, units, gates + units, row, 0, gates + units);
    }

    /** dR = d·h, dH = beta·dH + d·r. */
    private static void productGradients(int n, float[] saved, int r, int h, float[] scratch, int d, int dR,
            float beta, float[] to, int dH) {
        for (int j = 0; j < n; j++) {
            float g = scratch[d + j];
            scratch[dR + j] = g * saved[h + j];
            to[dH + j] = beta == 0 ? g * saved[r + j] : Math.fma(g, saved[r + j], to[dH + j]);
        }
    }

    // ---- the weights' gradients

    @Override
    int leftAt(Call call, int piece) {
        return piece == CANDIDATE && !resetAfter ? resetAt(call, 0, 0, 0) : super.leftAt(call, piece);
    }

    @Override
    int rightAt(Call call, int piece) {
        return piece == CANDIDATE && resetAfter ? resetAt(call, 0, 0, 0) : super.rightAt(call, piece);
    }

    @Override
    int rightStride(int piece) {
        return piece == CANDIDATE && resetAfter ? units : columns;
    }

    /** Where the reset comes after the product there are two biases, which differ in the candidate's columns. */
    @Override
    void biasGradient(Call call, int thread) {
        if (!resetAfter) {
            super.biasGradient(call, thread);
            return;
        }
        int rows = call.batch() * steps;
        int sums = memory.rowsAt(call, thread);
        int to = call.gradientAt(BIAS);
        float beta = call.gradientBeta(BIAS);
        call.kernels().columnSums(rows, columns, call.saved(), memory.gatesAt(call, 0, 0, 0), 0, call.scratch(), sums);
        call.kernels().columnSums(rows, units, call.saved(), resetAt(call, 0, 0, 0), 0, call.scratch(), sums + columns);
        call.kernels().scale(columns, 1, call.scratch(), sums, beta, call.gradient(BIAS), to);
        call.kernels().scale(2 * units, 1, call.scratch(), sums, beta, call.gradient(BIAS), to + columns);
        call.kernels().scale(units, 1, call.scratch(), sums + columns, beta, call.gradient(BIAS),
                to + columns + 2 * units);
    }
}
