package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.activityRegularization;
import static dev.vectron.layers.Layers.alphaDropout;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.gaussianDropout;
import static dev.vectron.layers.Layers.gaussianNoise;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.prelu;
import static dev.vectron.layers.Layers.spatialDropout1D;
import static dev.vectron.layers.Layers.spatialDropout2D;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Softmax;
import dev.vectron.graph.Layer;
import dev.vectron.models.Sequential;
import dev.vectron.store.Config;
import dev.vectron.wronguse.WrongUse.Aspect;
import java.util.List;
import java.util.function.DoubleFunction;

/** Wrong uses of layers that regularize, and of activations. */
final class WrongRegularization {
    private static final String ANY_SIZE = "takes any size";

    private WrongRegularization() {}

    static List<WrongUse> all() {
        return List.of(
            rates(WrongUse.of(dropout(0.5).getClass()), "Dropout", dev.vectron.layers.Layers::dropout)
                .oneInput(dropout(0.5), 5)
                .rank(() -> Sequential.of(input(64), dropout(0.1).noiseShape(1, 64)),
                    "Dropout \"dropout\": expects an input that the noise shape [1, 64] suits, got [batch, 64] from"
                        + " \"input\"; give each axis but the batch its length, or 1 where the mask is shared.")
                .size(() -> Sequential.of(input(20, 64), dropout(0.1).noiseShape(1, 32)),
                    "Dropout \"dropout\": expects an input that the noise shape [1, 32] suits, got [batch, 20, 64] from"
                        + " \"input\"; give each axis but the batch its length, or 1 where the mask is shared.")
                .option(() -> dropout(0.1).noiseShape(-1, 32),
                    "Dropout: the noise shape must have lengths of at least 1, got [-1, 32]; leave the batch axis "
                    + "out."),
            rates(WrongUse.ofAnyShape(gaussianDropout(0.5)), "GaussianDropout",
            dev.vectron.layers.Layers::gaussianDropout),
            rates(WrongUse.ofAnyShape(alphaDropout(0.5)), "AlphaDropout", dev.vectron.layers.Layers::alphaDropout),
            rates(WrongUse.ofSequences(spatialDropout1D(0.5)).without(Aspect.SIZE, ANY_SIZE), "SpatialDropout1D",
                dev.vectron.layers.Layers::spatialDropout1D),
            rates(WrongUse.ofPictures(spatialDropout2D(0.5)).without(Aspect.SIZE, ANY_SIZE), "SpatialDropout2D",
                dev.vectron.layers.Layers::spatialDropout2D),
            WrongUse.ofAnyShape(gaussianNoise(0.5))
                .option(() -> gaussianNoise(-1), "GaussianNoise: stddev must be at least 0, got -1.0.")
                .option(() -> gaussianNoise(Double.NaN), "GaussianNoise: stddev must be at least 0, got NaN."),
            WrongUse.ofAnyShape(activityRegularization(0.1, 0))
                .option(() -> activityRegularization(-1, 0),
                "ActivityRegularization: l1 and l2 must be at least 0, got -1.0 and 0.0.")
                .option(() -> activityRegularization(0, Double.NaN),
                    "ActivityRegularization: l1 and l2 must be at least 0, got 0.0 and NaN."),
            preluUses(), softmaxUses(),
            WrongUse.ofAnyShape(Activation.TANH)
                .option(() -> Activation.leakyRelu(-1),
                "leakyRelu: the slope must be a number of at least 0, got -1.0.")
                .option(() -> Activation.leakyRelu(Double.NaN),
                "leakyRelu: the slope must be a number of at least 0, got NaN.")
                .option(() -> Activation.elu(-1), "elu: alpha must be a number of at least 0, got -1.0.")
                .option(() -> Activation.fromConfig(Config.parse("reluu", "activation")),
                    "There is no activation \"reluu\"; if it is one of your own, call Layers.register(\"reluu\", "
                    + "config -> …)"
                        + " first."),
            WrongUse.ofAnyShape(Activation.GELU).withoutOptions(),
            WrongUse.ofAnyShape(Activation.relu(0.1, 6, 0))
                .option(() -> Activation.relu(0, -1, 0), "relu: maxValue must be a number of at least 0, got -1.0.")
                .option(() -> Activation.relu(0, 6, -1), "relu: threshold must be a number of at least 0, got -1.0.")
                .option(() -> Activation.relu(Double.NaN, 6, 0),
                "relu: negativeSlope must be a number of at least 0, got NaN."));
    }

    private static WrongUse rates(WrongUse uses, String layer, DoubleFunction<Layer> word) {
        for (double rate : new double[] {1, -0.1, Double.NaN}) {
            uses.option(() -> word.apply(rate), layer + ": the rate must be at least 0 and below 1, got " + rate + ".");
        }
        return uses;
    }

    private static WrongUse preluUses() {
        return WrongUse.of(prelu().getClass())
            .oneInput(prelu(), 3)
            .rank(() -> Sequential.of(input(4), prelu().sharedAxes(1, 2)),
                "PReLU \"p_re_lu\": expects an input with a shared axis 2, got [batch, 4] from \"input\"; choose "
                + "among the axes 1"
                    + " to 1.")
            .without(Aspect.SIZE, ANY_SIZE)
            .option(() -> prelu().sharedAxes(0),
            "PReLU: shared axes are counted from 1, the first after the batch, got 0.")
            .option(() -> prelu().sharedAxes(-1),
            "PReLU: shared axes are counted from 1, the first after the batch, got -1.")
            .option(() -> prelu().alphaInitializer(null),
                "An initializer must not be null; use zeros(), or leave the option out for the layer's own.");
    }

    private static WrongUse softmaxUses() {
        return WrongUse.of(Softmax.class)
            .oneInput(Activation.SOFTMAX, 3)
            .rank(() -> Sequential.of(input(4), Activation.softmax(2)),
                "Softmax \"softmax\": expects an input with an axis 2, got [batch, 4] from \"input\"; choose one of "
                + "the axes 1 to"
                    + " 1.")
            .rank(() -> Sequential.of(input(), Activation.SOFTMAX),
                "Softmax \"softmax\": expects [batch, …, classes], got [batch] from \"input\"; put dense(classes) in "
                + "front.")
            .without(Aspect.SIZE, ANY_SIZE)
            .option(() -> Activation.softmax(0),
            "Softmax: axis 0 is the batch; use 1 or more, or -1 for the last axis.");
    }
}
