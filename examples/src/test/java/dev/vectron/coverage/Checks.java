package dev.vectron.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the tests of the modules noted when they last ran: which class passed which check. */
final class Checks {
    /** The modules whose tests check the vocabulary. */
    static final List<String> MODULES = List.of("layers", "optim");

    /** A line: the check, the class's name, its word in files, and more. */
    record Note(String check, String className, String word, List<String> details) {}

    private final List<Note> notes;

    private Checks(List<Note> notes) {
        this.notes = notes;
    }

    /** The file in which a module's tests noted. */
    static Path file(Path root, String module) {
        return root.resolve(module).resolve("target/coverage/checks.txt");
    }

    /** Reads what all modules noted. */
    static Checks read(Path root) throws IOException {
        List<Note> notes = new ArrayList<>();
        for (String module : MODULES) {
            if (!Files.exists(file(root, module))) {
                continue;
            }
            for (String line : Files.readAllLines(file(root, module))) {
                List<String> fields = List.of(line.split("\t", -1));
                notes.add(new Note(fields.get(0), fields.get(1), fields.get(2), fields.subList(3, fields.size())));
            }
        }
        return new Checks(notes);
    }

    /** The words of a class of which a check is noted. */
    Set<String> words(String check, Class<?> type) {
        return notes.stream().filter(n -> n.check.equals(check) && n.className.equals(type.getName())).map(Note::word)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why no gradient of a class is compared, as its tests say; empty if they do not. */
    Set<String> reasonsWithoutGradient(Class<?> type) {
        return notes.stream().filter(n -> n.check.equals("without") && n.className.equals(type.getName()))
            .filter(n -> n.details.getFirst().equals("GRADIENTS")).map(n -> n.details.get(1))
            .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The golden cases that agreed with a class: by operation, the names of the cases. */
    Map<String, Set<String>> golden(Class<?> type) {
        Map<String, Set<String>> cases = new TreeMap<>();
        notes.stream().filter(n -> n.check.equals("golden") && n.className.equals(type.getName()))
            .forEach(n -> cases.computeIfAbsent(n.details.get(0), _ -> new TreeSet<>()).add(n.details.get(1)));
        return cases;
    }

    /** The names of all golden cases that agreed. */
    Set<String> goldenCases() {
        return notes.stream().filter(n -> n.check.equals("golden")).map(n -> n.details.get(1))
            .collect(Collectors.toCollection(TreeSet::new));
    }
}
