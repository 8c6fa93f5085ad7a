package dev.vectron.datasets.io;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.tensor.Shape;
import java.util.List;

/**
 * The rows of a CSV file as a data set, with what became of its columns. Immutable and thread-safe.
 *
 * <p>Asking for a label where targets are floats is an {@code IllegalStateException}.
 *
 * {@snippet :
 * CsvDataset cards = CsvReader.of().labelColumn("Class").read(Path.of("creditcard.csv"));
 * IO.println(cards.featureNames());
 * }
 */
public final class CsvDataset implements Dataset {
    private final ArrayDataset data;
    private final List<String> featureNames;
    private final int[] missingCounts;
    private final int droppedRows;

    CsvDataset(ArrayDataset data, List<String> featureNames, int[] missingCounts, int droppedRows) {
        this.data = data;
        this.featureNames = List.copyOf(featureNames);
        this.missingCounts = missingCounts;
        this.droppedRows = droppedRows;
    }

    /**
     * {@return the names of the feature columns in the order of the inputs: from the header, or the column numbers from
     * 0}
     */
    public List<String> featureNames() {
        return featureNames;
    }

    /**
     * {@return for each feature how many values were missing in the file, before they were filled or dropped; a copy}
     */
    public int[] missingCounts() {
        return missingCounts.clone();
    }

    /** {@return how many rows were left away because of missing values} */
    public int droppedRows() {
        return droppedRows;
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public Shape inputShape() {
        return data.inputShape();
    }

    @Override
    public boolean hasLabels() {
        return data.hasLabels();
    }

    @Override
    public Shape targetShape() {
        return data.targetShape();
    }

    @Override
    public List<String> classNames() {
        return data.classNames();
    }

    @Override
    public int classes() {
        return data.classes();
    }

    @Override
    public void read(int index, float[] to, int at) {
        data.read(index, to, at);
    }

    @Override
    public int label(int index) {
        return data.label(index);
    }

    @Override
    public void readTarget(int index, float[] to, int at) {
        data.readTarget(index, to, at);
    }

    @Override
    public String toString() {
        return "CsvDataset(" + data.size() + " × " + featureNames.size() + ")";
    }
}
