package dev.vectron.wronguse;

import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.binaryCrossentropy;
import static dev.vectron.losses.Losses.categoricalCrossentropy;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.losses.Losses.sparseCategoricalCrossentropy;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.binaryAccuracy;
import static dev.vectron.metrics.Metrics.categoricalAccuracy;
import static dev.vectron.metrics.Metrics.cohenKappa;
import static dev.vectron.metrics.Metrics.fBeta;
import static dev.vectron.metrics.Metrics.logLoss;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.metric;
import static dev.vectron.metrics.Metrics.output;
import static dev.vectron.metrics.Metrics.precision;
import static dev.vectron.metrics.Metrics.prAuc;
import static dev.vectron.metrics.Metrics.r2;
import static dev.vectron.metrics.Metrics.rocAuc;
import static dev.vectron.metrics.Metrics.rootMeanSquaredError;
import static dev.vectron.metrics.Metrics.sparseCategoricalAccuracy;
import static dev.vectron.metrics.Metrics.topKAccuracy;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static dev.vectron.wronguse.WrongLosses.labelled;
import static dev.vectron.wronguse.WrongLosses.targets;

import dev.vectron.data.Dataset;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.Metric;
import dev.vectron.metrics.Metrics;
import dev.vectron.models.Sequential;
import dev.vectron.store.Config;
import dev.vectron.training.Trainer;
import dev.vectron.wronguse.WrongUse.Aspect;
import java.util.List;

/** Wrong uses of metrics. */
final class WrongMetrics {
    private static final String ANY_TARGETS = "judges any outputs: courses train classifiers by squared errors, too";

    private WrongMetrics() {}

    static List<WrongUse> all() {
        return List.of(
            WrongUse.of(accuracy().getClass()).without(Aspect.SIZE, ANY_TARGETS)
                .option(() -> Metrics.fromConfig(Config.parse("accurate", "metric")),
                    "There is no metric \"accurate\"; if it is one of your own, call Metrics.register(\"accurate\", "
                    + "config -> …)"
                        + " first."),
            WrongUse.of(binaryAccuracy().getClass())
                .size(() -> measure(binaryAccuracy(), dense(3).activation(SOFTMAX), sparseCategoricalCrossentropy(),
                labelled(0, 1)),
                    "Metric binary_accuracy needs float targets, but the loss sparse_categorical_crossentropy takes "
                    + "class labels;"
                        + " use accuracy().")
                .option(() -> binaryAccuracy().threshold(Double.NaN),
                "BinaryAccuracy: threshold must be a number, got NaN."),
            WrongUse.of(categoricalAccuracy().getClass()).withoutOptions()
                .size(() -> measure(categoricalAccuracy(), dense(3).activation(SOFTMAX),
                sparseCategoricalCrossentropy(), labelled(0, 1)),
                    "Metric categorical_accuracy needs one-hot targets, but the loss sparse_categorical_crossentropy "
                    + "takes class"
                        + " labels; use accuracy(), which suits both.")
                .size(() -> measure(sparseCategoricalAccuracy(), dense(3).activation(SOFTMAX),
                categoricalCrossentropy(), targets(3)),
                    "Metric sparse_categorical_accuracy needs class labels, but the loss categorical_crossentropy "
                    + "takes floats;"
                        + " use accuracy(), which suits both."),
            WrongUse.of(topKAccuracy().getClass())
                .without(Aspect.SIZE, "is 1 where there are no more than k classes, as in Keras")
                .option(() -> topKAccuracy(0), "topKAccuracy: k must be at least 1, got 0."),
            WrongUse.of(precision().getClass())
                .size(() -> measure(precision().ofClass(3), dense(3).activation(SOFTMAX),
                sparseCategoricalCrossentropy(), labelled(0, 1)),
                    "Metric precision_3: the model tells 3 classes apart (0 to 2), there is no class 3.")
                .option(() -> fBeta(-1), "fBeta: beta must be at least 0, got -1.0.")
                .option(() -> precision().threshold(Double.NaN), "FScore: threshold must be a number, got NaN.")
                .option(() -> precision().ofClass(-2), "ofClass: classes count from 0, got -2.")
                .option(() -> precision().average(null),
                "FScore: average must not be null; use POOLED, MICRO, MACRO or WEIGHTED."),
            WrongUse.of(rocAuc().getClass())
                .size(() -> measure(prAuc().ofClass(5), dense(3).activation(SOFTMAX), sparseCategoricalCrossentropy(),
                labelled(0, 1)),
                    "Metric pr_auc_5: the model tells 3 classes apart (0 to 2), there is no class 5.")
                .option(() -> rocAuc().ofClass(-2), "ofClass: classes count from 0, got -2."),
            WrongUse.of(cohenKappa().getClass()).withoutOptions()
                .size(() -> measure(cohenKappa(), dense(3).activation(SIGMOID), binaryCrossentropy(), targets(3)),
                    "Metric cohen_kappa: under the loss binary_crossentropy each of the 3 outputs is an answer of "
                    + "its own, so"
                        + " there are no classes to compare; use it with one output, or with "
                        + "categoricalCrossentropy()."),
            WrongUse.of(logLoss().getClass()).withoutOptions().without(Aspect.SIZE, ANY_TARGETS),
            WrongUse.of(rootMeanSquaredError().getClass()).withoutOptions()
                .size(() -> measure(rootMeanSquaredError(), dense(3).activation(SOFTMAX),
                sparseCategoricalCrossentropy(), labelled(0, 1)),
                    "Metric root_mean_squared_error needs floats as targets, but the loss "
                    + "sparse_categorical_crossentropy takes"
                        + " class labels; use a metric of the same kind."),
            WrongUse.of(r2().getClass()).withoutOptions()
                .size(() -> measure(r2(), dense(3).activation(SOFTMAX), sparseCategoricalCrossentropy(),
                labelled(0, 1)),
                    "Metric r2_score needs float targets, but the loss sparse_categorical_crossentropy takes class "
                    + "labels; use"
                        + " accuracy()."),
            WrongUse.of(loss().getClass()).withoutOptions()
                .size(() -> measure(loss(), dense(3), meanSquaredError(), targets(2)),
                    "Loss mean_squared_error needs targets [3] for the model's output [3], but those of the training "
                    + "samples are"
                        + " floats [2]; change the units of the last layer or the targets."),
            WrongUse.of(metric(Losses.poisson()).getClass())
                .size(() -> measure(metric(Losses.poisson()), dense(3).activation(SOFTMAX),
                sparseCategoricalCrossentropy(), labelled(0, 1)),
                    "Metric poisson needs floats as targets, but the loss sparse_categorical_crossentropy takes "
                    + "class labels; use"
                        + " a metric of the same kind.")
                .option(() -> metric(null), "metric: the loss must not be null; use meanAbsoluteError() or another."),
            WrongUse.of(output("main", accuracy()).getClass())
                .size(() -> measure(output("main", accuracy()), dense(1).activation(SIGMOID), binaryCrossentropy(),
                targets(1)),
                    "Trainer: metric \"main_accuracy\" is of output \"main\", but the model's outputs are [dense].")
                .option(() -> output("main", null), "output: the metric must not be null; use accuracy() or another.")
                .option(() -> output(null, accuracy()),
                    "output: the output's name must not be null; name its layer by named(…) and use that."));
    }

    private static void measure(Metric metric, Layer last, Loss loss, Dataset data) {
        Trainer.of(Sequential.of(input(2), last)).optimizer(sgd()).loss(loss).metrics(metric)
            .fit(data, fit().threads(1));
    }
}
