package dev.vectron.callbacks;

import dev.vectron.metrics.Metrics;
import dev.vectron.metrics.Monitor;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.SavedState;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingException;
import dev.vectron.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Saves the model's weights at the end of epochs, as Keras's {@code ModelCheckpoint} does: after every epoch, or when a
 * value is the best so far.
 *
 * <p>The file is replaced as a whole (temporary file, sync, move): whatever happens while it is written, the one before
 * stays. Weights with NaN never get that far. That the file can be written is checked before the first step; missing
 * folders are made.
 *
 * {@snippet :
 * modelCheckpoint(Path.of("best.safetensors")).saveBestOnly()
 * }
 *
 * @param file the file; its extension chooses the format
 * @param monitor what to watch with {@code savesBestOnly}; default {@code val(loss())}
 * @param savesBestOnly whether only the best weights so far are saved; default false
 */
public record ModelCheckpoint(Path file, Monitor monitor, boolean savesBestOnly) implements Callback {
    /**
     * A checkpoint after every epoch.
     *
     * @param file the file
     */
    public ModelCheckpoint(Path file) {
        this(file, Metrics.val(Metrics.loss()), false);
    }

    /**
     * This callback with another value to watch.
     *
     * @param what the value; its metric says whether larger is better
     * @return a copy
     */
    public ModelCheckpoint monitor(Monitor what) {
        return new ModelCheckpoint(file, what, savesBestOnly);
    }

    /** {@return this callback, saving only weights that are better than all before} */
    public ModelCheckpoint saveBestOnly() {
        return new ModelCheckpoint(file, monitor, true);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        if (savesBestOnly) {
            training.require("modelCheckpoint with saveBestOnly()", monitor);
        }
        WritableFile.require("modelCheckpoint", file, training.model()::saveWeights);
        return new Saving(this, training);
    }

    private static final class Saving implements TrainingListener {
        private final ModelCheckpoint options;
        private final TrainingContext training;
        private double best = Double.NaN;

        Saving(ModelCheckpoint options, TrainingContext training) {
            this.options = options;
            this.training = training;
        }

        @Override
        public void save(SavedState state) {
            state.put("best", best);
        }

        @Override
        public void restore(SavedState state) {
            best = state.number("best");
        }

        @Override
        public void onEpochEnd(Progress p) {
            if (options.savesBestOnly) {
                double value = p.value(options.monitor.name());
                if (!(Double.isNaN(best) || (options.monitor.largerIsBetter() ? value > best : value < best))) {
                    return;
                }
                best = value;
            }
            try {
                training.model().saveWeights(options.file);
            } catch (IOException e) {
                throw new TrainingException("modelCheckpoint after epoch " + p.epoch() + ": " + e.getMessage(), e,
                        null);
            }
            training.checkpointSaved(options.file, p.epoch());
        }
    }
}
