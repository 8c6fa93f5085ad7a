package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.layers.Expect;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A metric that looks at one output of a model of several. */
record MetricOfOutput(String output, Metric metric) implements Metric, Configured {
    /** Checks that both are there. */
    MetricOfOutput {
        Expect.given("output", "the output's name", output, "name its layer by named(…) and use that");
        Expect.given("output", "the metric", metric, "use accuracy() or another");
    }

    @Override
    public String name() {
        return output + "_" + metric.name();
    }

    @Override
    public String className() {
        return "MetricOfOutput";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("output", output);
        config.put("metric", MetricOfLoss.described("metric " + metric.name(), metric));
        return config;
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
