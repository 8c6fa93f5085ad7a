package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.losses.Losses;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The square root of the mean squared error over all values: an error in the targets' own unit. */
record RootMeanSquaredError() implements Metric, Configured {
    @Override
    public String name() {
        return "root_mean_squared_error";
    }

    @Override
    public String className() {
        return "RootMeanSquaredError";
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
        return new Root(new MetricOfLoss(name(), Losses.meanSquaredError()).accumulator(prediction, loss));
    }

    private record Root(Accumulator square) implements Accumulator {
        @Override
        public void reset() {
            square.reset();
        }

        @Override
        public void add(LossCall batch) {
            square.add(batch);
        }

        @Override
        public double result() {
            return Math.sqrt(square.result());
        }

        @Override
        public double[] state() {
            return square.state();
        }

        @Override
        public void restore(double[] state) {
            square.restore(state);
        }
    }
}
