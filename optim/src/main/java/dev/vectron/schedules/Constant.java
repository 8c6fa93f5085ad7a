package dev.vectron.schedules;

/**
 * The same learning rate in every step; what an optimizer makes of a plain number, and the only schedule under which
 * the rate can be set by hand while training.
 *
 * <p>rate(step) = value. A rate that is negative or not finite is an {@code IllegalArgumentException}. Immutable and
 * thread-safe.
 *
 * {@snippet :
 * Optimizer o = sgd(constant(0.1));   // as sgd(0.1)
 * }
 *
 * @param value the rate
 */
public record Constant(double value) implements LearningRateSchedule {
    /** Checks the rate. */
    public Constant {
        Rules.notNegative("constant", "learningRate", value);
    }

    @Override
    public double rate(long step) {
        return value;
    }
}
