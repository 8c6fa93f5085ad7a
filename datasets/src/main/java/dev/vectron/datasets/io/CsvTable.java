package dev.vectron.datasets.io;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.DataException;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of one CSV file while it is read. */
final class CsvTable {
    private final String file;
    private final CsvReader.Options options;
    private final CsvColumns columns;
    private final FloatRows features;
    private final FloatRows targets;
    private final List<String> labels = new ArrayList<>();
    private final int[] missingFeatures;
    private final int[] missingTargets;
    private final float[] featureRow;
    private final float[] targetRow;
    private long firstMissing;
    private int dropped;

    CsvTable(String file, CsvReader.Options options, CsvRecord first) {
        this.file = file;
        this.options = options;
        columns = CsvColumns.of(file, options, first.getFields());
        featureRow = new float[columns.features().length];
        targetRow = new float[columns.targets().length];
        features = new FloatRows(file, featureRow.length);
        targets = new FloatRows(file, targetRow.length);
        missingFeatures = new int[featureRow.length];
        missingTargets = new int[targetRow.length];
    }

    void add(CsvRecord record) {
        if (record.getFieldCount() != columns.names().size()) {
            throw new DataException(file + ": line " + record.getStartingLineNumber() + ": has "
                    + record.getFieldCount()
                    + " fields, expected " + columns.names().size() + (options.header() ? " as in the header."
                    : " as in the first line."));
        }
        boolean missing = parse(record, columns.features(), featureRow, missingFeatures);
        missing |= parse(record, columns.targets(), targetRow, missingTargets);
        String label = "";
        if (columns.label() != CsvColumns.NONE) {
            label = record.getField(columns.label()).strip();
            if (options.missingTexts().contains(label)) {
                if (options.missing() != Missing.DROP_ROW) {
                    throw new DataException(where(record, columns.label()) + ": the class label is missing (\"" + label
                            + "\"); remove the row or choose missing(Missing.DROP_ROW).");
                }
                missing = true;
            }
        }
        if (missing && firstMissing == 0) {
            firstMissing = record.getStartingLineNumber();
        }
        if (missing && options.missing() == Missing.DROP_ROW) {
            dropped++;
            return;
        }
        features.add(featureRow);
        targets.add(targetRow);
        if (columns.label() != CsvColumns.NONE) {
            labels.add(label);
        }
    }

    /** Parses some fields of a record; missing ones become NaN. */
    private boolean parse(CsvRecord record, int[] which, float[] row, int[] missing) {
        boolean any = false;
        for (int i = 0; i < which.length; i++) {
            String text = record.getField(which[i]).strip();
            if (options.missingTexts().contains(text)) {
                row[i] = Float.NaN;
                missing[i]++;
                any = true;
            } else {
                row[i] = number(record, which[i], text);
            }
        }
        return any;
    }

    private float number(CsvRecord record, int column, String text) {
        try {
            float value = JavaFloatParser.parseFloat(text);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The message below says more.
        }
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        throw new DataException(where(record, column) + ": expects a number, got \"" + CsvColumns.oneLine(shown)
                + "\"; name the column in ignoreColumns if it is no feature"
                + (record.getStartingLineNumber() == 1 && !options.header() ? ", or leave header(false) away." : "."));
    }

    private String where(CsvRecord record, int column) {
        String name = options.header() ? " \"" + columns.names().get(column) + "\" (number " + column + ")"
                : " " + column;
        return file + ": line " + record.getStartingLineNumber() + ", column" + name;
    }

    CsvDataset finish() {
        if (features.rows() == 0) {
            String which = dropped > 0 ? " without missing values (" + dropped + " dropped)" : " of data";
            throw new DataException(file + ": has no rows" + which + "; a data set needs at least one.");
        }
        if (options.missing() == Missing.REFUSE && firstMissing > 0) {
            throw new DataException(missingReport());
        }
        if (options.missing() != Missing.NAN && options.missing() != Missing.DROP_ROW) {
            fill(features, missingFeatures, columns.features());
            fill(targets, missingTargets, columns.targets());
        }
        Tensor x = features.toTensor(Shape.of(featureRow.length));
        ArrayDataset data = columns.label() == CsvColumns.NONE
                ? ArrayDataset.of(x, targets.toTensor(Shape.of(targetRow.length)))
                : new CsvLabels(file, columns.names().get(columns.label()), options.classNames()).dataset(x, labels);
        List<String> names = Arrays.stream(columns.features()).mapToObj(columns.names()::get).toList();
        return new CsvDataset(data, names, missingFeatures, dropped);
    }

    private String missingReport() {
        List<String> counts = new ArrayList<>();
        int total = 0;
        for (int i = 0; i < missingFeatures.length + missingTargets.length; i++) {
            boolean feature = i < missingFeatures.length;
            int count = feature ? missingFeatures[i] : missingTargets[i - missingFeatures.length];
            int column = feature ? columns.features()[i] : columns.targets()[i - missingFeatures.length];
            total += count;
            if (count > 0) {
                counts.add(columns.names().get(column) + " (" + count + ")");
            }
        }
        String shown = String.join(", ", counts.subList(0, Math.min(8, counts.size())))
                + (counts.size() > 8 ? ", …" : "");
        return file + ": " + total + (total == 1 ? " value is" : " values are") + " missing, the first at line "
                + firstMissing
                + ", in column " + shown + "; choose a rule, for example missing(Missing.MEAN).";
    }

    private void fill(FloatRows rows, int[] missing, int[] which) {
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] == 0) {
                continue;
            }
            if (missing[i] == rows.rows() && options.missing() != Missing.ZERO) {
                throw new DataException(file + ": column " + columns.names().get(which[i])
                        + " has no value at all; name it in ignoreColumns.");
            }
            rows.fillMissing(i, switch (options.missing()) {
                case MEAN -> rows.mean(i);
                case MEDIAN -> rows.median(i);
                default -> 0;
            });
        }
    }
}
