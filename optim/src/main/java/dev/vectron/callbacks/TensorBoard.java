package dev.vectron.callbacks;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.layers.Expect;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingException;
import dev.vectron.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a training as event files that TensorBoard shows, as Keras's {@code TensorBoard} callback does:
 * {@code train/} with {@code epoch_loss}, {@code epoch_accuracy} … and {@code epoch_learning_rate}, and
 * {@code validation/} with the same of the validation samples.
 *
 * <p>As in Keras, the steps of these are the epochs counted from 0. With {@link #updateFreq} there are also
 * {@code batch_loss} and so on, by batches counted from 1 through all epochs; they are means over the epoch so far.
 * With {@link #histogramFreq} there is a histogram of each parameter, {@code dense/kernel/histogram}. What an epoch
 * gave is in the files when it ends. A training that goes on by {@link BackupAndRestore} adds files to the folder;
 * TensorBoard joins them. Batches that are written allocate.
 *
 * <p>Negative numbers are an {@code IllegalArgumentException}; a folder that cannot be written to is a {@code
 * TrainingException} before the first step. Immutable and thread-safe.
 *
 * {@snippet :
 * trainer.callbacks(tensorBoard(Path.of("logs/run1")).histogramFreq(1));   // tensorboard --logdir logs
 * }
 *
 * @param logDir the folder of this training
 * @param histogramFreq after how many epochs to write histograms; 0, the default, never
 * @param updateFreq after how many batches to write values; 0, the default, only after epochs
 */
public record TensorBoard(Path logDir, int histogramFreq, int updateFreq) implements Callback {
    private static final String NAME = "tensorBoard";

    /** Checks the numbers. */
    public TensorBoard {
        Expect.given("tensorBoard", "the folder", logDir, "name one, such as Path.of(\"logs\")");
        if (histogramFreq < 0) {
            throw new IllegalArgumentException(NAME + ": histogramFreq must be at least 0 epochs, got " + histogramFreq
                    + ".");
        }
        if (updateFreq < 0) {
            throw new IllegalArgumentException(NAME + ": updateFreq must be at least 0 batches, got " + updateFreq
                    + ".");
        }
    }

    /**
     * Values after each epoch.
     *
     * @param logDir the folder of this training
     */
    public TensorBoard(Path logDir) {
        this(logDir, 0, 0);
    }

    /**
     * This callback with histograms of the parameters.
     *
     * @param epochs after how many epochs to write them; 0 never
     * @return a copy
     */
    public TensorBoard histogramFreq(int epochs) {
        return new TensorBoard(logDir, epochs, updateFreq);
    }

    /**
     * This callback with values within epochs: 1 is Keras's {@code update_freq="batch"}, 0 {@code "epoch"}.
     *
     * @param batches after how many batches to write them; 0 only after epochs
     * @return a copy
     */
    public TensorBoard updateFreq(int batches) {
        return new TensorBoard(logDir, histogramFreq, batches);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        WritableFile.require(NAME, logDir.resolve("train/events"), probe -> Files.writeString(probe, "probe"));
        return new Writing(this, training);
    }

    private static final class Writing implements TrainingListener {
        private static final String VALIDATION = "val_";

        private final TensorBoard options;
        private final TrainingContext training;
        private @Nullable EventFile train;
        private @Nullable EventFile validation;

        Writing(TensorBoard options, TrainingContext training) {
            this.options = options;
            this.training = training;
        }

        private EventFile train() throws IOException {
            EventFile file = train;
            if (file == null) {
                file = new EventFile(options.logDir.resolve("train"));
                train = file;
            }
            return file;
        }

        private EventFile validation() throws IOException {
            EventFile file = validation;
            if (file == null) {
                file = new EventFile(options.logDir.resolve("validation"));
                validation = file;
            }
            return file;
        }

        @Override
        public void onBatchEnd(Progress progress) {
            if (options.updateFreq == 0) {
                return;
            }
            long step = (progress.epoch() - 1L) * progress.batches() + progress.batch();
            if (step % options.updateFreq == 0) {
                try {
                    values("batch_", progress, step);
                } catch (IOException e) {
                    throw failed(progress, e);
                }
            }
        }

        @Override
        public void onEpochEnd(Progress progress) {
            long step = progress.epoch() - 1L;
            try {
                values("epoch_", progress, step);
                if (options.histogramFreq > 0 && step % options.histogramFreq == 0) {
                    Graph graph = training.model().graph();
                    for (Parameter p : graph.parameters()) {
                        train().histogram(p.name() + "/histogram", graph.values(), p.at(), p.at() + p.size(), step);
                    }
                }
            } catch (IOException e) {
                throw failed(progress, e);
            }
        }

        /** All that is known now; of the validation only when the epoch has ended. */
        private void values(String prefix, Progress progress, long step) throws IOException {
            for (int i = 0; i < progress.names().size(); i++) {
                String name = progress.names().get(i);
                double value = progress.value(i);
                if (name.startsWith(VALIDATION)) {
                    if (prefix.equals("epoch_")) {
                        validation().scalar(prefix + name.substring(VALIDATION.length()), value, step);
                    }
                } else if (!name.equals("seconds")) {
                    train().scalar(prefix + name, value, step);
                }
            }
        }

        private static TrainingException failed(Progress progress, IOException e) {
            return new TrainingException(NAME + " in epoch " + progress.epoch() + ": " + WritableFile.reason(e) + ".",
                    e, null);
        }

        @Override
        public void onTrainEnd(Progress progress) {
            close(progress);
        }

        @Override
        public void onTrainError(Progress progress, Throwable error) {
            close(progress);
        }

        private void close(Progress progress) {
            try (EventFile _ = train; EventFile _ = validation) {
                train = null;
                validation = null;
            } catch (IOException e) {
                throw failed(progress, e);
            }
        }
    }
}
