package dev.vectron.data;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/** Another data set with a function applied to its inputs. */
final class MappedDataset extends DatasetView {
    private final Transform transform;
    private final Shape shape;
    private final boolean inPlace;
    /** The source's input, for transforms that cannot work in place; one array a thread, so that reading allocates nothing. */
    private final ThreadLocal<float[]> scratch;

    MappedDataset(Dataset source, Transform transform) {
        super(source);
        this.transform = transform;
        this.shape = transform.outputShape(source.inputShape());
        this.inPlace = transform.inPlace();
        int size = source.inputShape().size();
        if (inPlace && shape.size() != size) {
            throw new ShapeException("map: a transform in place must keep the number of values, got " + source.inputShape()
                    + " -> " + shape + "; let inPlace() be false.");
        }
        this.scratch = ThreadLocal.withInitial(() -> new float[size]);
    }

    @Override
    int sourceIndex(int index) {
        return index;
    }

    @Override
    public Shape inputShape() {
        return shape;
    }

    @Override
    public void read(int index, float[] to, int at) {
        if (inPlace) {
            source.read(index, to, at);
            transform.apply(to, at, to, at);
        } else {
            float[] from = scratch.get();
            source.read(index, from, 0);
            transform.apply(from, 0, to, at);
        }
    }

    @Override
    public String toString() {
        return source + " (mapped)";
    }
}
