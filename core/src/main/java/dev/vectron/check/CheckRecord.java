package dev.vectron.check;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.NamedLayer;
import dev.vectron.graph.Node;
import dev.vectron.store.Configured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Notes which classes passed which checks, for a table of what is covered: a line for each in the file that the system
 * property {@code vectron.checks.record} names, fields separated by tabs. Without the property nothing is noted.
 *
 * <p>The first note of a JVM begins the file anew, so that it tells of one run. Thread-safe.
 */
final class CheckRecord {
    private static final Set<String> WRITTEN = new HashSet<>();

    private CheckRecord() {}

    /**
     * Notes that something passed.
     *
     * @param check which check: {@code contract}, {@code gradient}, {@code golden}, {@code without}
     * @param checked what passed, or its class
     * @param details what more there is to say
     */
    static void passed(String check, Object checked, String... details) {
        String file = System.getProperty("vectron.checks.record", "");
        if (file.isBlank()) {
            return;
        }
        Class<?> type = checked instanceof Class<?> given ? given : checked.getClass();
        String word = checked instanceof Configured named ? named.className() : type.getSimpleName();
        StringBuilder line = new StringBuilder(check).append('\t').append(type.getName()).append('\t').append(word);
        for (String detail : details) {
            line.append('\t').append(detail.replace('\t', ' ').replace('\n', ' '));
        }
        write(Path.of(file), line.append('\n').toString());
    }

    /** Notes the same of every layer of a model. */
    static void passedWithin(String check, Graph graph, String... details) {
        for (Node node : graph.nodes()) {
            Layer layer = node.layer();
            if (layer != null) {
                passed(check, layer instanceof NamedLayer named ? named.layer() : layer, details);
            }
        }
    }

    private static void write(Path file, String line) {
        synchronized (WRITTEN) {
            boolean first = WRITTEN.isEmpty();
            if (!WRITTEN.add(line)) {
                return;
            }
            try {
                Path folder = file.toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        first ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("The record of checks " + file + " cannot be written: "
                        + e.getMessage(), e);
            }
        }
    }
}
