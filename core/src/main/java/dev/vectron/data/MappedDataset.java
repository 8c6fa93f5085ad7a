package dev.vectron.data;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/** Another data set with a function applied to its first input. */
final class MappedDataset extends DatasetView {
    private final Transform transform;
    private final Shape shape;
    private final boolean inPlace;
    /**
     * The source's input, for transforms that cannot work in place; one array a thread, so that reading allocates
     * nothing.
     */
    private final ThreadLocal<float[]> scratch;

    MappedDataset(Dataset source, Transform transform) {
        super(source);
        this.transform = transform;
        this.shape = transform.outputShape(source.inputShape());
        this.inPlace = transform.inPlace();
        int size = source.inputShape().size();
        if (inPlace && shape.size() != size) {
            throw new ShapeException("map: a transform in place must keep the number of values, got "
                    + source.inputShape()
                    + " -> " + shape + "; let inPlace() be false.");
        }
        this.scratch = ThreadLocal.withInitial(() -> new float[size]);
    }

    @Override
    int sourceIndex(int index) {
        return index;
    }

    @Override
    public Shape inputShape(int input) {
        return input == 0 ? shape : source.inputShape(input);
    }

    @Override
    public void readInput(int input, int index, Epoch epoch, float[] to, int at) {
        if (input > 0) {
            source.readInput(input, index, epoch, to, at);
        } else if (inPlace) {
            source.readInput(0, index, epoch, to, at);
            transform.apply(to, at, to, at);
        } else {
            float[] from = scratch.get();
            source.readInput(0, index, epoch, from, 0);
            transform.apply(from, 0, to, at);
        }
    }

    @Override
    public String toString() {
        return source + " (mapped)";
    }
}
