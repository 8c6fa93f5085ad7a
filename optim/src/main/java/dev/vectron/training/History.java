package dev.vectron.training;

import dev.vectron.metrics.Monitor;
import dev.vectron.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The values of every epoch of a training: {@code loss}, the metrics, the same of the validation samples as
 * {@code val_…}, {@code seconds} and {@code learning_rate}. Immutable and thread-safe.
 *
 * <p>A name or an epoch that is not there is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * history.last("val_accuracy");
 * history.bestEpoch(val(loss()));
 * history.writeCsv(Path.of("history.csv"));
 * }
 */
public final class History {
    private final List<String> names;
    private final double[][] columns;
    private final int epochs;
    private final double seconds;
    private final String stoppedBecause;

    History(List<String> names, double[][] columns, int epochs, double seconds, String stoppedBecause) {
        this.names = List.copyOf(names);
        this.columns = Arrays.stream(columns).map(c -> Arrays.copyOf(c, epochs)).toArray(double[][]::new);
        this.epochs = epochs;
        this.seconds = seconds;
        this.stoppedBecause = stoppedBecause;
    }

    /** {@return how many epochs were finished} */
    public int epochs() {
        return epochs;
    }

    /** {@return the names of the values, in the order of the columns} */
    public List<String> names() {
        return names;
    }

    /** {@return seconds from the beginning to the end of the training, validation and callbacks included} */
    public double seconds() {
        return seconds;
    }

    /** {@return why a callback stopped the training before the planned number of epochs; empty if none did} */
    public String stoppedBecause() {
        return stoppedBecause;
    }

    /**
     * The values of all epochs.
     *
     * @param name the name: {@code val_loss}
     * @return one value for each epoch; a copy
     * @throws IllegalArgumentException if there is no such value; the message lists those there are
     */
    public double[] values(String name) {
        return column(name).clone();
    }

    /**
     * A value of one epoch.
     *
     * @param name the name: {@code val_loss}
     * @param epoch the epoch, from 1
     * @return the value
     * @throws IllegalArgumentException if there is no such value or epoch
     */
    public double value(String name, int epoch) {
        double[] column = column(name);
        if (epoch < 1 || epoch > epochs) {
            throw new IllegalArgumentException("This history has epochs 1 to " + epochs + ", got " + epoch + ".");
        }
        return column[epoch - 1];
    }

    /**
     * The value of the last epoch.
     *
     * @param name the name: {@code val_loss}
     * @return the value
     * @throws IllegalArgumentException if there is no such value or no epoch
     */
    public double last(String name) {
        return value(name, epochs);
    }

    /**
     * The epoch with the best value; the first of equal ones.
     *
     * @param monitor which value, and whether larger is better
     * @return the epoch, from 1
     * @throws IllegalArgumentException if there is no such value or no epoch
     */
    public int bestEpoch(Monitor monitor) {
        double[] column = column(monitor.name());
        if (epochs == 0) {
            throw new IllegalArgumentException("This history has no epochs.");
        }
        int best = 0;
        for (int i = 1; i < epochs; i++) {
            boolean better = monitor.largerIsBetter() ? column[i] > column[best] : column[i] < column[best];
            if (better || Double.isNaN(column[best])) {
                best = i;
            }
        }
        return best + 1;
    }

    /**
     * The best value of all epochs.
     *
     * @param monitor which value, and whether larger is better
     * @return the value
     * @throws IllegalArgumentException if there is no such value or no epoch
     */
    public double best(Monitor monitor) {
        return value(monitor.name(), bestEpoch(monitor));
    }

    /** {@return comma-separated values with a header line: {@code epoch,loss,…}} */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("epoch");
        names.forEach(name -> csv.append(',').append(name));
        csv.append('\n');
        for (int e = 0; e < epochs; e++) {
            csv.append(e + 1);
            for (double[] column : columns) {
                csv.append(',').append(column[e]);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    /**
     * Writes {@link #toCsv} to a file, whole or not at all.
     *
     * @param file the file
     * @throws IOException if it cannot be written; the message says why, and an older file is unchanged
     */
    public void writeCsv(Path file) throws IOException {
        AtomicFile.write(file, toCsv());
    }

    private double[] column(String name) {
        int i = names.indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException("This history has no value \"" + name + "\"; it has "
                    + String.join(", ", names) + ".");
        }
        return columns[i];
    }

    @Override
    public String toString() {
        return toCsv();
    }
}
