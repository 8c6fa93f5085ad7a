package dev.vectron.wronguse;

import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.binaryCrossentropy;
import static dev.vectron.losses.Losses.binaryFocalCrossentropy;
import static dev.vectron.losses.Losses.categoricalCrossentropy;
import static dev.vectron.losses.Losses.categoricalFocalCrossentropy;
import static dev.vectron.losses.Losses.categoricalHinge;
import static dev.vectron.losses.Losses.cosineSimilarity;
import static dev.vectron.losses.Losses.hinge;
import static dev.vectron.losses.Losses.huber;
import static dev.vectron.losses.Losses.klDivergence;
import static dev.vectron.losses.Losses.logCosh;
import static dev.vectron.losses.Losses.meanAbsoluteError;
import static dev.vectron.losses.Losses.meanAbsolutePercentageError;
import static dev.vectron.losses.Losses.meanBiasError;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.losses.Losses.meanSquaredLogarithmicError;
import static dev.vectron.losses.Losses.poisson;
import static dev.vectron.losses.Losses.sparseCategoricalCrossentropy;
import static dev.vectron.losses.Losses.squaredHinge;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.losses.ClassWeights;
import dev.vectron.losses.Losses;
import dev.vectron.models.Sequential;
import dev.vectron.store.Config;
import dev.vectron.training.Trainer;
import java.util.List;
import java.util.Map;

/** Wrong uses of losses. */
final class WrongLosses {
    private WrongLosses() {}

    static List<WrongUse> all() {
        return List.of(categoricalUses(), categoricalFocalUses(), binaryUses(), binaryFocalUses(), ofTargets(huber())
                .option(() -> huber().delta(0), "The loss huber: delta must be over 0 and finite, got 0.0.")
                .option(() -> huber().delta(Double.NaN), "The loss huber: delta must be over 0 and finite, got NaN."),
            ofTargets(meanSquaredError()).option(() -> Losses.fromConfig(Config.parse("mean_square", "loss")),
                "There is no loss \"mean_square\"; if it is one of your own, call Losses.register(\"mean_square\", "
                + "config -> …)"
                    + " first."),
            ofTargets(meanAbsoluteError()).withoutOptions(), ofTargets(meanBiasError()).withoutOptions(),
            ofTargets(meanAbsolutePercentageError()).withoutOptions(),
            ofTargets(meanSquaredLogarithmicError()).withoutOptions(),
            ofTargets(logCosh()).withoutOptions(), ofTargets(poisson()).withoutOptions(),
            ofTargets(cosineSimilarity()).withoutOptions(),
            ofTargets(klDivergence()).withoutOptions(), ofTargets(hinge()).withoutOptions(),
            ofTargets(squaredHinge()).withoutOptions(),
            ofTargets(categoricalHinge()).withoutOptions(), classWeightUses());
    }

    /** A training of one step whose model ends with a layer. */
    static void train(Layer last, Loss loss, Dataset data) {
        Trainer.of(Sequential.of(input(2), last)).optimizer(sgd()).loss(loss).fit(data, fit().threads(1));
    }

    /** Samples of two inputs with class labels. */
    static Dataset labelled(int... labels) {
        return ArrayDataset.of(new float[labels.length][2], labels);
    }

    /** Four samples of two inputs with targets of so many floats. */
    static Dataset targets(int floats) {
        return ArrayDataset.of(new float[4][2], new float[4][floats]);
    }

    private static WrongUse ofTargets(Loss loss) {
        return WrongUse.of(loss.getClass())
            .size(() -> train(dense(3), loss, targets(2)),
            "Loss " + loss.name() + " needs targets [3] for the model's output [3], but"
                + " those of the training samples are floats [2]; change the units of the last layer or the targets.")
            .size(() -> train(dense(3), loss, labelled(0, 1)),
            "Loss " + loss.name() + " needs targets [3] for the model's output [3], but"
                + " those of the training samples are class labels; use sparseCategoricalCrossentropy(), or oneHot() "
                + "of the data set.");
    }

    private static WrongUse categoricalUses() {
        return WrongUse.of(categoricalCrossentropy().getClass())
            .size(() -> train(dense(1), categoricalCrossentropy(), targets(1)),
                "The loss categorical_crossentropy expects a probability for each of at least two classes, got "
                + "[batch, 1]; use"
                    + " dense(classes) at the end, or binaryCrossentropy() for one output.")
            .size(() -> train(dense(3).activation(SOFTMAX), categoricalCrossentropy(), targets(2)),
                "Loss categorical_crossentropy needs targets [3] for the model's output [3], but those of the "
                + "training samples are"
                    + " floats [2]; change the units of the last layer or the targets.")
            .size(() -> train(dense(3).activation(SOFTMAX), categoricalCrossentropy(), labelled(0, 1)),
                "Loss categorical_crossentropy needs targets [3] for the model's output [3], but those of the "
                + "training samples are"
                    + " class labels; use sparseCategoricalCrossentropy(), or oneHot() of the data set.")
            .size(() -> train(dense(3).activation(SOFTMAX), sparseCategoricalCrossentropy(), labelled(0, 3, 1)),
                "Sample 1 of the training samples has label 3, but the model has 3 outputs (labels 0 to 2); check "
                + "the labels or"
                    + " the units of the last layer.")
            .size(() -> train(dense(3).activation(SOFTMAX), sparseCategoricalCrossentropy(), labelled(0, -1, 1)),
                "ArrayDataset: label -1 of sample 1 is not allowed; labels count from 0.")
            .size(() -> train(dense(3).activation(SOFTMAX), sparseCategoricalCrossentropy(), targets(3)),
                "Loss sparse_categorical_crossentropy needs class labels, but the targets of the training samples "
                + "are floats [3];"
                    + " use categoricalCrossentropy() for one-hot targets, meanSquaredError() for other numbers.")
            .size(() -> train(dense(3).activation(SOFTMAX), sparseCategoricalCrossentropy().ignoreClass(255),
                    labelled(0, 255, 3)),
                "Sample 2 of the training samples has label 3, but the model has 3 outputs (labels 0 to 2); check "
                + "the labels or"
                    + " the units of the last layer.")
            .option(() -> categoricalCrossentropy().ignoreClass(255),
                "The loss categorical_crossentropy: ignoreClass is for class labels; use "
                + "sparseCategoricalCrossentropy(), or"
                    + " sample weights.")
            .option(() -> categoricalCrossentropy().labelSmoothing(-0.1),
                "The loss categorical_crossentropy: labelSmoothing must be between 0 and 1, got -0.1.")
            .option(() -> sparseCategoricalCrossentropy().labelSmoothing(Double.NaN),
                "The loss sparse_categorical_crossentropy: labelSmoothing must be between 0 and 1, got NaN.");
    }

    private static WrongUse categoricalFocalUses() {
        return ofTargets(categoricalFocalCrossentropy())
            .size(() -> train(dense(1), categoricalFocalCrossentropy(), targets(1)),
                "The loss categorical_focal_crossentropy expects a probability for each of at least two classes, got "
                + "[batch, 1];"
                    + " use dense(classes) at the end, or binaryCrossentropy() for one output.")
            .option(() -> categoricalFocalCrossentropy().alpha(-1),
                "The loss categorical_focal_crossentropy: alpha must be at least 0 and finite, got -1.0.")
            .option(() -> categoricalFocalCrossentropy().gamma(Double.NaN),
                "The loss categorical_focal_crossentropy: gamma must be at least 0 and finite, got NaN.")
            .option(() -> categoricalFocalCrossentropy().labelSmoothing(2),
                "The loss categorical_focal_crossentropy: labelSmoothing must be between 0 and 1, got 2.0.");
    }

    private static WrongUse binaryUses() {
        return ofTargets(binaryCrossentropy())
            .option(() -> binaryCrossentropy().labelSmoothing(1.5),
                "The loss binary_crossentropy: labelSmoothing must be between 0 and 1, got 1.5.")
            .option(() -> binaryCrossentropy().labelSmoothing(Double.NaN),
                "The loss binary_crossentropy: labelSmoothing must be between 0 and 1, got NaN.");
    }

    private static WrongUse binaryFocalUses() {
        return ofTargets(binaryFocalCrossentropy())
            .option(() -> binaryFocalCrossentropy().alpha(Double.NaN),
                "The loss binary_focal_crossentropy: alpha must be at least 0 and finite, got NaN.")
            .option(() -> binaryFocalCrossentropy().gamma(-1),
                "The loss binary_focal_crossentropy: gamma must be at least 0 and finite, got -1.0.")
            .option(() -> binaryFocalCrossentropy().labelSmoothing(-1),
                "The loss binary_focal_crossentropy: labelSmoothing must be between 0 and 1, got -1.0.");
    }

    private static WrongUse classWeightUses() {
        return WrongUse.of(ClassWeights.class)
            .option(() -> ClassWeights.of(), "ClassWeights: give at least one weight, that of class 0.")
            .option(() -> ClassWeights.of(1, -1),
            "ClassWeights: a weight must be at least 0 and finite, class 1 has -1.0.")
            .option(() -> ClassWeights.of(1, Double.NaN),
            "ClassWeights: a weight must be at least 0 and finite, class 1 has NaN.")
            .option(() -> ClassWeights.of(Map.of(-1, 2.0)), "ClassWeights: classes count from 0, got -1.")
            .option(() -> ClassWeights.balanced(new int[0]), "ClassWeights: there are no labels to balance.")
            .option(() -> ClassWeights.balanced(new int[] {0, -1}), "ClassWeights: labels count from 0, got -1.");
    }
}
