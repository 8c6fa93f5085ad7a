package dev.vectron.tensor;

/**
 * Thrown when shapes do not fit; the message names the layer, what was expected, what came and what to do.
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected, what came, what to do
     */
    public ShapeException(String message) {
        super(message);
    }
}
