package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The share of positions whose true class is among the k largest outputs: fewer than k classes score strictly higher,
 * as Keras counts, so equal scores are in its favour. A position with NaN among its outputs is wrong.
 */
record TopKAccuracy(int k) implements Metric, Configured {
    TopKAccuracy {
        if (k < 1) {
            throw new IllegalArgumentException("topKAccuracy: k must be at least 1, got " + k + ".");
        }
    }

    @Override
    public String name() {
        return "top_" + k + "_accuracy";
    }

    @Override
    public String className() {
        return "TopKCategoricalAccuracy";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of("k", k);
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
        Answers answers = Answers.ofClasses(name(), prediction, loss, FScore.HALF);
        if (answers.areOfOneOutput()) {
            throw new ShapeException("Metric " + name() + " needs a score for each of several classes, got "
                    + prediction.toBatchString() + "; use binaryAccuracy() for one output.");
        }
        return new MeanAccumulator() {
            @Override
            public void add(LossCall batch) {
                int n = batch.n();
                int right = 0;
                for (int i = 0; i < batch.positions(); i++) {
                    if (!batch.isMasked(i) && isAmongBest(batch.prediction(), batch.predictionAt() + i * n, n,
                            answers.actual(batch, i))) {
                        right++;
                    }
                }
                add(right, batch.counted());
            }
        };
    }

    private boolean isAmongBest(float[] scores, int at, int n, int actual) {
        float own = scores[at + actual];
        int higher = 0;
        for (int j = 0; j < n; j++) {
            if (Float.isNaN(scores[at + j])) {
                return false;
            }
            higher += scores[at + j] > own ? 1 : 0;
        }
        return higher < k;
    }
}
