package dev.vectron.bench.speed;

import dev.vectron.kernels.KernelsProvider;
import dev.vectron.parallel.Workers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times cases and prints one line of JSON for each result; compares them with others' times. */
@Command(name = "./run speed",
        description = "Times models, convolutions and matrix products; prints a line of JSON per result.",
        sortOptions = false, footerHeading = "%nCases:%n")
public final class Speed implements Callable<Integer> {
    static final String PEER = "vectron";

    @Spec
    @Nullable CommandSpec command;

    @Parameters(arity = "0..*", paramLabel = "CASE", description = "What to time; see below.")
    List<String> words = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
    int threads = Workers.defaultThreads();

    @Option(names = "--warm", paramLabel = "S", defaultValue = "3",
            description = "Seconds of each case before measuring; more, up to five times, while ours still gets faster "
                    + "(default: ${DEFAULT-VALUE}).")
    double warm;

    @Option(names = "--measure", paramLabel = "S", defaultValue = "6",
            description = "Seconds of measuring each case (default: ${DEFAULT-VALUE}).")
    double measure;

    @ArgGroup
    SpeedMode mode = new SpeedMode();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "With a comparison: how often everything is run (default: ${DEFAULT-VALUE}).")
    int rounds;

    @Option(names = "--peers", paramLabel = "NAMES", split = ",", defaultValue = "jctorch",
            description = "With --against: the peers, of jctorch, djl, dl4j (default: ${DEFAULT-VALUE}).")
    List<String> peers = List.of();

    @Option(names = "--isolate",
            description = "With --against: start each run by the peers' isolate.py, so that other work does not "
                    + "disturb it.")
    boolean isolate;

    private Speed() {}

    /**
     * Times cases.
     *
     * @param arguments cases and options
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Speed());
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
    public Integer call() throws IOException {
        mode.adoptCases(words).ifPresent(all -> words = all);
        check();
        Comparison comparison = new Comparison(new RunOptions(threads, warm, measure), rounds, System.out);
        if (mode.against != null) {
            return comparison.against(mode.against, Place.target().resolve("peers"), peers, isolate, words);
        }
        if (mode.pair != null) {
            return comparison.pair(mode.pair, words);
        }
        if (mode.baseline != null) {
            return comparison.withBaseline(mode.baselineFile(), words);
        }
        if (mode.written != null) {
            return comparison.writeBaseline(mode.written, words);
        }
        if (words.isEmpty()) {
            throw refuse("Name at least one case:\n" + SpeedCases.WORDS.indent(2).stripTrailing());
        }
        return threads == Workers.defaultThreads() ? run() : again();
    }

    private void check() {
        if (threads < 1 || rounds < 1 || !(warm >= 0) || !(measure >= 0)) {
            throw refuse("--threads and --rounds must be at least 1, --warm and --measure at least 0.");
        }
        try {
            words.forEach(SpeedCases::names);
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    private int run() {
        Stopwatch stopwatch = new Stopwatch(warm, measure);
        for (String word : words) {
            switch (word) {
                case "first", StartUp.FIRST -> print(StartUp.first(PEER, version(), threads));
                case "step1", StartUp.FIRST_STEP -> print(StartUp.firstStep(PEER, version(), threads));
                default -> SpeedCases.of(word).forEach(c -> print(stopwatch.time(c, PEER, version(), threads)));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** Predictions use all processors of the JVM; so another number of threads is a JVM with so many processors. */
    private int again() {
        List<String> arguments = new RunOptions(threads, warm, measure).arguments(words);
        List<String> program = ChildJvm.command(threads, Speed.class.getName(), arguments);
        return ChildJvm.run(new ProcessBuilder(program), System.out::println);
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
