package dev.vectron.training;

import dev.vectron.data.Dataset;
import dev.vectron.losses.ClassWeights;
import dev.vectron.parallel.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The options of a training, with Keras's defaults; begin with {@link #fit()} and add what differs.
 *
 * <p>Numbers below 1 and a share outside of [0, 1) are an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * import static dev.vectron.training.Fit.fit;
 *
 * trainer.fit(data, fit().epochs(20).batchSize(128).validationSplit(0.1).seed(42));
 * }
 *
 * @param epochs how often every sample is seen; default 1
 * @param initialEpoch how many of them were done before; default 0
 * @param batchSize samples of a step; default 32; the last batch of an epoch may be shorter
 * @param validationSplit the share of samples, the last ones before shuffling, that is kept for validation; default 0
 * @param validationData samples for validation, or null; overrides {@code validationSplit}
 * @param seed names the random numbers of shuffling and of random layers; default 0. Initial weights belong to the
 * model
 * @param shuffle whether each epoch has an order of its own; default true
 * @param classWeight weights of the classes in the training loss, or null
 * @param threads how many threads may work; the results do not depend on it; default all processors
 * @param listener is told of the progress, or null
 */
public record Fit(int epochs, int initialEpoch, int batchSize, double validationSplit,
        @Nullable Dataset validationData, long seed,
        boolean shuffle, @Nullable ClassWeights classWeight, int threads, @Nullable TrainingListener listener) {
    /** Checks the numbers. */
    public Fit {
        atLeastOne("epochs", epochs);
        if (initialEpoch < 0) {
            throw new IllegalArgumentException("fit: initialEpoch must be at least 0, got " + initialEpoch + ".");
        }
        atLeastOne("batchSize", batchSize);
        atLeastOne("threads", threads);
        if (!(validationSplit >= 0 && validationSplit < 1)) {
            throw new IllegalArgumentException("fit: validationSplit must be at least 0 and less than 1, got "
                    + validationSplit
                    + "; 0.1 keeps the last tenth of the samples for validation.");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("fit: " + name + " must be at least 1, got " + value + ".");
        }
    }

    /** {@return the defaults} */
    public static Fit fit() {
        return new Fit(1, 0, 32, 0, null, 0, true, null, Workers.defaultThreads(), null);
    }

    /**
     * These options with another number of epochs.
     *
     * @param count how often every sample is seen, at least 1
     * @return a copy
     */
    public Fit epochs(int count) {
        return new Fit(count, initialEpoch, batchSize, validationSplit, validationData, seed, shuffle, classWeight,
                threads, listener);
    }

    /**
     * These options for a training that goes on: Keras's {@code initial_epoch}. Epochs are counted from there, so
     * shuffling and random layers do not repeat what they did before, and {@link #epochs} counts all epochs. The
     * history holds those of this training alone.
     *
     * {@snippet :
     * trainer.fit(data, fit().epochs(2));
     * trainer.fit(data, fit().epochs(3).initialEpoch(2));     // one more; the same bits as three in one go
     * }
     *
     * @param done how many epochs were done before, at least 0 and, when training begins, less than {@link #epochs}
     * @return a copy
     */
    public Fit initialEpoch(int done) {
        return new Fit(epochs, done, batchSize, validationSplit, validationData, seed, shuffle, classWeight, threads,
                listener);
    }

    /**
     * These options with another batch size.
     *
     * @param samples samples of a step, at least 1
     * @return a copy
     */
    public Fit batchSize(int samples) {
        return new Fit(epochs, initialEpoch, samples, validationSplit, validationData, seed, shuffle, classWeight,
                threads, listener);
    }

    /**
     * These options with the last samples kept for validation.
     *
     * @param share from 0 to below 1
     * @return a copy
     */
    public Fit validationSplit(double share) {
        return new Fit(epochs, initialEpoch, batchSize, share, validationData, seed, shuffle, classWeight, threads,
                listener);
    }

    /**
     * These options with a data set for validation.
     *
     * @param data the samples
     * @return a copy
     */
    public Fit validationData(Dataset data) {
        return new Fit(epochs, initialEpoch, batchSize, validationSplit, data, seed, shuffle, classWeight, threads,
                listener);
    }

    /**
     * These options with another seed.
     *
     * @param number names the random numbers
     * @return a copy
     */
    public Fit seed(long number) {
        return new Fit(epochs, initialEpoch, batchSize, validationSplit, validationData, number, shuffle, classWeight,
                threads, listener);
    }

    /**
     * These options with or without shuffling.
     *
     * @param each whether each epoch has an order of its own
     * @return a copy
     */
    public Fit shuffle(boolean each) {
        return new Fit(epochs, initialEpoch, batchSize, validationSplit, validationData, seed, each, classWeight,
                threads, listener);
    }

    /**
     * These options with weights of the classes: the training loss of a sample is multiplied by the weight of its
     * class, as by Keras's {@code class_weight}. Metrics and validation do not see them.
     *
     * @param weights one for each class
     * @return a copy
     */
    public Fit classWeight(ClassWeights weights) {
        return new Fit(epochs, initialEpoch, batchSize, validationSplit, validationData, seed, shuffle, weights,
                threads, listener);
    }

    /**
     * These options with another number of threads.
     *
     * @param count how many threads may work, at least 1
     * @return a copy
     */
    public Fit threads(int count) {
        return new Fit(epochs, initialEpoch, batchSize, validationSplit, validationData, seed, shuffle, classWeight,
                count, listener);
    }

    /**
     * These options with a listener.
     *
     * @param observer is told of the progress
     * @return a copy
     */
    public Fit listener(TrainingListener observer) {
        return new Fit(epochs, initialEpoch, batchSize, validationSplit, validationData, seed, shuffle, classWeight,
                threads, observer);
    }
}
