package dev.vectron.examples;

import dev.vectron.parallel.Workers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all training examples share. */
final class TrainingOptions {
    @Spec(Spec.Target.MIXEE)
    @Nullable CommandSpec command;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show these options.")
    boolean help;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Folder with the data sets (mnist/, fashion-mnist/ …); default: $VECTRON_DATA, then "
            + "the cache, then a download.")
    @Nullable Path data;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "10",
            description = "Passes over the training data (default: ${DEFAULT-VALUE}).")
    int epochs;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "32",
            description = "Samples per step (default: ${DEFAULT-VALUE}).")
    int batchSize;

    @Option(names = "--learning-rate", paramLabel = "X", defaultValue = "0.001",
            description = "Adam's learning rate in the first step (default: ${DEFAULT-VALUE}).")
    double learningRate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "42",
            description =
                    "Seed of weights, shuffling and dropout; the same seed gives the same bits (default: "
                    + "${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--threads", paramLabel = "N",
            description = "Threads (default: all processors); the result does not depend on it.")
    int threads = Workers.defaultThreads();

    @Option(names = "--limit", paramLabel = "N", description = "Use only the first N training samples.")
    @Nullable Integer limit;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Folder for weights, history, curves and result (default: out/NAME).")
    @Nullable Path out;

    /** Refuses values that cannot work before anything is loaded. */
    void check() {
        atLeastOne("--epochs", epochs);
        atLeastOne("--batch-size", batchSize);
        atLeastOne("--threads", threads);
        if (limit != null) {
            // The last 10 % are held out: with fewer than 2 samples nothing would be left to train on or to validate
            // with.
            if (limit < 2) {
                throw refuse("--limit must be at least 2, got " + limit + ".");
            }
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw refuse("--learning-rate must be a positive number, got " + learningRate + ".");
        }
    }

    /**
     * The output folder.
     *
     * @param example the example's name
     * @return {@code --out}, or {@code out/NAME}
     */
    Path outFor(String example) {
        return out == null ? Path.of("out", example) : out;
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw refuse(option + " must be at least 1, got " + value + ".");
        }
    }

    private ParameterException refuse(String message) {
        if (command == null) {
            throw new IllegalArgumentException(message);
        }
        return new ParameterException(command.commandLine(), message);
    }
}
