package dev.vectron.training;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.metrics.Accumulator;
import dev.vectron.metrics.Metric;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The mean loss and the metrics of the batches of an epoch. */
final class Meters {
    private final Accumulator[] accumulators;
    private double lossSum;
    private long samples;

    Meters(Shape prediction, Loss loss, List<Metric> metrics) {
        accumulators = metrics.stream().map(m -> m.accumulator(prediction, loss)).toArray(Accumulator[]::new);
    }

    /** The names of what {@link #write} writes. */
    static List<String> names(List<Metric> metrics) {
        List<String> names = new ArrayList<>(List.of("loss"));
        metrics.forEach(m -> names.add(m.name()));
        return names;
    }

    void reset() {
        lossSum = 0;
        samples = 0;
        for (Accumulator a : accumulators) {
            a.reset();
        }
    }

    void add(double loss, int batchSize, LossCall batch) {
        lossSum += loss * batchSize;
        samples += batchSize;
        for (Accumulator a : accumulators) {
            a.add(batch);
        }
    }

    /** The mean loss over the samples. */
    double loss() {
        return samples == 0 ? Double.NaN : lossSum / samples;
    }

    /** Writes the loss and the metrics at the end of an epoch. */
    void write(double[] to, int at) {
        to[at] = loss();
        for (int i = 0; i < accumulators.length; i++) {
            to[at + 1 + i] = accumulators[i].result();
        }
    }

    /** Writes the loss and what the metrics show in the middle of an epoch. */
    void writeSoFar(double[] to, int at) {
        to[at] = loss();
        for (int i = 0; i < accumulators.length; i++) {
            to[at + 1 + i] = accumulators[i].soFar();
        }
    }

    /** What was gathered since the last reset: the loss, then of each metric how many numbers follow, and these. */
    double[] state() {
        double[] state = {lossSum, samples};
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
        int at = 2;
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
        lossSum = state[0];
        samples = (long) state[1];
    }
}
