package dev.vectron.training;

import java.util.Arrays;
import java.util.List;

/** Collects the values of the epochs; allocates only beyond 4,096 epochs. */
final class HistoryRecorder {
    private static final int FIRST_CAPACITY = 4096;

    private final List<String> names;
    private final double[][] columns;
    private final long start = System.nanoTime();
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

    History finish(String stoppedBecause) {
        return new History(names, columns, epochs, (System.nanoTime() - start) * 1e-9, stoppedBecause);
    }
}
