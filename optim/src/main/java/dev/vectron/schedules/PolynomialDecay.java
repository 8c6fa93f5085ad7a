package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keras's {@code PolynomialDecay}: {@code (initial − end) · (1 − step / decaySteps)^power + end}, and {@code end} from
 * then on.
 *
 * <p>With {@link #cycle()} the rate jumps up instead and falls again: {@code decaySteps} is multiplied by the least
 * whole number that makes it reach the step.
 *
 * <p>Rates that are negative or not finite, fewer than one step and a power that is not above 0 are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * LearningRateSchedule line = polynomialDecay(0.1, 10_000).endLearningRate(0);
 * }
 *
 * @param initialLearningRate the rate of step 0
 * @param decaySteps after how many steps the end is reached
 * @param endLearningRate the last rate; default 0.0001
 * @param power the exponent, above 0; default 1, a straight line
 * @param cycles whether it begins again; default false
 */
public record PolynomialDecay(double initialLearningRate, int decaySteps, double endLearningRate, double power,
        boolean cycles) implements LearningRateSchedule, Configured {
    private static final String NAME = "polynomialDecay";

    /** Checks the numbers. */
    public PolynomialDecay {
        Rules.notNegative(NAME, "initialLearningRate", initialLearningRate);
        Rules.atLeast(NAME, "decaySteps", 1, decaySteps);
        Rules.notNegative(NAME, "endLearningRate", endLearningRate);
        Rules.positive(NAME, "power", power);
    }

    static PolynomialDecay of(Config config) {
        return new PolynomialDecay(config.number("initial_learning_rate"), config.integer("decay_steps"),
                config.number("end_learning_rate", 1e-4), config.number("power", 1), config.flag("cycle", false));
    }

    /**
     * This schedule with another end.
     *
     * @param rate the last rate, at least 0
     * @return a copy
     */
    public PolynomialDecay endLearningRate(double rate) {
        return new PolynomialDecay(initialLearningRate, decaySteps, rate, power, cycles);
    }

    /**
     * This schedule with another exponent.
     *
     * @param exponent above 0
     * @return a copy
     */
    public PolynomialDecay power(double exponent) {
        return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, exponent, cycles);
    }

    /** {@return this schedule, beginning again whenever it has reached its end} */
    public PolynomialDecay cycle() {
        return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, true);
    }

    @Override
    public double rate(long step) {
        double length = decaySteps;
        double at = Math.min(step, decaySteps);
        if (cycles) {
            length *= Math.max(1, Math.ceilDiv(step, decaySteps));
            at = step;
        }
        return (initialLearningRate - endLearningRate) * Curves.power(1 - at / length, power) + endLearningRate;
    }

    @Override
    public String className() {
        return "PolynomialDecay";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("initial_learning_rate", initialLearningRate);
        config.put("decay_steps", decaySteps);
        config.put("end_learning_rate", endLearningRate);
        config.put("power", power);
        config.put("cycle", cycles);
        return config;
    }
}
