package dev.vectron.data;

import dev.vectron.tensor.Shape;
import java.util.List;

/** A data set that passes on to another one whatever it does not change. */
abstract class DatasetView implements Dataset {
    final Dataset source;

    DatasetView(Dataset source) {
        this.source = source;
    }

    /** {@return the source's number of a sample; checks that there is one} */
    abstract int sourceIndex(int index);

    /** {@return the highest position that a random view beneath has, this one among them; 0 if there is none} */
    int randomViews() {
        return randomViews(source);
    }

    /** {@return the highest position that a random view has of which a data set is made; 0 if there is none} */
    static int randomViews(Dataset data) {
        return data instanceof DatasetView view ? view.randomViews() : 0;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public final Shape inputShape() {
        return inputShape(0);
    }

    @Override
    public final boolean hasLabels() {
        return hasLabels(0);
    }

    @Override
    public final Shape targetShape() {
        return targetShape(0);
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }

    /** A part of the samples has as many classes as all of them, whether or not it holds the highest label. */
    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public final void read(int index, float[] to, int at) {
        readInput(0, index, Epoch.NONE, to, at);
    }

    @Override
    public int label(int index) {
        return source.label(sourceIndex(index));
    }

    @Override
    public final void readTarget(int index, float[] to, int at) {
        readTarget(0, index, Epoch.NONE, to, at);
    }

    @Override
    public int inputs() {
        return source.inputs();
    }

    @Override
    public Shape inputShape(int input) {
        return source.inputShape(input);
    }

    @Override
    public void readInput(int input, int index, Epoch epoch, float[] to, int at) {
        source.readInput(input, sourceIndex(index), epoch, to, at);
    }

    @Override
    public int targets() {
        return source.targets();
    }

    @Override
    public boolean hasLabels(int target) {
        return source.hasLabels(target);
    }

    @Override
    public Shape targetShape(int target) {
        return source.targetShape(target);
    }

    @Override
    public void readTarget(int target, int index, Epoch epoch, float[] to, int at) {
        source.readTarget(target, sourceIndex(index), epoch, to, at);
    }

    @Override
    public void readLabels(int target, int index, int[] to, int at) {
        source.readLabels(target, sourceIndex(index), to, at);
    }

    @Override
    public boolean hasSampleWeights() {
        return source.hasSampleWeights();
    }

    @Override
    public float sampleWeight(int index) {
        return source.sampleWeight(sourceIndex(index));
    }
}
