package dev.vectron.data;

/**
 * Data that cannot be used: empty, mismatched, out of range, or a file that is truncated or corrupt. The message is one
 * line that names the file or data set, says what was expected and what came, and what to do.
 */
public class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An error without a cause.
     *
     * @param message one line: where, what was expected, what came, what to do
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * An error with a cause.
     *
     * @param message one line: where, what was expected, what came, what to do
     * @param cause what led to it
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
