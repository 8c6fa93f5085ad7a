package dev.vectron.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that the documents show compiles, and the links between them lead somewhere. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("vectron.root", "..")).toAbsolutePath();
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @TempDir
    Path classes;

    private static List<Path> documents() throws java.io.IOException {
        List<Path> all = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"),
                ROOT.resolve("CHANGELOG.md")));
        try (var below = Files.walk(ROOT.resolve("docs"))) {
            below.filter(p -> p.toString().endsWith(".md")).forEach(all::add);
        }
        return all;
    }

    @Test
    void programsAndImportsCompile() throws Exception {
        int compiled = 0;
        for (Path document : documents()) {
            Matcher block = JAVA.matcher(Files.readString(document));
            while (block.find()) {
                String code = block.group(1);
                if (code.contains("void main(") || code.startsWith("import ")) {
                    compile(document, code.contains("void main(") ? code : code + "\nvoid main() {}\n", ++compiled);
                }
            }
        }
        assertThat(compiled).isGreaterThanOrEqualTo(2);
    }

    /** What it says of itself is true: it asks LayerContract, and goes through a file. */
    @Test
    void theLayerOfYourOwnWorks() throws Exception {
        Path document = ROOT.resolve("docs/from-keras.md");
        List<String> programs = JAVA.matcher(Files.readString(document)).results().map(block -> block.group(1))
                .filter(code -> code.contains("implements Layer")).toList();
        assertThat(programs).hasSize(1);
        assertThat(programs.getFirst()).contains("LayerContract.verify(", "Layers.register(", "Model.fromJson(");
        compile(document, programs.getFirst(), 0);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Constructor<?> program = loader.loadClass("Block0").getDeclaredConstructor();
            program.setAccessible(true);
            Method main = program.getDeclaringClass().getDeclaredMethod("main");
            main.setAccessible(true);
            main.invoke(program.newInstance());
        }
    }

    private void compile(Path document, String code, int number) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///Block" + number + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
        boolean success = compiler.getTask(messages, null, null,
                List.of("--release", "25", "-proc:none", "-d", classes.toString(),
                "-cp", System.getProperty("java.class.path")), null, List.of(source)).call();

        assertThat(success).as("%s: %s", document, messages).isTrue();
    }

    @Test
    void linksLeadSomewhere() throws Exception {
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                assertThat(document.resolveSibling(link.group(1))).as("in %s", document).exists();
            }
        }
    }
}
