package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The share of positions whose largest output is at the true class: that of the label (sparse), or that of the largest
 * float target. The first of equal values counts as the largest.
 */
record ClassAccuracy(boolean sparse) implements Metric, Configured {
    @Override
    public String name() {
        return sparse ? "sparse_categorical_accuracy" : "categorical_accuracy";
    }

    @Override
    public String className() {
        return sparse ? "SparseCategoricalAccuracy" : "CategoricalAccuracy";
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
        if (loss.takesLabels() != sparse) {
            throw new ShapeException("Metric " + name() + " needs " + (sparse ? "class labels" : "one-hot targets")
                    + ", but the loss " + loss.name() + " takes " + (sparse ? "floats" : "class labels")
                    + "; use accuracy(), which suits both.");
        }
        return new MeanAccumulator() {
            @Override
            public void add(LossCall batch) {
                int n = batch.n();
                int right = 0;
                for (int i = 0; i < batch.positions(); i++) {
                    if (batch.isMasked(i)) {
                        continue;
                    }
                    int actual = sparse ? batch.label(i)
                            : Answers.largest(batch.targets(), batch.targetsAt() + i * n, n);
                    right += Answers.largest(batch.prediction(), batch.predictionAt() + i * n, n) == actual ? 1 : 0;
                }
                add(right, batch.counted());
            }
        };
    }
}
