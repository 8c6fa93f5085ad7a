package dev.vectron.training;

import dev.vectron.data.Dataset;
import dev.vectron.tensor.Shape;
import java.util.List;

/** A data set that notes in which order its inputs are read. */
record Recorded(Dataset source, List<Integer> reads) implements Dataset {
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
    public void read(int index, float[] to, int at) {
        reads.add(index);
        source.read(index, to, at);
    }

    @Override
    public int label(int index) {
        return source.label(index);
    }

    @Override
    public void readTarget(int index, float[] to, int at) {
        source.readTarget(index, to, at);
    }
}
