package dev.vectron.coverage;

import dev.vectron.coverage.Vocabulary.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of docs/coverage.md. */
final class CoverageTable {
    private static final Pattern CASE_COUNTS = Pattern.compile("(?<=\\w) \\d+(?= ×)|\\*\\*\\d+\\*\\*");
    private static final String NONE = "–";

    private CoverageTable() {}

    /** The table of what the tests noted. */
    static String of(Checks checks, List<Class<?>> classes) {
        StringBuilder text = new StringBuilder("""
            # What the tests check

            Written by the build from what the tests ran, and compared with it in every build; see
            [CONTRIBUTING.md](../CONTRIBUTING.md#the-table-of-what-is-covered). Golden cases: \
            reference values of another library that a
            class agreed with, by operation. Gradient check: backward compared with numeric \
            gradients, alone (*LayerContract*, which checks
            many more promises, or *GradientCheck*) or within a model. Where the tests checked several words \
            of one class, they are named.
            Wrong use: whether a wrong rank, a wrong size and impossible options are tried, and their messages compared.

            """);
        text.append("Golden cases that agreed: **").append(checks.goldenCases().size()).append("**.\n");
        for (Kind kind : Kind.values()) {
            text.append("\n## ").append(kind.title)
                .append("\n\n| class | golden cases | gradient check | wrong use |\n|---|---|---|---|\n");
            for (Class<?> type : Vocabulary.classes(kind, classes)) {
                text.append("| ").append(Vocabulary.name(type)).append(" | ").append(golden(checks.golden(type)))
                    .append(" | ")
                    .append(gradients(checks, kind, type)).append(" | ").append(WrongUseCoverageTest.tried(type))
                    .append(" |\n");
            }
        }
        text.append("\n## Options, results and other public classes\n\n| class | golden cases |\n|---|---|\n");
        for (Class<?> type : classes) {
            if (Vocabulary.kindOf(type) == null && java.lang.reflect.Modifier.isPublic(type.getModifiers())) {
                text.append("| ").append(Vocabulary.name(type)).append(" | ").append(golden(checks.golden(type)))
                    .append(" |\n");
            }
        }
        return text.toString();
    }

    private static String golden(Map<String, Set<String>> cases) {
        return cases.isEmpty() ? NONE
            : cases.entrySet().stream().map(e -> "`" + e.getKey() + "` " + e.getValue().size() + " ×")
            .collect(Collectors.joining(", "));
    }

    private static String gradients(Checks checks, Kind kind, Class<?> type) {
        List<String> found = new ArrayList<>();
        Set<String> contract = checks.words("contract", type);
        Set<String> alone = new TreeSet<>(checks.words("gradient", type));
        alone.removeAll(contract);
        addNames(found, "LayerContract", type, contract);
        addNames(found, "GradientCheck", type, alone);
        if (found.isEmpty() && !checks.words("model", type).isEmpty()) {
            found.add("GradientCheck of a model");
        }
        Set<String> reasons = checks.reasonsWithoutGradient(type);
        if (found.isEmpty() && !reasons.isEmpty()) {
            return "not applicable: " + String.join("; ", reasons);
        }
        if (!found.isEmpty()) {
            return String.join(", ", found);
        }
        return kind.withoutGradient.isEmpty() ? "**no**" : "not applicable: " + kind.withoutGradient;
    }

    private static void addNames(List<String> found, String check, Class<?> type, Set<String> words) {
        if (!words.isEmpty()) {
            boolean one = words.equals(Set.of(type.getSimpleName()));
            found.add(check + (one ? "" : " (" + String.join(", ", words) + ")"));
        }
    }

    /** The table without what depends on how many cases a golden set has. */
    static String withoutCounts(String table) {
        return CASE_COUNTS.matcher(table).replaceAll("");
    }

    /** The table without all that depends on golden values. */
    static String withoutGolden(String table) {
        return withoutCounts(table).lines()
            .map(line -> line.startsWith("| ") ? line.replaceFirst("^(\\| [^|]+ \\|)[^|]*\\|", "$1 |") : line)
            .collect(Collectors.joining("\n", "", "\n"));
    }
}
