package dev.vectron.datasets.io;

/**
 * What {@link CsvReader} does with missing values in feature and target columns. A missing class label is always an
 * error, unless its row is dropped.
 */
public enum Missing {
    /** An error that says how many there are in which columns. */
    REFUSE,
    /** They become NaN; {@link CsvDataset#missingCounts} says how many there are. */
    NAN,
    /** They become 0. */
    ZERO,
    /** They become the mean of the column's other values, of the whole file: validation rows take part in it. */
    MEAN,
    /** They become the median of the column's other values, of the whole file: validation rows take part in it. */
    MEDIAN,
    /** Their rows are left away; {@link CsvDataset#droppedRows} says how many. */
    DROP_ROW
}
