package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The share of right predictions, chosen as Keras's {@code "accuracy"} chooses it.
 *
 * <p>Targets are class labels: the largest output must be the label's. One output: the output rounded at 0.5 (strictly
 * above counts as 1) must be the target. Several outputs with float targets: the largest output must be where the
 * largest target is. Of equal values the first counts as the largest.
 */
record Accuracy() implements Metric, Configured {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String className() {
        return "Accuracy";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }

    @Override
    public String unit() {
        return "%";
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public Accumulator accumulator(Shape prediction, Loss loss) {
        if (loss.takesLabels()) {
            return new Labels();
        }
        return prediction.rank() == 0 || prediction.dim(-1) == 1 ? new Binary() : new OneHot();
    }

    private static final class Labels extends MeanAccumulator {
        @Override
        public void add(LossCall batch) {
            int n = batch.n();
            int right = 0;
            for (int i = 0; i < batch.positions(); i++) {
                if (!batch.isMasked(i)
                        && Answers.largest(batch.prediction(), batch.predictionAt() + i * n, n) == batch.label(i)) {
                    right++;
                }
            }
            add(right, batch.counted());
        }
    }

    private static final class OneHot extends MeanAccumulator {
        @Override
        public void add(LossCall batch) {
            int n = batch.n();
            int right = 0;
            for (int i = 0; i < batch.positions(); i++) {
                int predicted = Answers.largest(batch.prediction(), batch.predictionAt() + i * n, n);
                if (predicted == Answers.largest(batch.targets(), batch.targetsAt() + i * n, n)
                        && !batch.isMasked(i)) {
                    right++;
                }
            }
            add(right, batch.counted());
        }
    }

    private static final class Binary extends MeanAccumulator {
        @Override
        public void add(LossCall batch) {
            int right = 0;
            for (int i = 0; i < batch.positions(); i++) {
                float answer = batch.prediction()[batch.predictionAt() + i] > 0.5f ? 1 : 0;
                if (answer == batch.targets()[batch.targetsAt() + i] && !batch.isMasked(i)) {
                    right++;
                }
            }
            add(right, batch.counted());
        }
    }
}
