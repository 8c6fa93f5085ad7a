package dev.vectron.data;

import dev.vectron.random.CounterRandom;
import java.util.Arrays;

/**
 * The ways to divide a data set in two. In each, the first part gets floor(n · (1 − fraction)) samples, as in Keras (by
 * group: as near to it as whole groups allow). The same seed gives the same parts on every machine.
 *
 * <p>A fraction outside of (0, 1), or one that leaves a part empty, is a {@code DataException}. Immutable and
 * thread-safe.
 *
 * {@snippet :
 * Split split = Split.of(data).random(0.1, 42);
 * }
 */
public final class Splitter {
    /** Names the random streams of splits: those of layers are small numbers. */
    private static final long STREAM = 0x53504C4954L;

    private final Dataset data;

    Splitter(Dataset data) {
        this.data = data;
    }

    /**
     * Keras's {@code validation_split}: the last samples, as they stand, are the second part.
     *
     * @param fraction the share of the second part, between 0 and 1
     * @return the two parts, each in the original order
     * @throws DataException if a part would be empty
     */
    public Split last(double fraction) {
        int at = firstCount(fraction);
        return new Split(data.subset(0, at), data.subset(at, data.size()));
    }

    /**
     * A random split without regard to classes.
     *
     * @param fraction the share of the second part, between 0 and 1
     * @param seed chooses the samples
     * @return the two parts, each in random order
     * @throws DataException if a part would be empty
     */
    public Split random(double fraction, long seed) {
        int at = firstCount(fraction);
        int[] order = shuffled(data.size(), seed, 0);
        return parts(order, at);
    }

    /**
     * A random split in which each class has the same share in both parts, up to one sample.
     *
     * @param fraction the share of the second part, between 0 and 1
     * @param seed chooses the samples
     * @return the two parts, each in random order
     * @throws DataException if a part would be empty
     * @throws IllegalStateException if the data set has no class labels
     */
    public Split stratified(double fraction, long seed) {
        int at = firstCount(fraction);
        int n = data.size();
        int[] counts = new int[data.classes()];
        for (int i = 0; i < n; i++) {
            counts[data.label(i)]++;
        }
        int[] left = secondCounts(counts, n - at);
        int[] order = shuffled(n, seed, 0);
        int[] divided = new int[n];
        int first = 0;
        int second = at;
        for (int sample : order) {
            if (left[data.label(sample)]-- > 0) {
                divided[second++] = sample;
            } else {
                divided[first++] = sample;
            }
        }
        return parts(divided, at);
    }

    /**
     * A random split that never separates samples of one group, for example the frames of one video. Groups are taken
     * in random order into the second part while that brings its size nearer to the wanted one; each part gets at least
     * one group.
     *
     * @param groups for each sample the key of its group
     * @param fraction the wanted share of the second part, between 0 and 1
     * @param seed chooses the groups
     * @return the two parts, each in the original order
     * @throws DataException if there are not as many keys as samples, or fewer than two groups
     */
    public Split byGroup(int[] groups, double fraction, long seed) {
        int n = data.size();
        if (groups.length != n) {
            throw new DataException("Split by group: " + n + " samples but " + groups.length
                    + " group keys; each sample needs one.");
        }
        int wanted = n - firstCount(fraction);
        int[] keys = Arrays.stream(groups).distinct().sorted().toArray();
        if (keys.length < 2) {
            throw new DataException("Split by group: all samples are of group " + keys[0]
                    + "; at least two groups are needed.");
        }
        boolean[] chosen = chooseGroups(groups, keys, wanted, seed);
        int[] first = new int[n];
        int[] second = new int[n];
        int a = 0;
        int b = 0;
        for (int i = 0; i < n; i++) {
            if (chosen[Arrays.binarySearch(keys, groups[i])]) {
                second[b++] = i;
            } else {
                first[a++] = i;
            }
        }
        return new Split(data.select(Arrays.copyOf(first, a)), data.select(Arrays.copyOf(second, b)));
    }

    private static boolean[] chooseGroups(int[] groups, int[] keys, int wanted, long seed) {
        int[] sizes = new int[keys.length];
        for (int group : groups) {
            sizes[Arrays.binarySearch(keys, group)]++;
        }
        boolean[] chosen = new boolean[keys.length];
        int taken = 0;
        int chosenCount = 0;
        int[] order = shuffled(keys.length, seed, 1);
        for (int g : order) {
            boolean nearer = Math.abs(taken + sizes[g] - wanted) < Math.abs(taken - wanted);
            if (nearer && chosenCount < keys.length - 1) {
                chosen[g] = true;
                taken += sizes[g];
                chosenCount++;
            }
        }
        if (chosenCount == 0) {
            chosen[order[0]] = true;
        }
        return chosen;
    }

    /**
     * Shares out the second part's samples among the classes: whole parts first, then the largest remainders, lower
     * class first.
     */
    private static int[] secondCounts(int[] counts, int total) {
        long n = Arrays.stream(counts).asLongStream().sum();
        int[] shares = new int[counts.length];
        long[] remainders = new long[counts.length];
        int given = 0;
        for (int c = 0; c < counts.length; c++) {
            shares[c] = (int) ((long) counts[c] * total / n);
            remainders[c] = (long) counts[c] * total % n;
            given += shares[c];
        }
        for (; given < total; given++) {
            int best = 0;
            for (int c = 1; c < counts.length; c++) {
                if (remainders[c] > remainders[best]) {
                    best = c;
                }
            }
            shares[best]++;
            remainders[best] = -1;
        }
        return shares;
    }

    private Split parts(int[] order, int at) {
        return new Split(data.select(Arrays.copyOf(order, at)),
                data.select(Arrays.copyOfRange(order, at, order.length)));
    }

    /** The size of the first part, in Keras's arithmetic: {@code split_at = floor(n * (1 - validation_split))}. */
    private int firstCount(double fraction) {
        int n = data.size();
        if (!(fraction > 0 && fraction < 1)) {
            throw new DataException("Split: the fraction must lie between 0 and 1 (both excluded), got " + fraction
                    + ".");
        }
        int at = (int) Math.floor(n * (1.0 - fraction));
        if (at == 0 || at == n) {
            throw new DataException("Split: a fraction of " + fraction + " of " + n + (n == 1 ? " sample" : " samples")
                    + " leaves none for " + (at == 0 ? "training" : "validation")
                    + "; choose another fraction or give more samples.");
        }
        return at;
    }

    private static int[] shuffled(int n, long seed, long use) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        CounterRandom.shuffle(CounterRandom.key(seed, STREAM, use, 0), order, n);
        return order;
    }
}
