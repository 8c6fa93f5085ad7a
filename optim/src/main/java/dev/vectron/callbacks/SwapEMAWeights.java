package dev.vectron.callbacks;

import dev.vectron.optimizers.OptimizerState;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;

/**
 * Validates with the moving average of the weights, which becomes the model's at the end of {@code fit}, as Keras's
 * {@code SwapEMAWeights} does; training goes on with the weights themselves.
 *
 * <p>With {@link #swapOnEpoch} the average also is in the model from the end of an epoch to the beginning of the next
 * one, for callbacks that come behind this one: a {@code modelCheckpoint} saves it then, and a training that goes on
 * from there goes on with the weights themselves all the same. An optimizer without {@code useEma()} is an
 * {@code IllegalStateException}. Costs one copy of the weights; nothing is allocated once it is made. Immutable
 * and thread-safe.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3).useEma())
 *     .callbacks(swapEMAWeights().swapOnEpoch(), modelCheckpoint(Path.of("best.safetensors")).saveBestOnly());
 * }
 *
 * @param swapsOnEpoch whether the average is in the model between epochs too; default false
 */
public record SwapEMAWeights(boolean swapsOnEpoch) implements Callback {
    /** {@return this callback, with the average in the model between epochs too} */
    public SwapEMAWeights swapOnEpoch() {
        return new SwapEMAWeights(true);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        if (!training.optimizer().hasAverage()) {
            throw new IllegalStateException("swapEMAWeights needs a moving average of the weights, which "
                    + training.optimizer().optimizer().name() + " does not keep; add .useEma() to the optimizer.");
        }
        return new Swapping(training.optimizer(), swapsOnEpoch);
    }

    /**
     * @param state has weights and average
     * @param onEpoch whether the average stays between epochs
     */
    private record Swapping(OptimizerState state, boolean onEpoch) implements TrainingListener {
        @Override
        public void onEpochBegin(Progress progress) {
            state.goOn();
        }

        @Override
        public void onTestBegin(Progress progress) {
            state.finish();
        }

        @Override
        public void onTestEnd(Progress progress) {
            if (!onEpoch) {
                state.goOn();
            }
        }

        @Override
        public void onEpochEnd(Progress progress) {
            if (onEpoch) {
                state.finish();
            }
        }

        @Override
        public void onTrainError(Progress progress, Throwable error) {
            state.goOn();
        }
    }
}
