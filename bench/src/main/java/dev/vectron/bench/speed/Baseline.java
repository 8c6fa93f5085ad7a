package dev.vectron.bench.speed;

import dev.vectron.store.AtomicFile;
import dev.vectron.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times that were written down, for several machines in one file.
 *
 * @param entries one for each machine and number of threads
 */
record Baseline(List<Entry> entries) {
    /**
     * The times of one machine.
     *
     * @param machine its name, as {@link Machine} says it
     * @param threads how many threads worked
     * @param date when, ISO
     * @param java the version of the JDK
     * @param times the median in ms of each round, by case
     */
    record Entry(String machine, int threads, String date, String java, Map<String, List<Double>> times) {
        /** The median over the rounds. */
        double time(String name) {
            return Measurements.median(times.getOrDefault(name, List.of()).stream().mapToDouble(t -> t).toArray());
        }
    }

    /** Reads a file. */
    static Baseline read(Path file) throws IOException {
        try {
            if (Json.parseObject(Files.readString(file)).get("machines") instanceof List<?> machines) {
                return new Baseline(machines.stream().map(Baseline::entryOf).toList());
            }
            throw new IOException(file + " is no baseline: it has no list of machines.");
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no baseline: " + e.getMessage(), e);
        }
    }

    /** Reads a file, or begins an empty one. */
    static Baseline readOrEmpty(Path file) throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return new Baseline(List.of());
        }
    }

    /** The entry of a machine. */
    Optional<Entry> of(String machine, int threads) {
        return entries.stream().filter(e -> e.machine().equals(machine) && e.threads() == threads).findFirst();
    }

    /** This baseline with that entry; it replaces one of the same machine, whose other cases are kept. */
    Baseline with(Entry entry) {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        of(entry.machine(), entry.threads()).ifPresent(old -> times.putAll(old.times()));
        times.putAll(entry.times());
        List<Entry> all = new ArrayList<>(entries);
        all.removeIf(e -> e.machine().equals(entry.machine()) && e.threads() == entry.threads());
        all.add(new Entry(entry.machine(), entry.threads(), entry.date(), entry.java(), times));
        return new Baseline(all);
    }

    /** Writes a file. */
    void write(Path file) throws IOException {
        List<Object> machines = new ArrayList<>();
        for (Entry e : entries) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("machine", e.machine());
            fields.put("threads", e.threads());
            fields.put("date", e.date());
            fields.put("java", e.java());
            fields.put("ms", e.times());
            machines.add(fields);
        }
        AtomicFile.write(file, Json.writePretty(Map.of("machines", machines)));
    }

    private static Entry entryOf(@Nullable Object json) {
        if (json instanceof Map<?, ?> fields) {
            return entry(fields);
        }
        throw new IllegalArgumentException("a machine is an object");
    }

    private static Entry entry(Map<?, ?> fields) {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        object(fields, "ms").forEach((name, rounds) -> times.put(String.valueOf(name), numbers(rounds)));
        return new Entry(text(fields, "machine"), number(fields.get("threads")).intValue(), text(fields, "date"),
                text(fields, "java"), times);
    }

    private static Map<?, ?> object(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("\"" + name + "\" is missing or no object");
    }

    private static String text(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("\"" + name + "\" is missing or no text");
    }

    private static List<Double> numbers(@Nullable Object list) {
        if (list instanceof List<?> values) {
            return values.stream().map(v -> number(v).doubleValue()).toList();
        }
        throw new IllegalArgumentException("times are a list of numbers");
    }

    private static Number number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException("a number is missing");
    }
}
