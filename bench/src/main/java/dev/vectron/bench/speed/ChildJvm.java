package dev.vectron.bench.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Programs of this class path in JVMs of their own, with the options of this JVM. */
final class ChildJvm {
    private ChildJvm() {}

    /** The command that starts a main class on that many processors. */
    static List<String> command(int threads, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-XX:ActiveProcessorCount") && !option.startsWith("-agentlib")) {
                command.add(option);
            }
        }
        if (threads != Runtime.getRuntime().availableProcessors()) {
            command.add("-XX:ActiveProcessorCount=" + threads);
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    /** Runs a program to its end; its standard output goes to the consumer line by line, its errors to ours. */
    static int run(ProcessBuilder program, Consumer<String> lines) {
        try {
            Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            Thread end = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(end);
            try (BufferedReader out = process.inputReader()) {
                out.lines().forEach(lines);
                return process.waitFor();
            } finally {
                Runtime.getRuntime().removeShutdownHook(end);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot start " + program.command().getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + program.command().getFirst() + " was running.", e);
        }
    }
}
