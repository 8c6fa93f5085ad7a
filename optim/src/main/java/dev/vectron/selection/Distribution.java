package dev.vectron.selection;

import dev.vectron.random.CounterRandom;
import java.util.List;

/**
 * From where a random search takes the values of a parameter. Implementations are immutable functions of the key.
 *
 * <p>So they are thread-safe; bounds that are not in order are an {@code IllegalArgumentException}.
 */
@FunctionalInterface
public interface Distribution {
    /**
     * A value.
     *
     * @param key a random stream, for {@link CounterRandom}; the same key gives the same value
     * @return the value
     */
    Object draw(long key);

    /**
     * Any number of an interval, all equally likely.
     *
     * @param low the lower end
     * @param high the upper end
     * @return the distribution
     * @throws IllegalArgumentException if the ends are no finite numbers in their order
     */
    static Distribution uniform(double low, double high) {
        ordered("uniform", low, high);
        return key -> low + (high - low) * unit(key);
    }

    /**
     * Any number of an interval, its logarithm equally likely: for learning rates.
     *
     * @param low the lower end, above 0
     * @param high the upper end
     * @return the distribution
     * @throws IllegalArgumentException if the ends are no positive finite numbers in their order
     */
    static Distribution logUniform(double low, double high) {
        ordered("logUniform", low, high);
        if (!(low > 0)) {
            throw new IllegalArgumentException("logUniform: both ends must be greater than 0, got " + low + " and "
                    + high + ".");
        }
        double from = StrictMath.log(low);
        double to = StrictMath.log(high);
        return key -> Math.clamp(StrictMath.exp(from + (to - from) * unit(key)), low, high);
    }

    /**
     * Whole numbers, all equally likely.
     *
     * @param low the least
     * @param high the greatest
     * @return the distribution
     * @throws IllegalArgumentException if the ends are not in their order
     */
    static Distribution ints(int low, int high) {
        if (low > high) {
            throw new IllegalArgumentException("ints: the least must not be above the greatest, got " + low + " and "
                    + high + ".");
        }
        return key -> (int) Math.min(high, low + (long) Math.floor(unit(key) * ((double) high - low + 1)));
    }

    /**
     * One of given values, all equally likely.
     *
     * @param values at least one
     * @return the distribution
     * @throws IllegalArgumentException if there is none
     */
    static Distribution choice(Object... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("choice: give at least one value.");
        }
        List<Object> all = List.of(values);
        return key -> all.get(CounterRandom.below(key, 0, all.size()));
    }

    private static void ordered(String name, double low, double high) {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(name + ": the ends must be finite numbers, the lower one first, got "
                    + low + " and " + high + ".");
        }
    }

    /** In [0, 1), with 53 random bits. */
    private static double unit(long key) {
        long high = Integer.toUnsignedLong(CounterRandom.bits(key, 0)) >>> 5;
        long low = Integer.toUnsignedLong(CounterRandom.bits(key, 1)) >>> 6;
        return ((high << 26) + low) * 0x1p-53;
    }
}
