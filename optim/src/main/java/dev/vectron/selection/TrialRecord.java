package dev.vectron.selection;

import dev.vectron.metrics.Monitor;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what trials of several threads come to, writes the file, tells the listener. */
final class TrialRecord {
    private final Monitor monitor;
    private final int planned;
    private final @Nullable Path file;
    private final SearchListener listener;
    private final SortedMap<Integer, Trial> done = new TreeMap<>();

    /** Tries to write the file at once: better now than after the first trial. */
    TrialRecord(Monitor monitor, List<Parameters> trials, @Nullable Path file, SearchListener listener) {
        this.monitor = monitor;
        this.planned = trials.size();
        this.file = file;
        this.listener = listener;
        if (file != null) {
            try {
                result().write(file);
            } catch (IOException e) {
                throw new TrainingException("Search: " + e.getMessage() + " No training was done yet.", e, null);
            }
        }
    }

    synchronized void begin(int number, Parameters parameters) {
        listener.onTrialBegin(number, planned, parameters);
    }

    synchronized void epoch(int number, Progress progress) {
        listener.onEpochEnd(number, progress);
    }

    synchronized void end(Trial trial) {
        done.put(trial.number(), trial);
        if (file != null) {
            try {
                result().write(file);
            } catch (IOException e) {
                // The next trial writes everything again; what was found is in the result in any case.
                System.getLogger("dev.vectron").log(System.Logger.Level.WARNING, "Search after trial " + trial.number()
                        + ": " + e.getMessage());
            }
        }
        listener.onTrialEnd(trial);
    }

    synchronized SearchResult result() {
        return new SearchResult(monitor, new ArrayList<>(done.values()));
    }

    /** Where the results so far are, as the end of a message. */
    synchronized String kept() {
        return done.size() + " of " + planned + " trials are done" + (file == null ? "" : "; they are in " + file)
                + ".";
    }
}
