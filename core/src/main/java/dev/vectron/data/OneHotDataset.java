package dev.vectron.data;

import dev.vectron.tensor.Shape;
import java.util.Arrays;

/** Another data set's class labels as float targets. */
final class OneHotDataset extends DatasetView {
    private final Shape targetShape;

    OneHotDataset(Dataset source, int classes) {
        super(source);
        if (!source.hasLabels()) {
            throw new IllegalStateException("oneHot: this data set has float targets " + source.targetShape()
                    + " already, not class labels.");
        }
        ClassLabels.check("oneHot", source.size(), source::label, classes);
        targetShape = Shape.of(classes);
    }

    @Override
    int sourceIndex(int index) {
        return index;
    }

    @Override
    public boolean hasLabels(int target) {
        return target != 0 && source.hasLabels(target);
    }

    @Override
    public Shape targetShape(int target) {
        return target == 0 ? targetShape : source.targetShape(target);
    }

    @Override
    public int classes() {
        return targetShape.size();
    }

    @Override
    public int label(int index) {
        throw new IllegalStateException("label: this data set has one-hot targets " + targetShape
                + "; use readTarget.");
    }

    @Override
    public void readLabels(int target, int index, int[] to, int at) {
        if (target == 0) {
            to[at] = label(index);
        } else {
            source.readLabels(target, index, to, at);
        }
    }

    @Override
    public void readTarget(int target, int index, Epoch epoch, float[] to, int at) {
        if (target > 0) {
            source.readTarget(target, index, epoch, to, at);
            return;
        }
        int label = source.label(index);
        Arrays.fill(to, at, at + targetShape.size(), 0);
        to[at + label] = 1;
    }

    @Override
    public String toString() {
        return source + " (one-hot)";
    }
}
