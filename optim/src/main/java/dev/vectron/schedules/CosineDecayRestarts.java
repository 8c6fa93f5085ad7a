package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keras's {@code CosineDecayRestarts} (Loshchilov, Hutter 2016, "SGDR"): half a cosine down, again and again, each
 * {@code tMul} times as long and {@code mMul} times as high as the one before.
 *
 * <p>{@code initial · ((1 − alpha) · mMul^i · (1 + cos(π · x)) / 2 + alpha)}, x being the done share of period i.
 *
 * <p>Rates that are negative or not finite, fewer than one step, tMul below 1, mMul not above 0 and an alpha outside of
 * [0, 1] are an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * LearningRateSchedule sgdr = cosineDecayRestarts(0.1, 1000).mMul(0.8);
 * }
 *
 * @param initialLearningRate the rate of step 0
 * @param firstDecaySteps the length of the first period
 * @param tMul the factor of the lengths, at least 1; default 2
 * @param mMul the factor of the heights, above 0; default 1
 * @param alpha the lowest rate as a share of the first, from 0 to 1; default 0
 */
public record CosineDecayRestarts(double initialLearningRate, int firstDecaySteps, double tMul, double mMul,
        double alpha) implements LearningRateSchedule, Configured {
    private static final String NAME = "cosineDecayRestarts";

    /** Checks the numbers. */
    public CosineDecayRestarts {
        Rules.notNegative(NAME, "initialLearningRate", initialLearningRate);
        Rules.atLeast(NAME, "firstDecaySteps", 1, firstDecaySteps);
        if (!(tMul >= 1) || Double.isInfinite(tMul)) {
            throw new IllegalArgumentException(NAME + ": tMul must be a finite number of at least 1, got " + tMul
                    + "; periods that become shorter would end some day.");
        }
        Rules.positive(NAME, "mMul", mMul);
        Rules.share(NAME, "alpha", alpha);
    }

    static CosineDecayRestarts of(Config config) {
        return new CosineDecayRestarts(config.number("initial_learning_rate"), config.integer("first_decay_steps"),
                config.number("t_mul", 2), config.number("m_mul", 1), config.number("alpha", 0));
    }

    /**
     * This schedule with other lengths.
     *
     * @param factor how much longer each period is than the one before, at least 1
     * @return a copy
     */
    public CosineDecayRestarts tMul(double factor) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, factor, mMul, alpha);
    }

    /**
     * This schedule with other heights.
     *
     * @param factor how much higher each period begins than the one before, above 0
     * @return a copy
     */
    public CosineDecayRestarts mMul(double factor) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, factor, alpha);
    }

    /**
     * This schedule with another end.
     *
     * @param share the lowest rate as a share of the first, from 0 to 1
     * @return a copy
     */
    public CosineDecayRestarts alpha(double share) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, share);
    }

    /** Periods are walked through rather than solved for by logarithms, so that each begins at its exact step. */
    @Override
    public double rate(long step) {
        double length = firstDecaySteps;
        double left = (double) step;
        long restarts = 0;
        if (tMul == 1) {
            restarts = step / firstDecaySteps;
            left = (double) (step % firstDecaySteps);
        }
        while (left >= length) {
            left -= length;
            length *= tMul;
            restarts++;
        }
        double height = Curves.power(mMul, (double) restarts);
        return initialLearningRate * ((1 - alpha) * height * Curves.falling(left / length) + alpha);
    }

    @Override
    public String className() {
        return "CosineDecayRestarts";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("initial_learning_rate", initialLearningRate);
        config.put("first_decay_steps", firstDecaySteps);
        config.put("t_mul", tMul);
        config.put("m_mul", mMul);
        config.put("alpha", alpha);
        return config;
    }
}
