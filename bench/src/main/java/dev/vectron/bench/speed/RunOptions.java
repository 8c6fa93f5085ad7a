package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.List;

/**
 * What every run is told.
 *
 * @param threads how many threads
 * @param warm seconds before measuring
 * @param measure seconds of measuring
 */
record RunOptions(int threads, double warm, double measure) {
    /** The command line of {@code ./run speed} for these cases. */
    List<String> arguments(List<String> cases) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--threads=" + threads, "--warm=" + warm, "--measure=" + measure));
        arguments.addAll(cases);
        return arguments;
    }
}
