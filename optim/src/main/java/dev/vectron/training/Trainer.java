package dev.vectron.training;

import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import dev.vectron.graph.Loss;
import dev.vectron.layers.Expect;
import dev.vectron.metrics.Metric;
import dev.vectron.models.Model;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.parallel.Workers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model: what Keras's {@code compile}, {@code fit} and {@code evaluate} do. An immutable description; every
 * option returns a copy.
 *
 * <p>The same seed gives the same weights, bit for bit, for any number of threads and on any machine. Each call of
 * {@link #fit} begins with a fresh optimizer and the model's present weights. One training of a model at a time;
 * predictions of that model have to wait.
 *
 * <p>A missing optimizer or loss is an {@code IllegalStateException} from {@code fit}; data, model and loss that do not
 * fit together are a {@code ShapeException} or {@code DataException} before the first step; a loss that becomes NaN is
 * a {@code TrainingException}. Thread-safe.
 *
 * {@snippet :
 * var history = Trainer.of(model).optimizer(adam(1e-3)).loss(sparseCategoricalCrossentropy()).metrics(accuracy())
 *     .callbacks(earlyStopping(val(loss())).patience(3).restoreBestWeights())
 *     .fit(train, fit().epochs(20).batchSize(128).validationSplit(0.1).seed(42));
 * }
 */
public final class Trainer {
    private final Model model;
    private final @Nullable Optimizer optimizer;
    private final List<Loss> losses;
    private final double[] lossWeights;
    private final List<Metric> metrics;
    private final List<Callback> callbacks;

    private Trainer(Model model, @Nullable Optimizer optimizer, List<Loss> losses, double[] lossWeights,
            List<Metric> metrics, List<Callback> callbacks) {
        this.model = model;
        this.optimizer = optimizer;
        this.losses = losses;
        this.lossWeights = lossWeights;
        this.metrics = metrics;
        this.callbacks = callbacks;
    }

    /**
     * A trainer of a model, without optimizer, loss, metrics and callbacks.
     *
     * @param model the model; its weights will change
     * @return the trainer
     */
    public static Trainer of(Model model) {
        return new Trainer(model, null, List.of(), new double[0], List.of(), List.of());
    }

    /**
     * This trainer with another optimizer.
     *
     * @param how changes the weights
     * @return a copy
     */
    public Trainer optimizer(Optimizer how) {
        return new Trainer(model, how, losses, lossWeights, metrics, callbacks);
    }

    /**
     * This trainer with another loss. A model of several outputs takes one loss for all of them, or one for each in their
     * order; what becomes small is their sum, by the {@link #lossWeights}.
     *
     * @param what is to become small
     * @return a copy
     */
    public Trainer loss(Loss... what) {
        return new Trainer(model, optimizer, List.of(what), lossWeights, metrics, callbacks);
    }

    /**
     * This trainer with other weights of the losses, for models of several outputs.
     *
     * @param weights a factor for the loss of each output, in their order; 1 by default
     * @return a copy
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public Trainer lossWeights(double... weights) {
        for (double weight : weights) {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("Trainer: loss weights must be numbers of at least 0, got " + weight
                        + ".");
            }
        }
        return new Trainer(model, optimizer, losses, weights.clone(), metrics, callbacks);
    }

    /**
     * This trainer with other metrics; the loss is always reported.
     *
     * @param which what to compute for every epoch
     * @return a copy
     * @throws IllegalArgumentException if two have the same name
     */
    public Trainer metrics(Metric... which) {
        Set<String> names = new HashSet<>(Set.of("loss"));
        List<Metric> kept = new ArrayList<>();
        for (Metric metric : which) {
            Expect.given("Trainer", "a metric", metric, "leave it out");
            if (names.add(metric.name())) {
                kept.add(metric);
            } else if (!metric.name().equals("loss")) {
                throw new IllegalArgumentException("Trainer: two metrics are named \"" + metric.name() + "\".");
            }
        }
        return new Trainer(model, optimizer, losses, lossWeights, List.copyOf(kept), callbacks);
    }

    /**
     * This trainer with other callbacks.
     *
     * @param which watch the training, in this order
     * @return a copy
     */
    public Trainer callbacks(Callback... which) {
        return new Trainer(model, optimizer, losses, lossWeights, metrics, List.of(which));
    }

    /** {@return the model} */
    public Model model() {
        return model;
    }

    /**
     * Trains the model.
     *
     * <p>Loss and metrics of an epoch are means over its batches while the weights change; those of the validation
     * samples are taken in inference mode when the epoch ends. Losses include regularization.
     *
     * @param data the samples; the model's input shape, targets that suit the loss
     * @param options epochs, batch size, validation, seed …
     * @return the values of every epoch
     * @throws IllegalStateException if optimizer or loss are missing, or the model is being trained
     * @throws dev.vectron.tensor.ShapeException if data, model and loss do not fit together
     * @throws DataException if there are too few samples, or a label is out of range
     * @throws TrainingException if the loss becomes NaN or infinite, or a checkpoint cannot be written
     */
    public History fit(Dataset data, Fit options) {
        TrainerSetup setup = setup("fit");
        Objective objective = setup.objective();
        Compatibility.check(objective, data, "training samples");
        Dataset train = data;
        Dataset validation = options.validationData();
        if (validation != null) {
            Compatibility.check(objective, validation, "validation samples");
            Compatibility.checkLabels(objective, validation, "validation samples");
        } else if (options.validationSplit() > 0) {
            Split split = Split.of(data).last(options.validationSplit());
            train = split.train();
            validation = split.validation();
        }
        Compatibility.checkLabels(objective, data, "training samples");
        try (var _ = model.graph().beginTraining(); Fitting fitting = new Fitting(setup, train, validation, options)) {
            return fitting.run(callbacks);
        }
    }

    /**
     * Loss and metrics on a data set in inference mode, with batches of 32 on all processors.
     *
     * @param data the samples
     * @return the result
     * @throws IllegalStateException if no loss is set, or the model is being trained
     * @throws IllegalArgumentException if data, model and loss do not fit together
     */
    public Evaluation evaluate(Dataset data) {
        return evaluate(data, 32, Workers.defaultThreads());
    }

    /**
     * Loss and metrics on a data set in inference mode.
     *
     * @param data the samples
     * @param batchSize samples computed at a time
     * @param threads how many threads may work
     * @return the result
     * @throws IllegalStateException if no loss is set, or the model is being trained
     * @throws IllegalArgumentException if data, model and loss do not fit together
     */
    public Evaluation evaluate(Dataset data, int batchSize, int threads) {
        Expect.atLeastOne("evaluate", "batchSize", batchSize);
        Expect.atLeastOne("evaluate", "threads", threads);
        return Evaluation.of(model, data, objective("evaluate"), batchSize, threads);
    }

    /**
     * Begins a training whose loop is the caller's own.
     *
     * @param options the largest batch, the seed and the threads; epochs and validation do not matter
     * @return gives gradients, does steps; to be closed
     * @throws IllegalStateException if optimizer or loss are missing, or the model is being trained
     */
    public TrainingLoop loop(Fit options) {
        return new TrainingLoop(setup("loop"), options);
    }

    TrainerSetup setup(String method) {
        if (optimizer == null) {
            throw new IllegalStateException("Trainer: no optimizer is set; call .optimizer(adam(1e-3)) before ."
                    + method + "(…).");
        }
        return new TrainerSetup(model, optimizer, objective(method));
    }

    private Objective objective(String method) {
        if (losses.isEmpty()) {
            throw new IllegalStateException("Trainer: no loss is set; call .loss(…), for example "
                    + "sparseCategoricalCrossentropy() for class labels, "
                    + "before ." + method + "(…).");
        }
        return new Objective(model.graph(), losses, lossWeights, metrics);
    }
}
