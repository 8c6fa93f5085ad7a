package dev.vectron.schedules;

/**
 * The learning rate as a function of the step; an optimizer takes one wherever it takes a rate.
 *
 * <p>It must be a pure function: the same step always gives the same rate, in any order of calls, from any thread, and
 * without allocating. That is what lets a training resume with the same bits. Steps count batches from 0, as Keras
 * counts them, also where gradients of several batches are accumulated. A lambda will do; a schedule that is to be
 * saved is a record that implements {@link dev.vectron.store.Configured}, as all in {@link Schedules} are.
 *
 * <p>Implementations are thread-safe.
 *
 * {@snippet :
 * Optimizer falling = adam(exponentialDecay(1e-3, 1000, 0.9));
 * Optimizer own = sgd(step -> 0.1 / (1 + step / 500));
 * }
 */
@FunctionalInterface
public interface LearningRateSchedule {
    /**
     * The learning rate of a step.
     *
     * @param step how many batches came before, from 0
     * @return the rate, a finite number of at least 0
     */
    double rate(long step);
}
