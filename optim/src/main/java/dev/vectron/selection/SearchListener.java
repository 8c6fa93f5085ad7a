package dev.vectron.selection;

import dev.vectron.training.Progress;

/**
 * Is told how a search goes. All methods do nothing by default. Calls come from the threads that train, but never two
 * at a time.
 *
 * <p>Need not be thread-safe.
 *
 * {@snippet :
 * search.listener(new SearchListener() {
 *     public void onTrialEnd(Trial trial) {
 *         IO.println(trial.number() + ": " + trial.parameters() + " " + trial.values());
 *     }
 * });
 * }
 */
public interface SearchListener {
    /**
     * A trial begins.
     *
     * @param number its number, from 1
     * @param trials how many there are
     * @param parameters what is tried
     */
    default void onTrialBegin(int number, int trials, Parameters parameters) {}

    /**
     * An epoch of a trial ended.
     *
     * @param number the trial's number, from 1
     * @param progress where its training is; to be read during the call
     */
    default void onEpochEnd(int number, Progress progress) {}

    /**
     * A trial ended.
     *
     * @param trial what came of it
     */
    default void onTrialEnd(Trial trial) {}
}
