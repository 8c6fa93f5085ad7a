package dev.vectron.graph;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The values of all parameters of a graph, and whether they may have changed since somebody looked.
 *
 * <p>Every change through the graph's own methods counts a version. Whoever holds the array itself can write without a
 * count: while the graph is being trained that is expected, and the end of the training counts; an array that was given
 * away outside of training may be written at any later time.
 */
final class ParameterValues {
    final float[] array;
    private final AtomicLong version = new AtomicLong();
    private final AtomicBoolean training = new AtomicBoolean();
    private volatile boolean givenAway;

    ParameterValues(int size) {
        array = new float[size];
    }

    /** The array, for a caller who may write it. */
    float[] give() {
        if (!training.get()) {
            givenAway = true;
        }
        return array;
    }

    /** A number that is another one after each change that was counted. */
    long version() {
        return version.get();
    }

    void changed() {
        version.incrementAndGet();
    }

    /** Whether the values may change without another version; ask before {@link #version}. */
    boolean changeUncounted() {
        return givenAway || training.get();
    }

    boolean beginTraining() {
        return training.compareAndSet(false, true);
    }

    /** Counts first: who sees that the training has ended sees a new version too. */
    void endTraining() {
        changed();
        training.set(false);
    }

    boolean isTraining() {
        return training.get();
    }
}
