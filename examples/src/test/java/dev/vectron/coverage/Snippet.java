package dev.vectron.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of code in the documentation of a source file.
 *
 * @param file the source file
 * @param line where it begins
 * @param type the file's class
 * @param imports the imports that the snippet shows
 * @param body the code below them
 */
record Snippet(Path file, int line, String type, List<String> imports, String body) {
    private static final Pattern BEGIN = Pattern.compile("\\{@snippet\\s*:");
    private static final Pattern PACKAGE = Pattern.compile("^package (.+);", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^import .*;", Pattern.MULTILINE);

    /** All snippets of a source file. */
    static List<Snippet> of(Path file) throws IOException {
        String source = Files.readString(file);
        List<Snippet> snippets = new ArrayList<>();
        Matcher begin = BEGIN.matcher(source);
        while (begin.find()) {
            int end = end(source, begin.end());
            String code = source.substring(begin.end(), end).lines().map(line -> line.replaceFirst("^\\s*\\*( |$)", ""))
                .collect(Collectors.joining("\n", "", "\n"));
            List<String> imports = IMPORT.matcher(code).results().map(r -> r.group()).toList();
            String type = file.getFileName().toString().replace(".java", "");
            snippets.add(new Snippet(file, (int) source.substring(0, begin.start()).lines().count(), type, imports,
                IMPORT.matcher(code).replaceAll("")));
        }
        return snippets;
    }

    /** The package of the file, which a snippet may use without naming it. */
    String packageName() throws IOException {
        Matcher name = PACKAGE.matcher(Files.readString(file));
        return name.find() ? name.group(1) : "";
    }

    /** Where the brace closes that the tag opened. */
    private static int end(String source, int from) {
        int depth = 1;
        for (int i = from; i < source.length(); i++) {
            depth += source.charAt(i) == '{' ? 1 : source.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalStateException("a snippet does not end");
    }
}
