package dev.vectron.callbacks;

import dev.vectron.layers.Expect;
import dev.vectron.metrics.Monitor;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.SavedState;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;

/**
 * Multiplies the learning rate by a factor when a value has not improved for some epochs, as Keras's
 * {@code ReduceLROnPlateau} does: {@code rate = max(rate · factor, minLr)}.
 *
 * <p>An epoch is an improvement if its value is better than the best so far by more than {@code minDelta}. After
 * {@code patience} epochs in a row without one the rate falls, then {@code cooldown} epochs pass in which none are
 * counted. The optimizer must have a number as its rate, not a schedule. The history's {@code learning_rate} is that of
 * the epoch, before it is lowered.
 *
 * <p>A factor outside of [0, 1) and negative numbers are an {@code IllegalArgumentException}; a value that the training
 * does not compute is one from {@code fit}; an optimizer that follows a schedule is an {@code IllegalStateException}.
 * Immutable and thread-safe.
 *
 * {@snippet :
 * reduceLROnPlateau(val(loss())).factor(0.5).patience(3);
 * }
 *
 * @param monitor what to watch; its metric says whether larger is better
 * @param factor what the rate is multiplied by, less than 1; default 0.1
 * @param patience epochs without improvement that are waited; default 10
 * @param minDelta what an improvement must exceed; default 0.0001
 * @param cooldown epochs after a reduction in which nothing is counted; default 0
 * @param minLr the rate does not fall below this; default 0
 */
public record ReduceLROnPlateau(Monitor monitor, double factor, int patience, double minDelta, int cooldown,
        double minLr) implements Callback {
    private static final String NAME = "reduceLROnPlateau";

    /** Checks the numbers. */
    public ReduceLROnPlateau {
        Expect.given("reduceLROnPlateau", "monitor", monitor, "use val(loss()) or another");
        if (!(factor >= 0 && factor < 1)) {
            throw new IllegalArgumentException(NAME + ": factor must be at least 0 and less than 1, got " + factor
                    + ": it is meant to lower the learning rate.");
        }
        atLeastZero("patience", patience);
        atLeastZero("minDelta", minDelta);
        atLeastZero("cooldown", cooldown);
        atLeastZero("minLr", minLr);
    }

    private static void atLeastZero(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(NAME + ": " + name + " must be at least 0, got "
                    + (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value)) + ".");
        }
    }

    /**
     * With Keras's defaults.
     *
     * @param monitor what to watch
     */
    public ReduceLROnPlateau(Monitor monitor) {
        this(monitor, 0.1, 10, 1e-4, 0, 0);
    }

    /**
     * This callback with another factor.
     *
     * @param times what the rate is multiplied by, at least 0 and less than 1
     * @return a copy
     */
    public ReduceLROnPlateau factor(double times) {
        return new ReduceLROnPlateau(monitor, times, patience, minDelta, cooldown, minLr);
    }

    /**
     * This callback with another patience.
     *
     * @param epochs without improvement that are waited
     * @return a copy
     */
    public ReduceLROnPlateau patience(int epochs) {
        return new ReduceLROnPlateau(monitor, factor, epochs, minDelta, cooldown, minLr);
    }

    /**
     * This callback with another least improvement.
     *
     * @param delta what an improvement must exceed
     * @return a copy
     */
    public ReduceLROnPlateau minDelta(double delta) {
        return new ReduceLROnPlateau(monitor, factor, patience, delta, cooldown, minLr);
    }

    /**
     * This callback with a pause after each reduction.
     *
     * @param epochs in which nothing is counted
     * @return a copy
     */
    public ReduceLROnPlateau cooldown(int epochs) {
        return new ReduceLROnPlateau(monitor, factor, patience, minDelta, epochs, minLr);
    }

    /**
     * This callback with a lower bound of the rate.
     *
     * @param rate the rate does not fall below this
     * @return a copy
     */
    public ReduceLROnPlateau minLr(double rate) {
        return new ReduceLROnPlateau(monitor, factor, patience, minDelta, cooldown, rate);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        training.require(NAME, monitor);
        training.requireSettableRate(NAME);
        return new Watch(this, training);
    }

    private static final class Watch implements TrainingListener {
        private final ReduceLROnPlateau options;
        private final TrainingContext training;
        private final Improvement improvement;
        private int waited;
        private int coolingDown;

        Watch(ReduceLROnPlateau options, TrainingContext training) {
            this.options = options;
            this.training = training;
            this.improvement = new Improvement(options.monitor, options.minDelta);
        }

        @Override
        public void onEpochEnd(Progress progress) {
            if (coolingDown > 0) {
                coolingDown--;
                waited = 0;
            }
            if (improvement.take(progress.value(options.monitor.name()))) {
                waited = 0;
            } else if (coolingDown == 0) {
                waited++;
                if (waited >= options.patience) {
                    reduce();
                }
            }
        }

        private void reduce() {
            double rate = training.learningRate();
            if (rate > options.minLr) {
                training.learningRate(Math.max(rate * options.factor, options.minLr));
                coolingDown = options.cooldown;
                waited = 0;
            }
        }

        @Override
        public void save(SavedState state) {
            improvement.save(state);
            state.put("waited", (long) waited);
            state.put("cooling_down", (long) coolingDown);
        }

        @Override
        public void restore(SavedState state) {
            improvement.restore(state);
            waited = (int) state.whole("waited");
            coolingDown = (int) state.whole("cooling_down");
        }
    }
}
