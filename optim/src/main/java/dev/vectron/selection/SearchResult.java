package dev.vectron.selection;

import dev.vectron.metrics.Monitor;
import dev.vectron.store.AtomicFile;
import dev.vectron.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a search. Immutable.
 *
 * <p>Asked for the best when all trials failed, it throws an {@code IllegalStateException} with the first error.
 * Thread-safe.
 *
 * {@snippet :
 * SearchResult result = search.run(p -> trainer(p), data, fit().epochs(10));
 * IO.println(result.table());
 * double rate = result.best().parameters().number("rate");
 * }
 */
public final class SearchResult {
    private final Monitor monitor;
    private final List<Trial> trials;

    SearchResult(Monitor monitor, List<Trial> trials) {
        this.monitor = monitor;
        this.trials = List.copyOf(trials);
    }

    /** {@return what the search was for} */
    public Monitor monitor() {
        return monitor;
    }

    /** {@return all trials in the order of the search} */
    public List<Trial> trials() {
        return trials;
    }

    /** {@return all trials, the best first, those that failed last; of equal ones the earlier first} */
    public List<Trial> sorted() {
        Comparator<Trial> byScore = Comparator.comparingDouble(trial -> trial.value(monitor.name()));
        List<Trial> all = new ArrayList<>(trials.stream().filter(trial -> !trial.failed())
                .sorted(monitor.largerIsBetter() ? byScore.reversed() : byScore).toList());
        trials.stream().filter(Trial::failed).forEach(all::add);
        return all;
    }

    /**
     * The best trial.
     *
     * @return the one with the best value; of equal ones the first
     * @throws IllegalStateException if all trials failed; the message says why the first one did
     */
    public Trial best() {
        Trial first = sorted().getFirst();
        if (first.failed()) {
            throw new IllegalStateException("All " + trials.size() + " trials failed; trial " + first.number() + ": "
                    + first.error());
        }
        return first;
    }

    /** {@return a text with a line for each trial, the best first: parameters, values, time; why it failed} */
    public String table() {
        Set<String> parameters = names(false);
        Set<String> values = names(true);
        TextTable table = new TextTable();
        List<String> header = new ArrayList<>(parameters);
        header.addAll(values);
        header.addAll(List.of("epochs", "seconds"));
        table.add("trial", header);
        StringBuilder errors = new StringBuilder();
        for (Trial trial : sorted()) {
            List<String> cells = new ArrayList<>();
            parameters.forEach(name -> cells.add(text(trial.parameters().values().get(name))));
            values.forEach(name -> cells.add(score(trial, name)));
            cells.add(String.valueOf(trial.epochs()));
            cells.add(String.format(Locale.ROOT, "%.1f", trial.seconds()));
            table.add(String.valueOf(trial.number()), cells);
            if (trial.failed()) {
                errors.append("trial ").append(trial.number()).append(" failed: ").append(trial.error()).append('\n');
            }
        }
        return table + errors.toString();
    }

    private static String text(@Nullable Object value) {
        return value instanceof Double number && number.toString().length() > 9
                ? String.format(Locale.ROOT, "%.4g", number) : value == null ? "" : value.toString();
    }

    private static String score(Trial trial, String name) {
        Double value = trial.values().get(name);
        Double deviation = trial.deviations().get(name);
        return value == null ? "failed" : String.format(Locale.ROOT, "%.4f", value)
                + (deviation == null ? "" : String.format(Locale.ROOT, " ± %.4f", deviation));
    }

    private Set<String> names(boolean ofValues) {
        Set<String> names = new LinkedHashSet<>();
        trials.forEach(t -> names.addAll(ofValues ? t.values().keySet() : t.parameters().values().keySet()));
        return names;
    }

    /** {@return comma-separated values with a header line, in the order of the search, with all digits} */
    public String toCsv() {
        Set<String> parameters = names(false);
        Set<String> values = names(true);
        boolean folds = trials.stream().anyMatch(trial -> !trial.deviations().isEmpty());
        StringBuilder csv = new StringBuilder("trial");
        parameters.forEach(name -> csv.append(',').append(quoted(name)));
        values.forEach(name -> csv.append(',').append(name).append(folds ? "," + name + "_std" : ""));
        csv.append(",epochs,seconds,error\n");
        for (Trial trial : trials) {
            csv.append(trial.number());
            for (String name : parameters) {
                csv.append(',').append(quoted(String.valueOf(trial.parameters().values().get(name))));
            }
            for (String name : values) {
                csv.append(',').append(number(trial.values().get(name)));
                if (folds) {
                    csv.append(',').append(number(trial.deviations().get(name)));
                }
            }
            csv.append(',').append(trial.epochs()).append(',').append(trial.seconds()).append(',')
                    .append(quoted(trial.error())).append('\n');
        }
        return csv.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[,\"\\r\\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /** {@return a JSON text: {@code monitor}, and {@code trials} in the order of the search} */
    public String toJson() {
        List<Object> all = new ArrayList<>();
        for (Trial trial : trials) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            trial.parameters().values().forEach((name, value) -> parameters.put(name,
                    value instanceof Number || value instanceof Boolean ? value : String.valueOf(value)));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("trial", trial.number());
            one.put("parameters", parameters);
            one.put("values", finite(trial.values()));
            one.put("deviations", finite(trial.deviations()));
            one.put("epochs", trial.epochs());
            one.put("seconds", trial.seconds());
            one.put("error", trial.error());
            all.add(one);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("monitor", monitor.name());
        result.put("larger_is_better", monitor.largerIsBetter());
        result.put("trials", all);
        return Json.writePretty(result);
    }

    /** JSON has no NaN: such a metric is left out. */
    private static Map<String, Object> finite(Map<String, Double> values) {
        Map<String, Object> kept = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    /**
     * Writes all trials to a file, whole or not at all.
     *
     * @param file the file; {@code .json} gets {@link #toJson}, any other name {@link #toCsv}
     * @throws IOException if it cannot be written; the message says why
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, file.toString().endsWith(".json") ? toJson() : toCsv());
    }

    @Override
    public String toString() {
        return table();
    }
}
