package dev.vectron.bench.speed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Another checkout of Vectron, started by its own {@code run}, which builds it first where that is necessary.
 *
 * @param program its {@code run} or {@code run.cmd}
 * @param options threads and seconds
 */
record OtherBuild(Path program, RunOptions options) implements Contender {
    /** The build of a checkout. */
    static OtherBuild of(Path checkout, RunOptions options) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        Path program = checkout.toAbsolutePath().normalize().resolve(windows ? "run.cmd" : "run");
        if (!Files.isRegularFile(program)) {
            throw new IllegalArgumentException("--pair: " + checkout + " is no checkout of Vectron: it has no "
                    + program.getFileName() + ".");
        }
        return new OtherBuild(program, options);
    }

    @Override
    public String label() {
        return "other";
    }

    @Override
    public List<SpeedResult> run(Job job) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "speed"));
        command.addAll(options.arguments(job.cases()));
        return ChildJvm.results(new ProcessBuilder(command), "The other checkout's ./run speed");
    }
}
