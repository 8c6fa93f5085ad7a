package dev.vectron.callbacks;

import dev.vectron.layers.Expect;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;

/**
 * Sets the learning rate at the beginning of each epoch by a function of one's own, as Keras's
 * {@code LearningRateScheduler} does.
 *
 * <p>As there, the function counts epochs <b>from 0</b>, unlike {@link Progress} and the history, so that one taken
 * from Keras means the same. The optimizer must have a number as its rate, not a schedule.
 *
 * <p>A rate that is negative or no number is an {@code IllegalArgumentException} from {@code fit}; an optimizer that
 * follows a schedule is an {@code IllegalStateException}. Immutable; thread-safe if its function is.
 *
 * {@snippet :
 * learningRateScheduler((epoch, rate) -> epoch < 10 ? rate : rate * 0.9);
 * }
 *
 * @param function gives the rate of an epoch
 */
public record LearningRateScheduler(RateOfEpoch function) implements Callback {
    private static final String NAME = "learningRateScheduler";

    /** Checks what was given. */
    public LearningRateScheduler {
        Expect.given("learningRateScheduler", "the function", function, "give (epoch, rate) -> rate or another");
    }

    /** Gives the learning rate of an epoch. */
    @FunctionalInterface
    public interface RateOfEpoch {
        /**
         * The rate.
         *
         * @param epoch the epoch that begins, from 0
         * @param rate the present rate
         * @return the rate of this epoch, at least 0
         */
        double rate(int epoch, double rate);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        training.requireSettableRate(NAME);
        return new TrainingListener() {
            @Override
            public void onEpochBegin(Progress progress) {
                double rate = function.rate(progress.epoch() - 1, training.learningRate());
                if (!(rate >= 0) || Double.isInfinite(rate)) {
                    throw new IllegalArgumentException(NAME + ": the rate of an epoch must be a number of at least 0,"
                            + " got " + rate + " for epoch " + (progress.epoch() - 1) + " (from 0).");
                }
                training.learningRate(rate);
            }
        };
    }
}
