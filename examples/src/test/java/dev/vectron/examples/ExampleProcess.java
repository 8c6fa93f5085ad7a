package dev.vectron.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs an example in a JVM of its own, as {@code ./run} does. */
final class ExampleProcess {
    static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    private ExampleProcess() {}

    /**
     * What a finished example left.
     *
     * @param status its exit status
     * @param output what it printed, to both streams
     */
    record Finished(int status, String output) {}

    static Process start(Path log, List<String> javaOptions, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"),
                Examples.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Finished run(Path folder, List<String> javaOptions, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "example", ".log");
        Process process = start(log, javaOptions, environment, List.of(arguments));
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("The example did not end: " + Files.readString(log));
        }
        return new Finished(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
