package dev.vectron.datasets.io;

import dev.vectron.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which column of a file is what. */
final class CsvColumns {
    /** Stands for "no label column". */
    static final int NONE = -1;

    private static final Pattern LINE_BREAKS = Pattern.compile("\\R");

    private final List<String> names;
    private final int label;
    private final int[] targets;
    private final int[] features;

    private CsvColumns(List<String> names, int label, int[] targets, int[] features) {
        this.names = names;
        this.label = label;
        this.targets = targets;
        this.features = features;
    }

    /** {@return the names of all columns: from the header, or their numbers} */
    List<String> names() {
        return names;
    }

    /** {@return the column with the class labels, or {@link #NONE}} */
    int label() {
        return label;
    }

    /** {@return the columns with float targets} */
    int[] targets() {
        return targets;
    }

    /** {@return the columns that are inputs} */
    int[] features() {
        return features;
    }

    /**
     * Finds the chosen columns.
     *
     * @param file begins error messages
     * @param options what was chosen
     * @param first the fields of the first record: the header if there is one
     */
    static CsvColumns of(String file, CsvReader.Options options, List<String> first) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            names.add(options.header() ? oneLine(first.get(i)) : Integer.toString(i));
        }
        boolean[] taken = new boolean[names.size()];
        int label = options.label() == null ? NONE : find(file, options, names, options.label(), taken);
        int[] targets = find(file, options, names, options.targets(), taken);
        find(file, options, names, options.ignored(), taken);
        List<Integer> features = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                features.add(i);
            }
        }
        if (features.isEmpty()) {
            throw new DataException(file + ": line 1: of its " + names.size()
                    + " columns none is left as a feature; check the delimiter ('" + options.delimiter() + "').");
        }
        return new CsvColumns(names, label, targets, features.stream().mapToInt(Integer::intValue).toArray());
    }

    /** {@return a text without line breaks and the spaces around it, so that a message that shows it stays one line} */
    static String oneLine(String text) {
        return LINE_BREAKS.matcher(text.strip()).replaceAll(" ");
    }

    private static int[] find(String file, CsvReader.Options options, List<String> names,
            List<CsvReader.Column> columns, boolean[] taken) {
        int[] found = new int[columns.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = find(file, options, names, columns.get(i), taken);
        }
        return found;
    }

    private static int find(String file, CsvReader.Options options, List<String> names, CsvReader.Column column,
            boolean[] taken) {
        int at;
        if (column.name() == null) {
            at = column.number() < 0 ? column.number() + names.size() : column.number();
            if (at < 0 || at >= names.size()) {
                throw new DataException(file + ": line 1: there is no column " + column + " among " + names.size()
                        + "; check the delimiter ('" + options.delimiter() + "').");
            }
        } else {
            at = byName(file, options, names, column.name());
        }
        if (taken[at]) {
            throw new DataException(file + ": column " + column + " is chosen twice, as label, target or ignored.");
        }
        taken[at] = true;
        return at;
    }

    private static int byName(String file, CsvReader.Options options, List<String> names, String name) {
        if (!options.header()) {
            throw new DataException(file + ": column \"" + name
                    + "\" is asked for by name, but header(false) is set; give its number.");
        }
        int at = names.indexOf(name);
        if (at < 0) {
            String shown = String.join(", ", names.subList(0, Math.min(12, names.size())))
                    + (names.size() > 12 ? ", …" : "");
            throw new DataException(file + ": line 1: there is no column \"" + name + "\"; its header has "
                    + shown.strip() + ".");
        }
        if (names.lastIndexOf(name) != at) {
            throw new DataException(file + ": line 1: two columns are called \"" + name + "\" (" + at + " and "
                    + names.lastIndexOf(name)
                    + "); give a number.");
        }
        return at;
    }
}
