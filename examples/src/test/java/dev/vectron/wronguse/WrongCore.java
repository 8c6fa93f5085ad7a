package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.layerNormalization;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.normalization;
import static dev.vectron.layers.Layers.rescaling;
import static dev.vectron.layers.Layers.rmsNormalization;
import static dev.vectron.layers.Layers.unitNormalization;

import dev.vectron.data.ArrayDataset;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Layers;
import dev.vectron.layers.normalization.Normalization;
import dev.vectron.models.Sequential;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import dev.vectron.wronguse.WrongUse.Aspect;
import java.util.List;

/** Wrong uses of dense layers and of normalization. */
final class WrongCore {
    private WrongCore() {}

    static List<WrongUse> all() {
        return List.of(denseUses(), flattenUses(), WrongUse.ofAnyShape(rescaling(2))
                .option(() -> rescaling(1.0 / 0), "Rescaling: scale and offset must be finite, got Infinity and 0.0.")
                .option(() -> rescaling(1, Double.NaN), "Rescaling: scale and offset must be finite, got 1.0 and NaN."),
            batchNormalizationUses(), layerNormalizationUses(), normalizationUses(), rmsNormalizationUses(),
            unitNormalizationUses());
    }

    private static WrongUse denseUses() {
        return WrongUse.of(dense(10).getClass())
            .oneInput(dense(2), 3)
            .rank(() -> Sequential.of(input(28, 28, 1), conv2D(32, 3), maxPooling2D(2), dense(10)),
                "Dense \"dense\": expects [batch, features], got [batch, 13, 13, 32] from \"max_pooling2d\"; put "
                + "flatten() between"
                    + " them, or use dense(10).anyRank() to apply it at every position.")
            .rank(() -> Sequential.of(input(), dense(10)),
                "Dense \"dense\": expects [batch, features], got [batch] from \"input\"; use an input of at least "
                + "one feature:"
                    + " input(1).")
            .without(Aspect.SIZE, "takes any number of features")
            .option(() -> dense(0), "Dense: units must be at least 1, got 0.")
            .option(() -> dense(-3), "Dense: units must be at least 1, got -3.")
            .option(() -> dense(3).activation(null), "Dense: activation must not be null; use LINEAR for none.")
            .option(() -> dense(3).kernelInitializer(null),
                "An initializer must not be null; use zeros(), or leave the option out for the layer's own.")
            .option(() -> dense(3).dropConnect(1), "Dense: dropConnect must be at least 0 and below 1, got 1.0.")
            .option(() -> dense(3).dropConnect(Double.NaN),
            "Dense: dropConnect must be at least 0 and below 1, got NaN.")
            .option(() -> Sequential.of(input(4), dense(3).biasInitializer(Initializers.orthogonal())).initialize(1),
                "\"dense/bias\": Orthogonal: expects a parameter of at least two axes, got [3]; use another "
                + "initializer for"
                    + " vectors.")
            .option(() -> fromFile("{\"class_name\": \"Dense\", \"config\": {}}"),
                "Dense: expects option \"units\" (a whole number), got none.")
            .option(() -> fromFile("{\"class_name\": \"Dense\", \"config\": {\"units\": \"ten\"}}"),
                "Dense: option \"units\" expects a whole number, got \"ten\".")
            .option(() ->
            fromFile("{\"class_name\": \"Dense\", \"config\": {\"units\": 10, \"activation\": \"reluu\"}}"),
                "There is no activation \"reluu\"; if it is one of your own, call Layers.register(\"reluu\", config "
                + "-> …) first.")
            .option(() -> fromFile("{\"class_name\": \"Dense\", \"config\": {\"units\": 10, \"unit\": 10}}"),
                "Dense: unknown option \"unit\" = 10; the file may be of a newer version, or the name misspelt.")
            .option(() -> fromFile("{\"class_name\": \"Densest\", \"config\": {\"units\": 10}}"),
                "There is no layer \"Densest\"; if it is one of your own, call Layers.register(\"Densest\", config "
                + "-> …) first.")
            .option(() -> Layers.register("Dense", Layers::fromConfig),
                "The layer \"Dense\" is there already; register yours under another name.");
    }

    private static void fromFile(String json) {
        Layers.fromConfig(Config.parse(Json.parse(json), "layer"));
    }

    private static WrongUse flattenUses() {
        return WrongUse.ofAnyShape(flatten()).withoutOptions();
    }

    private static WrongUse batchNormalizationUses() {
        return WrongUse.of(batchNormalization().getClass())
            .oneInput(batchNormalization(), 3)
            .rank(() -> Sequential.of(input(), batchNormalization()),
                "BatchNormalization \"batch_normalization\": expects [batch, …, channels], got [batch] from "
                + "\"input\"; use an"
                    + " input of at least one channel: input(1).")
            .without(Aspect.SIZE, "takes any number of channels")
            .option(() -> batchNormalization().momentum(2),
            "BatchNormalization: the momentum must be between 0 and 1, got 2.0.")
            .option(() -> batchNormalization().momentum(-0.1),
            "BatchNormalization: the momentum must be between 0 and 1, got -0.1.")
            .option(() -> batchNormalization().momentum(Double.NaN),
            "BatchNormalization: the momentum must be between 0 and 1, got NaN.")
            .option(() -> batchNormalization().epsilon(0), "BatchNormalization: epsilon must be above 0, got 0.0.");
    }

    private static WrongUse layerNormalizationUses() {
        return WrongUse.of(layerNormalization().getClass())
            .oneInput(layerNormalization(), 3)
            .rank(() -> Sequential.of(input(3), layerNormalization().axis(2)),
                "LayerNormalization \"layer_normalization\": expects an input with an axis 2, got [batch, 3] from "
                + "\"input\";"
                    + " choose among the axes 1 to 1.")
            .rank(() -> Sequential.of(input(4, 3), layerNormalization().axis(1)),
                "LayerNormalization \"layer_normalization\": expects axes that are the last of the input, without a "
                + "gap, not [1],"
                    + " got [batch, 4, 3] from \"input\"; bring them to the end first, or use axis(-1).")
            .without(Aspect.SIZE, "takes any number of features")
            .option(() -> layerNormalization().epsilon(0), "LayerNormalization: epsilon must be above 0, got 0.0.")
            .option(() -> layerNormalization().axis(0),
            "LayerNormalization: axis 0 is the batch; use 1 or more, or -1 for the last axis.")
            .option(() -> layerNormalization().axis(new int[0]),
            "LayerNormalization: needs at least one axis; -1 is the last.");
    }

    private static WrongUse normalizationUses() {
        Normalization fitted = normalization().statistics(new float[2], new float[2]);
        return WrongUse.of(Normalization.class)
            .oneInput(normalization(), 3)
            .rank(() -> Sequential.of(input(3), normalization().axis(2).statistics(new float[2], new float[2])),
                "Normalization \"normalization\": expects an input with an axis 2, got [batch, 3] from \"input\"; "
                + "choose among the"
                    + " axes 1 to 1.")
            .rank(() -> Sequential.of(input(3), normalization()),
                "Normalization \"normalization\": has no mean and variance yet; call adapt(trainingData), or "
                + "statistics(means,"
                    + " variances).")
            .size(() -> Sequential.of(input(3), fitted),
                "Normalization \"normalization\": expects inputs of 2 means on axis [-1], got [batch, 3] from "
                + "\"input\"; adapt it"
                    + " to data of this shape, which has 3.")
            .option(() -> normalization().axis(0),
            "Normalization: axis 0 is the batch; use 1 or more, or -1 for the last axis.")
            .option(() -> normalization().statistics(new float[2], new float[1]),
                "Normalization: needs as many variances as means, got 2 means and 1 variances.")
            .option(() -> normalization().statistics(new float[] {1, 2}, new float[] {1, -1}),
                "Normalization: means must be finite and variances at least 0, got 2.0 and -1.0 in place 1.")
            .option(() -> normalization().adapt(ArrayDataset.of(new float[][] {{1, 2}, {3, Float.NaN}}, new int[2])),
                "Normalization: value 1 of sample 1 is NaN; fill or remove missing values first.");
    }

    private static WrongUse rmsNormalizationUses() {
        return WrongUse.of(rmsNormalization().getClass())
            .oneInput(rmsNormalization(), 3)
            .rank(() -> Sequential.of(input(4, 3), rmsNormalization().axis(1)),
                "RMSNormalization \"rms_normalization\": expects axes that are the last of the input, without a gap, "
                + "not [1],"
                    + " got [batch, 4, 3] from \"input\"; bring them to the end first, or use axis(-1).")
            .without(Aspect.SIZE, "takes any number of features")
            .option(() -> rmsNormalization().epsilon(0), "RMSNormalization: epsilon must be above 0, got 0.0.")
            .option(() -> rmsNormalization().axis(0),
                "RMSNormalization: axis 0 is the batch; use 1 or more, or -1 for the last axis.")
            .option(() -> rmsNormalization().axis(new int[0]),
                "RMSNormalization: needs at least one axis; -1 is the last.");
    }

    private static WrongUse unitNormalizationUses() {
        return WrongUse.of(unitNormalization().getClass())
            .oneInput(unitNormalization(), 3)
            .rank(() -> Sequential.of(input(), unitNormalization()),
                "UnitNormalization \"unit_normalization\": expects an input with an axis -1, got [batch] from "
                + "\"input\"; use an"
                    + " input of at least one feature: input(1).")
            .rank(() -> Sequential.of(input(3), unitNormalization().axis(2)),
                "UnitNormalization \"unit_normalization\": expects an input with an axis 2, got [batch, 3] from "
                + "\"input\"; choose"
                    + " among the axes 1 to 1.")
            .without(Aspect.SIZE, "takes any number of features")
            .option(() -> unitNormalization().axis(0),
            "UnitNormalization: axis 0 is the batch; use 1 or more, or -1 for the last axis.")
            .option(() -> unitNormalization().axis(new int[0]),
            "UnitNormalization: needs at least one axis; -1 is the last.");
    }
}
