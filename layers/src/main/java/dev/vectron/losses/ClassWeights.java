package dev.vectron.losses;

import dev.vectron.graph.LossCall;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A weight for each class, for data in which some classes are rare: the weight of a position's loss is that of its true
 * class, times the weight of its sample if it has one.
 *
 * <p>The true class is the label; for one output the target rounded, for several the place of the largest target, the
 * first of equal ones. Classes without a weight have 1, as in Keras. Immutable and thread-safe.
 *
 * <p>Weights and classes that are negative, and weights that are not finite, are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * ClassWeights weights = ClassWeights.balanced(labels);
 * ClassWeights alarm = ClassWeights.of(1, 20);                   // class 1 counts twenty times
 * ClassWeights some = ClassWeights.of(Map.of(3, 2.0));           // class 3 counts twice, all others once
 * }
 */
public final class ClassWeights {
    private final float[] weights;

    private ClassWeights(float[] weights) {
        this.weights = weights;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && Float.isFinite(weights[i]))) {
                throw new IllegalArgumentException("ClassWeights: a weight must be at least 0 and finite, class " + i
                        + " has " + weights[i] + ".");
            }
        }
    }

    /**
     * Weights of the classes 0, 1, 2 …
     *
     * @param weights one for each class, at least 0
     * @return the weights
     * @throws IllegalArgumentException if there is none, or one is negative, infinite or NaN
     */
    public static ClassWeights of(double... weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("ClassWeights: give at least one weight, that of class 0.");
        }
        float[] floats = new float[weights.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) weights[i];
        }
        return new ClassWeights(floats);
    }

    /**
     * Weights of some classes, in the form of Keras's {@code class_weight}.
     *
     * @param weights weights by class, at least 0; classes that are missing have 1
     * @return the weights
     * @throws IllegalArgumentException if a class is negative, or a weight is negative, infinite or NaN
     */
    public static ClassWeights of(Map<Integer, Double> weights) {
        int classes = 0;
        for (int c : weights.keySet()) {
            if (c < 0) {
                throw new IllegalArgumentException("ClassWeights: classes count from 0, got " + c + ".");
            }
            classes = Math.max(classes, c + 1);
        }
        float[] floats = new float[classes];
        Arrays.fill(floats, 1);
        weights.forEach((c, w) -> floats[c] = w.floatValue());
        return new ClassWeights(floats);
    }

    /**
     * Weights that make all classes count the same: samples / (classes · samples of the class), where only classes that
     * occur count; one that does not has 1.
     *
     * @param labels the labels of the training samples
     * @return the weights
     * @throws IllegalArgumentException if there are no labels, or one is negative
     */
    public static ClassWeights balanced(int[] labels) {
        if (labels.length == 0) {
            throw new IllegalArgumentException("ClassWeights: there are no labels to balance.");
        }
        int highest = 0;
        for (int label : labels) {
            if (label < 0) {
                throw new IllegalArgumentException("ClassWeights: labels count from 0, got " + label + ".");
            }
            highest = Math.max(highest, label);
        }
        int[] counts = new int[highest + 1];
        for (int label : labels) {
            counts[label]++;
        }
        long present = Arrays.stream(counts).filter(n -> n > 0).count();
        float[] floats = new float[counts.length];
        for (int c = 0; c < floats.length; c++) {
            floats[c] = counts[c] == 0 ? 1 : (float) ((double) labels.length / (present * counts[c]));
        }
        return new ClassWeights(floats);
    }

    /**
     * The weight of a class.
     *
     * @param c the class, from 0
     * @return its weight; 1 if none was given
     */
    public float weight(int c) {
        return c >= 0 && c < weights.length ? weights[c] : 1;
    }

    /**
     * Writes the weight of every position of a batch, to be given to {@link LossCall#weightsOfPositions}. Allocates
     * nothing.
     *
     * @param batch the predictions and targets
     * @param labels whether targets are class labels rather than floats
     * @param sampleWeights one weight per sample, or null for 1
     * @param at where the sample weights begin
     * @param to receives one weight per position, from index 0
     * @throws IllegalArgumentException if a label is out of range
     */
    public void write(LossCall batch, boolean labels, float @Nullable [] sampleWeights, int at, float[] to) {
        int perSample = batch.positionsPerSample();
        for (int i = 0; i < batch.positions(); i++) {
            float ofSample = sampleWeights == null ? 1 : sampleWeights[at + i / perSample];
            to[i] = batch.isIgnored(i) ? 0 : weight(labels ? batch.label(i) : trueClass(batch, i)) * ofSample;
        }
    }

    private static int trueClass(LossCall batch, int position) {
        int n = batch.n();
        float[] targets = batch.targets();
        int first = batch.targetsAt() + position * n;
        if (n == 1) {
            return (int) Math.rint(targets[first]);
        }
        int best = 0;
        for (int j = 1; j < n; j++) {
            if (targets[first + j] > targets[first + best]) {
                best = j;
            }
        }
        return best;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassWeights that && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "ClassWeights " + Arrays.toString(weights);
    }
}
