package dev.vectron.callbacks;

import dev.vectron.layers.Expect;
import dev.vectron.metrics.Monitor;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.SavedState;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;

/**
 * Stops a training when a value has not improved for some epochs, as Keras's {@code EarlyStopping} does.
 *
 * <p>An epoch is an improvement if its value is better than the best so far by more than {@code minDelta}. After
 * {@code patience} epochs in a row without one, at the earliest after the second epoch, training stops. With a
 * {@link #baseline} only improvements that are better than it begin the count anew. With {@link #restoreBestWeights()}
 * the weights of the best epoch are put back whenever training ends, stopped or not, and also if it ends by an error.
 *
 * <p>Negative epochs or differences are an {@code IllegalArgumentException}; a value that the training does not compute
 * is one from {@code fit}. Immutable and thread-safe.
 *
 * {@snippet :
 * earlyStopping(val(loss())).patience(3).restoreBestWeights();
 * }
 *
 * @param monitor what to watch; its metric says whether larger is better
 * @param patience epochs without improvement that are waited; default 0
 * @param minDelta what counts as an improvement must exceed this; default 0
 * @param baseline what the value must become better than within the patience; NaN, the default, for none
 * @param startFromEpoch how many epochs pass before the first is looked at; default 0
 * @param restoresBestWeights whether the best epoch's weights are put back at the end; default false
 */
public record EarlyStopping(Monitor monitor, int patience, double minDelta, double baseline, int startFromEpoch,
        boolean restoresBestWeights) implements Callback {
    /** Checks the numbers. */
    public EarlyStopping {
        Expect.given("earlyStopping", "monitor", monitor, "use val(loss()) or another");
        if (patience < 0) {
            throw new IllegalArgumentException("earlyStopping: patience must be at least 0 epochs, got " + patience
                    + ".");
        }
        if (!(minDelta >= 0)) {
            throw new IllegalArgumentException("earlyStopping: minDelta must be at least 0, got " + minDelta + ".");
        }
        if (startFromEpoch < 0) {
            throw new IllegalArgumentException("earlyStopping: startFromEpoch must be at least 0 epochs, got "
                    + startFromEpoch + ".");
        }
    }

    /**
     * With Keras's defaults.
     *
     * @param monitor what to watch
     */
    public EarlyStopping(Monitor monitor) {
        this(monitor, 0, 0, Double.NaN, 0, false);
    }

    /**
     * This callback with another patience.
     *
     * @param epochs without improvement that are waited
     * @return a copy
     */
    public EarlyStopping patience(int epochs) {
        return new EarlyStopping(monitor, epochs, minDelta, baseline, startFromEpoch, restoresBestWeights);
    }

    /**
     * This callback with another least improvement.
     *
     * @param delta what an improvement must exceed
     * @return a copy
     */
    public EarlyStopping minDelta(double delta) {
        return new EarlyStopping(monitor, patience, delta, baseline, startFromEpoch, restoresBestWeights);
    }

    /**
     * This callback with a value that has to be surpassed.
     *
     * @param value training stops if the monitored value is not better than this within the patience
     * @return a copy
     */
    public EarlyStopping baseline(double value) {
        return new EarlyStopping(monitor, patience, minDelta, value, startFromEpoch, restoresBestWeights);
    }

    /**
     * This callback with epochs to warm up, which it does not look at.
     *
     * @param epochs how many
     * @return a copy
     */
    public EarlyStopping startFromEpoch(int epochs) {
        return new EarlyStopping(monitor, patience, minDelta, baseline, epochs, restoresBestWeights);
    }

    /** {@return this callback, putting the best epoch's weights back at the end} */
    public EarlyStopping restoreBestWeights() {
        return new EarlyStopping(monitor, patience, minDelta, baseline, startFromEpoch, true);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        training.require("earlyStopping", monitor);
        return new Watch(this, training);
    }

    private static final class Watch implements TrainingListener {
        private final EarlyStopping options;
        private final TrainingContext training;
        private final float[] weights;
        private final float[] bestWeights;
        private final Improvement improvement;
        private int bestEpoch;
        private int waited;

        Watch(EarlyStopping options, TrainingContext training) {
            this.options = options;
            this.training = training;
            this.weights = training.model().graph().values();
            this.bestWeights = new float[options.restoresBestWeights ? weights.length : 0];
            this.improvement = new Improvement(options.monitor, options.minDelta);
        }

        @Override
        public void onEpochEnd(Progress p) {
            if (p.epoch() <= options.startFromEpoch) {
                return;
            }
            double value = p.value(options.monitor.name());
            waited++;
            if (improvement.take(value)) {
                bestEpoch = p.epoch();
                System.arraycopy(weights, 0, bestWeights, 0, bestWeights.length);
                if (Double.isNaN(options.baseline) || improvement.exceeds(value, options.baseline)) {
                    waited = 0;
                }
            } else if (waited >= options.patience && p.epoch() > 1) {
                training.stop(options.monitor.name() + " has not improved since epoch " + bestEpoch + " ("
                        + improvement.best() + ")");
            }
        }

        @Override
        public void save(SavedState state) {
            improvement.save(state);
            state.put("best_epoch", (long) bestEpoch);
            state.put("waited", (long) waited);
            if (bestWeights.length > 0) {
                state.put("best_weights", Tensor.of(Shape.of(bestWeights.length), bestWeights.clone()));
            }
        }

        @Override
        public void restore(SavedState state) {
            improvement.restore(state);
            bestEpoch = (int) state.whole("best_epoch");
            waited = (int) state.whole("waited");
            if (bestWeights.length > 0) {
                System.arraycopy(state.tensor("best_weights").values(), 0, bestWeights, 0, bestWeights.length);
            }
        }

        @Override
        public void onTrainEnd(Progress p) {
            putBack();
        }

        @Override
        public void onTrainError(Progress p, Throwable error) {
            putBack();
        }

        private void putBack() {
            if (bestEpoch > 0) {
                System.arraycopy(bestWeights, 0, weights, 0, bestWeights.length);
            }
        }
    }
}
