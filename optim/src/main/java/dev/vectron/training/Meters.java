package dev.vectron.training;

import dev.vectron.graph.Run;
import dev.vectron.metrics.Accumulator;

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
        java.util.Arrays.fill(lossSums, 0);
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

    /** Writes what {@link Objective#names} names. */
    void write(double[] to, int at) {
        for (int i = 0; i < lossSums.length; i++) {
            to[at + i] = mean(i);
        }
        for (int i = 0; i < accumulators.length; i++) {
            to[at + lossSums.length + i] = accumulators[i].result();
        }
    }
}
