package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keras's {@code ExponentialDecay}: {@code initial · decayRate^(step / decaySteps)}; with {@link #staircase()} the
 * quotient is rounded down, so that the rate falls in steps.
 *
 * <p>Rates that are negative or not finite, fewer than one step and a decay rate that is not above 0 are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * LearningRateSchedule halved = exponentialDecay(1e-3, 10_000, 0.5).staircase();
 * }
 *
 * @param initialLearningRate the rate of step 0
 * @param decaySteps after how many steps it is multiplied once
 * @param decayRate the factor, above 0
 * @param usesStaircase whether it falls in steps; default false
 */
public record ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate, boolean usesStaircase)
        implements LearningRateSchedule, Configured {
    private static final String NAME = "exponentialDecay";

    /** Checks the numbers. */
    public ExponentialDecay {
        Rules.notNegative(NAME, "initialLearningRate", initialLearningRate);
        Rules.atLeast(NAME, "decaySteps", 1, decaySteps);
        Rules.positive(NAME, "decayRate", decayRate);
    }

    static ExponentialDecay of(Config config) {
        return new ExponentialDecay(config.number("initial_learning_rate"), config.integer("decay_steps"),
                config.number("decay_rate"), config.flag("staircase", false));
    }

    /** {@return this schedule, falling in steps} */
    public ExponentialDecay staircase() {
        return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, true);
    }

    @Override
    public double rate(long step) {
        double quotient = (double) step / decaySteps;
        double done = usesStaircase ? Math.floor(quotient) : quotient;
        return initialLearningRate * Curves.power(decayRate, done);
    }

    @Override
    public String className() {
        return "ExponentialDecay";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("initial_learning_rate", initialLearningRate);
        config.put("decay_steps", decaySteps);
        config.put("decay_rate", decayRate);
        config.put("staircase", usesStaircase);
        return config;
    }
}
