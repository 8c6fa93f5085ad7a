package dev.vectron.training;

import dev.vectron.data.Dataset;
import dev.vectron.metrics.Monitor;
import dev.vectron.models.Model;
import dev.vectron.optimizers.OptimizerState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One training, and what a {@link Callback} may do to it. For the thread that trains, between steps.
 *
 * <p>A rate that follows a schedule cannot be set: that is an {@code IllegalStateException}. Not thread-safe.
 */
public final class TrainingContext {
    private final TrainerSetup setup;
    private final Fit options;
    private final OptimizerState optimizer;
    private final List<String> names;
    private @Nullable String stopReason;
    private @Nullable Path checkpoint;
    private int checkpointEpoch;
    private @Nullable Path resumeFile;
    private @Nullable Path backupFile;
    private Runnable afterBackup = () -> {};
    private @Nullable Supplier<String> calmEnd;

    TrainingContext(TrainerSetup setup, Fit options, OptimizerState optimizer, List<String> names) {
        this.setup = setup;
        this.options = options;
        this.optimizer = optimizer;
        this.names = List.copyOf(names);
    }

    /** {@return the model that is trained; its weights may be read and saved, {@code predict} has to wait} */
    public Model model() {
        return setup.model();
    }

    /** {@return the options of this training} */
    public Fit options() {
        return options;
    }

    /** {@return the slots of the optimizer} */
    public OptimizerState optimizer() {
        return optimizer;
    }

    /** {@return the names of the values that every epoch of this training will have} */
    public List<String> names() {
        return names;
    }

    /** {@return the present learning rate} */
    public double learningRate() {
        return optimizer.learningRate();
    }

    /**
     * Sets the learning rate of the coming steps.
     *
     * @param rate the new rate, at least 0
     * @throws IllegalStateException if the optimizer has a schedule
     */
    public void learningRate(double rate) {
        optimizer.learningRate(rate);
    }

    /**
     * Checks that the learning rate may be set.
     *
     * @param who the callback, for the message
     * @throws IllegalStateException if the optimizer has a schedule
     */
    public void requireSettableRate(String who) {
        if (optimizer.followsSchedule()) {
            throw new IllegalStateException(who + " sets the learning rate, but that of " + optimizer.optimizer().name()
                    + " follows a schedule; make the optimizer with a number, or leave out the callback.");
        }
    }

    /**
     * Lets a training whose loss or weights become NaN or infinite end as if {@link #stop} had been called, instead of
     * by a {@link TrainingException}. The step that failed did not change the weights if it was the loss.
     *
     * @param putBack is run before the listeners are told of the end: it has to make the weights finite again, and
     *     returns what they are, for the history
     */
    public void endCalmly(Supplier<String> putBack) {
        calmEnd = putBack;
    }

    @Nullable Supplier<String> calmEnd() {
        return calmEnd;
    }

    /**
     * Stops the training when the present epoch ends.
     *
     * @param reason one line for the history
     */
    public void stop(String reason) {
        stopReason = reason;
    }

    /** {@return whether a callback asked to stop} */
    public boolean stopped() {
        return stopReason != null;
    }

    String stopReason() {
        String reason = stopReason;
        return reason == null ? "" : reason;
    }

    /**
     * Evaluates the model with the present weights, with the loss and the metrics of this training.
     *
     * @param data the samples
     * @return the result
     */
    public Evaluation evaluate(Dataset data) {
        return Evaluation.unguarded(setup.model(), data, setup.objective(), options.batchSize(), options.threads());
    }

    /**
     * Saves model, trainer and optimizer as they are now, in the file that {@link Trainer#save} writes.
     *
     * @param file where to
     * @throws IOException if the file cannot be written; an old file is unchanged then
     * @throws IllegalArgumentException if an optimizer, schedule, loss or metric of one's own has no description
     * @throws UnsupportedOperationException if a layer of one's own does not say its options
     */
    public void save(Path file) throws IOException {
        TrainingFile.write(file, setup.model(), setup.compiled(), optimizer);
    }

    /**
     * Checks that {@link #save} can describe model and trainer.
     *
     * @throws IllegalArgumentException if an optimizer, schedule, loss or metric of one's own has no description
     * @throws UnsupportedOperationException if a layer of one's own does not say its options
     */
    public void requireDescriptions() {
        setup.model().toJson();
        setup.compiled().toJson();
    }

    /**
     * Notes that the weights were saved, so that an error can say what is kept.
     *
     * @param file the file
     * @param epoch the epoch, from 1
     */
    public void checkpointSaved(Path file, int epoch) {
        checkpoint = file;
        checkpointEpoch = epoch;
    }

    /**
     * Lets this training go on where a saved one was, if the file is there. Called by {@link Callback#start}; what was
     * saved is taken over when all callbacks have started.
     *
     * @param file what {@link #backUp} wrote
     */
    public void resumeFrom(Path file) {
        resumeFile = file;
    }

    /**
     * Has the whole training saved as soon as all listeners have been told of the present batch or epoch: weights,
     * optimizer, position, sums of metrics, history and what the listeners remember. A training that goes on from it
     * has the same bits as one that never stopped.
     *
     * @param file where to; replaced whole or not at all
     * @param afterwards is run when the file is complete
     */
    public void backUp(Path file, Runnable afterwards) {
        backupFile = file;
        afterBackup = afterwards;
    }

    @Nullable Path resumeFile() {
        return resumeFile;
    }

    /** The file that is waited for; asking takes it. */
    @Nullable Path takeBackupFile() {
        Path file = backupFile;
        backupFile = null;
        return file;
    }

    void backedUp() {
        afterBackup.run();
    }

    /** What is left after a failure, as the end of a message; empty without a checkpoint. */
    String kept() {
        return checkpoint == null ? "" : "; the weights of epoch " + checkpointEpoch + " are kept in " + checkpoint;
    }

    /**
     * Checks that this training will have a value.
     *
     * @param who the callback, for the message
     * @param monitor what it watches
     * @return the monitor
     * @throws IllegalArgumentException if there is no such value; the message lists those there are
     */
    public Monitor require(String who, Monitor monitor) {
        String name = monitor.name();
        if (names.contains(name)) {
            return monitor;
        }
        boolean wantsValidation = name.startsWith("val_") && !names.contains("val_loss");
        throw new IllegalArgumentException(who + " watches \"" + name + "\", but this training "
                + (wantsValidation ? "has no validation samples; add validationSplit(0.1) or validationData(…) to fit()"
                        : "does not compute it; add it to metrics(…)")
                + ". It has " + String.join(", ", names) + ".");
    }
}
