package dev.vectron.layers.augmentation;

import dev.vectron.random.CounterRandom;
import dev.vectron.store.Config;

/**
 * Numbers from a lower to an upper bound: where a random factor is drawn from, or the values that pictures have.
 * Immutable and thread-safe.
 *
 * <p>Bounds that are not finite or not in order are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * Interval turns = new Interval(-0.1, 0.2);
 * }
 *
 * @param lower the lower bound
 * @param upper the upper bound, not below the lower one
 */
public record Interval(double lower, double upper) {
    /** The values of pictures as they are stored, 0 to 255. */
    public static final Interval BYTES = new Interval(0, 255);

    /** Checks the bounds. */
    public Interval {
        if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
            throw new IllegalArgumentException("Interval: expects finite bounds, the lower one first, got " + lower
                    + " and " + upper + ".");
        }
    }

    /**
     * Bounds that an option of a layer was given.
     *
     * @param layer the class name of the layer, for the message
     * @param option the name of the option, for the message
     * @param lower the lower bound
     * @param upper the upper bound
     * @return the interval
     * @throws IllegalArgumentException if the lower bound is above the upper one, or one is not finite
     */
    public static Interval of(String layer, String option, double lower, double upper) {
        if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
            throw new IllegalArgumentException(layer + ": " + option + " takes finite bounds, the lower one first, got "
                    + (lower == upper || lower == -upper || Double.isNaN(lower) && Double.isNaN(upper) ? ""
                    : lower + " and ") + upper + ".");
        }
        return new Interval(lower, upper);
    }

    /** From −factor to factor; what a single number means in Keras. */
    static Interval around(String layer, String option, double factor) {
        double most = Math.abs(factor);
        return of(layer, option, -most, most);
    }

    /** This interval, if it lies within bounds. */
    Interval within(double least, double most, String layer, String option) {
        if (lower < least || upper > most) {
            throw new IllegalArgumentException(layer + ": " + option + " must be between " + least + " and " + most
                    + ", got " + (lower == -upper ? Double.toString(upper) : this) + ".");
        }
        return this;
    }

    /** A number drawn uniformly from the element of a random stream; exactly the bound if both are the same. */
    double draw(long key, int counter) {
        return lower + (upper - lower) * CounterRandom.uniform(key, counter);
    }

    /** The value, or the closer bound; NaN stays. */
    float clip(float value) {
        return Math.max((float) lower, Math.min((float) upper, value));
    }

    /** Whether a clipped value was within, so that its gradient passes; that of NaN does. */
    boolean passes(float clipped) {
        return !(clipped <= (float) lower || clipped >= (float) upper);
    }

    double[] toArray() {
        return new double[] {lower, upper};
    }

    /** Two bounds, or a single number f for those from −f to f. */
    static Interval readFrom(Config config, String key) {
        return config.isNumber(key) ? around(config.className(), key, config.number(key)) : pairFrom(config, key);
    }

    /** Two bounds, or a single number f for those from {@code least} to f. */
    static Interval readFrom(Config config, String key, double least) {
        return config.isNumber(key) ? of(config.className(), key, least, config.number(key)) : pairFrom(config, key);
    }

    private static Interval pairFrom(Config config, String key) {
        double[] bounds = config.numbers(key);
        if (bounds.length != 2) {
            throw new IllegalArgumentException(config.className() + ": option \"" + key
                    + "\" expects a number or two, got " + bounds.length + ".");
        }
        return of(config.className(), key, bounds[0], bounds[1]);
    }

    @Override
    public String toString() {
        return lower + " to " + upper;
    }
}
