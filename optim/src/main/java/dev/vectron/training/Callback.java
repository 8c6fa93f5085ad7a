package dev.vectron.training;

/**
 * Something that watches a training and may act on it: stop it, change the learning rate, save weights. Itself an
 * immutable description; what it remembers belongs to the listener that it makes for each training, so one trainer may
 * fit again and again.
 *
 * <p>Thread-safe; a listener need not be.
 *
 * {@snippet :
 * record HalveEvery(int epochs) implements Callback {
 *     public TrainingListener start(TrainingContext training) {
 *         return new TrainingListener() {
 *             public void onEpochEnd(Progress p) {
 *                 if (p.epoch() % epochs == 0) {
 *                     training.learningRate(training.learningRate() / 2);
 *                 }
 *             }
 *         };
 *     }
 * }
 * }
 */
@FunctionalInterface
public interface Callback {
    /**
     * Begins to watch a training. Called before the first step: what cannot work should be said now, by an exception.
     *
     * @param training the training, and what may be done to it
     * @return what is told of its course
     */
    TrainingListener start(TrainingContext training);
}
