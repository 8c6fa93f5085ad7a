package dev.vectron.callbacks;

import dev.vectron.layers.Expect;
import dev.vectron.metrics.Metrics;
import dev.vectron.metrics.Monitor;
import dev.vectron.models.Model;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.SavedState;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingException;
import dev.vectron.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Saves model and optimizer at the end of epochs, as Keras's {@code ModelCheckpoint} does: after every epoch, or when a
 * value is the best so far; with {@link #saveFreq} after so many batches instead.
 *
 * <p>The file, a safetensors file, is the one that {@code Trainer.save} writes: {@code Trainer.load} goes on with the
 * training, {@code Model.load} and {@code loadWeights} read the model alone. What has no description, a learning rate
 * by a function or a layer of one's own that does not say its options, is left out, with a warning in the log: the
 * trainer first, then the architecture. With {@link #saveWeightsOnly(boolean)} it holds the parameters alone, and its
 * extension chooses the format. It is replaced as a whole (temporary file, sync, move): whatever happens while it is
 * written, the one before stays. Weights with NaN never get that far. That the file can be written is checked before
 * the first step; missing folders are made.
 *
 * <p>In the name, {@code {epoch}}, {@code {batch}} (both from 1) and the names of the history's values stand for their
 * values: {@code {epoch:02d}}, {@code {val_loss:.2f}}. Every name that comes of it is a file of its own then.
 *
 * <p>Fewer than one epoch or batch, and a file name that cannot be written or asks for a value that the training does
 * not compute, are an {@code IllegalArgumentException}; a file that cannot be written is a {@code TrainingException}
 * before the first step. Immutable and thread-safe.
 *
 * {@snippet :
 * modelCheckpoint(Path.of("best.safetensors")).saveBestOnly();
 * modelCheckpoint("weights.{epoch:02d}-{val_loss:.2f}.safetensors").saveFreq(500);
 * }
 *
 * @param file the file, maybe with values in braces
 * @param monitor what to watch with {@code savesBestOnly}; default {@code val(loss())}
 * @param savesBestOnly whether only the best weights so far are saved; default false
 * @param savesWeightsOnly whether architecture and optimizer are left out; default false
 * @param initialValueThreshold what the first saved value must be better than; NaN, the default, for none
 * @param epochs after how many epochs to save; default 1
 * @param batches after how many batches to save instead; 0, the default, for epochs
 */
public record ModelCheckpoint(String file, Monitor monitor, boolean savesBestOnly, boolean savesWeightsOnly,
        double initialValueThreshold, int epochs, int batches) implements Callback {
    private static final String NAME = "modelCheckpoint";

    /** Checks name and numbers. */
    public ModelCheckpoint {
        Expect.given("modelCheckpoint", "the file", file, "name one that ends in .safetensors");
        Expect.given("modelCheckpoint", "monitor", monitor, "use val(loss()) or another");
        new FilePattern(NAME, file);
        if (epochs < 1) {
            throw new IllegalArgumentException(NAME + ": everyEpochs must be at least 1, got " + epochs + ".");
        }
        if (batches < 0) {
            throw new IllegalArgumentException(NAME + ": batches must be at least 0, got " + batches + ".");
        }
    }

    /**
     * A checkpoint after every epoch.
     *
     * @param file the file, maybe with values in braces
     */
    public ModelCheckpoint(String file) {
        this(file, Metrics.val(Metrics.loss()), false, false, Double.NaN, 1, 0);
    }

    /**
     * A checkpoint after every epoch.
     *
     * @param file the file
     */
    public ModelCheckpoint(Path file) {
        this(file.toString());
    }

    /**
     * This callback with another value to watch.
     *
     * @param what the value; its metric says whether larger is better
     * @return a copy
     */
    public ModelCheckpoint monitor(Monitor what) {
        return new ModelCheckpoint(file, what, savesBestOnly, savesWeightsOnly, initialValueThreshold, epochs, batches);
    }

    /** {@return this callback, saving only weights that are better than all before} */
    public ModelCheckpoint saveBestOnly() {
        return new ModelCheckpoint(file, monitor, true, savesWeightsOnly, initialValueThreshold, epochs, batches);
    }

    /**
     * This callback with or without architecture and optimizer in the file.
     *
     * @param only whether only the parameters are saved
     * @return a copy
     */
    public ModelCheckpoint saveWeightsOnly(boolean only) {
        return new ModelCheckpoint(file, monitor, savesBestOnly, only, initialValueThreshold, epochs, batches);
    }

    /**
     * This callback with a value that the first saved one must be better than, for {@link #saveBestOnly()}.
     *
     * @param value the best value of an earlier training
     * @return a copy
     */
    public ModelCheckpoint initialValueThreshold(double value) {
        return new ModelCheckpoint(file, monitor, savesBestOnly, savesWeightsOnly, value, epochs, batches);
    }

    /**
     * This callback, more seldom.
     *
     * @param number after how many epochs to save
     * @return a copy
     */
    public ModelCheckpoint everyEpochs(int number) {
        return new ModelCheckpoint(file, monitor, savesBestOnly, savesWeightsOnly, initialValueThreshold, number, 0);
    }

    /**
     * This callback, within epochs: batches are counted through all epochs.
     *
     * @param number after how many batches to save, instead of after epochs
     * @return a copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public ModelCheckpoint saveFreq(int number) {
        Expect.atLeastOne(NAME, "saveFreq", number);
        return new ModelCheckpoint(file, monitor, savesBestOnly, savesWeightsOnly, initialValueThreshold, epochs,
                number);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        FilePattern pattern = new FilePattern(NAME, file);
        pattern.require(training.names());
        if (savesBestOnly) {
            training.require("modelCheckpoint with saveBestOnly()", monitor);
            if (batches > 0 && monitor.name().startsWith("val_")) {
                throw new IllegalArgumentException("modelCheckpoint with saveFreq(" + batches + ") saves within epochs,"
                        + " when \"" + monitor.name() + "\" is not known; choose monitor(loss()), or everyEpochs(1).");
            }
        }
        if (!savesWeightsOnly && !file.endsWith(".safetensors") && !Files.isDirectory(pattern.example())) {
            throw new IllegalArgumentException("modelCheckpoint: a whole model is saved as a safetensors file, got \""
                    + file + "\"; name it ….safetensors, or save the weights alone by saveWeightsOnly(true).");
        }
        WritableFile.Writer contents = contents(training);
        WritableFile.require(NAME, pattern.example(), contents);
        return new Saving(this, pattern, contents, training);
    }

    /** As much as is wanted and can be described: what cannot is no reason to lose a night's training. */
    private WritableFile.Writer contents(TrainingContext training) {
        Model model = training.model();
        if (savesWeightsOnly) {
            return model::saveWeights;
        }
        if (canBeDescribed("model without the trainer", training::requireDescriptions)) {
            return training::save;
        }
        return canBeDescribed("weights without the architecture", model::toJson) ? model::save : model::saveWeights;
    }

    private static boolean canBeDescribed(String otherwise, Runnable description) {
        try {
            description.run();
            return true;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            System.getLogger("dev.vectron").log(System.Logger.Level.WARNING, "modelCheckpoint saves the " + otherwise
                    + ": " + e.getMessage());
            return false;
        }
    }

    private static final class Saving implements TrainingListener {
        private final ModelCheckpoint options;
        private final FilePattern pattern;
        private final WritableFile.Writer contents;
        private final TrainingContext training;
        private final Improvement improvement;

        Saving(ModelCheckpoint options, FilePattern pattern, WritableFile.Writer contents, TrainingContext training) {
            this.options = options;
            this.pattern = pattern;
            this.contents = contents;
            this.training = training;
            this.improvement = new Improvement(options.monitor, 0, options.initialValueThreshold);
        }

        @Override
        public void save(SavedState state) {
            improvement.save(state);
        }

        @Override
        public void restore(SavedState state) {
            improvement.restore(state);
        }

        @Override
        public void onBatchEnd(Progress p) {
            if (options.batches > 0 && batchesDone(p) % options.batches == 0) {
                consider(p, " in epoch " + p.epoch() + ", batch " + p.batch());
            }
        }

        private static long batchesDone(Progress p) {
            return (p.epoch() - 1L) * p.batches() + p.batch();
        }

        @Override
        public void onEpochEnd(Progress p) {
            if (options.batches == 0 && p.epoch() % options.epochs == 0) {
                consider(p, " after epoch " + p.epoch());
            }
        }

        private void consider(Progress p, String when) {
            if (options.savesBestOnly && !improvement.take(p.value(options.monitor.name()))) {
                return;
            }
            Path file = pattern.file(p);
            try {
                contents.write(file);
            } catch (IOException e) {
                throw new TrainingException("modelCheckpoint" + when + ": " + e.getMessage(), e, null);
            }
            training.checkpointSaved(file, p.epoch());
        }
    }
}
