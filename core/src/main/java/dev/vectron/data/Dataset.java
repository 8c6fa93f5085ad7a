package dev.vectron.data;

import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Samples that can be read by number: an input each, and as target either a class label or a vector of floats.
 *
 * <p>Implementations are immutable once built and safe to read from many threads at once. {@link #read} writes
 * {@code inputShape().size()} floats; nothing is kept of the array. Pictures are given as they are stored (0…255): put
 * a {@code rescaling(1 / 255f)} layer first, or map the data set.
 *
 * <p>{@link #limit}, {@link #subset}, {@link #select}, {@link #map(Transform) map} and {@link #oneHot()} are views:
 * they read the original when they are read, and copy no sample.
 *
 * {@snippet :
 * float[] x = new float[data.inputShape().size()];
 * data.read(0, x, 0);
 * int digit = data.label(0);
 * }
 */
public interface Dataset {
    /** {@return how many samples there are, at least 1} */
    int size();

    /** {@return the shape of one input, without the batch axis} */
    Shape inputShape();

    /**
     * {@return true if the targets are class labels, read by {@link #label}; false if they are floats, read by {@link
     * #readTarget}}
     */
    boolean hasLabels();

    /** {@return the shape of one target: a scalar for class labels} */
    Shape targetShape();

    /** {@return the names of the classes in label order, or an empty list if there are none} */
    default List<String> classNames() {
        return List.of();
    }

    /**
     * Reads one input.
     *
     * @param index the sample, 0 … size − 1
     * @param to receives {@code inputShape().size()} floats
     * @param at where in {@code to} they begin
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    void read(int index, float[] to, int at);

    /**
     * The class label of one sample.
     *
     * @param index the sample
     * @return its label, from 0
     * @throws IllegalStateException if {@link #hasLabels} is false
     */
    int label(int index);

    /**
     * Reads one float target; for data with labels this writes the label as one float.
     *
     * @param index the sample
     * @param to receives {@code targetShape().size()} floats
     * @param at where in {@code to} they begin
     */
    void readTarget(int index, float[] to, int at);

    /** {@return how many inputs a sample has, for models of several; 1 by default} */
    default int inputs() {
        return 1;
    }

    /**
     * The shape of one of the inputs, without the batch axis.
     *
     * @param input its number, from 0
     * @return the shape
     * @throws IndexOutOfBoundsException if there is no such input
     */
    default Shape inputShape(int input) {
        Objects.checkIndex(input, 1);
        return inputShape();
    }

    /**
     * Reads one of a sample's inputs for an epoch. Sources of one input need not care: it is {@link #read} then.
     *
     * @param input its number, from 0
     * @param index the sample
     * @param epoch what random views vary the sample by
     * @param to receives {@code inputShape(input).size()} floats
     * @param at where they begin
     */
    default void readInput(int input, int index, Epoch epoch, float[] to, int at) {
        Objects.checkIndex(input, 1);
        read(index, to, at);
    }

    /** {@return how many targets a sample has, for models of several outputs; 1 by default} */
    default int targets() {
        return 1;
    }

    /**
     * Whether one of the targets is class labels.
     *
     * @param target its number, from 0
     * @return true for labels, false for floats
     * @throws IndexOutOfBoundsException if there is no such target
     */
    default boolean hasLabels(int target) {
        Objects.checkIndex(target, 1);
        return hasLabels();
    }

    /**
     * The shape of one of the targets; that of labels is a scalar, or [positions] if a sample has several.
     *
     * @param target its number, from 0
     * @return the shape
     * @throws IndexOutOfBoundsException if there is no such target
     */
    default Shape targetShape(int target) {
        Objects.checkIndex(target, 1);
        return targetShape();
    }

    /**
     * Reads one of a sample's targets for an epoch, labels as floats. Sources of one target need not care.
     *
     * @param target its number, from 0
     * @param index the sample
     * @param epoch what random views vary the sample by
     * @param to receives {@code targetShape(target).size()} floats
     * @param at where they begin
     */
    default void readTarget(int target, int index, Epoch epoch, float[] to, int at) {
        Objects.checkIndex(target, 1);
        readTarget(index, to, at);
    }

    /**
     * Reads the class labels of a sample's target. Sources of one label a sample need not care.
     *
     * @param target its number, from 0
     * @param index the sample
     * @param to receives {@code targetShape(target).size()} labels
     * @param at where they begin
     * @throws IllegalStateException if the target is floats
     */
    default void readLabels(int target, int index, int[] to, int at) {
        Objects.checkIndex(target, 1);
        to[at] = label(index);
    }

    /** {@return whether samples have weights of their own in the loss; no by default} */
    default boolean hasSampleWeights() {
        return false;
    }

    /**
     * The weight of a sample in the loss.
     *
     * @param index the sample
     * @return its weight, at least 0; 1 by default
     */
    default float sampleWeight(int index) {
        return 1;
    }

    /**
     * How many classes there are: as many as names, or else one more than the highest label (which reads every label).
     *
     * @return the number of classes
     * @throws IllegalStateException if {@link #hasLabels} is false
     */
    default int classes() {
        if (!hasLabels()) {
            throw new IllegalStateException("This data set has float targets " + targetShape()
                    + ", so it has no classes.");
        }
        if (!classNames().isEmpty()) {
            return classNames().size();
        }
        int highest = 0;
        for (int i = 0; i < size(); i++) {
            highest = Math.max(highest, label(i));
        }
        return highest + 1;
    }

    /**
     * The first samples.
     *
     * @param n how many, at least 1; more than there are gives all of them
     * @return a view of the first {@code min(n, size())} samples
     * @throws DataException if {@code n} is less than 1
     */
    default Dataset limit(int n) {
        if (n < 1) {
            throw new DataException("limit(" + n + "): a data set needs at least one sample.");
        }
        return n >= size() ? this : new RangeDataset(this, 0, n);
    }

    /**
     * The samples {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param from the first sample
     * @param to one after the last sample
     * @return a view of {@code to − from} samples
     * @throws DataException if the range is empty or reaches outside
     */
    default Dataset subset(int from, int to) {
        if (from < 0 || to > size() || from >= to) {
            throw new DataException("subset(" + from + ", " + to + "): expects 0 <= from < to <= " + size() + ".");
        }
        return new RangeDataset(this, from, to);
    }

    /**
     * Chosen samples in a chosen order; a sample may be taken more than once.
     *
     * @param indices sample numbers of this data set; copied
     * @return a view in which sample i is this data set's {@code indices[i]}
     * @throws DataException if there are none, or one is outside
     */
    default Dataset select(int[] indices) {
        return new SelectedDataset(this, indices);
    }

    /**
     * Applies a function to every input when it is read (of several, to the first); the targets stay.
     *
     * @param transform the function
     * @return a view whose inputs have the shape {@code transform.outputShape(inputShape())}
     * @throws dev.vectron.tensor.ShapeException if the transform cannot take such inputs
     */
    default Dataset map(Transform transform) {
        return new MappedDataset(this, transform);
    }

    /**
     * Varies every input at random in training (of several, the first); the targets stay. Layers of augmentation are
     * such functions: in the k-th random view of a data set one draws the same numbers as in the k-th layer of a
     * sequential model, so {@code data.map(randomFlip())} in front of a model gives the same bits as the layer
     * {@code randomFlip()} at its beginning, but is computed while the model works on the batch before.
     *
     * <p>The sample's number is the one that it has here. Outside of training, in validation and prediction, the
     * transform does what it does in inference.
     *
     * @param transform the function
     * @return a view whose inputs have the shape {@code transform.outputShape(inputShape())}
     * @throws dev.vectron.tensor.ShapeException if the transform cannot take such inputs
     */
    default Dataset map(RandomTransform transform) {
        return map(transform, DatasetView.randomViews(this) + 1);
    }

    /**
     * As {@link #map(RandomTransform)}, with the random numbers of a layer at a given place: the same place gives the
     * same variations, for example to two data sets whose samples belong together.
     *
     * @param transform the function
     * @param position the layer's place in a sequential model, from 1
     * @return a view whose inputs have the shape {@code transform.outputShape(inputShape())}
     * @throws dev.vectron.tensor.ShapeException if the transform cannot take such inputs
     * @throws DataException if the position is less than 1
     */
    default Dataset map(RandomTransform transform, int position) {
        return new VariedDataset(this, transform, position);
    }

    /** {@return {@link #mixUp(double)} with alpha 0.2} */
    default Dataset mixUp() {
        return mixUp(0.2);
    }

    /**
     * Blends each sample in training with another one that is drawn at random: inputs and targets become share · sample
     * + (1 − share) · other, where the share is of the beta distribution of parameters (alpha, alpha). All inputs and
     * targets of a sample have the same share; its weight stays.
     *
     * <p>Source: Zhang, Cissé, Dauphin, Lopez-Paz, "mixup: Beyond Empirical Risk Minimization" (2018).
     *
     * @param alpha how much is mixed, above 0 and at most 1, where all shares are equally likely
     * @return a view
     * @throws DataException if alpha is outside, or targets are class labels: put {@link #oneHot()} in front
     */
    default Dataset mixUp(double alpha) {
        return new MixUpDataset(this, alpha);
    }

    /** {@return {@link #cutMix(double)} with factor 1} */
    default Dataset cutMix() {
        return cutMix(1);
    }

    /**
     * Replaces in training a rectangle of each picture by that of another one that is drawn at random, and mixes the
     * targets by the pixels of both. The rectangle's sides are √(1 − share) of the picture's, the share of the beta
     * distribution of parameters (alpha, alpha), and alpha uniform from 0 to the factor. The sample's weight stays.
     *
     * <p>Source: Yun and others, "CutMix: Regularization Strategy to Train Strong Classifiers with Localizable
     * Features" (2019).
     *
     * @param factor how much the rectangles' sizes vary, from 0 to 1; at 0 it is all or nothing
     * @return a view
     * @throws DataException if the factor is outside, or targets are class labels: put {@link #oneHot()} in front
     * @throws dev.vectron.tensor.ShapeException if the inputs are no pictures
     */
    default Dataset cutMix(double factor) {
        return new CutMixDataset(this, factor);
    }

    /**
     * These samples with further inputs, for models of several.
     *
     * @param other gives the inputs; sample i of both belong together
     * @return a view with the targets of this data set
     * @throws DataException if there are not as many samples
     */
    default Dataset withInput(Dataset other) {
        return new JoinedDataset(this, other, true);
    }

    /**
     * These samples with further targets, for models of several outputs.
     *
     * @param other gives the targets; sample i of both belong together
     * @return a view with the inputs of this data set
     * @throws DataException if there are not as many samples
     */
    default Dataset withTarget(Dataset other) {
        return new JoinedDataset(this, other, false);
    }

    /**
     * These samples with weights in the loss: the loss of sample i is multiplied by its weight.
     *
     * @param weights one for each sample, at least 0; copied
     * @return a view
     * @throws DataException if there are not as many weights as samples, or one is negative or not finite
     */
    default Dataset withSampleWeights(float[] weights) {
        return new WeightedDataset(this, weights);
    }

    /**
     * Class labels as float targets: 1 at the label, 0 elsewhere; shape [] → [classes()].
     *
     * @return a view without labels whose targets have {@link #classes()} floats
     * @throws IllegalStateException if {@link #hasLabels} is false
     */
    default Dataset oneHot() {
        return oneHot(classes());
    }

    /**
     * Class labels as float targets of a given width: 1 at the label, 0 elsewhere; shape [] → [classes].
     *
     * @param classes how many classes there are
     * @return a view without labels whose targets have {@code classes} floats
     * @throws IllegalStateException if {@link #hasLabels} is false
     * @throws DataException if a label is outside
     */
    default Dataset oneHot(int classes) {
        return new OneHotDataset(this, classes);
    }
}
