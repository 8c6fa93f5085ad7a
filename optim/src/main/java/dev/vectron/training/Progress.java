package dev.vectron.training;

import java.util.List;

/**
 * Where a training is: a view that changes while it goes on. Reading it allocates nothing.
 *
 * <p>Epochs and batches count from 1. Values are named as in the {@link History}: {@code loss}, {@code accuracy},
 * {@code val_loss} …
 *
 * <p>A name without a value is an {@code IllegalArgumentException}. Not thread-safe.
 *
 * {@snippet :
 * lambdaCallback().onEpochEnd(p -> IO.println(p.epoch() + " of " + p.epochs() + ": " + p.value("loss")));
 * }
 */
public final class Progress {
    final String[] names;
    final double[] values;
    private final List<String> nameList;
    private final int epochs;
    private final int batches;
    private final int samplesPerEpoch;
    private int epoch;
    private int batch;
    private int samples;
    private long epochStart = System.nanoTime();

    Progress(List<String> names, int epochs, int batches, int samplesPerEpoch) {
        this.nameList = List.copyOf(names);
        this.names = names.toArray(String[]::new);
        this.values = new double[names.size()];
        java.util.Arrays.fill(values, Double.NaN);
        this.epochs = epochs;
        this.batches = batches;
        this.samplesPerEpoch = samplesPerEpoch;
    }

    void beginEpoch(int number) {
        epoch = number;
        batch = 0;
        samples = 0;
        epochStart = System.nanoTime();
        java.util.Arrays.fill(values, Double.NaN);
    }

    /** Within an epoch that began in an earlier training. */
    void resume(int atEpoch, int batchesDone, int samplesDone) {
        beginEpoch(atEpoch);
        batch = batchesDone;
        samples = samplesDone;
    }

    void batchDone(int size) {
        batch++;
        samples += size;
    }

    /** {@return the present epoch, from 1; 0 before the first} */
    public int epoch() {
        return epoch;
    }

    /** {@return how many epochs are planned} */
    public int epochs() {
        return epochs;
    }

    /** {@return how many batches of the epoch are done} */
    public int batch() {
        return batch;
    }

    /** {@return how many batches an epoch has} */
    public int batches() {
        return batches;
    }

    /** {@return how many samples of the epoch are done} */
    public int samples() {
        return samples;
    }

    /** {@return how many samples an epoch has} */
    public int samplesPerEpoch() {
        return samplesPerEpoch;
    }

    /** {@return seconds since the epoch began} */
    public double seconds() {
        return (System.nanoTime() - epochStart) * 1e-9;
    }

    /** {@return the mean training loss of the epoch so far, regularization included; NaN before the first batch} */
    public double loss() {
        return values[0];
    }

    /** {@return the names of the values, in the order of the history's columns} */
    public List<String> names() {
        return nameList;
    }

    /**
     * A value by number.
     *
     * @param i its place in {@link #names}
     * @return the value; NaN if it is not yet known in this epoch
     */
    public double value(int i) {
        return values[i];
    }

    /**
     * A value by name.
     *
     * @param name the name: {@code val_accuracy}
     * @return the value; NaN if it is not yet known in this epoch
     * @throws IllegalArgumentException if this training has no such value; the message lists those it has
     */
    public double value(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        throw new IllegalArgumentException("This training has no value \"" + name + "\"; it has "
                + String.join(", ", nameList) + ".");
    }
}
