package dev.vectron.data;

/**
 * A data set divided in two, for example to train on one part and to validate on the other. Both parts are views; each
 * sample is in exactly one of them.
 *
 * <p>Throws no exception; {@link Splitter} does. Immutable and thread-safe.
 *
 * {@snippet :
 * Split split = Split.of(data).stratified(0.2, 42);
 * Dataset train = split.train();
 * }
 *
 * @param train the first, usually larger part
 * @param validation the second part, or the test set
 */
public record Split(Dataset train, Dataset validation) {
    /**
     * Begins a split: choose by which rule.
     *
     * @param data the data set to divide
     * @return the ways to divide it
     */
    public static Splitter of(Dataset data) {
        return new Splitter(data);
    }
}
