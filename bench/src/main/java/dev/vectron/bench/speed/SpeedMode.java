package dev.vectron.bench.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With what the times are compared, if with anything; at most one of these options. */
final class SpeedMode {
    /** Stands for the file beside this module's sources. */
    private static final String DEFAULT_FILE = "";

    @Option(names = "--against", paramLabel = "DIR",
            description = "Time peers in turn with ours: DIR is the folder with their programs. Without cases: the six "
                    + "training steps.")
    @Nullable Path against;

    @Option(names = "--pair", paramLabel = "DIR",
            description = "Time another checkout of Vectron in turn with this one; exit status 1 if this one is slower "
                    + "by 15 %% in every round.")
    @Nullable Path pair;

    @Option(names = "--baseline", paramLabel = "FILE", arity = "0..1", fallbackValue = DEFAULT_FILE,
            description = "Compare with times of this machine in FILE.json (default: bench/baseline.json); exit status "
                    + "as with --pair.")
    @Nullable String baseline;

    @Option(names = "--write-baseline", paramLabel = "FILE",
            description = "Write the times into FILE.json; other machines in it are kept. Without cases: all of them.")
    @Nullable Path written;

    /** The cases, if the word behind {@code --baseline} was meant as one of them. */
    Optional<List<String>> adoptCases(List<String> words) {
        String word = baseline;
        if (word == null || word.equals(DEFAULT_FILE) || word.endsWith(".json")) {
            return Optional.empty();
        }
        baseline = DEFAULT_FILE;
        List<String> all = new ArrayList<>(List.of(word));
        all.addAll(words);
        return Optional.of(all);
    }

    Path baselineFile() {
        String file = baseline;
        return file == null || file.equals(DEFAULT_FILE) ? Place.baseline() : Path.of(file);
    }
}
