package dev.vectron.datasets.io;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.DataException;
import dev.vectron.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the texts of a label column into labels. */
record CsvLabels(String file, String column, List<String> classNames) {
    private static final int MAX_DIGITS = 4;

    ArrayDataset dataset(Tensor x, List<String> texts) {
        if (classNames.isEmpty() && texts.stream().allMatch(CsvLabels::isWholeNumber)) {
            return ArrayDataset.of(x, texts.stream().mapToInt(Integer::parseInt).toArray());
        }
        List<String> names = classNames.isEmpty() ? texts.stream().distinct().sorted().toList() : classNames;
        if (names.size() > texts.size() / 2 && names.size() > 100 && classNames.isEmpty()) {
            throw new DataException(file + ": column \"" + column + "\" has " + names.size() + " different texts in "
                    + texts.size()
                    + " rows, too many for classes; choose another labelColumn, or targetColumns for numbers.");
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            if (numbers.put(name, numbers.size()) != null) {
                throw new DataException(file + ": the class name \"" + name + "\" is given twice.");
            }
        }
        int[] labels = new int[texts.size()];
        for (int i = 0; i < labels.length; i++) {
            Integer number = numbers.get(texts.get(i));
            if (number == null) {
                throw new DataException(file + ": row " + (i + 1) + ", column \"" + column + "\": \""
                        + CsvColumns.oneLine(texts.get(i))
                        + "\" is none of the " + names.size() + " class names.");
            }
            labels[i] = number;
        }
        return ArrayDataset.of(x, labels, names);
    }

    private static boolean isWholeNumber(String text) {
        return !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
