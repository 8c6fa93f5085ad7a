package dev.vectron.bench.speed;

import dev.vectron.kernels.KernelsProvider;
import dev.vectron.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times cases and prints one line of JSON for each result. */
@Command(name = "./run speed", description = "Times models, convolutions and matrix products; prints a line of JSON per result.",
        sortOptions = false, footerHeading = "%nCases:%n")
public final class Speed implements Callable<Integer> {
    static final String PEER = "vectron";

    @Spec
    @Nullable CommandSpec command;

    @Parameters(arity = "0..*", paramLabel = "CASE", description = "What to time; see below.")
    List<String> words = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
    int threads = Workers.defaultThreads();

    @Option(names = "--warm", paramLabel = "S", defaultValue = "3", description = "Seconds before measuring (default: ${DEFAULT-VALUE}).")
    double warm;

    @Option(names = "--measure", paramLabel = "S", defaultValue = "6", description = "Seconds of measuring (default: ${DEFAULT-VALUE}).")
    double measure;

    private Speed() {}

    /**
     * Times cases.
     *
     * @param arguments cases and options
     */
    public static void main(String[] arguments) {
        System.exit(commandLine(new Speed()).execute(arguments));
    }

    static CommandLine commandLine(Speed speed) {
        CommandLine line = new CommandLine(speed);
        line.getCommandSpec().addOption(OptionSpec.builder("-h", "--help").usageHelp(true)
                .description("Show this help.").build());
        line.setUsageHelpWidth(120);
        line.getCommandSpec().usageMessage().footer(SpeedCases.WORDS.indent(2).stripTrailing().split("\n"));
        line.setParameterExceptionHandler((failure, unused) -> {
            line.getErr().println(failure.getMessage());
            line.getErr().println("All options: ./run speed --help");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((failure, unused, parsed) -> {
            String message = failure.getMessage();
            line.getErr().println(message == null ? failure.toString() : message);
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            throw refuse("Name at least one case:\n" + SpeedCases.WORDS.indent(2).stripTrailing());
        }
        if (threads < 1 || !(warm >= 0) || !(measure >= 0)) {
            throw refuse("--threads must be at least 1, --warm and --measure must not be negative.");
        }
        try {
            words.stream().filter(word -> !isStartUp(word)).forEach(SpeedCases::of);
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
        if (threads != Workers.defaultThreads()) {
            return again();
        }
        Stopwatch stopwatch = new Stopwatch(warm, measure);
        for (String word : words) {
            switch (word) {
                case "first" -> print(StartUp.first(PEER, version(), threads));
                case "step1" -> print(StartUp.firstStep(PEER, version(), threads));
                default -> SpeedCases.of(word).forEach(c -> print(stopwatch.time(c, PEER, version(), threads)));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** Predictions use all processors of the JVM; so another number of threads is a JVM with so many processors. */
    private int again() {
        List<String> arguments = new ArrayList<>(List.of("--threads=" + threads, "--warm=" + warm, "--measure=" + measure));
        arguments.addAll(words);
        return ChildJvm.run(new ProcessBuilder(ChildJvm.command(threads, Speed.class.getName(), arguments)), System.out::println);
    }

    private static boolean isStartUp(String word) {
        return word.equals("first") || word.equals("step1");
    }

    private static void print(SpeedResult result) {
        System.out.println(result.toJson());
    }

    private static String version() {
        return "jdk-" + Runtime.version() + "/lanes-" + KernelsProvider.best().lanes();
    }

    private ParameterException refuse(String message) {
        if (command == null) {
            throw new IllegalArgumentException(message);
        }
        return new ParameterException(command.commandLine(), message);
    }
}
