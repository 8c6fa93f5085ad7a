package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mean of a loss over all positions, without weights and regularization. */
record MetricOfLoss(String name, Loss loss) implements Metric, Configured {
    @Override
    public String className() {
        return "MetricOfLoss";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of("loss", described("loss " + loss.name(), loss));
    }

    /** Something within a metric, if it can be described. */
    static Configured described(String what, Object part) {
        if (part instanceof Configured configured) {
            return configured;
        }
        throw new IllegalStateException("The " + what + " has no description for files; let its class implement "
                + "Configured.");
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    @Override
    public Accumulator accumulator(Shape prediction, Loss training) {
        if (loss.takesLabels() != training.takesLabels()) {
            throw new ShapeException("Metric " + name + " needs " + (loss.takesLabels() ? "class labels" : "floats")
                    + " as targets, but the loss " + training.name() + " takes "
                    + (training.takesLabels() ? "class labels" : "floats") + "; use a metric of the same kind.");
        }
        Shape targets = loss.targetShape(prediction);
        if (!targets.equals(training.targetShape(prediction))) {
            throw new ShapeException("Metric " + name + " needs targets " + targets + ", but those of the loss "
                    + training.name() + " are " + training.targetShape(prediction) + ".");
        }
        return new Mean(loss);
    }

    /** The training's own call is not touched: its values belong to its loss and its gradient. */
    private static final class Mean extends MeanAccumulator {
        private final Loss loss;
        private @Nullable LossCall own;

        Mean(Loss loss) {
            this.loss = loss;
        }

        @Override
        public void add(LossCall batch) {
            LossCall call = own;
            if (call == null) {
                call = new LossCall(batch.kernels());
                own = call;
            }
            call.predictions(batch.positions() / batch.positionsPerSample(), batch.positionsPerSample(), batch.n(),
                    batch.prediction(), batch.predictionAt());
            if (loss.takesLabels()) {
                call.labels(batch.checkedLabels(), batch.labelsAt());
            } else {
                call.targets(batch.targets(), batch.targetsAt());
            }
            loss.value(call);
            double sum = 0;
            for (int i = 0; i < call.positions(); i++) {
                sum += batch.isMasked(i) ? 0 : call.values()[i];
            }
            add(sum, batch.counted());
        }
    }
}
