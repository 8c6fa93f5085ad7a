package dev.vectron.callbacks;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.SavedState;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;

/**
 * Lets a training whose loss becomes NaN or infinite end calmly, as Keras's {@code TerminateOnNaN} does.
 *
 * <p>Without it {@code fit} throws a {@link dev.vectron.training.TrainingException} then. With it {@code fit} returns
 * the history of the finished epochs, {@code History.stoppedBecause()} says what happened, and the model has the
 * weights that it had at the end of the last finished epoch; without a finished epoch, those it began with. (Keras
 * leaves the weights as the last step made them.) Costs one copy of the weights. A moving average of the weights
 * ({@code useEma()}) is not put in their place in such a training.
 *
 * <p>Immutable and thread-safe.
 *
 * {@snippet :
 * trainer.callbacks(terminateOnNaN());
 * }
 */
public record TerminateOnNaN() implements Callback {
    @Override
    public TrainingListener start(TrainingContext training) {
        Keeping keeping = new Keeping(training.model().graph().values());
        training.endCalmly(keeping::putBack);
        return keeping;
    }

    private static final class Keeping implements TrainingListener {
        private final float[] weights;
        private final float[] kept;
        private int epoch;

        Keeping(float[] weights) {
            this.weights = weights;
            this.kept = weights.clone();
        }

        @Override
        public void onEpochEnd(Progress progress) {
            System.arraycopy(weights, 0, kept, 0, kept.length);
            epoch = progress.epoch();
        }

        String putBack() {
            System.arraycopy(kept, 0, weights, 0, kept.length);
            return epoch == 0 ? "the weights are those of the beginning" : "the weights are those of epoch " + epoch;
        }

        @Override
        public void save(SavedState state) {
            state.put("epoch", (long) epoch);
            state.put("weights", Tensor.of(Shape.of(kept.length), kept.clone()));
        }

        @Override
        public void restore(SavedState state) {
            epoch = (int) state.whole("epoch");
            System.arraycopy(state.tensor("weights").values(), 0, kept, 0, kept.length);
        }
    }
}
