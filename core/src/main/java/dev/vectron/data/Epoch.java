package dev.vectron.data;

import dev.vectron.random.CounterRandom;

/**
 * For which pass over the data a sample is read: what random views of a data set are keyed by, so that each epoch sees
 * other variations of a sample and the same seed the same ones. Immutable and thread-safe.
 *
 * @param seed the training's seed
 * @param number the epoch, from 1; 0 outside of training
 */
public record Epoch(long seed, long number) {
    /** Outside of training: samples are read as they are. */
    public static final Epoch NONE = new Epoch(0, 0);

    /** {@return whether samples are read for training, so that random views vary them} */
    public boolean training() {
        return number > 0;
    }

    /**
     * The random stream of a sample in this epoch.
     *
     * @param stream tells one random view from another
     * @param sample the sample's number
     * @return a key for {@link CounterRandom}
     */
    public long key(long stream, int sample) {
        return CounterRandom.key(seed, stream, number, sample);
    }
}
