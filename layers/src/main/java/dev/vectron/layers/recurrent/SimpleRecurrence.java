package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.tensor.Shape;
import java.util.Arrays;

/** The steps of a {@link SimpleRNN}. */
final class SimpleRecurrence extends Recurrence {
    SimpleRecurrence(SimpleRNN layer, Shape... inputs) {
        super(layer, 0, new int[] {layer.units()}, inputs);
    }

    @Override
    void step(Call call, int first, int samples, int t, int thread) {
        multiplyHidden(call, 0, first, samples, t, thread);
        float[] array = memory.array(call);
        for (int s = first; s < first + samples; s++) {
            if (counts(call, s, t)) {
                int h = memory.gatesAt(call, thread, s, t);
                activate(call, activation, units, array, h, h);
                System.arraycopy(array, h, array, memory.stateAt(call, thread, H, s), units);
            }
        }
    }

    @Override
    void stepBack(Call call, int first, int samples, int t, int thread) {
        float[] saved = call.saved();
        for (int s = first; s < first + samples; s++) {
            int h = memory.gatesAt(call, thread, s, t);
            if (counts(call, s, t)) {
                int dH = memory.stateAt(call, thread, H, s);
                int row = memory.rowsAt(call, thread);
                System.arraycopy(saved, dH, call.scratch(), row, units);
                activateGradient(call, activation, units, h, row, 0, h);
                Arrays.fill(saved, dH, dH + units, 0f);
            } else {
                Arrays.fill(saved, h, h + units, 0f);
            }
        }
        addHiddenGradient(call, 0, first, samples, memory.gatesAt(call, thread, first, t), memory.gatesStride(call),
                false, true, thread);
    }
}
