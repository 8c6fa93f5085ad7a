package dev.vectron.selection;

import dev.vectron.data.Split;
import dev.vectron.metrics.Monitor;
import dev.vectron.models.Model;
import dev.vectron.training.Evaluation;
import dev.vectron.training.Fit;
import dev.vectron.training.History;
import dev.vectron.training.Progress;
import dev.vectron.training.SavedState;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trains models on splits and judges them; sees to it that each is a new one. Thread-safe. */
final class Course {
    private static final String VALIDATION = "val_";

    private final Set<Model> models = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** What came of a training. */
    record Outcome(Map<String, Double> values, int epochs) {}

    Outcome train(Trainer trainer, Split split, Fit options) {
        return train(trainer, split, options, null, progress -> {});
    }

    Outcome train(Trainer trainer, Split split, Fit options, @Nullable Monitor monitor, Consumer<Progress> epochEnd) {
        if (!models.add(trainer.model())) {
            throw new IllegalStateException("Two trainings were given the same model, so that the second would go on"
                    + " where the first ended; make a new model in the function.");
        }
        TrainingListener given = options.listener();
        TrainingListener watch = new TrainingListener() {
            @Override
            public void onTrainBegin(Progress progress) {
                if (monitor != null && !progress.names().contains(monitor.name())) {
                    throw new IllegalArgumentException("The search is for the best \"" + monitor.name()
                            + "\", but the trainings have " + String.join(", ", progress.names())
                            + "; add it to the trainer's metrics(…).");
                }
            }

            @Override
            public void onEpochEnd(Progress progress) {
                epochEnd.accept(progress);
            }
        };
        Fit fit = options.validationSplit(0).validationData(split.validation())
                .listener(given == null ? watch : new Both(watch, given));
        History history = trainer.fit(split.train(), fit);
        Evaluation end = trainer.evaluate(split.validation(), options.batchSize(), options.threads());
        return new Outcome(values(history, end), history.epochs());
    }

    /** Of the training samples the last epoch's values; of the others those of the weights that the training left. */
    private static Map<String, Double> values(History history, Evaluation end) {
        if (history.epochs() == 0) {
            throw new IllegalStateException("The training ended without an epoch: " + history.stoppedBecause() + ".");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(history.names());
        names.removeAll(List.of("seconds", "learning_rate"));
        for (String name : names) {
            values.put(name, name.startsWith(VALIDATION) ? end.value(name.substring(VALIDATION.length()))
                    : history.last(name));
        }
        return values;
    }

    /** Tells two listeners. */
    record Both(TrainingListener one, TrainingListener other) implements TrainingListener {
        @Override
        public void onTrainBegin(Progress progress) {
            one.onTrainBegin(progress);
            other.onTrainBegin(progress);
        }

        @Override
        public void onEpochBegin(Progress progress) {
            one.onEpochBegin(progress);
            other.onEpochBegin(progress);
        }

        @Override
        public void onBatchEnd(Progress progress) {
            one.onBatchEnd(progress);
            other.onBatchEnd(progress);
        }

        @Override
        public void onTestBegin(Progress progress) {
            one.onTestBegin(progress);
            other.onTestBegin(progress);
        }

        @Override
        public void onTestEnd(Progress progress) {
            one.onTestEnd(progress);
            other.onTestEnd(progress);
        }

        @Override
        public void onEpochEnd(Progress progress) {
            one.onEpochEnd(progress);
            other.onEpochEnd(progress);
        }

        @Override
        public void onTrainEnd(Progress progress) {
            one.onTrainEnd(progress);
            other.onTrainEnd(progress);
        }

        @Override
        public void onTrainError(Progress progress, Throwable error) {
            one.onTrainError(progress, error);
            other.onTrainError(progress, error);
        }

        @Override
        public void onResume(Progress progress) {
            one.onResume(progress);
            other.onResume(progress);
        }

        @Override
        public void save(SavedState state) {
            one.save(state);
            other.save(state);
        }

        @Override
        public void restore(SavedState state) {
            one.restore(state);
            other.restore(state);
        }
    }
}
