package dev.vectron.callbacks;

import dev.vectron.training.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file in which values of the training may stand, in Python's form as in Keras:
 * {@code {epoch:02d}}, {@code {batch}}, {@code {val_loss:.2f}}.
 */
final class FilePattern {
    private static final Pattern FIELD = Pattern.compile("\\{([^{}:]*)(?::([^{}]*))?}");
    private static final Pattern FORMAT = Pattern.compile("(0?[0-9]*)(\\.[0-9]+)?([dfe])");

    private final String who;
    private final String text;

    FilePattern(String who, String text) {
        this.who = who;
        this.text = text;
        Matcher fields = FIELD.matcher(text);
        while (fields.find()) {
            String format = fields.group(2);
            Matcher known = FORMAT.matcher(format == null ? "d" : format);
            boolean whole = isWhole(fields.group(1));
            if (!known.matches()
                    || known.group(3).equals("d") && (known.group(2) != null || !whole && format != null)) {
                throw new IllegalArgumentException(who + ": cannot write {" + fields.group(1) + ":" + format + "} in \""
                        + text + "\"; whole numbers (epoch, batch) are written as {epoch:02d}, others as"
                        + " {val_loss:.2f} or {val_loss:.3e}.");
            }
        }
    }

    private static boolean isWhole(String name) {
        return name.equals("epoch") || name.equals("batch");
    }

    /** Checks that all names in it are known. */
    void require(List<String> names) {
        Matcher fields = FIELD.matcher(text);
        while (fields.find()) {
            String name = fields.group(1);
            if (!isWhole(name) && !names.contains(name)) {
                throw new IllegalArgumentException(who + ": the file name \"" + text + "\" asks for \"" + name
                        + "\"; this training has epoch, batch, " + String.join(", ", names) + ".");
            }
        }
    }

    boolean hasFields() {
        return FIELD.matcher(text).find();
    }

    /** The file at this point of the training. */
    Path file(Progress progress) {
        return Path.of(FIELD.matcher(text).replaceAll(field -> Matcher.quoteReplacement(
                write(field.group(1), field.group(2), progress))));
    }

    /** Some name that could come of it, to try whether it can be written. */
    Path example() {
        return Path.of(FIELD.matcher(text).replaceAll("0"));
    }

    private static String write(String name, String format, Progress progress) {
        if (isWhole(name)) {
            int value = name.equals("epoch") ? progress.epoch() : progress.batch();
            return format == null ? Integer.toString(value)
                    : format.endsWith("d") ? String.format(Locale.ROOT, "%" + format, value)
                    : String.format(Locale.ROOT, "%" + format, (double) value);
        }
        double value = progress.value(name);
        return format == null ? Double.toString(value) : String.format(Locale.ROOT, "%" + format, value);
    }

    @Override
    public String toString() {
        return text;
    }
}
