package dev.vectron.training;

import dev.vectron.data.Batches;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Run;
import dev.vectron.metrics.ClassificationTally;
import dev.vectron.random.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code fit}: epochs of steps, validation, history, listeners. From the second epoch on nothing is
 * allocated.
 */
final class Fitting implements AutoCloseable {
    /** Names the random stream of shuffling: those of layers are small numbers. */
    private static final long SHUFFLING = 0x53485546464CL;

    private final Graph graph;
    private final Targets targets;
    private final Dataset train;
    private final Fit options;
    private final Step step;
    private final Batches batches;
    private final @Nullable Evaluator evaluator;
    private final Meters meters;
    private final int[] order;
    private final int validationAt;
    private final int learningRateAt;
    private final Progress progress;
    private final HistoryRecorder recorder;
    private final TrainingContext context;
    private final TrainerSetup setup;
    private TrainingListener[] listeners = {};
    private @Nullable Backup backup;

    Fitting(TrainerSetup setup, Dataset train, @Nullable Dataset validation, Fit options) {
        this.graph = setup.model().graph();
        Objective objective = setup.objective();
        this.train = train;
        this.options = options;
        int batchSize = Math.min(options.batchSize(), train.size());
        List<String> names = columns(objective, validation != null);
        this.validationAt = objective.names().size();
        this.learningRateAt = names.size() - 1;
        this.progress = new Progress(names, options.epochs(), (train.size() + batchSize - 1) / batchSize, train.size());
        this.targets = new Targets(objective, train, batchSize, options.classWeight());
        this.meters = new Meters(objective);
        this.step = new Step(objective, setup.begin(), batchSize, options.threads());
        this.context = new TrainingContext(setup, options, step.state(), names);
        this.order = new int[train.size()];
        this.evaluator = validation == null ? null
                : new Evaluator(objective, new ClassificationTally[0], validation, options.batchSize(),
                options.threads());
        this.batches = Batches.of(train, batchSize);
        this.recorder = new HistoryRecorder(names, options.epochs());
        this.setup = setup;
    }

    private static List<String> columns(Objective objective, boolean validation) {
        List<String> own = objective.names();
        List<String> names = new ArrayList<>(own);
        if (validation) {
            own.forEach(name -> names.add("val_" + name));
        }
        names.add("seconds");
        names.add("learning_rate");
        return names;
    }

    /** Trains; the caller holds the right to. */
    History run(List<Callback> callbacks) {
        List<TrainingListener> all = new ArrayList<>();
        for (Callback callback : callbacks) {
            all.add(callback.start(context));
        }
        if (options.listener() != null) {
            all.add(options.listener());
        }
        listeners = all.toArray(TrainingListener[]::new);
        backup = new Backup(setup, context, progress, meters, recorder, listeners);
        try {
            for (TrainingListener listener : listeners) {
                listener.onTrainBegin(progress);
            }
            epochs();
            History history = recorder.finish(context.stopReason());
            for (TrainingListener listener : listeners) {
                listener.onTrainEnd(progress);
            }
            return history;
        } catch (TrainingException e) {
            TrainingException known = e.history() != null ? e
                    : new TrainingException(e.getMessage(), e.getCause(), recorder.finish("an error"));
            tellError(known);
            throw known;
        } catch (RuntimeException | Error e) {
            tellError(e);
            throw e;
        }
    }

    /** All epochs that are left; ends early if a callback wants it. */
    private void epochs() {
        try {
            int first = resume();
            setup.last().forget();
            step.state().goOn();
            for (int epoch = first; epoch <= options.epochs() && !context.stopped(); epoch++) {
                epoch(epoch);
            }
            step.state().finish();
            setup.keep(step.state());
        } catch (Diverged e) {
            Supplier<String> putBack = context.calmEnd();
            if (putBack == null) {
                throw e;
            }
            // A moving average of the weights may have taken in what was not finite: it is left alone.
            context.stop(e.what + "; " + putBack.get());
        }
    }

    /** Loss or weights are no longer finite numbers. */
    private static final class Diverged extends TrainingException {
        private static final long serialVersionUID = 1L;

        private final String what;

        Diverged(String what, String kept, History history) {
            super(what + kept + ".", null, history);
            this.what = what;
        }
    }

    private void tellError(Throwable error) {
        for (TrainingListener listener : listeners) {
            listener.onTrainError(progress, error);
        }
    }

    /** Goes on where a saved training was, if there is one; returns the epoch to begin or to go on with. */
    private int resume() {
        Path file = context.resumeFile();
        if (file == null || !Files.exists(file) || backup == null) {
            return options.initialEpoch() + 1;
        }
        try {
            int epoch = backup.restore(file);
            for (TrainingListener listener : listeners) {
                listener.onResume(progress);
            }
            return epoch;
        } catch (IOException e) {
            throw new TrainingException("The saved training cannot be read: " + e.getMessage(), e, null);
        }
    }

    private void epoch(int epoch) {
        if (progress.epoch() == epoch) {
            rest(epoch, progress.batch() * batches.batchSize());
        } else {
            progress.beginEpoch(epoch);
            progress.values[learningRateAt] = context.learningRate();
            for (TrainingListener listener : listeners) {
                listener.onEpochBegin(progress);
            }
            meters.reset();
            rest(epoch, 0);
        }
        meters.write(progress.values, 0);
        validate(epoch);
        progress.values[learningRateAt - 1] = progress.seconds();
        recorder.add(progress.values);
        for (TrainingListener listener : listeners) {
            listener.onEpochEnd(progress);
        }
        backUp(true);
    }

    /** The steps of an epoch from a sample of its order on. */
    private void rest(int epoch, int from) {
        arrange(epoch);
        int left = order.length - from;
        if (left <= 0) {
            return;
        }
        if (from > 0) {
            System.arraycopy(order, from, order, 0, left);
        }
        batches.begin(order, left, options.seed(), epoch);
        while (batches.next()) {
            step(epoch);
        }
    }

    /** Saves the training if a listener wants it. */
    private void backUp(boolean betweenEpochs) {
        Path file = context.takeBackupFile();
        if (file == null || backup == null) {
            return;
        }
        try {
            backup.write(file, betweenEpochs);
        } catch (IOException e) {
            throw new TrainingException("The training cannot be saved: " + e.getMessage() + context.kept() + ".", e,
                    null);
        }
        context.backedUp();
    }

    /** The order depends on seed and epoch alone, not on the epochs before. */
    private void arrange(int epoch) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        if (options.shuffle()) {
            CounterRandom.shuffle(CounterRandom.key(options.seed(), SHUFFLING, epoch, 0), order, order.length);
        }
    }

    private void step(int epoch) {
        int size = batches.size();
        Run run = step.run();
        run.randomness(options.seed(), epoch, batches.sampleNumbers());
        Objective.bindInputs(run, batches, train.inputs());
        run.forward(size);
        targets.bind(run, batches);
        if (!step.computeLoss()) {
            throw diverged("Loss", step.loss(), "in epoch " + epoch + ", batch " + (progress.batch() + 1),
                    Divergence.cause(graph, batches, train));
        }
        meters.add(step.loss(), size, run);
        step.backward();
        step.update();
        progress.batchDone(size);
        meters.writeSoFar(progress.values, 0);
        progress.values[learningRateAt] = context.learningRate();
        for (TrainingListener listener : listeners) {
            listener.onBatchEnd(progress);
        }
        backUp(false);
        if (Thread.currentThread().isInterrupted()) {
            setup.keep(step.state());
            throw new TrainingException("Training was interrupted in epoch " + epoch + ", batch " + progress.batch()
                    + context.kept() + ".",
                    null, recorder.finish("interrupted"));
        }
    }

    private void validate(int epoch) {
        if (!Divergence.isFinite(graph.values())) {
            throw diverged("Weights", Double.NaN, "in the last batch of epoch " + epoch, Divergence.cause(graph));
        }
        if (evaluator != null) {
            for (TrainingListener listener : listeners) {
                listener.onTestBegin(progress);
            }
            evaluator.evaluate(progress.values, validationAt);
            for (TrainingListener listener : listeners) {
                listener.onTestEnd(progress);
            }
            double loss = progress.values[validationAt];
            if (!Double.isFinite(loss)) {
                throw diverged("Validation loss", loss, "after epoch " + epoch,
                        "the weights are finite: check the validation samples for NaN, or lower the learning rate");
            }
        }
    }

    private TrainingException diverged(String what, double value, String where, String cause) {
        String message = Divergence.describe(what, value, where, context.learningRate(), cause);
        return new Diverged(message, context.kept(), recorder.finish(message + context.kept() + "."));
    }

    @Override
    public void close() {
        batches.close();
        if (evaluator != null) {
            evaluator.close();
        }
    }
}
