package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.tensor.Shape;

/** A metric that looks at one output of a model of several. */
record MetricOfOutput(String output, Metric metric) implements Metric {
    @Override
    public String name() {
        return output + "_" + metric.name();
    }

    @Override
    public String unit() {
        return metric.unit();
    }

    @Override
    public boolean largerIsBetter() {
        return metric.largerIsBetter();
    }

    @Override
    public Accumulator accumulator(Shape prediction, Loss loss) {
        return metric.accumulator(prediction, loss);
    }
}
