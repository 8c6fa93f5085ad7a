package dev.vectron.selection;

import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import java.util.List;

/**
 * A way to divide a data set again and again, so that every sample is in exactly one validation part.
 *
 * <p>Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface Folds {
    /**
     * Divides a data set.
     *
     * @param data the samples
     * @return views: for each fold the samples of the others for training, and its own
     * @throws dev.vectron.data.DataException if there are too few samples
     */
    List<Split> split(Dataset data);

    /**
     * {@code k} parts of equal size, of neighbouring samples.
     *
     * @param k how many, at least 2
     * @return the folds; add {@code shuffle(seed)}
     */
    static KFold kFold(int k) {
        return new KFold(k, false, 0);
    }

    /**
     * {@code k} parts of equal size with the same share of each class.
     *
     * @param k how many, at least 2
     * @return the folds; add {@code shuffle(seed)}
     */
    static StratifiedKFold stratifiedKFold(int k) {
        return new StratifiedKFold(k, false, 0);
    }
}
