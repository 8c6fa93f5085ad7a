package dev.vectron.metrics;

/**
 * A number of a training's history that callbacks watch: {@code accuracy()} of the training samples,
 * {@code val(loss())} of the validation samples.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface Monitor {
    /** {@return the name in the history: {@code loss}, {@code val_accuracy}} */
    String name();

    /** {@return true if larger values are better (accuracy), false if smaller ones are (loss)} */
    boolean largerIsBetter();
}
