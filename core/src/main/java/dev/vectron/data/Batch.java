package dev.vectron.data;

/** One batch in arrays that are used again and again. */
final class Batch {
    private static final int[] NO_LABELS = {};
    private static final float[] NO_WEIGHTS = {};

    private final Dataset data;
    private final int[] inputSizes;
    private final int[] targetSizes;
    final float[][] inputs;
    final float[][] targets;
    final int[][] labels;
    final float[] weights;
    final int[] sampleNumbers;

    Batch(Dataset data, int capacity) {
        this.data = data;
        inputs = new float[data.inputs()][];
        inputSizes = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            inputSizes[i] = data.inputShape(i).size();
            inputs[i] = new float[floats(capacity, inputSizes[i], "inputs")];
        }
        targets = new float[data.targets()][];
        labels = new int[targets.length][];
        targetSizes = new int[targets.length];
        for (int t = 0; t < targets.length; t++) {
            targetSizes[t] = data.targetShape(t).size();
            targets[t] = new float[floats(capacity, targetSizes[t], "targets")];
            labels[t] = data.hasLabels(t) ? new int[capacity * targetSizes[t]] : NO_LABELS;
        }
        weights = data.hasSampleWeights() ? new float[capacity] : NO_WEIGHTS;
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
    void fill(int[] order, int from, int count, Epoch epoch) {
        for (int k = 0; k < count; k++) {
            int sample = order[from + k];
            sampleNumbers[k] = sample;
            for (int i = 0; i < inputs.length; i++) {
                data.readInput(i, sample, epoch, inputs[i], k * inputSizes[i]);
            }
            for (int t = 0; t < targets.length; t++) {
                data.readTarget(t, sample, epoch, targets[t], k * targetSizes[t]);
                if (labels[t].length > 0) {
                    data.readLabels(t, sample, labels[t], k * targetSizes[t]);
                }
            }
            if (weights.length > 0) {
                weights[k] = data.sampleWeight(sample);
            }
        }
    }
}
