package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The training's own loss, as something to watch; every history has it anyway. */
record LossMetric() implements Metric, Configured {
    @Override
    public String name() {
        return "loss";
    }

    @Override
    public String className() {
        return "Loss";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
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
