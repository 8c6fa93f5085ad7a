package dev.vectron.data;

/** Chosen samples of another data set. */
final class SelectedDataset extends DatasetView {
    private final int[] indices;

    SelectedDataset(Dataset source, int[] indices) {
        super(source);
        if (indices.length == 0) {
            throw new DataException("select: no sample numbers given; a data set needs at least one sample.");
        }
        this.indices = indices.clone();
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= source.size()) {
                throw new DataException("select: sample number " + indices[i] + " at position " + i
                        + " is outside 0…" + (source.size() - 1) + ".");
            }
        }
    }

    @Override
    int sourceIndex(int index) {
        return indices[index];
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public String toString() {
        return source + " (" + indices.length + " selected)";
    }
}
