package dev.vectron.random;

/**
 * Random numbers as a pure function of a key and a counter, so that no order of threads can show in them.
 *
 * <p>A 64-bit key names a stream (seed, layer, epoch, sample …: {@link #key}); a 32-bit counter names an element of it.
 * The 32 bits of an element come from two rounds of an invertible 32-bit hash (multiply, xor-shift), the first keyed
 * with the low half, the second with the high half of the key. Only 32-bit integer operations are used, so kernels
 * compute many at once.
 *
 * <p>The hash has the form of {@code lowbias32} (Chris Wellons, "Prospecting for Hash Functions"), with constants of
 * lower bias that his hash-prospector lists (16 21f0aaad 15 d35a2d97 15); key mixing: the finalizer of SplitMix64
 * (Steele, Lea, Flood 2014). Thread-safe: all methods are pure.
 *
 * {@snippet :
 * long key = CounterRandom.key(42, 3, 0, 17);         // seed 42, layer 3, epoch 0, sample 17
 * float u = CounterRandom.uniform(key, 5);            // in [0, 1), always the same
 * }
 */
public final class CounterRandom {
    /** Multiplier of the counter in the first round. */
    public static final int WEYL = 0x9E3779B9;
    /** First multiplier of the hash. */
    public static final int M1 = 0x21F0AAAD;
    /** Second multiplier of the hash. */
    public static final int M2 = 0xD35A2D97;
    /** 2^-24: turns the upper 24 bits into a float in [0, 1). */
    public static final float UNIT = 0x1p-24f;
    /** Streams that a layer has: its stages take them one after the other, its mask the last. */
    public static final long STREAMS_PER_LAYER = 16;

    private CounterRandom() {}

    /**
     * A key from up to four numbers.
     *
     * @param seed the user's seed
     * @param stream what the numbers are for, for example a layer's position in the graph
     * @param epoch the epoch, or 0
     * @param sample the sample's number in the data set, or 0
     * @return the key of that stream
     */
    public static long key(long seed, long stream, long epoch, long sample) {
        return mix(mix(mix(mix(seed) + stream) + epoch) + sample);
    }

    /**
     * The first stream of a layer of a graph; random views of data sets take those of the layers in whose place they
     * are.
     *
     * @param position the layer's position in the graph: that of an input is 0, so the first layer behind it is at 1
     * @return the stream for {@link #key}
     */
    public static long layerStream(int position) {
        return position * STREAMS_PER_LAYER;
    }

    /**
     * The finalizer of SplitMix64 after one step of its sequence.
     *
     * @param z any number
     * @return 64 well mixed bits
     */
    public static long mix(long z) {
        long x = z + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /**
     * 32 random bits: {@code hash(hash(counter · WEYL + low(key)) + high(key))}.
     *
     * @param key the stream, from {@link #key}: streams of unmixed keys that differ in few bits are weakly related
     * @param counter the element
     * @return the bits
     */
    public static int bits(long key, int counter) {
        return hash(hash(counter * WEYL + (int) key) + (int) (key >>> 32));
    }

    /**
     * A float from the upper 24 of the element's bits, uniform in [0, 1).
     *
     * @param key the stream
     * @param counter the element
     * @return the number
     */
    public static float uniform(long key, int counter) {
        return (bits(key, counter) >>> 8) * UNIT;
    }

    /**
     * A normally distributed number (mean 0, standard deviation 1) by the Box–Muller formula from elements 2·counter
     * and 2·counter + 1, computed in double with {@link StrictMath}.
     *
     * @param key the stream
     * @param counter the element
     * @return the number
     */
    public static double normal(long key, int counter) {
        double u = ((bits(key, 2 * counter) >>> 8) + 1) * 0x1p-24;
        double v = (bits(key, 2 * counter + 1) >>> 8) * 0x1p-24;
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
    }

    /**
     * A whole number below a bound, with a bias under bound / 2^32.
     *
     * @param key the stream
     * @param counter the element
     * @param bound the exclusive upper bound, at least 1
     * @return a number in [0, bound)
     */
    public static int below(long key, int counter, int bound) {
        return (int) (((bits(key, counter) & 0xFFFFFFFFL) * bound) >>> 32);
    }

    /**
     * Shuffles the first {@code length} entries in place (Fisher–Yates, from the end).
     *
     * @param key the stream
     * @param order the entries
     * @param length how many of them take part
     */
    public static void shuffle(long key, int[] order, int length) {
        for (int i = length - 1; i > 0; i--) {
            int j = below(key, i, i + 1);
            int t = order[i];
            order[i] = order[j];
            order[j] = t;
        }
    }

    private static int hash(int bits) {
        int x = bits;
        x = (x ^ (x >>> 16)) * M1;
        x = (x ^ (x >>> 15)) * M2;
        return x ^ (x >>> 15);
    }
}
