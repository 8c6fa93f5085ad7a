package dev.vectron.metrics;

/**
 * A metric that is a mean: a sum, in double, over a count.
 *
 * <p>Not thread-safe.
 */
public abstract class MeanAccumulator implements Accumulator {
    private double sum;
    private long count;

    /** An empty accumulator. */
    protected MeanAccumulator() {}

    /**
     * Adds to the sum.
     *
     * @param value the sum of the new values
     * @param values how many they are
     */
    protected final void add(double value, long values) {
        sum += value;
        count += values;
    }

    @Override
    public final void reset() {
        sum = 0;
        count = 0;
    }

    @Override
    public final double result() {
        return count == 0 ? Double.NaN : sum / count;
    }

    @Override
    public final double[] state() {
        return new double[] {sum, count};
    }

    @Override
    public final void restore(double[] state) {
        States.check(state, 2);
        sum = state[0];
        count = (long) state[1];
    }
}
