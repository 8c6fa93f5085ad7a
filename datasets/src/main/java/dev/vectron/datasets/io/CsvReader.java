package dev.vectron.datasets.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.vectron.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV files (RFC 4180: quoted fields, {@code ""} for a quote, line breaks within quotes; UTF-8) of numbers with a
 * column of class labels or columns of float targets. Plain or gzip, told apart by content. Empty lines are skipped.
 *
 * <p>Options are withers: each returns a changed copy, so a reader may be kept and shared between threads.
 *
 * <p>Labels that are all whole numbers 0…9999 are taken as they are. Other labels are classes by their text: label i is
 * the i-th of the distinct texts in sorted order, which {@code classNames()} gives. With {@link #classNames} the order
 * is yours, the same for training and test files.
 *
 * <p>Every error is a {@link DataException} that names the file, the line and the column, what was expected and what
 * was found.
 *
 * <p>Thread-safe.
 *
 * {@snippet :
 * var cards = CsvReader.of().labelColumn("Class").ignoreColumns("Time").read(Path.of("creditcard.csv"));
 * var digits = CsvReader.of().header(false).labelColumn(-1).read(Path.of("digits.csv.gz"));
 * }
 */
public final class CsvReader {
    /** The options; the withers copy them. */
    record Options(char delimiter, boolean header, @Nullable Column label, List<Column> targets, List<Column> ignored,
            Missing missing, Set<String> missingTexts, List<String> classNames) {}

    /** A column by name or by number. */
    record Column(@Nullable String name, int number) {
        @Override
        public String toString() {
            return name == null ? Integer.toString(number) : '"' + name + '"';
        }
    }

    private static final Options DEFAULTS = new Options(',', true, null, List.of(), List.of(), Missing.REFUSE,
            Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "?"), List.of());

    private final Options o;

    private CsvReader(Options options) {
        o = options;
    }

    /** {@return a reader for commas and a header line; say which column is the label or the target} */
    public static CsvReader of() {
        return new CsvReader(DEFAULTS);
    }

    /**
     * What separates fields; a comma by default.
     *
     * @param delimiter the character, for example {@code ';'} or a tab
     * @return a changed copy
     */
    public CsvReader delimiter(char delimiter) {
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new DataException("CsvReader: the delimiter may be neither a quote nor a line break.");
        }
        return new CsvReader(new Options(delimiter, o.header, o.label, o.targets, o.ignored, o.missing, o.missingTexts,
                o.classNames));
    }

    /**
     * Whether the first line holds the names of the columns; it does by default.
     *
     * @param header false if the first line is data already
     * @return a changed copy
     */
    public CsvReader header(boolean header) {
        return new CsvReader(new Options(o.delimiter, header, o.label, o.targets, o.ignored, o.missing, o.missingTexts,
                o.classNames));
    }

    /**
     * The column with the class labels, by name.
     *
     * @param name a name from the header
     * @return a changed copy
     */
    public CsvReader labelColumn(String name) {
        return label(new Column(name, 0));
    }

    /**
     * The column with the class labels, by number.
     *
     * @param number from 0; negative numbers count from the end, −1 is the last column
     * @return a changed copy
     */
    public CsvReader labelColumn(int number) {
        return label(new Column(null, number));
    }

    private CsvReader label(Column label) {
        return new CsvReader(new Options(o.delimiter, o.header, label, List.of(), o.ignored, o.missing, o.missingTexts,
                o.classNames));
    }

    /**
     * The columns with float targets, by name, instead of a label column.
     *
     * @param names names from the header
     * @return a changed copy
     */
    public CsvReader targetColumns(String... names) {
        return targets(List.of(names).stream().map(n -> new Column(n, 0)).toList());
    }

    /**
     * The columns with float targets, by number, instead of a label column.
     *
     * @param numbers from 0; negative numbers count from the end
     * @return a changed copy
     */
    public CsvReader targetColumns(int... numbers) {
        return targets(IntStream.of(numbers).mapToObj(n -> new Column(null, n)).toList());
    }

    private CsvReader targets(List<Column> targets) {
        return new CsvReader(new Options(o.delimiter, o.header, null, targets, o.ignored, o.missing, o.missingTexts,
                o.classNames));
    }

    /**
     * Columns that are no features, by name, for example an identifier.
     *
     * @param names names from the header
     * @return a changed copy
     */
    public CsvReader ignoreColumns(String... names) {
        return ignored(List.of(names).stream().map(n -> new Column(n, 0)).toList());
    }

    /**
     * Columns that are no features, by number.
     *
     * @param numbers from 0; negative numbers count from the end
     * @return a changed copy
     */
    public CsvReader ignoreColumns(int... numbers) {
        return ignored(IntStream.of(numbers).mapToObj(n -> new Column(null, n)).toList());
    }

    private CsvReader ignored(List<Column> ignored) {
        return new CsvReader(new Options(o.delimiter, o.header, o.label, o.targets, ignored, o.missing, o.missingTexts,
                o.classNames));
    }

    /**
     * What to do with missing values; {@link Missing#REFUSE} by default.
     *
     * @param missing the rule
     * @return a changed copy
     */
    public CsvReader missing(Missing missing) {
        return new CsvReader(new Options(o.delimiter, o.header, o.label, o.targets, o.ignored, missing, o.missingTexts,
                o.classNames));
    }

    /**
     * Which texts mean a missing value: by default the empty field, NA, N/A, NaN, nan, null, NULL and ?.
     *
     * @param texts the texts, compared without the spaces around them
     * @return a changed copy
     */
    public CsvReader missingTexts(String... texts) {
        return new CsvReader(new Options(o.delimiter, o.header, o.label, o.targets, o.ignored, o.missing,
                Set.of(texts), o.classNames));
    }

    /**
     * The texts of the label column in label order; other texts are an error.
     *
     * @param names the classes
     * @return a changed copy
     */
    public CsvReader classNames(List<String> names) {
        return new CsvReader(new Options(o.delimiter, o.header, o.label, o.targets, o.ignored, o.missing,
                o.missingTexts, List.copyOf(names)));
    }

    /**
     * Reads a file.
     *
     * @param path the file, plain or gzip
     * @return its rows
     * @throws DataException if it cannot be read, has no rows, rows of different lengths, fields that are no numbers,
     *     missing values that the rule refuses, or not the columns that were named
     */
    public CsvDataset read(Path path) {
        if (o.label == null && o.targets.isEmpty()) {
            throw new DataException(
                    "CsvReader: say what is to be learned: labelColumn(…) for classes or targetColumns(…) for "
                    + "numbers.");
        }
        long line = 1;
        try (SourceFile file = SourceFile.open(path, false);
                var records = de.siegmar.fastcsv.reader.CsvReader.builder().fieldSeparator(o.delimiter)
                        .detectBomHeader(true)
                        .allowUnclosedQuote(false).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(file.stream(), StandardCharsets.UTF_8)) {
            CsvTable table = null;
            for (CsvRecord record : records) {
                line = record.getStartingLineNumber();
                if (table == null) {
                    table = new CsvTable(path.toString(), o, record);
                    if (o.header) {
                        continue;
                    }
                }
                table.add(record);
            }
            if (table == null) {
                throw new DataException(path + ": is empty; a data set needs at least one row.");
            }
            return table.finish();
        } catch (CsvParseException e) {
            throw new DataException(path + ": after line " + line + ": " + reason(e) + ".", e);
        } catch (UncheckedIOException | IOException e) {
            throw new DataException(path + ": cannot be read after line " + line + ": " + reason(e) + ".", e);
        }
    }

    private static String reason(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("invalid CSV");
    }
}
