package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rise and one long fall (Smith, Topin 2017, "Super-convergence"), with the defaults of PyTorch's
 * {@code OneCycleLR}; Keras has none.
 *
 * <p>From {@code max / divFactor} half a cosine up to {@code max}, reached in step {@code pctStart · totalSteps − 1},
 * then half a cosine down to {@code max / divFactor / finalDivFactor}, reached in the last step
 * {@code totalSteps − 1} and kept from then on. Momentum stays as it is.
 *
 * <p>Rates that are negative or not finite, fewer than two steps, a share outside of [0, 1] and factors below 1 are an
 * {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * LearningRateSchedule fast = oneCycle(0.1, 20 * 469);      // epochs times batches
 * }
 *
 * @param maxLearningRate the highest rate
 * @param totalSteps how many steps there are, at least 2
 * @param pctStart which share of them rises, from 0 to 1; default 0.3
 * @param divFactor by which the highest rate is divided for the first step, at least 1; default 25
 * @param finalDivFactor by which the first rate is divided for the last step, at least 1; default 10,000
 */
public record OneCycle(double maxLearningRate, int totalSteps, double pctStart, double divFactor,
        double finalDivFactor) implements LearningRateSchedule, Configured {
    private static final String NAME = "oneCycle";

    /** Checks the numbers. */
    public OneCycle {
        Rules.notNegative(NAME, "maxLearningRate", maxLearningRate);
        Rules.atLeast(NAME, "totalSteps", 2, totalSteps);
        Rules.share(NAME, "pctStart", pctStart);
        if (!(divFactor >= 1 && finalDivFactor >= 1) || Double.isInfinite(divFactor * finalDivFactor)) {
            throw new IllegalArgumentException(NAME
                    + ": divFactor and finalDivFactor must be finite numbers of at least 1, got " + divFactor + " and "
                    + finalDivFactor + ".");
        }
    }

    static OneCycle of(Config config) {
        return new OneCycle(config.number("max_learning_rate"), config.integer("total_steps"),
                config.number("pct_start", 0.3), config.number("div_factor", 25),
                config.number("final_div_factor", 1e4));
    }

    /**
     * This schedule with another rise.
     *
     * @param share which share of the steps rises, from 0 to 1
     * @return a copy
     */
    public OneCycle pctStart(double share) {
        return new OneCycle(maxLearningRate, totalSteps, share, divFactor, finalDivFactor);
    }

    /**
     * This schedule with another first rate.
     *
     * @param divisor of the highest rate, at least 1
     * @return a copy
     */
    public OneCycle divFactor(double divisor) {
        return new OneCycle(maxLearningRate, totalSteps, pctStart, divisor, finalDivFactor);
    }

    /**
     * This schedule with another last rate.
     *
     * @param divisor of the first rate, at least 1
     * @return a copy
     */
    public OneCycle finalDivFactor(double divisor) {
        return new OneCycle(maxLearningRate, totalSteps, pctStart, divFactor, divisor);
    }

    @Override
    public double rate(long step) {
        double first = maxLearningRate / divFactor;
        double last = first / finalDivFactor;
        double top = pctStart * totalSteps - 1;
        double end = totalSteps - 1.0;
        if (step < top) {
            return maxLearningRate + (first - maxLearningRate) * Curves.falling(step / top);
        }
        return last + (maxLearningRate - last) * (top >= end ? 1 : Curves.falling((step - top) / (end - top)));
    }

    @Override
    public String className() {
        return "OneCycle";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("max_learning_rate", maxLearningRate);
        config.put("total_steps", totalSteps);
        config.put("pct_start", pctStart);
        config.put("div_factor", divFactor);
        config.put("final_div_factor", finalDivFactor);
        return config;
    }
}
