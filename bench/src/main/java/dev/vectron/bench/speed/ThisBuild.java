package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.List;

/**
 * This build, in a JVM of its own for each job.
 *
 * @param options threads and seconds
 * @param prefix a command that starts other commands in its own way, or nothing
 */
record ThisBuild(RunOptions options, List<String> prefix) implements Contender {
    @Override
    public String label() {
        return Speed.PEER;
    }

    @Override
    public List<SpeedResult> run(Job job) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(ChildJvm.command(options.threads(), Speed.class.getName(), options.arguments(job.cases())));
        return ChildJvm.results(new ProcessBuilder(command), "This build");
    }
}
