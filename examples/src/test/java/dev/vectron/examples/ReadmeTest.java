package dev.vectron.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
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
