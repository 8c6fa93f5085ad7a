package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.layers.Expect;
import dev.vectron.losses.Losses;
import dev.vectron.store.Config;
import dev.vectron.store.Registry;
import java.util.function.Function;

/**
 * The metrics, and the notation for what callbacks watch; made to be imported statically.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * import static dev.vectron.metrics.Metrics.*;
 *
 * Trainer.of(model).metrics(accuracy()).callbacks(earlyStopping(val(loss())));
 * Trainer.of(model).metrics(f1().average(Averaging.MACRO), topKAccuracy(3), cohenKappa());
 * Trainer.of(regression).metrics(metric(meanAbsoluteError()), rootMeanSquaredError(), r2());
 * }
 */
public final class Metrics {
    private static final Registry<Metric> REGISTRY = new Registry<>("metric", "Metrics.register");

    static {
        register("Loss", _ -> loss());
        register("Accuracy", _ -> accuracy());
        register("BinaryAccuracy", c -> binaryAccuracy().threshold(c.number("threshold", FScore.HALF)));
        register("CategoricalAccuracy", _ -> categoricalAccuracy());
        register("SparseCategoricalAccuracy", _ -> sparseCategoricalAccuracy());
        register("TopKCategoricalAccuracy", c -> topKAccuracy(c.integer("k", 5)));
        register("Precision", c -> fScore(0, c));
        register("Recall", c -> fScore(Double.POSITIVE_INFINITY, c));
        register("FBetaScore", c -> fScore(c.number("beta", 1), c));
        register("AUC", c -> new AreaUnderCurve(c.choice("curve", Curve.ROC) == Curve.ROC,
                c.integer("class_id", -1)));
        register("CohenKappa", _ -> cohenKappa());
        register("MatthewsCorrelation", _ -> matthewsCorrelation());
        register("LogLoss", _ -> logLoss());
        register("RootMeanSquaredError", _ -> rootMeanSquaredError());
        register("R2Score", _ -> r2());
        register("MetricOfLoss", c -> metric(Losses.fromConfig(c.object("loss"))));
        register("MetricOfOutput", c -> output(c.text("output"), fromConfig(c.object("metric"))));
    }

    private Metrics() {}

    private enum Curve {
        ROC, PR
    }

    private static FScore fScore(double beta, Config config) {
        return new FScore(beta, config.choice("average", Averaging.POOLED), config.integer("class_id", -1),
                config.has("threshold") ? (float) config.number("threshold") : null);
    }

    /**
     * {@return the share of right predictions: binary, for labels or for one-hot targets, as Keras chooses for 
     * {@code "accuracy"}}
     */
    public static Metric accuracy() {
        return new Accuracy();
    }

    /** {@return the share of right yes-or-no answers, each output for itself; {@code .threshold(…)}} */
    public static BinaryAccuracy binaryAccuracy() {
        return new BinaryAccuracy(FScore.HALF);
    }

    /** {@return the share of positions whose largest output is where the largest float target is} */
    public static Metric categoricalAccuracy() {
        return new ClassAccuracy(false);
    }

    /** {@return the share of positions whose largest output is at the class label} */
    public static Metric sparseCategoricalAccuracy() {
        return new ClassAccuracy(true);
    }

    /** {@return the share of positions whose true class is among the five largest outputs} */
    public static Metric topKAccuracy() {
        return topKAccuracy(5);
    }

    /**
     * The share of positions whose true class is among the k largest outputs; equal outputs are in its favour: fewer
     * than k score strictly higher.
     *
     * @param k how many, at least 1
     * @return the metric
     * @throws IllegalArgumentException if k is less than 1
     */
    public static Metric topKAccuracy(int k) {
        return new TopKAccuracy(k);
    }

    /** {@return the share of right ones among the yes answers; {@code .average(…)}, {@code .ofClass(…)}} */
    public static FScore precision() {
        return fBeta(0);
    }

    /** {@return the share of the true yes that was found; {@code .average(…)}, {@code .ofClass(…)}} */
    public static FScore recall() {
        return fBeta(Double.POSITIVE_INFINITY);
    }

    /** {@return the harmonic mean of precision and recall; {@code .average(…)}, {@code .ofClass(…)}} */
    public static FScore f1() {
        return fBeta(1);
    }

    /**
     * The weighted harmonic mean of precision and recall.
     *
     * @param beta how many times recall counts as much as precision, at least 0
     * @return the metric
     * @throws IllegalArgumentException if beta is negative or NaN
     */
    public static FScore fBeta(double beta) {
        return new FScore(beta, Averaging.POOLED, -1, null);
    }

    /** {@return the exact area under the ROC curve, equal scores counting half; {@code .ofClass(…)}} */
    public static AreaUnderCurve rocAuc() {
        return new AreaUnderCurve(true, -1);
    }

    /** {@return the average precision, the exact area under precision over recall; {@code .ofClass(…)}} */
    public static AreaUnderCurve prAuc() {
        return new AreaUnderCurve(false, -1);
    }

    /** {@return the mean of −log of the probability of the truth, whatever loss the training has} */
    public static Metric logLoss() {
        return new LogLoss();
    }

    /**
     * {@return agreement of answers and truth beyond chance, Cohen's kappa: 1 is perfect, 0 is chance, or undefined}
     */
    public static Metric cohenKappa() {
        return new Agreement(true);
    }

    /**
     * {@return the correlation of answers and truth, of Matthews for two classes, of Gorodkin for more: 1 is perfect, 0
     * is chance, or one of the two is always the same class}
     */
    public static Metric matthewsCorrelation() {
        return new Agreement(false);
    }

    /** {@return the square root of the mean squared error, in the unit of the targets} */
    public static Metric rootMeanSquaredError() {
        return new RootMeanSquaredError();
    }

    /** {@return the share of the targets' variance that predictions explain, the mean over the outputs: R²} */
    public static Metric r2() {
        return new R2Score();
    }

    /**
     * A loss as a metric, under its own name: the mean over all positions, without weights and regularization.
     *
     * @param loss of the same kind of targets as the training's loss
     * @return the metric; smaller is better
     */
    public static Metric metric(Loss loss) {
        Expect.given("metric", "the loss", loss, "use meanAbsoluteError() or another");
        return new MetricOfLoss(loss.name(), loss);
    }

    /**
     * {@return the loss, as a monitor: {@code loss()}, {@code val(loss())}; it need not be among a trainer's metrics}
     */
    public static Metric loss() {
        return new LossMetric();
    }

    /**
     * A metric of the validation samples.
     *
     * @param metric the metric
     * @return what callbacks watch, by the name {@code val_…}
     */
    public static Monitor val(Metric metric) {
        Expect.given("val", "the metric", metric, "use loss(), accuracy() or another");
        return new ValidationMonitor("val_" + metric.name(), metric.largerIsBetter());
    }

    /**
     * A metric of one output of a model of several; its name is {@code <output>_<metric>}.
     *
     * @param output the name of the output's layer: {@code main}
     * @param metric the metric
     * @return the metric of that output
     */
    public static Metric output(String output, Metric metric) {
        return new MetricOfOutput(output, metric);
    }

    /**
     * Adds a metric of one's own, so that {@link #fromConfig} makes it.
     *
     * @param className its {@code className()} in files
     * @param factory makes it from its options; reads every one of them
     * @throws IllegalArgumentException if there is a metric of that name already
     */
    public static void register(String className, Function<Config, ? extends Metric> factory) {
        REGISTRY.register(className, factory);
    }

    /**
     * Makes a metric from its description.
     *
     * @param config class name and options
     * @return the metric
     * @throws IllegalArgumentException if the class is not known, or an option is wrong, out of range or unknown
     */
    public static Metric fromConfig(Config config) {
        return REGISTRY.create(config);
    }

    private record ValidationMonitor(String name, boolean largerIsBetter) implements Monitor {}
}
