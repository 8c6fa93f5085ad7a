package dev.vectron.training;

import dev.vectron.data.Dataset;
import dev.vectron.graph.Loss;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.ClassificationReport;
import dev.vectron.metrics.ClassificationTally;
import dev.vectron.metrics.ConfusionMatrix;
import dev.vectron.metrics.Metric;
import dev.vectron.metrics.Metrics;
import dev.vectron.metrics.PrecisionRecallCurve;
import dev.vectron.metrics.RocCurve;
import dev.vectron.models.Model;
import dev.vectron.parallel.Workers;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loss and metrics of a model on a data set, in inference mode; of a classifier also what it took for what, of a model
 * of several outputs for each of them. Immutable and thread-safe.
 *
 * <p>A model that is being trained is an {@code IllegalStateException}; data that do not suit it are a {@code
 * ShapeException} or {@code DataException}; a name without a value is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * Evaluation test = Evaluation.of(model, mnist.test());
 * IO.println(test.loss() + " " + test.value("accuracy"));
 * IO.println(test.confusion().table());
 * IO.println(test.report().table());
 * IO.println(trainer.evaluate(data).output("main").confusion());    // of a model of several outputs
 * }
 */
public final class Evaluation {
    private final int samples;
    private final List<String> names;
    private final double[] values;
    /** By the names of the outputs. */
    private final Map<String, ClassificationTally> tallies;
    private final List<String> classNames;

    private Evaluation(int samples, List<String> names, double[] values, Map<String, ClassificationTally> tallies,
            List<String> classNames) {
        this.samples = samples;
        this.names = List.copyOf(names);
        this.values = values;
        this.tallies = tallies;
        this.classNames = List.copyOf(classNames);
    }

    /**
     * Loss and accuracy of a classifier on data with labels: sparse categorical cross-entropy for several outputs
     * (probabilities), binary cross-entropy for one.
     *
     * @param model the model
     * @param data the samples
     * @return the result
     * @throws IllegalArgumentException if the data set has no labels, or does not fit the model
     * @throws IllegalStateException if the model is being trained
     */
    public static Evaluation of(Model model, Dataset data) {
        if (!data.hasLabels()) {
            throw new IllegalArgumentException("The data set has float targets " + data.targetShape()
                    + ", so there is more than one loss: "
                    + "say which by Trainer.of(model).loss(…).metrics(…).evaluate(data).");
        }
        Shape out = Compatibility.output(model.graph()).shape();
        Loss loss = out.size() == 1 ? Losses.binaryCrossentropy() : Losses.sparseCategoricalCrossentropy();
        return of(model, data, loss, List.of(Metrics.accuracy()));
    }

    /**
     * Loss and metrics of choice, with batches of 32 on all processors.
     *
     * @param model the model
     * @param data the samples
     * @param loss the loss
     * @param metrics the metrics
     * @return the result
     * @throws IllegalArgumentException if the data set does not fit model and loss
     * @throws IllegalStateException if the model is being trained
     */
    public static Evaluation of(Model model, Dataset data, Loss loss, List<Metric> metrics) {
        return of(model, data, loss, metrics, 32, Workers.defaultThreads());
    }

    static Evaluation of(Model model, Dataset data, Loss loss, List<Metric> metrics, int batchSize, int threads) {
        return of(model, data, new Objective(model.graph(), List.of(loss), new double[0], metrics), batchSize,
                threads);
    }

    static Evaluation of(Model model, Dataset data, Objective objective, int batchSize, int threads) {
        if (model.graph().isTraining()) {
            throw new IllegalStateException("This model is being trained; evaluate it when fit() has returned, "
                    + "or from a callback by TrainingContext.evaluate.");
        }
        return unguarded(model, data, objective, batchSize, threads);
    }

    /** For callbacks, which run between the steps of a training. */
    static Evaluation unguarded(Model model, Dataset data, Objective objective, int batchSize, int threads) {
        Compatibility.check(objective, data, "evaluated samples");
        Compatibility.checkLabels(objective, data, "evaluated samples");
        List<String> names = objective.names();
        double[] values = new double[names.size()];
        Map<String, ClassificationTally> tallies = new LinkedHashMap<>();
        ClassificationTally[] each = new ClassificationTally[objective.outputs()];
        for (int i = 0; i < each.length; i++) {
            each[i] = new ClassificationTally(objective.prediction(i), objective.loss(i));
            tallies.put(objective.outputName(i), each[i]);
        }
        try (Evaluator evaluator = new Evaluator(objective, each, data, batchSize, threads)) {
            evaluator.evaluate(values, 0);
        }
        return new Evaluation(data.size(), names, values, tallies, data.classNames());
    }

    /**
     * This evaluation with the confusion matrix, the report and the curves of one output, for models of several.
     *
     * @param name the name of the output's layer
     * @return the same values, and what that output took for what
     * @throws IllegalArgumentException if there is no such output; the message lists those there are
     */
    public Evaluation output(String name) {
        ClassificationTally own = tallies.get(name);
        if (own == null) {
            throw new IllegalArgumentException("This model has no output \"" + name + "\"; it has "
                    + String.join(", ", tallies.keySet()) + ".");
        }
        return new Evaluation(samples, names, values, Map.of(name, own), classNames);
    }

    /** {@return how many samples were evaluated} */
    public int samples() {
        return samples;
    }

    /** {@return the mean loss, regularization included} */
    public double loss() {
        return values[0];
    }

    /** {@return the names of the values: {@code loss}, then the metrics} */
    public List<String> names() {
        return names;
    }

    /**
     * A value by name.
     *
     * @param name the name: {@code accuracy}
     * @return the value
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public double value(String name) {
        int i = names.indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException("This evaluation has no value \"" + name + "\"; it has "
                    + String.join(", ", names) + ".");
        }
        return values[i];
    }

    /**
     * What a classifier took for what, from the same predictions as the loss: the class of the largest output, with one
     * output class 1 if it is over 0.5.
     *
     * @return the confusion matrix, with the data set's class names
     * @throws IllegalStateException if the targets are no classes; the message says why
     */
    public ConfusionMatrix confusion() {
        return named(requireTally().confusion());
    }

    /**
     * As {@link #confusion()}, of a model of one output, for another threshold.
     *
     * @param threshold outputs strictly over it are class 1
     * @return the confusion matrix, with the data set's class names
     * @throws IllegalStateException if the model has several outputs, or the targets are no classes
     */
    public ConfusionMatrix confusion(double threshold) {
        ClassificationTally classes = requireTally();
        synchronized (classes) {
            return named(classes.confusion(threshold));
        }
    }

    private ClassificationTally requireTally() {
        if (tallies.size() != 1) {
            throw new IllegalStateException("This model has the outputs " + String.join(", ", tallies.keySet())
                    + "; say of which by output(\"" + tallies.keySet().iterator().next() + "\").");
        }
        return tallies.values().iterator().next();
    }

    private ConfusionMatrix named(ConfusionMatrix confusion) {
        return classNames.size() == confusion.classes() ? confusion.named(classNames) : confusion;
    }

    /**
     * Precision, recall and F1 of every class and their averages, from the same predictions as the loss.
     *
     * @return the report, with the data set's class names
     * @throws IllegalStateException if the targets are no classes; the message says why
     */
    public ClassificationReport report() {
        return confusion().report();
    }

    /**
     * True and false alarms of a model of one output at all thresholds.
     *
     * @return the ROC curve
     * @throws IllegalStateException if the model has several outputs, or the targets are no classes
     * @throws IllegalArgumentException if one of the two classes does not occur, or an output is NaN
     */
    public RocCurve rocCurve() {
        ClassificationTally classes = requireTally();
        synchronized (classes) { // the tally sorts its scores when it is first asked
            return classes.rocCurve();
        }
    }

    /**
     * Precision and recall of a model of one output at all thresholds.
     *
     * @return the curve
     * @throws IllegalStateException if the model has several outputs, or the targets are no classes
     * @throws IllegalArgumentException if class 1 does not occur, or an output is NaN
     */
    public PrecisionRecallCurve precisionRecallCurve() {
        ClassificationTally classes = requireTally();
        synchronized (classes) {
            return classes.precisionRecallCurve();
        }
    }

    @Override
    public String toString() {
        return "Evaluation of " + samples + " samples: " + names + " " + Arrays.toString(values);
    }
}
