package dev.vectron.training;

/**
 * Is told how a training goes, for example to draw a progress bar. All methods do nothing by default.
 *
 * <p>They are called by the thread that trains. {@link Progress} is one object that changes: read it during the call,
 * do not keep it. What {@link #onBatchEnd} allocates or the time it takes is part of every step.
 *
 * <p>Need not be thread-safe.
 *
 * {@snippet :
 * TrainingListener line = new TrainingListener() {
 *     public void onEpochEnd(Progress p) {
 *         IO.println("epoch " + p.epoch() + "/" + p.epochs() + " loss " + p.loss());
 *     }
 * };
 * }
 */
public interface TrainingListener {
    /**
     * Training begins; no batch has been read.
     *
     * @param progress the sizes; no values yet
     */
    default void onTrainBegin(Progress progress) {}

    /**
     * An epoch begins.
     *
     * @param progress where training is
     */
    default void onEpochBegin(Progress progress) {}

    /**
     * A step was done.
     *
     * @param progress where training is; loss and metrics are means over the epoch so far
     */
    default void onBatchEnd(Progress progress) {}

    /**
     * Validation begins; only where there are validation samples.
     *
     * @param progress all values of the epoch but those of validation
     */
    default void onTestBegin(Progress progress) {}

    /**
     * Validation ended.
     *
     * @param progress the values of validation as well
     */
    default void onTestEnd(Progress progress) {}

    /**
     * An epoch ended, validation included.
     *
     * @param progress all values of the epoch
     */
    default void onEpochEnd(Progress progress) {}

    /**
     * Training ended as planned or because a callback stopped it.
     *
     * @param progress the values of the last epoch
     */
    default void onTrainEnd(Progress progress) {}

    /**
     * Training ended by an error, which {@code fit} throws after this.
     *
     * @param progress where training was
     * @param error what happened
     */
    default void onTrainError(Progress progress, Throwable error) {}

    /**
     * Training goes on where a saved one was, after {@link #onTrainBegin} and {@link #restore}. If it was within an
     * epoch, there is no {@link #onEpochBegin} for that one.
     *
     * @param progress where training is
     */
    default void onResume(Progress progress) {}

    /**
     * Writes down what this listener remembers, when a training is saved to go on later.
     *
     * @param state receives the values, by names of the listener's own
     */
    default void save(SavedState state) {}

    /**
     * Takes over what {@link #save} wrote.
     *
     * @param state the values
     * @throws IllegalArgumentException if a value is missing
     */
    default void restore(SavedState state) {}
}
