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

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Shape inputShape() {
        return source.inputShape();
    }

    @Override
    public boolean hasLabels() {
        return source.hasLabels();
    }

    @Override
    public Shape targetShape() {
        return source.targetShape();
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
    public void read(int index, float[] to, int at) {
        source.read(sourceIndex(index), to, at);
    }

    @Override
    public int label(int index) {
        return source.label(sourceIndex(index));
    }

    @Override
    public void readTarget(int index, float[] to, int at) {
        source.readTarget(sourceIndex(index), to, at);
    }
}
