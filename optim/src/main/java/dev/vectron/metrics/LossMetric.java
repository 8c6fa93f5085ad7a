package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.tensor.Shape;

/** The training's own loss, as something to watch; every history has it anyway. */
record LossMetric() implements Metric {
    @Override
    public String name() {
        return "loss";
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    @Override
    public Accumulator accumulator(Shape prediction, Loss loss) {
        return new MeanAccumulator() {
            @Override
            public void add(LossCall batch) {
                add(batch.mean() * batch.counted(), batch.counted());
            }
        };
    }
}
