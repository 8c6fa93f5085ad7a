package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keras's {@code CosineDecay} (Loshchilov, Hutter 2016, "SGDR"): half a cosine down,
 * {@code initial · ((1 − alpha) · (1 + cos(π · step / decaySteps)) / 2 + alpha)}, and {@code initial · alpha} from then
 * on.
 *
 * <p>With {@link #warmup} the rate first rises in a line from {@code initial} to the target within the steps of the
 * warm-up, and then falls from the target within {@code decaySteps} further ones.
 *
 * <p>Rates that are negative or not finite, fewer than one step and an alpha outside of [0, 1] are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * LearningRateSchedule usual = cosineDecay(0, 9000).warmup(1e-3, 1000);
 * }
 *
 * @param initialLearningRate the rate of step 0
 * @param decaySteps how many steps the fall takes
 * @param alpha the last rate as a share of the first, from 0 to 1; default 0
 * @param warmupTarget the rate after the warm-up, or null for none; default null
 * @param warmupSteps how many steps the warm-up takes; default 0
 */
public record CosineDecay(double initialLearningRate, int decaySteps, double alpha, @Nullable Double warmupTarget,
        int warmupSteps) implements LearningRateSchedule, Configured {
    private static final String NAME = "cosineDecay";

    /** Checks the numbers. */
    public CosineDecay {
        Rules.notNegative(NAME, "initialLearningRate", initialLearningRate);
        Rules.atLeast(NAME, "decaySteps", 1, decaySteps);
        Rules.share(NAME, "alpha", alpha);
        Rules.atLeast(NAME, "warmupSteps", 0, warmupSteps);
        if (warmupTarget != null) {
            Rules.notNegative(NAME, "warmupTarget", warmupTarget);
        }
    }

    static CosineDecay of(Config config) {
        return new CosineDecay(config.number("initial_learning_rate"), config.integer("decay_steps"),
                config.number("alpha", 0), config.has("warmup_target") ? config.number("warmup_target") : null,
                config.integer("warmup_steps", 0));
    }

    /**
     * This schedule with another end.
     *
     * @param share the last rate as a share of the first, from 0 to 1
     * @return a copy
     */
    public CosineDecay alpha(double share) {
        return new CosineDecay(initialLearningRate, decaySteps, share, warmupTarget, warmupSteps);
    }

    /**
     * This schedule with a warm-up before it.
     *
     * @param target the rate after the warm-up
     * @param steps how many steps it takes
     * @return a copy
     */
    public CosineDecay warmup(double target, int steps) {
        return new CosineDecay(initialLearningRate, decaySteps, alpha, target, steps);
    }

    @Override
    public double rate(long step) {
        Double target = warmupTarget;
        if (target == null) {
            return falling(initialLearningRate, step);
        }
        if (step < warmupSteps) {
            return (target - initialLearningRate) * ((double) step / warmupSteps) + initialLearningRate;
        }
        return falling(target, step - warmupSteps);
    }

    private double falling(double from, long step) {
        double done = (double) Math.min(step, decaySteps) / decaySteps;
        return from * ((1 - alpha) * Curves.falling(done) + alpha);
    }

    @Override
    public String className() {
        return "CosineDecay";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("initial_learning_rate", initialLearningRate);
        config.put("decay_steps", decaySteps);
        config.put("alpha", alpha);
        config.put("warmup_target", warmupTarget);
        config.put("warmup_steps", warmupSteps);
        return config;
    }
}
