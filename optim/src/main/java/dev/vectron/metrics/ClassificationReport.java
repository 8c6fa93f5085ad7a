package dev.vectron.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Precision, recall and F1 of every class, with their averages: what scikit-learn calls a classification report.
 *
 * <p>The macro average is the mean over all classes, also those that do not occur; the weighted average weighs each by
 * its samples. 0 / 0 counts as 0. Immutable and thread-safe.
 *
 * <p>A model whose targets are no classes is an {@code IllegalStateException} from {@code report}.
 *
 * {@snippet :
 * ClassificationReport report = Evaluation.of(model, mnist.test()).report();
 * IO.println(report.table());
 * double worst = report.rows().stream().mapToDouble(ClassificationReport.Row::recall).min().orElseThrow();
 * }
 *
 * @param rows one for each class, in label order
 * @param accuracy the share of right answers; NaN without samples
 * @param macro the means over the classes
 * @param weighted the means over the classes, weighted by their samples
 */
public record ClassificationReport(List<Row> rows, double accuracy, Row macro, Row weighted) {
    /** Copies the rows. */
    public ClassificationReport {
        rows = List.copyOf(rows);
    }

    /**
     * The numbers of a class, or of an average.
     *
     * @param name the class's name
     * @param precision the share of right ones among the samples that were given the class
     * @param recall the share of the class's samples that were given it
     * @param f1 the harmonic mean of the two
     * @param support how many samples are of the class
     */
    public record Row(String name, double precision, double recall, double f1, long support) {}

    static ClassificationReport of(ClassCounts counts, List<String> names) {
        List<Row> rows = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            rows.add(new Row(names.get(c), counts.fBeta(0, c), counts.fBeta(Double.POSITIVE_INFINITY, c),
                    counts.fBeta(1, c), counts.support(c)));
        }
        return new ClassificationReport(rows, counts.accuracy(), average("macro avg", counts, Averaging.MACRO),
                average("weighted avg", counts, Averaging.WEIGHTED));
    }

    private static Row average(String name, ClassCounts counts, Averaging average) {
        return new Row(name, counts.fBeta(0, average), counts.fBeta(Double.POSITIVE_INFINITY, average),
                counts.fBeta(1, average), counts.total());
    }

    /** {@return the report as scikit-learn prints it, several lines} */
    public String table() {
        int label = weighted.name().length();
        for (Row row : rows) {
            label = Math.max(label, row.name().length());
        }
        StringBuilder text = new StringBuilder(ConfusionMatrix.padded("", label)).append(' ');
        for (String head : List.of("precision", "recall", "f1-score", "support")) {
            text.append(' ').append(ConfusionMatrix.padded(head, 9));
        }
        text.append("\n\n");
        for (Row row : rows) {
            append(text, row, label);
        }
        text.append('\n').append(ConfusionMatrix.padded("accuracy", label)).append(" ".repeat(21));
        text.append(String.format(Locale.ROOT, " %9.2f %9d", accuracy, weighted.support())).append('\n');
        append(text, macro, label);
        append(text, weighted, label);
        return text.toString();
    }

    private static void append(StringBuilder text, Row row, int label) {
        text.append(ConfusionMatrix.padded(row.name(), label)).append(' ');
        text.append(String.format(Locale.ROOT, " %9.2f %9.2f %9.2f %9d", row.precision(), row.recall(), row.f1(),
                row.support())).append('\n');
    }
}
