package dev.vectron.data;

/**
 * Reads a data set in a given order, batch by batch, into arrays that are used again.
 *
 * <p>A daemon thread fills the next batch while the present one is used; it is started by the first {@link #begin} and
 * stopped by {@link #close}. The batches are the same with and without it, and after the first epoch nothing is
 * allocated. An error while reading is thrown by the {@link #next} that would have given the batch. The arrays belong
 * to the present batch until the next call of {@link #next}, {@link #begin} or {@link #close}. An instance is for one
 * thread at a time.
 *
 * <p>A batch size below 1, and sample numbers that the data set has not, are a {@code DataException}; use after {@link
 * #close} is an {@code IllegalStateException}.
 *
 * {@snippet :
 * try (Batches batches = Batches.of(data, 128)) {
 *     batches.begin(order, order.length);
 *     while (batches.next()) {
 *         step(batches.inputs(), batches.labels(), batches.size());
 *     }
 * }
 * }
 */
public final class Batches implements AutoCloseable {
    /** Batches up to this many floats are read faster than a thread is woken. */
    private static final int SMALL = 4096;

    private final Dataset data;
    private final int batchSize;
    private final Batch[] batches;
    private final boolean prefetch;
    private final PrefetchThread thread;

    private int[] order;
    private final Epoch epoch = Epoch.of(0, 0);
    private int length;
    /** Where the next batch begins in the order. */
    private int position;
    private int turn;
    private Batch present;
    /** How many samples the present batch has. */
    private int size;
    private boolean closed;

    private Batches(Dataset data, int batchSize, boolean prefetch) {
        if (batchSize < 1) {
            throw new DataException("Batches: batchSize must be at least 1, got " + batchSize + ".");
        }
        this.data = data;
        this.batchSize = Math.min(batchSize, data.size());
        this.prefetch = prefetch;
        batches = new Batch[prefetch ? 2 : 1];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = new Batch(data, this.batchSize);
        }
        present = batches[0];
        order = new int[data.size()];
        thread = new PrefetchThread();
    }

    /**
     * Batches of a data set; small ones are read by the caller, larger ones ahead by a thread.
     *
     * @param data the samples
     * @param batchSize how many samples a batch has; at most the data set's size is used
     * @return the reader; call {@link #begin} first
     * @throws DataException if {@code batchSize} is less than 1
     */
    public static Batches of(Dataset data, int batchSize) {
        long each = 0;
        for (int i = 0; i < data.inputs(); i++) {
            each += data.inputShape(i).size();
        }
        for (int t = 0; t < data.targets(); t++) {
            each += data.targetShape(t).size();
        }
        long floats = Math.min(batchSize, data.size()) * each;
        return new Batches(data, batchSize, floats > SMALL && data.size() > batchSize);
    }

    /**
     * Batches of a data set, read ahead or not.
     *
     * @param data the samples
     * @param batchSize how many samples a batch has; at most the data set's size is used
     * @param prefetch whether a thread reads the next batch while the present one is used
     * @return the reader; call {@link #begin} first
     * @throws DataException if {@code batchSize} is less than 1
     */
    public static Batches of(Dataset data, int batchSize, boolean prefetch) {
        return new Batches(data, batchSize, prefetch);
    }

    /**
     * Begins a pass without random variations; one that is under way is given up.
     *
     * @param order sample numbers of the data set; copied, and any of them may come more than once
     * @param length how many of them to read, at least 1
     * @throws DataException if {@code length} is not in 1 … order.length or a number is not in the data set
     * @throws IllegalStateException if this reader is closed
     */
    public void begin(int[] order, int length) {
        begin(order, length, 0, 0);
    }

    /**
     * Begins an epoch; one that is under way is given up.
     *
     * @param order sample numbers of the data set; copied, and any of them may come more than once
     * @param length how many of them to read, at least 1
     * @param seed the training's seed, for random views of the data
     * @param epochNumber the epoch, from 1
     * @throws DataException if {@code length} is not in 1 … order.length or a number is not in the data set
     * @throws IllegalStateException if this reader is closed
     */
    public void begin(int[] order, int length, long seed, long epochNumber) {
        if (closed) {
            throw new IllegalStateException("Batches: closed.");
        }
        if (length < 1 || length > order.length) {
            throw new DataException("Batches: length must be in 1…" + order.length + ", got " + length + ".");
        }
        for (int i = 0; i < length; i++) {
            if (order[i] < 0 || order[i] >= data.size()) {
                throw new DataException("Batches: sample number " + order[i] + " is outside 0…" + (data.size() - 1)
                        + ".");
            }
        }
        if (prefetch) {
            thread.settle();
        }
        if (this.order.length < length) {
            this.order = new int[length];
        }
        System.arraycopy(order, 0, this.order, 0, length);
        this.length = length;
        epoch.change(seed, epochNumber);
        position = 0;
        turn = 0;
        size = 0;
        if (prefetch) {
            thread.request(batches[0], this.order, 0, Math.min(batchSize, length), epoch);
        }
    }

    /**
     * Goes to the next batch of the epoch.
     *
     * @return false if the epoch is over
     * @throws RuntimeException what the data set threw while it was read; the epoch is over then
     */
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("Batches: closed.");
        }
        if (position >= length) {
            size = 0;
            return false;
        }
        int from = position;
        int count = Math.min(batchSize, length - from);
        // Should reading throw, the epoch is over.
        position = length;
        size = 0;
        if (prefetch) {
            present = batches[turn];
            thread.await();
            turn = 1 - turn;
            if (from + count < length) {
                thread.request(batches[turn], order, from + count, Math.min(batchSize, length - from - count), epoch);
            }
        } else {
            present.fill(order, from, count, epoch);
        }
        position = from + count;
        size = count;
        return true;
    }

    /** {@return how many samples the present batch has; 0 before the first and after the last} */
    public int size() {
        return size;
    }

    /**
     * {@return how many samples every batch has but a short last one: the batch size, or the data set's size if that is
     * less}
     */
    public int batchSize() {
        return batchSize;
    }

    /** {@return how many batches the epoch has that was begun last} */
    public int count() {
        return (length + batchSize - 1) / batchSize;
    }

    /** {@return the inputs of the present batch, {@code size() · inputShape().size()} floats from {@link #inputsAt}} */
    public float[] inputs() {
        return present.inputs[0];
    }

    /**
     * One of the inputs of the present batch.
     *
     * @param input its number, from 0
     * @return {@code size() · inputShape(input).size()} floats from element 0
     */
    public float[] inputs(int input) {
        return present.inputs[input];
    }

    /** {@return where the inputs begin in {@link #inputs}} */
    public int inputsAt() {
        return 0;
    }

    /**
     * The class labels of the present batch.
     *
     * @return {@code size()} labels, from element 0
     * @throws IllegalStateException if the data set has no labels
     */
    public int[] labels() {
        return labels(0);
    }

    /**
     * The class labels of one of the targets.
     *
     * @param target its number, from 0
     * @return {@code size() · targetShape(target).size()} labels, from element 0
     * @throws IllegalStateException if that target is floats
     */
    public int[] labels(int target) {
        if (present.labels[target].length == 0) {
            throw new IllegalStateException("labels: this data set has float targets " + data.targetShape(target)
                    + "; use targets.");
        }
        return present.labels[target];
    }

    /** {@return the float targets of the present batch, from element 0; of data with labels, the labels as floats} */
    public float[] targets() {
        return present.targets[0];
    }

    /**
     * The floats of one of the targets.
     *
     * @param target its number, from 0
     * @return {@code size() · targetShape(target).size()} floats, from element 0; labels as floats
     */
    public float[] targets(int target) {
        return present.targets[target];
    }

    /** {@return the weights of the present batch's samples, from element 0; empty if the data set has none} */
    public float[] sampleWeights() {
        return present.weights;
    }

    /** {@return the numbers that the present batch's samples have in the data set, from element 0} */
    public int[] sampleNumbers() {
        return present.sampleNumbers;
    }

    /** Stops the reading thread; when this returns, the data set is no longer read. Closing twice does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            thread.end();
        }
    }

    @Override
    public String toString() {
        return "Batches(" + data + ", batchSize " + batchSize + ")";
    }
}
