package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.losses.BinaryCrossentropy;
import dev.vectron.losses.BinaryFocalCrossentropy;
import dev.vectron.losses.CategoricalCrossentropy;
import dev.vectron.losses.CategoricalFocalCrossentropy;
import dev.vectron.losses.Losses;
import dev.vectron.losses.PredictionForm;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mean of −log of the probability of the truth, whatever the training's loss: the cross-entropy that suits targets and
 * outputs, without label smoothing, of logits if the training's loss is one of logits.
 */
record LogLoss() implements Metric, Configured {
    @Override
    public String name() {
        return "log_loss";
    }

    @Override
    public String className() {
        return "LogLoss";
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
        Answers answers = Answers.of(prediction, loss, FScore.HALF);
        boolean logits = ofLogits(loss);
        Loss crossentropy = answers.areLabels() ? Losses.sparseCategoricalCrossentropy().fromLogits(logits)
                : answers.areOfOneOutput() || answers.areSeparate() ? Losses.binaryCrossentropy().fromLogits(logits)
                : Losses.categoricalCrossentropy().fromLogits(logits);
        return new MetricOfLoss(name(), crossentropy).accumulator(prediction, loss);
    }

    private static boolean ofLogits(Loss loss) {
        return switch (loss) {
            case CategoricalCrossentropy c -> c.form() == PredictionForm.LOGITS;
            case BinaryCrossentropy b -> b.form() == PredictionForm.LOGITS;
            case CategoricalFocalCrossentropy c -> c.form() == PredictionForm.LOGITS;
            case BinaryFocalCrossentropy b -> b.form() == PredictionForm.LOGITS;
            default -> false;
        };
    }
}
