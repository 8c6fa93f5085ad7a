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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Trains a model: what Keras's {@code compile}, {@code fit} and {@code evaluate} do. An immutable description; every
 * option returns a copy.
 *
 * <p>The same seed gives the same weights, bit for bit, for any number of threads and on any machine. One training of a
 * model at a time; predictions of that model have to wait.
 *
 * <p>Beside the model, which it changes, a trainer remembers one thing: the optimizer's state at the end of the last
 * training. The next {@link #fit} or {@link #loop} goes on with it, as in Keras, and {@link #save} writes it. Copies
 * with other losses, metrics or callbacks share it; {@link #optimizer} begins anew, as Keras's {@code compile} does,
 * and so does a training after {@code model.initialize}, after other layers were frozen, or after one that failed.
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
    private final Compilation compiled;
    private final List<Callback> callbacks;
    private final LastTraining last;

    private Trainer(Model model, Compilation compiled, List<Callback> callbacks, LastTraining last) {
        this.model = model;
        this.compiled = compiled;
        this.callbacks = callbacks;
        this.last = last;
    }

    /** A trainer without callbacks that goes on with a training. */
    Trainer(Model model, Compilation compiled, LastTraining last) {
        this(model, compiled, List.of(), last);
    }

    /**
     * A trainer of a model, without optimizer, loss, metrics and callbacks.
     *
     * @param model the model; its weights will change
     * @return the trainer
     */
    public static Trainer of(Model model) {
        return new Trainer(model, Compilation.NONE, new LastTraining());
    }

    /**
     * This trainer with another optimizer, which begins anew.
     *
     * @param how changes the weights
     * @return a copy
     */
    public Trainer optimizer(Optimizer how) {
        return new Trainer(model, compiled.with(how), callbacks, new LastTraining());
    }

    /**
     * This trainer with another loss. A model of several outputs takes one loss for all of them, or one for each in
     * their order; what becomes small is their sum, by the {@link #lossWeights}.
     *
     * @param what is to become small
     * @return a copy
     */
    public Trainer loss(Loss... what) {
        return new Trainer(model, compiled.withLosses(List.of(what)), callbacks, last);
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
        return new Trainer(model, compiled.withLossWeights(Arrays.stream(weights).boxed().toList()), callbacks, last);
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
        return new Trainer(model, compiled.withMetrics(List.copyOf(kept)), callbacks, last);
    }

    /**
     * This trainer with other callbacks.
     *
     * @param which watch the training, in this order
     * @return a copy
     */
    public Trainer callbacks(Callback... which) {
        return new Trainer(model, compiled, List.of(which), last);
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
     * @throws IllegalArgumentException if the initial epoch leaves nothing to do
     * @throws dev.vectron.tensor.ShapeException if data, model and loss do not fit together
     * @throws DataException if there are too few samples, or a label is out of range
     * @throws TrainingException if the loss becomes NaN or infinite, or a checkpoint cannot be written
     */
    public History fit(Dataset data, Fit options) {
        TrainerSetup setup = setup("fit");
        if (options.initialEpoch() >= options.epochs()) {
            throw new IllegalArgumentException("fit: initialEpoch(" + options.initialEpoch() + ") leaves none of "
                    + options.epochs() + " epochs; epochs(…) counts all, so epochs(" + (options.initialEpoch() + 1)
                    + ") trains one more.");
        }
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
        Optimizer optimizer = compiled.optimizer();
        if (optimizer == null) {
            throw new IllegalStateException("Trainer: no optimizer is set; call .optimizer(adam(1e-3)) before ."
                    + method + "(…).");
        }
        return new TrainerSetup(model, compiled, optimizer, objective(method), last);
    }

    private Objective objective(String method) {
        if (compiled.losses().isEmpty()) {
            throw new IllegalStateException("Trainer: no loss is set; call .loss(…), for example "
                    + "sparseCategoricalCrossentropy() for class labels, "
                    + "before ." + method + "(…).");
        }
        return new Objective(model.graph(), compiled.losses(), compiled.lossFactors(), compiled.metrics());
    }

    /**
     * Saves the model and how it learns in one safetensors file: architecture, parameters, optimizer with its slots and
     * number of steps, losses with their weights, metrics; not the callbacks. {@link #load} makes a trainer of it that
     * goes on with the same bits, {@code Model.load} and {@code loadWeights} read the model.
     *
     * @param file where to, {@code trainer.safetensors}
     * @throws IOException if the file cannot be written; an old file is unchanged then
     * @throws IllegalStateException while the model is being trained; a {@code modelCheckpoint} saves then
     * @throws IllegalArgumentException if an optimizer, schedule, loss or metric of one's own is not
     *     {@link dev.vectron.store.Configured}
     * @throws UnsupportedOperationException if a layer of one's own does not say its options
     */
    public void save(Path file) throws IOException {
        if (model.graph().isTraining()) {
            throw new IllegalStateException("This model is being trained; save the trainer when fit() has returned, or"
                    + " while it goes on by the callback modelCheckpoint(…).");
        }
        TrainingFile.write(file, model, compiled, last.state(model.graph()));
    }

    /**
     * A trainer from a file that {@link #save}, {@code modelCheckpoint} or {@code backupAndRestore} wrote.
     *
     * {@snippet :
     * trainer.fit(data, fit().epochs(10));
     * trainer.save(Path.of("trainer.safetensors"));
     * Trainer again = Trainer.load(Path.of("trainer.safetensors"));
     * again.fit(data, fit().epochs(15).initialEpoch(10));       // the same bits as 15 epochs in one go
     * }
     *
     * @param file the file
     * @return the trainer with a model of its own, without callbacks
     * @throws IOException if the file cannot be read or holds no trainer; the message says what is wrong
     * @throws IllegalArgumentException if a class or option is not known; those of one's own are made known by
     *     {@code Layers.register}, {@code Losses.register}, {@code Metrics.register}, {@code Optimizers.register} …
     */
    public static Trainer load(Path file) throws IOException {
        return TrainingFile.readTrainer(file);
    }
}
