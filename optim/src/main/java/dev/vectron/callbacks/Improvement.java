package dev.vectron.callbacks;

import dev.vectron.metrics.Monitor;
import dev.vectron.training.SavedState;

/** The best value so far, and what is better than it by more than a least difference. */
final class Improvement {
    private final boolean larger;
    private final double minDelta;
    private double best;

    Improvement(Monitor monitor, double minDelta) {
        this(monitor, minDelta, Double.NaN);
    }

    /** With a value that the first one has to be better than; NaN for none. */
    Improvement(Monitor monitor, double minDelta, double first) {
        this.larger = monitor.largerIsBetter();
        this.minDelta = minDelta;
        this.best = first;
    }

    /** The best value so far; NaN before the first. */
    double best() {
        return best;
    }

    /** Keeps a value if it is an improvement, and says whether it is. */
    boolean take(double value) {
        boolean better = Double.isNaN(best) || exceeds(value, best);
        if (better) {
            best = value;
        }
        return better;
    }

    /** Whether a value is better than another one by more than the least difference. */
    boolean exceeds(double value, double than) {
        return larger ? value - minDelta > than : value + minDelta < than;
    }

    void save(SavedState state) {
        state.put("best", best);
    }

    void restore(SavedState state) {
        best = state.number("best");
    }
}
