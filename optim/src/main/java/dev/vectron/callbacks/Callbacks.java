package dev.vectron.callbacks;

import dev.vectron.metrics.Metrics;
import dev.vectron.metrics.Monitor;
import java.nio.file.Path;

/**
 * The callbacks; made to be imported statically.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * import static dev.vectron.callbacks.Callbacks.*;
 *
 * Trainer.of(model).callbacks(earlyStopping(val(loss())).patience(3), modelCheckpoint(Path.of("best.safetensors")));
 * }
 */
public final class Callbacks {
    private Callbacks() {}

    /** {@return stops a training when the validation loss no longer improves, as Keras does by default} */
    public static EarlyStopping earlyStopping() {
        return earlyStopping(Metrics.val(Metrics.loss()));
    }

    /**
     * Stops a training when a value no longer improves.
     *
     * @param monitor what to watch: {@code val(loss())}, {@code accuracy()}
     * @return the callback; add {@code patience(3)}, {@code minDelta(…)}, {@code baseline(…)},
     *     {@code startFromEpoch(…)}, {@code restoreBestWeights()}
     */
    public static EarlyStopping earlyStopping(Monitor monitor) {
        return new EarlyStopping(monitor);
    }

    /**
     * Saves model and optimizer after every epoch.
     *
     * @param file the file, {@code model.safetensors}
     * @return the callback; add {@code saveBestOnly()}, {@code monitor(…)}, {@code saveWeightsOnly(true)},
     *     {@code saveFreq(500)}, {@code everyEpochs(5)}
     */
    public static ModelCheckpoint modelCheckpoint(Path file) {
        return new ModelCheckpoint(file);
    }

    /**
     * Saves model and optimizer after every epoch in a file named by values of the training.
     *
     * @param pattern {@code "weights.{epoch:02d}-{val_loss:.2f}.safetensors"}
     * @return the callback; options as above
     */
    public static ModelCheckpoint modelCheckpoint(String pattern) {
        return new ModelCheckpoint(pattern);
    }

    /**
     * Saves the whole training after every epoch and when the program is ended, and goes on with the same bits when the
     * same program runs again.
     *
     * @param file the file, {@code training.safetensors}
     * @return the callback; add {@code everyBatches(100)}, {@code deleteCheckpoint(false)}
     */
    public static BackupAndRestore backupAndRestore(Path file) {
        return new BackupAndRestore(file);
    }

    /** {@return lowers the learning rate when the validation loss no longer improves, as Keras does by default} */
    public static ReduceLROnPlateau reduceLROnPlateau() {
        return reduceLROnPlateau(Metrics.val(Metrics.loss()));
    }

    /**
     * Lowers the learning rate when a value no longer improves.
     *
     * @param monitor what to watch: {@code val(loss())}
     * @return the callback; add {@code factor(0.5)}, {@code patience(3)}, {@code minDelta(…)}, {@code cooldown(…)},
     *     {@code minLr(…)}
     */
    public static ReduceLROnPlateau reduceLROnPlateau(Monitor monitor) {
        return new ReduceLROnPlateau(monitor);
    }

    /**
     * Sets the learning rate of each epoch by a function.
     *
     * @param function gives the rate, from the epoch, <b>from 0</b>, and the present rate
     * @return the callback
     */
    public static LearningRateScheduler learningRateScheduler(LearningRateScheduler.RateOfEpoch function) {
        return new LearningRateScheduler(function);
    }

    /**
     * Writes the values of every epoch as a line of a text file.
     *
     * @param file the file
     * @return the callback; add {@code separator(";")}, {@code append()}
     */
    public static CSVLogger csvLogger(Path file) {
        return new CSVLogger(file);
    }

    /**
     * {@return ends a training calmly, with the weights of the last good epoch, when its loss becomes NaN or infinite}
     */
    public static TerminateOnNaN terminateOnNaN() {
        return new TerminateOnNaN();
    }

    /** {@return validates with the moving average of the weights; add {@code swapOnEpoch()}} */
    public static SwapEMAWeights swapEMAWeights() {
        return new SwapEMAWeights(false);
    }

    /** {@return a callback of functions; add {@code onEpochEnd(p -> …)} and so on} */
    public static LambdaCallback lambdaCallback() {
        return new LambdaCallback();
    }

    /**
     * {@return one line of text for each epoch, to the standard output; add {@code every(10)}, {@code
     * to(logger::info)}}
     */
    public static ProgressLines progressLines() {
        return new ProgressLines();
    }

    /**
     * Writes event files for TensorBoard.
     *
     * @param logDir the folder of this training
     * @return the callback; add {@code histogramFreq(1)}, {@code updateFreq(100)}
     */
    public static TensorBoard tensorBoard(Path logDir) {
        return new TensorBoard(logDir);
    }
}
