package dev.vectron.training;

import dev.vectron.models.ModelFile;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a training that is under way to a file, and takes one over from there, with every bit that matters. */
final class Backup {
    private final TrainerSetup setup;
    private final TrainingContext context;
    private final Progress progress;
    private final Meters meters;
    private final HistoryRecorder recorder;
    private final TrainingListener[] listeners;

    Backup(TrainerSetup setup, TrainingContext context, Progress progress, Meters meters, HistoryRecorder recorder,
            TrainingListener[] listeners) {
        this.setup = setup;
        this.context = context;
        this.progress = progress;
        this.meters = meters;
        this.recorder = recorder;
        this.listeners = listeners;
    }

    /** What must be the same for a training to go on: as texts, by the names that a message shows. */
    private Map<String, String> setupTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("optimizer", describe(setup.optimizer()));
        texts.put("loss", String.valueOf(setup.objective().losses().stream().map(loss -> loss.name()).toList()));
        Fit options = context.options();
        texts.put("seed", Long.toString(options.seed()));
        texts.put("batchSize", Integer.toString(options.batchSize()));
        texts.put("shuffle", Boolean.toString(options.shuffle()));
        texts.put("number of training samples", Integer.toString(progress.samplesPerEpoch()));
        texts.put("values of the history", String.join(", ", progress.names()));
        return texts;
    }

    private static String describe(Optimizer optimizer) {
        if (optimizer instanceof Configured known) {
            try {
                return Json.write(Config.toJson(known));
            } catch (IllegalArgumentException | IllegalStateException e) {
                // A learning rate by a function of the user's own has no description; the name must do.
                return optimizer.name();
            }
        }
        return optimizer.name();
    }

    /** Whether an epoch had ended and the next one not begun. */
    void write(Path file, boolean betweenEpochs) throws IOException {
        SavedState state = new SavedState();
        setupTexts().forEach(state.in("setup")::put);
        state.put("epoch", (long) progress.epoch());
        state.put("batch", (long) progress.batch());
        state.put("samples", (long) progress.samples());
        state.put("between_epochs", Boolean.toString(betweenEpochs));
        state.put("stopped_because", context.stopReason());
        state.put("values", progress.values);
        state.put("meters", meters.state());
        recorder.save(state.in("history"));
        SavedOptimizer.save(context.optimizer(), state);
        for (int i = 0; i < listeners.length; i++) {
            listeners[i].save(state.in("listener_" + i));
        }
        TrainingFile.writeBackup(file, context.model(), setup.compiled(), state);
    }

    /**
     * Takes over a training.
     *
     * @return the epoch to go on with, which {@link Progress} is within if it has begun
     * @throws IOException if the file cannot be read
     * @throws TrainingException if it holds another training; the message says what differs
     */
    int restore(Path path) throws IOException {
        ModelFile file = ModelFile.open(path);
        SavedState state = TrainingFile.read(file);
        try {
            SavedState saved = state.in("setup");
            setupTexts().forEach((name, text) -> {
                if (!saved.text(name).equals(text)) {
                    throw new IllegalArgumentException("the saved training has " + name + " " + saved.text(name)
                            + ", this one " + text);
                }
            });
            file.readInto(context.model().graph());
            SavedOptimizer.restore(context.optimizer(), state);
            for (int i = 0; i < listeners.length; i++) {
                listeners[i].restore(state.in("listener_" + i));
            }
            recorder.restore(state.in("history"));
            meters.restore(state.numbers("meters"));
            int epoch = (int) state.whole("epoch");
            progress.resume(epoch, (int) state.whole("batch"), (int) state.whole("samples"));
            double[] values = state.numbers("values");
            System.arraycopy(values, 0, progress.values, 0, values.length);
            if (!state.text("stopped_because").isEmpty()) {
                context.stop(state.text("stopped_because"));
            }
            return Boolean.parseBoolean(state.text("between_epochs")) ? epoch + 1 : epoch;
        } catch (IllegalArgumentException e) {
            throw new TrainingException("The training in " + path + " cannot go on here: " + withoutStop(e)
                    + ". Delete the file to begin anew.", e, null);
        }
    }

    private static String withoutStop(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
