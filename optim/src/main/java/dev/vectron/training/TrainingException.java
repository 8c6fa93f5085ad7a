package dev.vectron.training;

import org.jspecify.annotations.Nullable;

/**
 * Training had to stop: the loss became NaN or infinite, or a checkpoint could not be written. The message is one line
 * that says where, what to do and what is kept.
 */
public class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable History history;

    /**
     * An exception without a history.
     *
     * @param message where, what happened, what to do
     */
    public TrainingException(String message) {
        this(message, null, null);
    }

    /**
     * An exception with what led to it.
     *
     * @param message where, what happened, what to do
     * @param cause what led to it, or null
     * @param history the epochs that were finished, or null if training had not begun
     */
    public TrainingException(@Nullable String message, @Nullable Throwable cause, @Nullable History history) {
        super(message == null ? "Training failed." : message, cause);
        this.history = history;
    }

    /** {@return the epochs that were finished before, or null if training had not begun} */
    public @Nullable History history() {
        return history;
    }
}
