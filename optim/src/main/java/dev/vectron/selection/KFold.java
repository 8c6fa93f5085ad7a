package dev.vectron.selection;

import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import java.util.List;

/**
 * Parts of equal size, as scikit-learn's {@code KFold} makes them: the first {@code n mod k} have one sample more.
 * Without shuffling each is a run of neighbouring samples. The same seed gives the same parts on every machine.
 *
 * <p>Fewer than two folds are an {@code IllegalArgumentException}, fewer samples than folds a {@code DataException}.
 * Immutable and thread-safe.
 *
 * {@snippet :
 * for (Split split : kFold(5).shuffle(42).split(data)) {
 *     trainer.fit(split.train(), fit().epochs(5));
 * }
 * }
 *
 * @param k how many parts, at least 2
 * @param shuffles whether samples are taken in random order; default false
 * @param seed chooses the order
 */
public record KFold(int k, boolean shuffles, long seed) implements Folds {
    /** Checks the number. */
    public KFold {
        FoldNumbers.check("kFold", k);
    }

    /**
     * These folds, of samples in random order.
     *
     * @param number chooses the order
     * @return a copy
     */
    public KFold shuffle(long number) {
        return new KFold(k, true, number);
    }

    @Override
    public List<Split> split(Dataset data) {
        FoldNumbers.checkSize("kFold", k, data);
        int n = data.size();
        int[] order = FoldNumbers.order(n, shuffles, seed, 0);
        int[] foldOf = new int[n];
        int longer = n % k * (n / k + 1);
        for (int i = 0; i < n; i++) {
            foldOf[order[i]] = i < longer ? i / (n / k + 1) : n % k + (i - longer) / (n / k);
        }
        return new FoldNumbers(foldOf).split(data, k);
    }
}
