package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Registry;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The learning-rate schedules, with Keras's names and defaults; made to be imported statically.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * import static dev.vectron.schedules.Schedules.*;
 *
 * Trainer.of(model).optimizer(adam(exponentialDecay(1e-3, 1000, 0.9)));
 * }
 */
public final class Schedules {
    private static final Registry<LearningRateSchedule> REGISTRY =
            new Registry<>("learning rate schedule", "Schedules.register");

    static {
        REGISTRY.register("ExponentialDecay", ExponentialDecay::of);
        REGISTRY.register("InverseTimeDecay", InverseTimeDecay::of);
        REGISTRY.register("PiecewiseConstantDecay", PiecewiseConstantDecay::of);
        REGISTRY.register("PolynomialDecay", PolynomialDecay::of);
        REGISTRY.register("CosineDecay", CosineDecay::of);
        REGISTRY.register("CosineDecayRestarts", CosineDecayRestarts::of);
        REGISTRY.register("OneCycle", OneCycle::of);
        REGISTRY.register("Warmup", Warmup::of);
    }

    private Schedules() {}

    /**
     * The same rate in every step.
     *
     * @param learningRate the rate
     * @return the schedule
     */
    public static Constant constant(double learningRate) {
        return new Constant(learningRate);
    }

    /**
     * A rate that is multiplied by a factor every so many steps, smoothly.
     *
     * @param initialLearningRate the rate of step 0
     * @param decaySteps after how many steps it is multiplied once
     * @param decayRate the factor
     * @return the schedule; add {@code staircase()}
     */
    public static ExponentialDecay exponentialDecay(double initialLearningRate, int decaySteps, double decayRate) {
        return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    /**
     * A rate that is divided by a growing number.
     *
     * @param initialLearningRate the rate of step 0
     * @param decaySteps the unit of time, in steps
     * @param decayRate what is added to the divisor in each
     * @return the schedule; add {@code staircase()}
     */
    public static InverseTimeDecay inverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate) {
        return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, false);
    }

    /**
     * Rates that hold up to given steps.
     *
     * @param boundaries the last steps of all values but the last, rising
     * @param values one rate more than there are boundaries
     * @return the schedule
     */
    public static PiecewiseConstantDecay piecewiseConstantDecay(int[] boundaries, double... values) {
        return new PiecewiseConstantDecay(Arrays.stream(boundaries).boxed().toList(),
                Arrays.stream(values).boxed().toList());
    }

    /**
     * A straight line down to 0.0001.
     *
     * @param initialLearningRate the rate of step 0
     * @param decaySteps after how many steps the end is reached
     * @return the schedule; add {@code endLearningRate(…)}, {@code power(…)}, {@code cycle()}
     */
    public static PolynomialDecay polynomialDecay(double initialLearningRate, int decaySteps) {
        return new PolynomialDecay(initialLearningRate, decaySteps, 1e-4, 1, false);
    }

    /**
     * Half a cosine down to 0.
     *
     * @param initialLearningRate the rate of step 0
     * @param decaySteps how many steps the fall takes
     * @return the schedule; add {@code alpha(…)}, {@code warmup(target, steps)}
     */
    public static CosineDecay cosineDecay(double initialLearningRate, int decaySteps) {
        return new CosineDecay(initialLearningRate, decaySteps, 0, null, 0);
    }

    /**
     * Half a cosine down to 0, again and again, each time twice as long.
     *
     * @param initialLearningRate the rate of step 0
     * @param firstDecaySteps the length of the first period
     * @return the schedule; add {@code tMul(…)}, {@code mMul(…)}, {@code alpha(…)}
     */
    public static CosineDecayRestarts cosineDecayRestarts(double initialLearningRate, int firstDecaySteps) {
        return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
    }

    /**
     * One rise and one long fall.
     *
     * @param maxLearningRate the highest rate
     * @param totalSteps how many steps there are
     * @return the schedule; add {@code pctStart(…)}, {@code divFactor(…)}, {@code finalDivFactor(…)}
     */
    public static OneCycle oneCycle(double maxLearningRate, int totalSteps) {
        return new OneCycle(maxLearningRate, totalSteps, 0.3, 25, 1e4);
    }

    /**
     * A line from 0 up to the first rate of another schedule, which then begins.
     *
     * @param next what follows
     * @param steps how many steps the rise takes
     * @return the schedule; add {@code from(…)}
     */
    public static Warmup warmup(LearningRateSchedule next, int steps) {
        return new Warmup(next, steps, 0);
    }

    /**
     * Adds a class of one's own, so that files can name it.
     *
     * @param className its name in files
     * @param factory makes a schedule from its options
     * @throws IllegalArgumentException if there is a class of that name already
     */
    public static void register(String className, Function<Config, ? extends LearningRateSchedule> factory) {
        REGISTRY.register(className, factory);
    }

    /**
     * Makes a schedule from its description.
     *
     * @param config class name and options
     * @return the schedule
     * @throws IllegalArgumentException if the class is not known, or an option is wrong
     */
    public static LearningRateSchedule fromConfig(Config config) {
        config.has("name"); // Keras writes one, on which nothing depends
        return REGISTRY.create(config);
    }

    /**
     * Makes a schedule from an option, as {@link #describe} writes it.
     *
     * @param config the options of whoever has the schedule
     * @param key the option: a number for a constant rate, or a description
     * @return the schedule
     * @throws IllegalArgumentException if the option is missing or wrong
     */
    public static LearningRateSchedule fromConfig(Config config, String key) {
        return config.isNumber(key) ? constant(config.number(key)) : fromConfig(config.object(key));
    }

    /**
     * What a file says of a schedule, as Keras does: a number if the rate is constant.
     *
     * @param who has the schedule, for the message
     * @param schedule what to describe
     * @return an option's value
     * @throws IllegalStateException if the schedule has no description
     */
    public static Object describe(String who, LearningRateSchedule schedule) {
        return switch (schedule) {
            case Constant constant -> constant.value();
            case Configured described -> described;
            default -> throw new IllegalStateException(who + ": the learning rate schedule " + schedule
                    + " cannot be written to a file; make it a record that implements Configured, and call"
                    + " Schedules.register.");
        };
    }
}
