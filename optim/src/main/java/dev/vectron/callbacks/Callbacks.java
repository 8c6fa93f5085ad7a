package dev.vectron.callbacks;

import dev.vectron.metrics.Monitor;
import java.nio.file.Path;

/**
 * The callbacks; made to be imported statically.
 *
 * {@snippet :
 * import static dev.vectron.callbacks.Callbacks.*;
 *
 * Trainer.of(model).callbacks(earlyStopping(val(loss())).patience(3), modelCheckpoint(Path.of("best.safetensors")));
 * }
 */
public final class Callbacks {
    private Callbacks() {}

    /**
     * Stops a training when a value no longer improves.
     *
     * @param monitor what to watch: {@code val(loss())}, {@code accuracy()}
     * @return the callback; add {@code patience(3)}, {@code minDelta(…)}, {@code restoreBestWeights()}
     */
    public static EarlyStopping earlyStopping(Monitor monitor) {
        return new EarlyStopping(monitor, 0, 0, false);
    }

    /**
     * Saves the weights after every epoch.
     *
     * @param file the file; its extension chooses the format
     * @return the callback; add {@code saveBestOnly()}, {@code monitor(…)}
     */
    public static ModelCheckpoint modelCheckpoint(Path file) {
        return new ModelCheckpoint(file);
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
}
