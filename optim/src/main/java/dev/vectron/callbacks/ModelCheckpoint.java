package dev.vectron.callbacks;

import dev.vectron.metrics.Metrics;
import dev.vectron.metrics.Monitor;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingException;
import dev.vectron.training.TrainingListener;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
        checkWritable(training);
        return new Saving(this, training);
    }

    private void checkWritable(TrainingContext training) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new TrainingException("modelCheckpoint: " + file
                    + " is a folder; name a file, for example weights.safetensors.");
        }
        try {
            Files.createDirectories(folder);
            // The weights themselves are the surest probe: format, permission, space.
            Path probe = Files.createTempFile(folder, ".probe-", "-" + file.getFileName());
            try {
                training.model().saveWeights(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new TrainingException("modelCheckpoint: cannot write to folder " + folder + " (" + reason(e)
                    + "); choose another folder. No training was done yet.", e, null);
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new TrainingException("modelCheckpoint: " + file + " is write-protected; choose another file.");
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException taken -> taken.getFile() + " is a file, not a folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
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
