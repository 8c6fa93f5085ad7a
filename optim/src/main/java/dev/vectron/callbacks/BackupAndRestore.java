package dev.vectron.callbacks;

import dev.vectron.layers.Expect;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Saves the whole training, and goes on where it was when the same program runs again, as Keras's
 * {@code BackupAndRestore} does: after every epoch, every so many batches, and when the program is ended from outside
 * (Ctrl-C).
 *
 * <p>The file holds weights, optimizer, position, sums of metrics, history and what the callbacks remember, so the
 * training ends with the same bits as one that never stopped. It is a safetensors file that {@code Model.load} reads
 * too; it is replaced whole or not at all. If it belongs to another training (another optimizer, seed, batch size, data
 * set …), {@code fit} says what differs and changes nothing. A training that ends as planned deletes it.
 *
 * <p>A negative number of batches is an {@code IllegalArgumentException}; a file that cannot be written is a {@code
 * TrainingException} before the first step, and so is one that belongs to another training. Immutable and thread-safe.
 *
 * {@snippet :
 * trainer.callbacks(backupAndRestore(Path.of("training.safetensors")).everyBatches(500));
 * }
 *
 * @param file the file
 * @param everyBatches after how many batches to save as well; 0, the default, only after epochs
 * @param deletesCheckpoint whether a training that ends as planned deletes the file; default true
 */
public record BackupAndRestore(Path file, int everyBatches, boolean deletesCheckpoint) implements Callback {
    /** How long the end of the program waits for the batch under way and the file. */
    private static final int PATIENCE_SECONDS = 60;

    /** Checks the number of batches. */
    public BackupAndRestore {
        Expect.given("backupAndRestore", "the file", file, "name one that ends in .safetensors");
        if (everyBatches < 0) {
            throw new IllegalArgumentException("backupAndRestore: everyBatches must be at least 0, got " + everyBatches
                    + ".");
        }
    }

    /**
     * After every epoch.
     *
     * @param file the file
     */
    public BackupAndRestore(Path file) {
        this(file, 0, true);
    }

    /**
     * This callback, saving also within epochs: Keras's {@code save_freq}.
     *
     * @param batches after how many batches; 0 only after epochs
     * @return a copy
     */
    public BackupAndRestore everyBatches(int batches) {
        return new BackupAndRestore(file, batches, deletesCheckpoint);
    }

    /**
     * This callback, keeping the file at the end or not; with it, a later {@code fit} of more epochs goes on from
     * there.
     *
     * @param delete whether a training that ends as planned deletes the file
     * @return a copy
     */
    public BackupAndRestore deleteCheckpoint(boolean delete) {
        return new BackupAndRestore(file, everyBatches, delete);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        WritableFile.require("backupAndRestore", file, training.model()::saveWeights);
        training.resumeFrom(file);
        return new Saving(this, training);
    }

    private static final class Saving implements TrainingListener {
        private final BackupAndRestore options;
        private final TrainingContext training;
        private final CountDownLatch saved = new CountDownLatch(1);
        private final Thread hook = new Thread(this::untilSaved, "vectron-backup");
        private volatile boolean ending;
        private long batches;

        Saving(BackupAndRestore options, TrainingContext training) {
            this.options = options;
            this.training = training;
        }

        @Override
        public void onTrainBegin(Progress progress) {
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                ending = true;
            }
        }

        /** Runs when the program is being ended: the JVM waits for this method. */
        private void untilSaved() {
            ending = true;
            try {
                if (!saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    System.getLogger("dev.vectron").log(System.Logger.Level.WARNING, "The training was not saved: the"
                            + " present batch takes more than " + PATIENCE_SECONDS + " seconds.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onBatchEnd(Progress progress) {
            batches++;
            if (ending) {
                training.backUp(options.file, this::waitForTheEnd);
            } else if (options.everyBatches > 0 && batches % options.everyBatches == 0) {
                training.backUp(options.file, () -> {});
            }
        }

        /** The program is ending; whatever this thread did now would be lost. */
        private void waitForTheEnd() {
            saved.countDown();
            while (true) {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        @Override
        public void onEpochEnd(Progress progress) {
            training.backUp(options.file, () -> training.checkpointSaved(options.file, progress.epoch()));
        }

        @Override
        public void onTrainEnd(Progress progress) {
            release();
            if (options.deletesCheckpoint) {
                WritableFile.delete(options.file);
            }
        }

        @Override
        public void onTrainError(Progress progress, @Nullable Throwable error) {
            release();
        }

        private void release() {
            saved.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The program is ending already; the hook has been told.
            }
        }
    }
}
