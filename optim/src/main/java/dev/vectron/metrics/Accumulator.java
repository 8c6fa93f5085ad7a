package dev.vectron.metrics;

import dev.vectron.graph.LossCall;

/** Gathers a metric batch by batch; allocates nothing while it does. Not thread-safe. */
public interface Accumulator {
    /** Forgets all batches. */
    void reset();

    /**
     * Takes a batch into account.
     *
     * @param batch the predictions and targets, after the loss was computed; to be read only
     */
    void add(LossCall batch);

    /** {@return the metric of all batches since the last reset; NaN if there was none} */
    double result();
}
