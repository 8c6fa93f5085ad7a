package dev.vectron.training;

import dev.vectron.data.Dataset;
import dev.vectron.graph.Loss;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.Metric;
import dev.vectron.metrics.Metrics;
import dev.vectron.models.Model;
import dev.vectron.parallel.Workers;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Loss and metrics of a model on a data set, in inference mode. Immutable and thread-safe.
 *
 * {@snippet :
 * Evaluation test = Evaluation.of(model, data.test());
 * IO.println(test.loss() + " " + test.value("accuracy"));
 * }
 */
public final class Evaluation {
    private final int samples;
    private final List<String> names;
    private final double[] values;

    private Evaluation(int samples, List<String> names, double[] values) {
        this.samples = samples;
        this.names = List.copyOf(names);
        this.values = values;
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
        try (Evaluator evaluator = new Evaluator(objective, data, batchSize, threads)) {
            evaluator.evaluate(values, 0);
        }
        return new Evaluation(data.size(), names, values);
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

    @Override
    public String toString() {
        return "Evaluation of " + samples + " samples: " + names + " " + Arrays.toString(values);
    }
}
