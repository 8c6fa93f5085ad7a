package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.tensor.Shape;
import java.util.Arrays;

/** The steps of an {@link LSTM}; the gates are i, f, the candidate and o. */
final class LstmRecurrence extends Recurrence {
    /** The track with c before the step. */
    private static final int CELL = 0;
    /** The track with activation(c) behind it. */
    private static final int SHOWN = 1;

    LstmRecurrence(LSTM layer, Shape... inputs) {
        super(layer, 2, new int[] {4 * layer.units()}, inputs);
    }

    @Override
    void step(Call call, int first, int samples, int t, int thread) {
        multiplyHidden(call, 0, first, samples, t, thread);
        for (int s = first; s < first + samples; s++) {
            if (counts(call, s, t)) {
                stepOf(call, s, t, thread);
            }
        }
    }

    private void stepOf(Call call, int sample, int t, int thread) {
        float[] array = memory.array(call);
        int gates = memory.gatesAt(call, thread, sample, t);
        activate(call, gate, 2 * units, array, gates, gates);
        activate(call, activation, units, array, gates + 2 * units, gates + 2 * units);
        activate(call, gate, units, array, gates + 3 * units, gates + 3 * units);
        int c = memory.stateAt(call, thread, C, sample);
        System.arraycopy(array, c, array, memory.trackAt(call, thread, memory.extra(CELL), sample, t), units);
        moveCell(units, array, gates, c);
        int shown = memory.trackAt(call, thread, memory.extra(SHOWN), sample, t);
        activate(call, activation, units, array, c, shown);
        multiply(units, array, gates + 3 * units, shown, memory.stateAt(call, thread, H, sample));
    }

    /** c = f·c + i·candidate. */
    private static void moveCell(int n, float[] array, int gates, int c) {
        for (int j = 0; j < n; j++) {
            array[c + j] = Math.fma(array[gates + n + j], array[c + j], array[gates + j] * array[gates + 2 * n + j]);
        }
    }

    /** z = x·y. */
    private static void multiply(int n, float[] array, int x, int y, int z) {
        for (int j = 0; j < n; j++) {
            array[z + j] = array[x + j] * array[y + j];
        }
    }

    @Override
    void stepBack(Call call, int first, int samples, int t, int thread) {
        for (int s = first; s < first + samples; s++) {
            int gates = memory.gatesAt(call, thread, s, t);
            if (counts(call, s, t)) {
                stepBackOf(call, s, t, gates, thread);
            } else {
                Arrays.fill(call.saved(), gates, gates + columns, 0f);
            }
        }
        addHiddenGradient(call, 0, first, samples, memory.gatesAt(call, thread, first, t), memory.gatesStride(call),
                false, true, thread);
    }

    private void stepBackOf(Call call, int sample, int t, int gates, int thread) {
        float[] saved = call.saved();
        int rows = memory.rowsAt(call, thread);
        int dH = memory.stateAt(call, thread, H, sample);
        int dC = memory.stateAt(call, thread, C, sample);
        int shown = memory.trackAt(call, thread, memory.extra(SHOWN), sample, t);
        outputGradients(units, saved, gates + 3 * units, shown, dH, call.scratch(), rows);
        activateGradient(call, activation, units, shown, rows, 1, dC);
        cellGradients(units, saved, gates, memory.trackAt(call, thread, memory.extra(CELL), sample, t), dC,
                call.scratch(), rows);
        activateGradient(call, gate, 2 * units, gates, rows, 0, gates);
        activateGradient(call, activation, units, gates + 2 * units, rows + 2 * units, 0, gates + 2 * units);
        activateGradient(call, gate, units, gates + 3 * units, rows + 3 * units, 0, gates + 3 * units);
        Arrays.fill(saved, dH, dH + units, 0f);
    }

    /** Row 0: dH·o, row 3: dH·activation(c). */
    private static void outputGradients(int n, float[] saved, int o, int shown, int dH, float[] rows, int at) {
        for (int j = 0; j < n; j++) {
            float d = saved[dH + j];
            rows[at + j] = d * saved[o + j];
            rows[at + 3 * n + j] = d * saved[shown + j];
        }
    }

    /** Rows 0 to 2: dC·candidate, dC·c, dC·i; then dC becomes dC·f. */
    private static void cellGradients(int n, float[] saved, int gates, int cell, int dC, float[] rows, int at) {
        for (int j = 0; j < n; j++) {
            float d = saved[dC + j];
            rows[at + j] = d * saved[gates + 2 * n + j];
            rows[at + n + j] = d * saved[cell + j];
            rows[at + 2 * n + j] = d * saved[gates + j];
            saved[dC + j] = d * saved[gates + n + j];
        }
    }
}
