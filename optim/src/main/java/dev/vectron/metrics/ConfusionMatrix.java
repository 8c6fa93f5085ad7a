package dev.vectron.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often samples of each class were given each class: rows are the true classes, columns the answers. Immutable and
 * thread-safe.
 *
 * <p>0 / 0 counts as 0 in precision, recall and F1: of a class that never occurs, or is never answered.
 *
 * <p>Answers of another number, and classes out of range, are an {@code IllegalArgumentException} that names the
 * sample.
 *
 * {@snippet :
 * ConfusionMatrix confusion = Evaluation.of(model, mnist.test()).confusion();
 * IO.println(confusion.table());
 * long asThree = confusion.count(5, 3);                     // fives that were taken for threes
 * ConfusionMatrix own = ConfusionMatrix.of(labels, model.predictClasses(x), 10);
 * }
 */
public final class ConfusionMatrix {
    private static final int WIDEST = 100;

    private final long[][] counts;
    private final List<String> names;
    private final ClassCounts sums;

    private ConfusionMatrix(long[][] counts, List<String> names) {
        this.counts = counts;
        this.names = names;
        this.sums = new ClassCounts(counts.length);
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                sums.add(i, j, counts[i][j]);
            }
        }
    }

    /**
     * Counts answers.
     *
     * @param actual the true class of each sample
     * @param predicted the class that each was given
     * @param classes how many classes there are
     * @return the matrix; its classes are named 0, 1, 2 …
     * @throws IllegalArgumentException if there are not as many answers as samples, or a class is out of range
     */
    public static ConfusionMatrix of(int[] actual, int[] predicted, int classes) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException("ConfusionMatrix: expects one answer a sample, got " + actual.length
                    + " true classes and " + predicted.length + " answers.");
        }
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] < 0 || actual[i] >= classes || predicted[i] < 0 || predicted[i] >= classes) {
                throw new IllegalArgumentException("ConfusionMatrix: sample " + i + " of class " + actual[i]
                        + " was given class " + predicted[i] + ", but there are " + classes + " classes (0 to "
                        + (classes - 1) + ").");
            }
            counts[actual[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(counts, numbers(classes));
    }

    /** Of counts whose rows are the true classes; they are copied. */
    static ConfusionMatrix of(long[][] counts) {
        long[][] copy = new long[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            copy[i] = counts[i].clone();
        }
        return new ConfusionMatrix(copy, numbers(counts.length));
    }

    private static List<String> numbers(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /**
     * This matrix with names for its classes.
     *
     * @param classNames one for each class
     * @return a matrix of the same counts
     * @throws IllegalArgumentException if there are more or fewer names than classes
     */
    public ConfusionMatrix named(List<String> classNames) {
        if (classNames.size() != classes()) {
            throw new IllegalArgumentException("ConfusionMatrix: expects " + classes() + " names, got "
                    + classNames.size() + " " + classNames + ".");
        }
        return new ConfusionMatrix(counts, List.copyOf(classNames));
    }

    /** {@return how many classes there are} */
    public int classes() {
        return counts.length;
    }

    /** {@return the names of the classes} */
    public List<String> classNames() {
        return names;
    }

    /**
     * How many samples of a class were given a class.
     *
     * @param actual the true class
     * @param predicted the answer
     * @return their number
     */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** {@return how many samples were counted} */
    public long total() {
        return sums.total();
    }

    /** {@return the share of right answers, 0 … 1; NaN without samples} */
    public double accuracy() {
        return sums.accuracy();
    }

    /**
     * How many samples are of a class.
     *
     * @param c the class
     * @return the number of samples whose true class it is
     */
    public long support(int c) {
        return sums.support(c);
    }

    /**
     * The precision of a class.
     *
     * @param c the class
     * @return the share of right ones among the samples that were given this class, 0 … 1
     */
    public double precision(int c) {
        return sums.fBeta(0, c);
    }

    /**
     * The recall of a class.
     *
     * @param c the class
     * @return the share of its samples that were given this class, 0 … 1
     */
    public double recall(int c) {
        return sums.fBeta(Double.POSITIVE_INFINITY, c);
    }

    /**
     * The harmonic mean of precision and recall of a class.
     *
     * @param c the class
     * @return 2 P R / (P + R), 0 … 1
     */
    public double f1(int c) {
        return sums.fBeta(1, c);
    }

    /** {@return agreement beyond chance, Cohen's kappa: 1 for perfect, 0 for chance or without samples} */
    public double cohenKappa() {
        return total() == 0 ? 0 : sums.cohenKappa();
    }

    /** {@return the correlation of answers and truth (Matthews, Gorodkin): 1 for perfect, 0 for chance} */
    public double matthewsCorrelation() {
        return sums.matthewsCorrelation();
    }

    /** {@return precision, recall and F1 of every class and their averages} */
    public ClassificationReport report() {
        return ClassificationReport.of(sums, names);
    }

    /**
     * {@return the counts with class names, several lines; columns are headed by numbers if the names would make lines
     * of over 100 characters}
     */
    public String table() {
        int width = Integer.toString(classes() - 1).length();
        for (long[] row : counts) {
            for (long count : row) {
                width = Math.max(width, grouped(count).length());
            }
        }
        List<String> heads = names;
        List<String> labels = names;
        if (length(heads, width) > WIDEST) {
            heads = numbers(classes());
            labels = IntStream.range(0, classes()).mapToObj(c -> numbered(c)).toList();
        }
        String corner = "true \\ predicted";
        int label = corner.length();
        for (String name : labels) {
            label = Math.max(label, name.length());
        }
        StringBuilder text = new StringBuilder(padded(corner, -label));
        for (String head : heads) {
            text.append("  ").append(padded(head, width));
        }
        for (int i = 0; i < classes(); i++) {
            text.append('\n').append(padded(labels.get(i), -label));
            for (int j = 0; j < classes(); j++) {
                text.append("  ").append(padded(grouped(counts[i][j]), Math.max(width, heads.get(j).length())));
            }
        }
        return text.append('\n').toString();
    }

    /** How long the lines of a table become. */
    private static int length(List<String> heads, int width) {
        int length = 0;
        int longest = 0;
        for (String head : heads) {
            length += 2 + Math.max(width, head.length());
            longest = Math.max(longest, head.length());
        }
        return length + longest;
    }

    private String numbered(int c) {
        return names.get(c).equals(Integer.toString(c)) ? names.get(c) : c + " " + names.get(c);
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Filled up with spaces, on the left for a positive width, on the right for a negative one. */
    static String padded(String text, int width) {
        String spaces = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
        return width < 0 ? text + spaces : spaces + text;
    }

    @Override
    public String toString() {
        return "ConfusionMatrix of " + total() + " samples of " + classes() + " classes, accuracy " + accuracy();
    }
}
