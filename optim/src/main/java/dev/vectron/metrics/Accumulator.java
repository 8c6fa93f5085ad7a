package dev.vectron.metrics;

import dev.vectron.graph.LossCall;

/**
 * Gathers a metric batch by batch. Allocates nothing while it does, except where a metric needs all scores at once, as
 * the areas under curves do: their memory grows by doubling. Not thread-safe.
 */
public interface Accumulator {
    /** Forgets all batches. */
    void reset();

    /**
     * Takes a batch into account, except for positions that are masked.
     *
     * @param batch the predictions and targets, after the loss was computed; to be read only
     */
    void add(LossCall batch);

    /** {@return the metric of all batches since the last reset; NaN if there was none} */
    double result();

    /**
     * {@return what to show after a batch in the middle of an epoch: the result, or for metrics that take long to
     * compute their result after an earlier batch}
     */
    default double soFar() {
        return result();
    }

    /**
     * What was gathered since the last reset, so that a training can go on later as if it had never stopped.
     *
     * @return a new array; {@link #restore} of it in an accumulator of the same metric gives the same bits in all
     *     results to come
     */
    double[] state();

    /**
     * Puts back what {@link #state} gave, in place of what was gathered since.
     *
     * @param state the array, which is not kept
     * @throws IllegalArgumentException if it is not of this metric with as many classes or outputs
     */
    void restore(double[] state);
}
