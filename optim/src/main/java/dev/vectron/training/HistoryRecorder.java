package dev.vectron.training;

import java.util.Arrays;
import java.util.List;

/** Collects the values of the epochs; allocates only beyond 4,096 epochs. */
final class HistoryRecorder {
    private static final int FIRST_CAPACITY = 4096;

    private final List<String> names;
    private final double[][] columns;
    private long start = System.nanoTime();
    private int epochs;

    HistoryRecorder(List<String> names, int planned) {
        this.names = names;
        this.columns = new double[names.size()][Math.min(planned, FIRST_CAPACITY)];
    }

    void add(double[] values) {
        for (int i = 0; i < columns.length; i++) {
            if (epochs == columns[i].length) {
                columns[i] = Arrays.copyOf(columns[i], 2 * epochs);
            }
            columns[i][epochs] = values[i];
        }
        epochs++;
    }

    /** Writes down the epochs so far. */
    void save(SavedState state) {
        state.put("epochs", (long) epochs);
        state.put("elapsed_seconds", (System.nanoTime() - start) * 1e-9);
        for (int i = 0; i < columns.length; i++) {
            state.put(names.get(i), Arrays.copyOf(columns[i], epochs));
        }
    }

    /** Takes over what {@link #save} wrote. */
    void restore(SavedState state) {
        epochs = (int) state.whole("epochs");
        start = System.nanoTime() - (long) (state.number("elapsed_seconds") * 1e9);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Arrays.copyOf(state.numbers(names.get(i)), Math.max(epochs, columns[i].length));
        }
    }

    History finish(String stoppedBecause) {
        return new History(names, columns, epochs, (System.nanoTime() - start) * 1e-9, stoppedBecause);
    }
}
