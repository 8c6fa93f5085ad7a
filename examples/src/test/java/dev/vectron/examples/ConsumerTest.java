package dev.vectron.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of somebody else's that uses the library, on the module path and on the class path, with and without the
 * flag.
 */
class ConsumerTest {
    private static final String PROGRAM = """
            package consumer;

            import static dev.vectron.layers.Layers.dense;
            import static dev.vectron.layers.Layers.input;

            public class Main {
                public static void main(String[] arguments) {
                    var model = dev.vectron.models.Sequential.of(input(3), dense(17)).initialize(1);
                    System.out.println("output " + java.util.Arrays.hashCode(model.predict(new float[] {1, 2, 3})));
                    System.out.println("lanes " + dev.vectron.kernels.KernelsProvider.best().lanes());
                }
            }
            """;
    private static final String MODULE = "module consumer { requires dev.vectron.optim; }";

    @TempDir
    Path folder;

    private static String library() {
        String built = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*[/\\\\](core|layers|optim)[/\\\\]target[/\\\\].*"))
                .collect(Collectors.joining(java.io.File.pathSeparator));
        assertThat(built).as("core, layers and optim on the class path").contains("core", "layers", "optim");
        return built;
    }

    private Path compile(boolean modular) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/consumer"));
        Path out = folder.resolve(modular ? "modular" : "plain");
        List<String> options = new ArrayList<>(List.of("--release", "25", "-d", out.toString(), modular
                ? "--module-path" : "-cp", library(),
                Files.writeString(sources.resolve("Main.java"), PROGRAM).toString()));
        if (modular) {
            options.add(Files.writeString(folder.resolve("src/module-info.java"), MODULE).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new))).isZero();
        return out;
    }

    private List<String> run(String... options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().filter(line -> !line.startsWith("WARNING: Using incubator modules")).toList();
    }

    private static String outputOf(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("output ")).findFirst().orElseThrow();
    }

    @Test
    void theModulePathNeedsNoFlag() throws Exception {
        Path modular = compile(true);
        List<String> lines = run("--module-path", library() + java.io.File.pathSeparator + modular, "-m",
                "consumer/consumer.Main");

        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("add-modules")).doesNotContain("lanes 0");
    }

    @Test
    void theClassPathWithoutTheFlagIsSlowerWithTheSameBitsAndOneLineOfAdvice() throws Exception {
        String classPath = library() + java.io.File.pathSeparator + compile(false);
        List<String> with = run("--add-modules", "jdk.incubator.vector", "-cp", classPath, "consumer.Main");
        List<String> without = run("-Djava.util.logging.SimpleFormatter.format=%5$s%n", "-cp", classPath,
                "consumer.Main");

        assertThat(with).hasSize(2).doesNotContain("lanes 0");
        assertThat(without).hasSize(3).contains("lanes 0")
                .anyMatch(line -> line.contains("--add-modules jdk.incubator.vector"));
        assertThat(outputOf(without)).isEqualTo(outputOf(with));
    }
}
