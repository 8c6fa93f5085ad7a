package dev.vectron.training;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.metrics.Accumulator;
import dev.vectron.metrics.Metric;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
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

    /** Writes the loss and the metrics. */
    void write(double[] to, int at) {
        to[at] = loss();
        for (int i = 0; i < accumulators.length; i++) {
            to[at + 1 + i] = accumulators[i].result();
        }
    }
}
