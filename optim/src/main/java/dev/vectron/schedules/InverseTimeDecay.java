package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keras's {@code InverseTimeDecay}: {@code initial / (1 + decayRate · step / decaySteps)}; with {@link #staircase()}
 * the quotient is rounded down.
 *
 * <p>Rates that are negative or not finite, fewer than one step and a negative decay rate are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * LearningRateSchedule slow = inverseTimeDecay(0.1, 1000, 0.5);
 * }
 *
 * @param initialLearningRate the rate of step 0
 * @param decaySteps the unit of time, in steps
 * @param decayRate what is added to the divisor in each, at least 0
 * @param usesStaircase whether it falls in steps; default false
 */
public record InverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate, boolean usesStaircase)
        implements LearningRateSchedule, Configured {
    private static final String NAME = "inverseTimeDecay";

    /** Checks the numbers. */
    public InverseTimeDecay {
        Rules.notNegative(NAME, "initialLearningRate", initialLearningRate);
        Rules.atLeast(NAME, "decaySteps", 1, decaySteps);
        Rules.notNegative(NAME, "decayRate", decayRate);
    }

    static InverseTimeDecay of(Config config) {
        return new InverseTimeDecay(config.number("initial_learning_rate"), config.integer("decay_steps"),
                config.number("decay_rate"), config.flag("staircase", false));
    }

    /** {@return this schedule, falling in steps} */
    public InverseTimeDecay staircase() {
        return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, true);
    }

    @Override
    public double rate(long step) {
        double quotient = (double) step / decaySteps;
        double done = usesStaircase ? Math.floor(quotient) : quotient;
        return initialLearningRate / (1 + decayRate * done);
    }

    @Override
    public String className() {
        return "InverseTimeDecay";
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
