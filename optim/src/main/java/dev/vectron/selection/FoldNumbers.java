package dev.vectron.selection;

import dev.vectron.data.Dataset;
import dev.vectron.data.DataException;
import dev.vectron.data.Split;
import dev.vectron.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** For each sample the number of its fold. */
record FoldNumbers(int... foldOf) {
    /** Names the random streams of folds: those of layers are small numbers. */
    private static final long STREAM = 0x464F4C4453L;

    static void check(String who, int k) {
        if (k < 2) {
            throw new IllegalArgumentException(who + ": at least 2 folds are needed, got " + k + ".");
        }
    }

    static void checkSize(String who, int k, Dataset data) {
        if (k > data.size()) {
            throw new DataException(who + ": " + k + " folds of " + data.size()
                    + " samples: each needs at least one; choose fewer folds.");
        }
    }

    /** The numbers 0 … n − 1, in order or shuffled. */
    static int[] order(int n, boolean shuffle, long seed, long use) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        if (shuffle) {
            CounterRandom.shuffle(CounterRandom.key(seed, STREAM, use, 0), order, n);
        }
        return order;
    }

    /** The parts, each in the original order. */
    List<Split> split(Dataset data, int k) {
        List<Split> splits = new ArrayList<>();
        for (int fold = 0; fold < k; fold++) {
            int[] train = new int[foldOf.length];
            int[] validation = new int[foldOf.length];
            int a = 0;
            int b = 0;
            for (int i = 0; i < foldOf.length; i++) {
                if (foldOf[i] == fold) {
                    validation[b++] = i;
                } else {
                    train[a++] = i;
                }
            }
            splits.add(new Split(data.select(Arrays.copyOf(train, a)), data.select(Arrays.copyOf(validation, b))));
        }
        return splits;
    }
}
