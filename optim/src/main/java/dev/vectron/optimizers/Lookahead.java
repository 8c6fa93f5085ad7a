package dev.vectron.optimizers;

/**
 * Lookahead (Zhang et al. 2019, "Lookahead Optimizer: k steps forward, 1 step back") around any optimizer: slow weights
 * begin as the weights; after every {@code syncPeriod} updates {@code slow ← slow + slowStepSize · (w − slow)} and
 * {@code w ← slow}.
 *
 * <p>Numbers out of these ranges are an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = adam(1e-3).lookahead(5, 0.8);
 * }
 *
 * @param syncPeriod k, at least 1; default 6
 * @param slowStepSize α, above 0 and at most 1; default 0.5
 */
public record Lookahead(int syncPeriod, double slowStepSize) {
    static final int SYNC_PERIOD = 6;
    static final double SLOW_STEP_SIZE = 0.5;

    /** Checks the numbers. */
    public Lookahead {
        if (syncPeriod < 1) {
            throw new IllegalArgumentException("lookahead: syncPeriod must be at least 1, got " + syncPeriod + ".");
        }
        if (!(slowStepSize > 0 && slowStepSize <= 1)) {
            throw new IllegalArgumentException("lookahead: slowStepSize must be above 0 and at most 1, got "
                    + slowStepSize + ".");
        }
    }
}
