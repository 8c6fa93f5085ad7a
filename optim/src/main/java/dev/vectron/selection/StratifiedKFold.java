package dev.vectron.selection;

import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts of equal size in which each class has the same share, up to one sample, as scikit-learn's
 * {@code StratifiedKFold} makes them. Without shuffling, the first samples of a class are in the first part and so on.
 *
 * <p>Fewer than two folds are an {@code IllegalArgumentException}; float targets, and more folds than samples of the
 * largest class, a {@code DataException}. Immutable and thread-safe.
 *
 * {@snippet :
 * CrossValidation scores = CrossValidation.of(() -> trainer(), data, stratifiedKFold(5).shuffle(42), fit().epochs(10));
 * }
 *
 * @param k how many parts, at least 2; at least one class needs as many samples
 * @param shuffles whether the samples of each class are taken in random order; default false
 * @param seed chooses the order
 */
public record StratifiedKFold(int k, boolean shuffles, long seed) implements Folds {
    /** Checks the number. */
    public StratifiedKFold {
        FoldNumbers.check("stratifiedKFold", k);
    }

    /**
     * These folds, of samples in random order.
     *
     * @param number chooses the order
     * @return a copy
     */
    public StratifiedKFold shuffle(long number) {
        return new StratifiedKFold(k, true, number);
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if the data set has no class labels, or no class has as many samples as there are folds
     */
    @Override
    public List<Split> split(Dataset data) {
        FoldNumbers.checkSize("stratifiedKFold", k, data);
        if (!data.hasLabels()) {
            throw new DataException("stratifiedKFold: needs class labels, but the targets of the data set are floats "
                    + data.targetShape() + "; use kFold(" + k + ").");
        }
        int n = data.size();
        int[] counts = new int[data.classes()];
        for (int i = 0; i < n; i++) {
            counts[data.label(i)]++;
        }
        int most = Arrays.stream(counts).max().orElse(0);
        if (k > most) {
            throw new DataException("stratifiedKFold: " + k + " folds, but no class has more than " + most
                    + " samples; choose fewer folds.");
        }
        int[] foldOf = new int[n];
        int before = 0;
        for (int c : inOrderOfAppearance(data, counts.length)) {
            int[] members = new int[counts[c]];
            int m = 0;
            for (int i = 0; i < n; i++) {
                if (data.label(i) == c) {
                    members[m++] = i;
                }
            }
            assign(members, before, foldOf, FoldNumbers.order(m, shuffles, seed, c));
            before += m;
        }
        return new FoldNumbers(foldOf).split(data, k);
    }

    /** So scikit-learn counts the classes. */
    private static int[] inOrderOfAppearance(Dataset data, int classes) {
        return IntStream.range(0, data.size()).map(data::label).distinct().limit(classes).toArray();
    }

    /** Were all samples sorted by class, every k-th would belong to one fold: so many of this class does each get. */
    private void assign(int[] members, int before, int[] foldOf, int[] order) {
        int next = 0;
        for (int fold = 0; fold < k; fold++) {
            int first = Math.floorMod(fold - before, k);
            for (int place = first; place < members.length; place += k) {
                foldOf[members[order[next++]]] = fold;
            }
        }
    }
}
