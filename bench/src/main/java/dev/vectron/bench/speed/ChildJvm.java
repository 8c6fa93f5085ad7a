package dev.vectron.bench.speed;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Other programs, above all those of this class path in JVMs of their own, with the options of this JVM. */
final class ChildJvm {
    private static final List<String> COLLECTORS =
            List.of("UseG1GC", "UseParallelGC", "UseSerialGC", "UseZGC", "UseShenandoahGC");

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
            command.addAll(collector());
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    /**
     * The option for this JVM's garbage collector. One with one processor takes another collector by itself, which
     * changes what the compiler makes of some kernels; the number of threads shall be all that differs.
     */
    private static List<String> collector() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return COLLECTORS.stream().filter(name -> isOn(options, name)).map(name -> "-XX:+" + name).toList();
    }

    private static boolean isOn(@Nullable HotSpotDiagnosticMXBean options, String name) {
        try {
            return options != null && options.getVMOption(name).getValue().equals("true");
        } catch (IllegalArgumentException e) {
            return false; // a JVM without this collector
        }
    }

    /** Runs a program to its end and picks the results from what it prints. */
    static List<SpeedResult> results(ProcessBuilder program, String who) {
        List<SpeedResult> results = new ArrayList<>();
        int status = run(program, line -> SpeedResult.fromLine(line).ifPresent(results::add));
        if (status != 0 || results.isEmpty()) {
            throw new IllegalStateException(who + " ended with " + status + " after " + results.size()
                    + " results; its messages are above. The command was: " + String.join(" ", program.command()));
        }
        return results;
    }

    /**
     * Runs a program to its end; its standard output goes to the consumer line by line, its errors to ours.
     *
     * @return its exit status
     */
    static int run(ProcessBuilder program, Consumer<String> lines) {
        try {
            Process process = program.start();
            Thread errors = Thread.startVirtualThread(() -> passOn(process.errorReader()));
            Thread end = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(end);
            try (BufferedReader out = process.inputReader()) {
                out.lines().forEach(lines);
                errors.join();
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

    /** Every JVM with the Vector API says so; once is enough. */
    private static void passOn(BufferedReader errors) {
        errors.lines().filter(line -> !line.equals("WARNING: Using incubator modules: jdk.incubator.vector"))
                .forEach(System.err::println);
    }
}
