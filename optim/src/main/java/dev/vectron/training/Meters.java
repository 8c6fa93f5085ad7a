package dev.vectron.training;

import dev.vectron.graph.Run;
import dev.vectron.metrics.Accumulator;
import java.util.Arrays;

/** The mean losses and the metrics of the batches of an epoch. */
final class Meters {
    private final Accumulator[] accumulators;
    private final int[] outputOf;
    /** The loss of all outputs; with several also that of each. */
    private final double[] lossSums;
    private long samples;

    Meters(Objective objective) {
        int n = objective.metrics().size();
        accumulators = new Accumulator[n];
        outputOf = new int[n];
        for (int i = 0; i < n; i++) {
            Objective.OutputMetric m = objective.metrics().get(i);
            outputOf[i] = m.output();
            accumulators[i] = m.metric().accumulator(objective.prediction(m.output()), objective.loss(m.output()));
        }
        lossSums = new double[objective.outputs() == 1 ? 1 : 1 + objective.outputs()];
    }

    void reset() {
        Arrays.fill(lossSums, 0);
        samples = 0;
        for (Accumulator a : accumulators) {
            a.reset();
        }
    }

    /** Takes a batch into account; the run's losses have been computed. */
    void add(double loss, int batchSize, Run run) {
        lossSums[0] += loss * batchSize;
        for (int i = 1; i < lossSums.length; i++) {
            lossSums[i] += run.lossCall(i - 1).unweightedMean() * batchSize;
        }
        samples += batchSize;
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i].add(run.lossCall(outputOf[i]));
        }
    }

    /** The mean loss over the samples. */
    double loss() {
        return mean(0);
    }

    private double mean(int i) {
        return samples == 0 ? Double.NaN : lossSums[i] / samples;
    }

    /** Writes what {@link Objective#names} names, at the end of an epoch. */
    void write(double[] to, int at) {
        for (int i = 0; i < lossSums.length; i++) {
            to[at + i] = mean(i);
        }
        for (int i = 0; i < accumulators.length; i++) {
            to[at + lossSums.length + i] = accumulators[i].result();
        }
    }

    /** Writes what {@link Objective#names} names, in the middle of an epoch. */
    void writeSoFar(double[] to, int at) {
        for (int i = 0; i < lossSums.length; i++) {
            to[at + i] = mean(i);
        }
        for (int i = 0; i < accumulators.length; i++) {
            to[at + lossSums.length + i] = accumulators[i].soFar();
        }
    }

    /** What was gathered since the last reset: the losses, then of each metric how many numbers follow, and these. */
    double[] state() {
        double[] state = Arrays.copyOf(lossSums, lossSums.length + 1);
        state[lossSums.length] = samples;
        for (Accumulator a : accumulators) {
            double[] own = a.state();
            int at = state.length;
            state = Arrays.copyOf(state, at + 1 + own.length);
            state[at] = own.length;
            System.arraycopy(own, 0, state, at + 1, own.length);
        }
        return state;
    }

    /**
     * Puts back what {@link #state} gave.
     *
     * @throws IllegalArgumentException if it is the state of other metrics
     */
    void restore(double[] state) {
        int at = lossSums.length + 1;
        for (Accumulator a : accumulators) {
            int length = at < state.length ? (int) state[at] : -1;
            if (length < 0 || at + 1 + length > state.length) {
                throw new IllegalArgumentException("The saved sums of the epoch are those of fewer metrics than the "
                        + accumulators.length + " of this training; give the trainer the same metrics.");
            }
            a.restore(Arrays.copyOfRange(state, at + 1, at + 1 + length));
            at += 1 + length;
        }
        if (at != state.length) {
            throw new IllegalArgumentException("The saved sums of the epoch are those of more metrics than the "
                    + accumulators.length + " of this training; give the trainer the same metrics.");
        }
        System.arraycopy(state, 0, lossSums, 0, lossSums.length);
        samples = (long) state[lossSums.length];
    }
}
