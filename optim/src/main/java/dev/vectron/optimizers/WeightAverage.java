package dev.vectron.optimizers;

/**
 * An exponential moving average of the weights, kept beside them: {@code average ← momentum · average + (1 − momentum)
 * · w} after each update, beginning with the weights after the first one. It replaces the weights when {@code fit}
 * ends, and if wished every so many updates.
 *
 * <p>Numbers out of these ranges are an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = adam(1e-3).useEma().emaMomentum(0.999);
 * }
 *
 * @param momentum from 0 to 1; default 0.99
 * @param overwriteFrequency after how many updates the weights are replaced, again and again; 0, the default, for only
 *     at the end
 */
public record WeightAverage(double momentum, int overwriteFrequency) {
    static final double MOMENTUM = 0.99;

    /** Checks the numbers. */
    public WeightAverage {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("emaMomentum must be from 0 to 1, got " + momentum + ".");
        }
        if (overwriteFrequency < 0) {
            throw new IllegalArgumentException("emaOverwriteFrequency must be at least 1 update, or 0 for only at the"
                    + " end of training, got " + overwriteFrequency + ".");
        }
    }
}
