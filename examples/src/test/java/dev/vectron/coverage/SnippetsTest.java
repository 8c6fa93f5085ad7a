package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every snippet in the documentation of the sources compiles, with the names of {@link SnippetNames} given. */
class SnippetsTest {
    private static final Path ROOT = Path.of(System.getProperty("vectron.root", "..")).toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("core", "layers", "optim", "datasets", "plots");
    private static final List<String> WORDS = List.of("layers.Layers", "layers.Padding", "applications.Applications",
        "activations.Activation", "initializers.Initializers",
        "regularizers.Regularizers", "constraints.Constraints", "losses.Losses", "optimizers.Optimizers",
        "schedules.Schedules",
        "metrics.Metrics", "callbacks.Callbacks", "training.Fit", "selection.Folds", "selection.Distribution");

    @TempDir
    Path classes;

    /** A snippet as the source of a class. */
    private static final class Source extends SimpleJavaFileObject {
        private final Snippet snippet;
        private final String code;

        Source(Snippet snippet, int number, String imports) throws IOException {
            super(URI.create("string:///Snippet" + number + ".java"), Kind.SOURCE);
            this.snippet = snippet;
            String body = snippet.body().strip();
            boolean member = body.startsWith("public ") || body.startsWith("@");
            code = imports + "import " + snippet.packageName() + ".*;\n" + String.join("\n", snippet.imports())
                + "\nabstract class Snippet" + number
                + " extends " + names(snippet.packageName()) + " {\n"
                + (member ? body : "void code() throws Exception {\n" + body + "\n}") + "\n}\n";
        }

        private static String names(String packageName) {
            return "SnippetNames." + (packageName.matches(".*\\.(kernels|data|random)") ? "OfArrays"
                : packageName.matches(
                ".*\\.(training|selection|metrics|callbacks|optimizers|schedules|losses|plots|check)") ? "OfTraining"
                : "OfModels");
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    @Test
    void everySnippetCompiles() throws IOException {
        List<Snippet> snippets = snippets();
        assertThat(snippets).hasSizeGreaterThan(100);
        String imports = imports();
        List<Source> sources = new ArrayList<>();
        for (Snippet snippet : snippets) {
            sources.add(new Source(snippet, sources.size(), imports));
        }
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        compiler.getTask(null, null, problems,
            List.of("--release", "25", "-proc:none", "-Xmaxerrs", "1000", "-d", classes.toString(), "-cp",
            System.getProperty("java.class.path")), null, sources).call();

        List<String> wrong = problems.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .map(SnippetsTest::describe).toList();
        assertThat(wrong).as("snippets that do not compile").isEmpty();
    }

    private static String describe(Diagnostic<? extends JavaFileObject> problem) {
        String message = problem.getMessage(Locale.ROOT);
        return problem.getSource() instanceof Source source
            ? ROOT.relativize(source.snippet.file()) + ":" + source.snippet.line() + ": " + message + "\n"
                + source.code.lines().skip(problem.getLineNumber() - 1).findFirst().orElse("") : message;
    }

    private static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path file : sources()) {
            snippets.addAll(Snippet.of(file));
        }
        return snippets;
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> tree = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                tree.filter(p -> p.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        return files;
    }

    /** All packages, all words, and what of the JDK and the test libraries the snippets use. */
    private static String imports() throws IOException {
        StringBuilder imports =
            new StringBuilder("import dev.vectron.coverage.SnippetNames;\nimport dev.vectron.coverage.SnippetNames.*;\n"
            + "import java.util.*;\nimport java.nio.file.Path;\nimport dev.vectron.selection.Trial;\nimport "
            + "java.net.URI;\nimport java.lang.System.Logger.Level;\nimport java.util.stream.Stream;\n"
            + "import org.junit.jupiter.api.*;\nimport static org.junit.jupiter.api.Assumptions.assumeTrue;\n"
            + "import static org.junit.jupiter.api.DynamicTest.dynamicTest;\n");
        for (String module : MODULES) {
            Path base = ROOT.resolve(module).resolve("src/main/java");
            sources().stream().filter(p -> p.startsWith(base)).map(p -> base.relativize(p).getParent())
                .filter(p -> p != null).distinct()
                .forEach(p -> imports.append("import ").append(p.toString().replaceAll("[/\\\\]", "."))
                .append(".*;\n"));
        }
        WORDS.forEach(words -> imports.append("import static dev.vectron.").append(words).append(".*;\n"));
        return imports.toString();
    }
}
