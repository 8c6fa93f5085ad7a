package dev.vectron.data;

import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/** Another data set with a random function applied to its first input. */
final class VariedDataset extends DatasetView {
    private final RandomTransform transform;
    private final int position;
    private final Shape input;
    private final Shape output;
    private final boolean inPlace;
    /** The source's input; one array a thread, so that reading allocates nothing. */
    private final ThreadLocal<float[]> scratch;

    VariedDataset(Dataset source, RandomTransform transform, int position) {
        super(source);
        if (position < 1) {
            throw new DataException("map: the position must be at least 1, got " + position + ".");
        }
        this.transform = transform;
        this.position = position;
        this.input = source.inputShape();
        this.output = outputShape(transform, input);
        this.inPlace = transform.inPlace();
        if (inPlace && input.size() != output.size()) {
            throw new ShapeException("map: a transform in place must keep the number of values, got " + input + " -> "
                    + output + "; let inPlace() be false.");
        }
        this.scratch = ThreadLocal.withInitial(() -> new float[input.size()]);
    }

    private static Shape outputShape(RandomTransform transform, Shape input) {
        try {
            return transform.outputShape(input);
        } catch (ShapeException e) {
            throw e.in(transform.getClass().getSimpleName(), "map", "the data set");
        }
    }

    @Override
    int sourceIndex(int index) {
        return index;
    }

    @Override
    int randomViews() {
        return Math.max(position, super.randomViews());
    }

    @Override
    public Shape inputShape(int number) {
        return number == 0 ? output : source.inputShape(number);
    }

    @Override
    public void readInput(int number, int index, Epoch epoch, float[] to, int at) {
        if (number > 0) {
            source.readInput(number, index, epoch, to, at);
            return;
        }
        float[] from = inPlace ? to : scratch.get();
        int fromAt = inPlace ? at : 0;
        source.readInput(0, index, epoch, from, fromAt);
        if (epoch.training()) {
            transform.vary(epoch.key(CounterRandom.layerStream(position), index), input, from, fromAt, to, at);
        } else {
            transform.infer(input, from, fromAt, to, at);
        }
    }

    @Override
    public String toString() {
        return source + " (varied)";
    }
}
