package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line up to the first rate of another schedule, which then begins:
 * {@code start + (next(0) − start) · step / steps} before step {@code steps}, then {@code next(step − steps)}.
 *
 * <p>Fewer than one step, no next schedule and a first rate that is negative or not finite are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * LearningRateSchedule gentle = warmup(polynomialDecay(0.1, 10_000), 500);
 * LearningRateSchedule flat = warmup(constant(0.1), 500).from(0.001);
 * }
 *
 * @param next what follows
 * @param steps how many steps the rise takes, at least 1
 * @param start the rate of step 0; default 0
 */
public record Warmup(LearningRateSchedule next, int steps, double start) implements LearningRateSchedule, Configured {
    private static final String NAME = "warmup";

    /** Checks the numbers. */
    public Warmup {
        if (next == null) {
            throw new IllegalArgumentException("warmup: the next schedule must not be null; use constant(rate) for"
                    + " one rate.");
        }
        Rules.atLeast(NAME, "steps", 1, steps);
        Rules.notNegative(NAME, "start", start);
    }

    static Warmup of(Config config) {
        return new Warmup(Schedules.fromConfig(config, "schedule"), config.integer("steps"),
                config.number("start", 0));
    }

    /**
     * This schedule with another beginning.
     *
     * @param rate the rate of step 0, at least 0
     * @return a copy
     */
    public Warmup from(double rate) {
        return new Warmup(next, steps, rate);
    }

    @Override
    public double rate(long step) {
        return step < steps ? start + (next.rate(0) - start) * ((double) step / steps) : next.rate(step - steps);
    }

    @Override
    public String className() {
        return "Warmup";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("schedule", Schedules.describe(NAME, next));
        config.put("steps", steps);
        config.put("start", start);
        return config;
    }
}
