package dev.vectron.data;

import dev.vectron.random.CounterRandom;

/**
 * A data set whose samples are mixed with others in training, inputs and float targets alike. The other sample and the
 * share of the first follow from the epoch and the sample's number, so inputs and targets agree.
 */
abstract class MixedDataset extends DatasetView {
    /** Elements of a sample's random stream; further ones follow below. */
    private static final int OTHER = -1;
    static final int SHARE = -2;

    private final int position;
    private final long stream;
    /** Floats of the other sample; one array a thread, so that reading allocates nothing. */
    private final ThreadLocal<float[]> scratch;

    MixedDataset(Dataset source, String word) {
        super(source);
        int most = 1;
        for (int t = 0; t < source.targets(); t++) {
            if (source.hasLabels(t)) {
                throw new DataException(word + ": expects float targets, got class labels; put oneHot() in front.");
            }
            most = Math.max(most, source.targetShape(t).size());
        }
        for (int i = 0; i < source.inputs(); i++) {
            most = Math.max(most, source.inputShape(i).size());
        }
        int floats = most;
        scratch = ThreadLocal.withInitial(() -> new float[floats]);
        position = randomViews(source) + 1;
        stream = CounterRandom.layerStream(position);
    }

    /** {@return the share of the sample itself in its targets} */
    abstract float share(long key);

    /** Mixes another sample's input into one. */
    abstract void mixInput(long key, int input, float[] other, float[] to, int at);

    /** to = share · to + (1 − share) · other. */
    static void mix(float share, int n, float[] other, float[] to, int at) {
        for (int i = 0; i < n; i++) {
            to[at + i] = share * to[at + i] + (1 - share) * other[i];
        }
    }

    @Override
    final int sourceIndex(int index) {
        return index;
    }

    @Override
    final int randomViews() {
        return position;
    }

    private int other(long key) {
        return CounterRandom.below(key, OTHER, size());
    }

    @Override
    public final void readInput(int input, int index, Epoch epoch, float[] to, int at) {
        source.readInput(input, index, epoch, to, at);
        if (epoch.training()) {
            long key = epoch.key(stream, index);
            float[] other = scratch.get();
            source.readInput(input, other(key), epoch, other, 0);
            mixInput(key, input, other, to, at);
        }
    }

    @Override
    public final void readTarget(int target, int index, Epoch epoch, float[] to, int at) {
        source.readTarget(target, index, epoch, to, at);
        if (epoch.training()) {
            long key = epoch.key(stream, index);
            float[] other = scratch.get();
            source.readTarget(target, other(key), epoch, other, 0);
            mix(share(key), targetShape(target).size(), other, to, at);
        }
    }
}
