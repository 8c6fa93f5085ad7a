package dev.vectron.data;

import dev.vectron.random.CounterRandom;

/**
 * For which pass over the data a sample is read: what random views of a data set are keyed by, so that each epoch sees
 * other variations of a sample and the same seed the same ones.
 *
 * <p>One that a reader of batches hands out changes when the next epoch begins: use it within the call, and do not keep
 * it. Safe to read from many threads.
 *
 * <p>Throws no exception: any numbers will do.
 *
 * {@snippet :
 * Epoch first = Epoch.of(42, 0);   // seed 42, the first pass
 * }
 */
public final class Epoch {
    /** Outside of training: samples are read as they are. */
    public static final Epoch NONE = new Epoch(0, 0);

    private volatile long seed;
    private volatile long number;

    private Epoch(long seed, long number) {
        this.seed = seed;
        this.number = number;
    }

    /**
     * An epoch.
     *
     * @param seed the training's seed
     * @param number the epoch, from 1; 0 outside of training
     * @return the epoch
     */
    public static Epoch of(long seed, long number) {
        return new Epoch(seed, number);
    }

    /** Makes this another epoch, so that a long training allocates none; nobody may be reading. */
    void change(long newSeed, long newNumber) {
        seed = newSeed;
        number = newNumber;
    }

    /** {@return the training's seed} */
    public long seed() {
        return seed;
    }

    /** {@return the epoch, from 1; 0 outside of training} */
    public long number() {
        return number;
    }

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

    @Override
    public String toString() {
        return "epoch " + number + " of seed " + seed;
    }
}
