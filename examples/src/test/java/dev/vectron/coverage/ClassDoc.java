package dev.vectron.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documentation of a public type, as its source has it.
 *
 * @param type the type
 * @param text the sentences, without code and parameters
 * @param hasSnippet whether there is code
 * @param parameters what is said of each component of a record
 * @param optional the components that a shorter public constructor leaves out: those with a default
 */
record ClassDoc(Class<?> type, String text, boolean hasSnippet, Map<String, String> parameters, Set<String> optional) {
    private static final Pattern BLOCK = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern SNIPPET = Pattern.compile("\\{@snippet.*?\n\\}", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("@param (<?\\w+>?) (.*?)(?=\n@|$)", Pattern.DOTALL);

    /** Reads the documentation of a top-level type. */
    static ClassDoc of(Class<?> type, Path root) throws IOException {
        String source =
            Files.readString(file(type, root).orElseThrow(() -> new IllegalStateException("no source of " + type)));
        Matcher declaration = Pattern.compile("^public [^\n]*\\b(class|record|interface|enum) " + type.getSimpleName()
            + "\\b", Pattern.MULTILINE)
            .matcher(source);
        if (!declaration.find()) {
            throw new IllegalStateException(type + " is not in its file");
        }
        String doc = "";
        Matcher block = BLOCK.matcher(source.substring(0, declaration.start()));
        while (block.find()) {
            doc = block.group(1).lines().map(line -> line.replaceFirst("^\\s*\\* ?", ""))
                .collect(Collectors.joining("\n"));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(doc);
        while (parameter.find()) {
            parameters.put(parameter.group(1), parameter.group(2));
        }
        String code = SNIPPET.matcher(doc).replaceAll("");
        int end = code.indexOf("\n@param");
        return new ClassDoc(type, end < 0 ? code : code.substring(0, end), doc.contains("{@snippet"), parameters,
            optional(type, source));
    }

    /** The source file among those of the library; a test's type has none there. */
    static Optional<Path> file(Class<?> type, Path root) {
        String path = "src/main/java/" + type.getName().replace('.', '/') + ".java";
        return Stream.of("core", "layers", "optim", "datasets", "plots")
            .map(module -> root.resolve(module).resolve(path)).filter(Files::exists).findFirst();
    }

    /**
     * The components that the public constructor with the fewest parameters does not name; none if there is only the
     * canonical one.
     */
    private static Set<String> optional(Class<?> type, String source) {
        if (!type.isRecord()) {
            return Set.of();
        }
        List<List<String>> constructors = new ArrayList<>();
        Matcher constructor = Pattern.compile("\n    public " + type.getSimpleName() + "\\(([^)]*)\\) \\{")
            .matcher(source);
        while (constructor.find()) {
            constructors.add(Arrays.stream(constructor.group(1).split(","))
                .map(p -> p.replaceAll(".*\\W", "").strip()).toList());
        }
        Set<String> optional = new TreeSet<>();
        constructors.stream().min(Comparator.comparing(List::size))
            .ifPresent(shortest -> Arrays.stream(type.getRecordComponents())
            .filter(c -> !shortest.contains(c.getName())).forEach(c -> optional.add(c.getName())));
        return optional;
    }
}
