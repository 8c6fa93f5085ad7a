package dev.vectron.examples;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** Lists the examples and runs one of them by name. */
@Command(name = "./run", synopsisSubcommandLabel = "NAME",
        description = "Vectron's examples, one per exercise.",
        subcommands = {XorExample.class, MnistMlpExample.class, MnistCnnExample.class, FashionMnistExample.class})
public final class Examples implements Callable<Integer> {
    private Examples() {}

    /**
     * Runs an example.
     *
     * @param arguments its name and options; none: lists the examples
     */
    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Examples())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, unused) -> {
                    CommandLine command = failure.getCommandLine();
                    boolean example = command.getParent() != null;
                    command.getErr().println(command.getColorScheme().errorText(messageOf(failure)));
                    command.getErr().println(example ? "Its options: ./run " + command.getCommandName() + " --help"
                            : "The examples: ./run");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(command.getColorScheme().errorText(messageOf(failure)));
                    return CommandLine.ExitCode.SOFTWARE;
                });
        commands.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this list.").build());
        System.exit(commands.execute(arguments));
    }

    @Override
    public Integer call() {
        System.out.println("Usage: ./run NAME [options]      options of an example: ./run NAME --help");
        System.out.println();
        new CommandLine(this).getSubcommands().forEach((name, command) -> System.out.printf("  %-15s %s%n", name,
                String.join(" ", command.getCommandSpec().usageMessage().description())));
        return CommandLine.ExitCode.OK;
    }

    /** One line for the user; the library's exceptions say what to do. */
    private static String messageOf(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message.strip();
    }
}
