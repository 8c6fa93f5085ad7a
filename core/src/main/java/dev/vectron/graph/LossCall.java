package dev.vectron.graph;

import dev.vectron.kernels.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a loss on a batch: predictions, targets, weights and where the results go.
 *
 * <p>Everything is an array and an offset. There are {@link #positions} rows of {@link #n} values each.
 */
public final class LossCall {
    private static final int[] NO_LABELS = {};
    private static final float[] NO_TARGETS = {};

    private int positions;
    private int positionsPerSample = 1;
    private int n;
    private float[] prediction = NO_TARGETS;
    private int predictionAt;
    private int[] labels = NO_LABELS;
    private int labelsAt;
    private float[] targets = NO_TARGETS;
    private int targetsAt;
    private float @Nullable [] weights;
    private int weightsAt;
    private boolean weightsOfPositions;
    private float @Nullable [] mask;
    private int maskAt;
    private boolean ignores;
    private int ignored;
    private int positionsPerStep = 1;
    /** How many positions the mean is taken over: those that are not masked. */
    private double count;
    private float lossWeight = 1;
    private float[] values = NO_TARGETS;
    private float[] gradient = NO_TARGETS;
    private int gradientAt;
    private Kernels kernels;

    /**
     * A call that can be filled and used again.
     *
     * @param kernels the kernels to compute with
     */
    public LossCall(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Sets the predictions.
     *
     * @param samples samples in the batch
     * @param perSample positions of one sample: the product of all its axes but the last
     * @param length values of a position: the last axis
     * @param array the predictions
     * @param at where they begin
     * @return this call
     */
    public LossCall predictions(int samples, int perSample, int length, float[] array, int at) {
        positions = samples * perSample;
        positionsPerSample = perSample;
        n = length;
        prediction = array;
        predictionAt = at;
        mask = null;
        ignores = false;
        count = positions;
        if (values.length < positions) {
            values = new float[positions];
        }
        return this;
    }

    /**
     * Sets class labels, one per position.
     *
     * @param array the labels
     * @param at where they begin
     * @return this call
     */
    public LossCall labels(int[] array, int at) {
        labels = array;
        labelsAt = at;
        return this;
    }

    /**
     * Sets float targets, as many as predictions.
     *
     * @param array the targets
     * @param at where they begin
     * @return this call
     */
    public LossCall targets(float[] array, int at) {
        targets = array;
        targetsAt = at;
        return this;
    }

    /**
     * Sets weights of samples.
     *
     * @param array one weight per sample, or null for 1
     * @param at where they begin
     * @param ofLoss a factor for the whole loss
     * @return this call
     */
    public LossCall weights(float @Nullable [] array, int at, float ofLoss) {
        weights = array;
        weightsAt = at;
        weightsOfPositions = false;
        lossWeight = ofLoss;
        return this;
    }

    /**
     * Sets weights of positions, where those of one sample differ: class weights in sequences or pictures of labels.
     *
     * @param array one weight per position
     * @param at where they begin
     * @param ofLoss a factor for the whole loss
     * @return this call
     */
    public LossCall weightsOfPositions(float[] array, int at, float ofLoss) {
        weights(array, at, ofLoss);
        weightsOfPositions = true;
        return this;
    }

    /**
     * Leaves out padded steps of sequences: the mean is taken over the others. Called after {@link #predictions}. It
     * has no effect on predictions that have no axis of steps.
     *
     * @param steps steps of one sample
     * @param array [batch, steps]: 1 for steps that count, 0 for padding
     * @param at where they begin
     * @return this call
     */
    public LossCall mask(int steps, float[] array, int at) {
        if (positionsPerSample % steps != 0) {
            return this;
        }
        mask = array;
        maskAt = at;
        positionsPerStep = positionsPerSample / steps;
        count = 0;
        for (int i = 0; i < positions; i++) {
            count += array[at + i / positionsPerStep];
        }
        return this;
    }

    /**
     * Leaves out positions of a label, which may be any number: the mean is taken over the others. Called after
     * {@link #labels} and {@link #mask}.
     *
     * @param label the label of positions that do not count
     * @return this call
     */
    public LossCall ignore(int label) {
        ignores = true;
        ignored = label;
        count = 0;
        for (int i = 0; i < positions; i++) {
            count += isMasked(i) ? 0 : 1;
        }
        return this;
    }

    /**
     * Whether a position is a step of padding or has a label to be ignored, so that neither loss nor metrics look at
     * it.
     *
     * @param position the position
     * @return whether it is left out
     */
    public boolean isMasked(int position) {
        return mask != null && mask[maskAt + position / positionsPerStep] == 0 || isIgnored(position);
    }

    /**
     * Whether a position has the label to be ignored.
     *
     * @param position the position
     * @return whether it is left out for its label
     */
    public boolean isIgnored(int position) {
        return ignores && labels[labelsAt + position] == ignored;
    }

    /**
     * Sets where the gradient goes.
     *
     * @param array receives as many floats as there are predictions
     * @param at where they begin
     * @return this call
     */
    public LossCall gradientTo(float[] array, int at) {
        gradient = array;
        gradientAt = at;
        return this;
    }

    /** {@return how many positions (rows) there are: batch · …} */
    public int positions() {
        return positions;
    }

    /** {@return how many positions are not masked} */
    public int counted() {
        return (int) count;
    }

    /** {@return how many positions one sample has} */
    public int positionsPerSample() {
        return positionsPerSample;
    }

    /** {@return values of one position: the last axis of the prediction} */
    public int n() {
        return n;
    }

    /** {@return the array with the predictions} */
    public float[] prediction() {
        return prediction;
    }

    /** {@return where the predictions begin} */
    public int predictionAt() {
        return predictionAt;
    }

    /**
     * The class label of a position.
     *
     * @param position the position
     * @return its label
     * @throws IllegalArgumentException if it is not in 0 … n − 1
     */
    public int label(int position) {
        int label = labels[labelsAt + position];
        if (label < 0 || label >= n) {
            throw new IllegalArgumentException("Sample " + position / positionsPerSample + " of the batch has label "
                    + label
                    + ", but the model has " + n + " outputs (labels 0 to " + (n - 1)
                    + "); check the labels or the last layer's units.");
        }
        return label;
    }

    /**
     * The class labels of all positions, for kernels.
     *
     * @return the array that holds them, from {@link #labelsAt} on
     * @throws IllegalArgumentException if one of them is not in 0 … n − 1, but for those to be ignored
     */
    public int[] checkedLabels() {
        for (int i = 0; i < positions; i++) {
            if (!isIgnored(i)) {
                label(i);
            }
        }
        return labels;
    }

    /** {@return where the class labels begin} */
    public int labelsAt() {
        return labelsAt;
    }

    /** {@return the array with the float targets} */
    public float[] targets() {
        return targets;
    }

    /** {@return where the float targets begin} */
    public int targetsAt() {
        return targetsAt;
    }

    /** {@return the array that receives one loss per position, from index 0} */
    public float[] values() {
        return values;
    }

    /** {@return the array that receives the gradient} */
    public float[] dPrediction() {
        return gradient;
    }

    /** {@return where the gradient begins} */
    public int dPredictionAt() {
        return gradientAt;
    }

    /**
     * The weight of a position's loss in the batch's loss: its own or its sample's weight · loss weight / positions
     * that are not masked.
     *
     * @param position the position
     * @return the factor by which its derivative is multiplied
     */
    public float factor(int position) {
        return isMasked(position) ? 0 : (float) (weight(position) * lossWeight / count);
    }

    /** {@return the kernels to compute with} */
    public Kernels kernels() {
        return kernels;
    }

    /**
     * {@return the batch's loss: the sum of weight · value over the positions that are not masked, divided by their
     * number}
     */
    public double mean() {
        return lossWeight * unweightedMean();
    }

    /**
     * {@return the batch's loss without the factor for the whole loss, as histories show the losses of several outputs}
     */
    public double unweightedMean() {
        double sum = 0;
        for (int i = 0; i < positions; i++) {
            if (!isMasked(i)) {
                sum += (double) weight(i) * values[i];
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private float weight(int position) {
        return weights == null ? 1
                : weights[weightsAt + (weightsOfPositions ? position : position / positionsPerSample)];
    }
}
