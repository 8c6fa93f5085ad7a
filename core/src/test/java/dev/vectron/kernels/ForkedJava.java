package dev.vectron.kernels;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java virtual machine of its own for a main class of the tests, on the class path: for what is fixed once per
 * process.
 *
 * @param exitCode its exit code
 * @param output what it printed, errors included
 */
record ForkedJava(int exitCode, String output) {

    /** Runs a main class with these options of the java command and waits for its end. */
    static ForkedJava run(Class<?> main, String... options) throws IOException, InterruptedException,
            URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(folder(Kernels.class) + File.pathSeparator + folder(main));
        command.add(main.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ForkedJava(process.waitFor(), output);
    }

    /** {@return the folder of class files that a class comes from, also where it was patched into a module} */
    static Path folder(Class<?> type) throws URISyntaxException {
        URL file = type.getResource(type.getSimpleName() + ".class");
        if (file == null) {
            throw new IllegalStateException("no class file of " + type);
        }
        String path = Path.of(file.toURI()).toString();
        return Path.of(path.substring(0, path.length() - type.getName().length() - ".class".length()));
    }
}
