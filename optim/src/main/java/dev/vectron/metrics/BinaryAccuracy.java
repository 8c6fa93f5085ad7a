package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The share of right yes-or-no answers: each output of each position for itself, a yes if it is strictly over the
 * threshold. Targets are floats of the predictions' shape, a yes if over 0.5. Immutable and thread-safe.
 *
 * <p>Value = right answers / all answers. A threshold that is no number is an {@code IllegalArgumentException}; under a
 * loss that takes labels it is a {@code ShapeException}.
 *
 * {@snippet :
 * Trainer.of(model).loss(binaryCrossentropy().fromLogits(true)).metrics(binaryAccuracy().threshold(0));
 * }
 *
 * @param threshold an output over it is a yes, 0.5 by default; 0 for logits and hinge losses
 */
public record BinaryAccuracy(float threshold) implements Metric, Configured {
    /** Checks the threshold. */
    public BinaryAccuracy {
        if (Float.isNaN(threshold)) {
            throw new IllegalArgumentException("BinaryAccuracy: threshold must be a number, got NaN.");
        }
    }

    /**
     * This metric with another threshold.
     *
     * @param value an output strictly over it is a yes
     * @return the changed copy
     */
    public BinaryAccuracy threshold(double value) {
        return new BinaryAccuracy((float) value);
    }

    @Override
    public String name() {
        return "binary_accuracy";
    }

    @Override
    public String className() {
        return "BinaryAccuracy";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of("threshold", threshold);
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
            throw new ShapeException("Metric binary_accuracy needs float targets, but the loss " + loss.name()
                    + " takes class labels; use accuracy().");
        }
        Answers answers = Answers.of(prediction, loss, threshold);
        return new MeanAccumulator() {
            @Override
            public void add(LossCall batch) {
                int n = batch.n();
                int right = 0;
                for (int i = 0; i < batch.positions(); i++) {
                    for (int j = 0; j < n && !batch.isMasked(i); j++) {
                        right += answers.says(batch, i, j) == answers.isTrue(batch, i, j) ? 1 : 0;
                    }
                }
                add(right, (long) batch.counted() * n);
            }
        };
    }
}
