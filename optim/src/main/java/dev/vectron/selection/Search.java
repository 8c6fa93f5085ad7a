package dev.vectron.selection;

import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import dev.vectron.metrics.Metrics;
import dev.vectron.metrics.Monitor;
import dev.vectron.training.Fit;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries parameters of a model and of its training, and keeps what came of each. An immutable description; every option
 * returns a copy.
 *
 * <p>Each trial trains a new model, or one for each fold, and is judged by the validation samples with the weights that
 * the training ended with. A trial that fails (an exception, a loss that is no number) is recorded with its message;
 * the others go on. Same options, same seeds: same values, for any number of trials at a time.
 *
 * <p>Nothing to try, and fewer than one trial at a time, are an {@code IllegalArgumentException}; a file that cannot be
 * written is a {@code TrainingException}. Thread-safe.
 *
 * {@snippet :
 * SearchResult result = Search.random(SearchSpace.of("rate", logUniform(1e-4, 1e-1)).and("units", ints(8, 64)), 20, 42)
 *     .monitor(val(accuracy())).parallel(2).results(Path.of("search.csv"))
 *     .run(p -> Trainer.of(model(p.whole("units"))).optimizer(adam(p.number("rate")))
 *             .loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
 *         data, fit().epochs(10).validationSplit(0.2).seed(1));
 * IO.println(result.table());
 * }
 */
public final class Search {
    private final List<Parameters> trials;
    private final Monitor monitor;
    private final int parallel;
    private final @Nullable Folds folds;
    private final @Nullable Path file;
    private final SearchListener listener;

    private Search(List<Parameters> trials, Monitor monitor, int parallel, @Nullable Folds folds, @Nullable Path file,
            SearchListener listener) {
        this.trials = trials;
        this.monitor = monitor;
        this.parallel = parallel;
        this.folds = folds;
        this.file = file;
        this.listener = listener;
    }

    /**
     * A search through given parameters.
     *
     * @param trials what to try, in this order
     * @return the search, for the least {@code val_loss}
     * @throws IllegalArgumentException if there is nothing to try
     */
    public static Search of(List<Parameters> trials) {
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("Search: there is nothing to try; give at least one trial.");
        }
        return new Search(List.copyOf(trials), Metrics.val(Metrics.loss()), 1, null, null, new SearchListener() {});
    }

    /**
     * A search through all points of a grid.
     *
     * @param points what to try
     * @return the search
     */
    public static Search grid(ParameterGrid points) {
        return of(points.combinations());
    }

    /**
     * A search through random points.
     *
     * @param space from where to take them
     * @param trials how many
     * @param seed chooses them
     * @return the search
     * @throws IllegalArgumentException if there is nothing to try
     */
    public static Search random(SearchSpace space, int trials, long seed) {
        return of(space.sample(trials, seed));
    }

    /**
     * This search for another value.
     *
     * @param what the value; its metric says whether larger is better
     * @return a copy
     */
    public Search monitor(Monitor what) {
        return new Search(trials, what, parallel, folds, file, listener);
    }

    /**
     * This search with several trials at a time; each training works on one thread then.
     *
     * @param atOnce how many; 1 by default, and then a training may have all the threads of its options
     * @return a copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public Search parallel(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("Search: parallel must be at least 1, got " + atOnce + ".");
        }
        return new Search(trials, monitor, atOnce, folds, file, listener);
    }

    /**
     * This search with cross-validation: a trial's values are means over the folds.
     *
     * @param how divides the data
     * @return a copy
     */
    public Search crossValidation(Folds how) {
        return new Search(trials, monitor, parallel, how, file, listener);
    }

    /**
     * This search with a file that is written anew after each trial, so that nothing is lost.
     *
     * @param name the file; {@code .json} becomes JSON, any other comma-separated values
     * @return a copy
     */
    public Search results(Path name) {
        return new Search(trials, monitor, parallel, folds, name, listener);
    }

    /**
     * This search with a listener.
     *
     * @param observer is told of the progress
     * @return a copy
     */
    public Search listener(SearchListener observer) {
        return new Search(trials, monitor, parallel, folds, file, observer);
    }

    /**
     * Does all trials.
     *
     * @param trainer makes a new trainer with a new model; with several trials at a time, by several threads
     * @param data the samples
     * @param options of each training; without cross-validation they need {@code validationSplit} or
     *     {@code validationData}
     * @return what came of them
     * @throws IllegalArgumentException if there are no validation samples
     * @throws TrainingException if the file cannot be written, or the thread is interrupted
     */
    public SearchResult run(Function<Parameters, Trainer> trainer, Dataset data, Fit options) {
        Fit each = parallel > 1 ? options.threads(1) : options;
        TrialRecord trialRecord = new TrialRecord(monitor, trials, file, listener);
        Course course = new Course();
        List<Split> splits = splits(data, options);
        return new Trials(trialRecord, course, splits, folds != null, each, monitor).run(trainer, trials, parallel);
    }

    private List<Split> splits(Dataset data, Fit options) {
        Dataset validation = options.validationData();
        if (folds != null) {
            return folds.split(data);
        }
        if (validation != null) {
            return List.of(new Split(data, validation));
        }
        if (options.validationSplit() == 0) {
            throw new IllegalArgumentException("Search: there are no samples to judge the trials by; add"
                    + " validationSplit(0.2) or validationData(…) to fit(), or crossValidation(kFold(5)) to the"
                    + " search.");
        }
        return List.of(Split.of(data).last(options.validationSplit()));
    }
}
