package dev.vectron.training;

import dev.vectron.graph.Graph;
import dev.vectron.models.Model;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a main of the tests in a JVM of its own, on the class path. */
public final class Fork {
    private Fork() {}

    /** Starts it; what it writes to standard error goes to standard output. */
    public static Process start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(Stream.of(Graph.class, Model.class, Trainer.class, main).map(Fork::root)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Runs it to its end; its exit status must be 0. */
    public static String output(List<String> options, Class<?> main, String... arguments) {
        try {
            Process process = start(options, main, arguments);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(main.getSimpleName() + " " + options + " ended with " + status + ":\n"
                        + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The folder or jar that a class comes from, also when it was patched into a module. */
    private static String root(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(type.getResource("/" + name), name);
        String whole = url.toString();
        String root = whole.substring(0, whole.length() - name.length());
        try {
            return root.startsWith("jar:") ? Path.of(URI.create(root.substring(4, root.indexOf("!/")))).toString()
                    : Path.of(new URI(root)).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(root, e);
        }
    }
}
