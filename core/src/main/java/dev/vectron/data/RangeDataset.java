package dev.vectron.data;

import java.util.Objects;

/** The samples of a range of another data set. */
final class RangeDataset extends DatasetView {
    private final int from;
    private final int size;

    RangeDataset(Dataset source, int from, int to) {
        super(source);
        this.from = from;
        this.size = to - from;
    }

    @Override
    int sourceIndex(int index) {
        return from + Objects.checkIndex(index, size);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String toString() {
        return source + "[" + from + "…" + (from + size - 1) + "]";
    }
}
