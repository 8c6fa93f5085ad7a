package dev.vectron.data;

/** One batch in arrays that are used again and again. */
final class Batch {
    private final Dataset data;
    private final int inputSize;
    private final int targetSize;
    private final boolean hasLabels;
    final float[] inputs;
    final float[] targets;
    final int[] labels;
    final int[] sampleNumbers;

    Batch(Dataset data, int capacity) {
        this.data = data;
        inputSize = data.inputShape().size();
        targetSize = data.targetShape().size();
        hasLabels = data.hasLabels();
        inputs = new float[floats(capacity, inputSize, "inputs")];
        targets = new float[floats(capacity, targetSize, "targets")];
        labels = new int[hasLabels ? capacity : 0];
        sampleNumbers = new int[capacity];
    }

    private static int floats(int capacity, int each, String what) {
        long n = (long) capacity * each;
        if (n > Integer.MAX_VALUE - 8) {
            throw new DataException("Batches: " + capacity + " " + what + " of " + each
                    + " floats do not fit one Java array; use a smaller batchSize.");
        }
        return (int) n;
    }

    /** Reads {@code count} samples, whose numbers stand at {@code order[from]}. */
    void fill(int[] order, int from, int count) {
        for (int i = 0; i < count; i++) {
            int sample = order[from + i];
            sampleNumbers[i] = sample;
            data.read(sample, inputs, i * inputSize);
            data.readTarget(sample, targets, i * targetSize);
            if (hasLabels) {
                labels[i] = data.label(sample);
            }
        }
    }
}
