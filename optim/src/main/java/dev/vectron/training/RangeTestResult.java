package dev.vectron.training;

import java.util.Arrays;

/**
 * The curve of a {@link RangeTest}: a loss for each learning rate, as measured and smoothed, and what follows from it.
 * Immutable and thread-safe; {@code LearningRateCurve} of the plots module draws it.
 *
 * <p>A smoothed loss is the mean of its neighbours within a twentieth of the curve to both sides, of fewer near the
 * ends but always as many on either side: it does not lag behind.
 *
 * <p>Throws no exception: of a curve without a fall the suggestion is NaN.
 *
 * {@snippet :
 * RangeTestResult result = RangeTest.of(trainer).run(train, fit().batchSize(128));
 * Trainer tuned = trainer.optimizer(adam(result.suggestion()));
 * }
 */
public final class RangeTestResult {
    private static final double SMOOTHING = 0.9;
    private static final double CLIMB = 3;

    private final double[] rates;
    private final double[] losses;
    private final double[] smoothed;
    private final boolean diverged;

    private RangeTestResult(double[] rates, double[] losses, boolean diverged) {
        this.rates = rates;
        this.losses = losses;
        this.smoothed = smooth(losses, reach(losses.length));
        this.diverged = diverged;
    }

    private static int reach(int count) {
        return Math.max(1, count / 20);
    }

    private static double[] smooth(double[] x, int reach) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int near = Math.min(reach, Math.min(i, x.length - 1 - i));
            for (int j = i - near; j <= i + near; j++) {
                y[i] += x[j];
            }
            y[i] /= 2 * near + 1;
        }
        return y;
    }

    /** {@return how many rates were tried} */
    public int size() {
        return rates.length;
    }

    /** {@return the rates, rising; a copy} */
    public double[] rates() {
        return rates.clone();
    }

    /** {@return the loss of the batch with which each rate was tried, before its step; a copy} */
    public double[] losses() {
        return losses.clone();
    }

    /** {@return the losses, smoothed; a copy} */
    public double[] smoothedLosses() {
        return smoothed.clone();
    }

    /** {@return whether the test ended because the loss exploded; else the highest rate may have been too low} */
    public boolean diverged() {
        return diverged;
    }

    /** {@return the rate with the lowest smoothed loss: higher ones do harm, and this one is at the edge} */
    public double lowest() {
        return rates[lowestIndex()];
    }

    /**
     * The rate at which the smoothed loss falls fastest for a given factor of the rate, the slope being taken over a
     * tenth of the curve to both sides; a good learning rate to begin with.
     *
     * @return the rate, or NaN if the loss nowhere fell
     */
    public double suggestion() {
        int reach = 2 * reach(rates.length);
        int steepest = -1;
        double slope = 0;
        for (int i = reach; i + reach <= lowestIndex(); i++) {
            double rise = smoothed[i + reach] - smoothed[i - reach];
            if (rise < slope) {
                slope = rise;
                steepest = i;
            }
        }
        return steepest < 0 ? Double.NaN : rates[steepest];
    }

    private int lowestIndex() {
        int lowest = 0;
        for (int i = 1; i < smoothed.length; i++) {
            lowest = smoothed[i] < smoothed[lowest] ? i : lowest;
        }
        return lowest;
    }

    @Override
    public String toString() {
        return "Range test: " + rates.length + " rates from " + rates[0] + " to " + rates[rates.length - 1]
                + (diverged ? ", where the loss exploded" : "") + "; lowest loss at " + lowest() + ", suggestion "
                + suggestion();
    }

    /** Gathers the curve, and watches an exponential mean of the losses, corrected for its beginning. */
    static final class Recorder {
        private final double[] rates;
        private final double[] losses;
        private int count;
        private double mean;
        private double weight = 1;
        private double best = Double.POSITIVE_INFINITY;

        Recorder(int most) {
            rates = new double[most];
            losses = new double[most];
        }

        int count() {
            return count;
        }

        boolean full() {
            return count == rates.length;
        }

        /** Adds a finite loss; says whether it is worth going on. */
        boolean add(double rate, double loss) {
            rates[count] = rate;
            losses[count] = loss;
            count++;
            mean = SMOOTHING * mean + (1 - SMOOTHING) * loss;
            weight *= SMOOTHING;
            double present = mean / (1 - weight);
            best = Math.min(best, present);
            return present <= best + CLIMB * Math.abs(best);
        }

        RangeTestResult finish(boolean exploded) {
            return new RangeTestResult(Arrays.copyOf(rates, count), Arrays.copyOf(losses, count), exploded);
        }
    }
}
