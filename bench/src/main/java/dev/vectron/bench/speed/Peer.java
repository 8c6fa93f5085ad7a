package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A peer in one of its settings, started by the peers' {@code run.sh}.
 *
 * @param folder the built peers
 * @param setting which peer, and how
 * @param options threads and seconds
 * @param isolated whether it is started with ISOLATE=1
 */
record Peer(PeerFolder folder, PeerSetting setting, RunOptions options, boolean isolated) implements Contender {
    @Override
    public String label() {
        return setting.label();
    }

    @Override
    public boolean takes(Job job) {
        return setting.suits(job);
    }

    @Override
    public List<SpeedResult> run(Job job) {
        ProcessBuilder program = folder.script("run.sh", List.of(setting.word(job)));
        program.environment().putAll(Map.of("PEERS", setting.peer(), "THREADS", Integer.toString(options.threads()),
                "WARM", Double.toString(options.warm()), "MEAS", Double.toString(options.measure()),
                "MALLOC", setting.keepsMemory() ? "1" : "0", "ISOLATE", isolated ? "1" : "0"));
        if (job.kind() == Job.Kind.START) {
            return List.of(start(program, job.cases().getFirst()));
        }
        List<SpeedResult> results = ChildJvm.results(program, "The peer " + setting.peer()).stream()
                .map(r -> r.named(setting.ownName(r.name()))).filter(r -> job.cases().contains(r.name())).toList();
        Set<String> got = results.stream().map(SpeedResult::name).collect(Collectors.toSet());
        List<String> missing = job.cases().stream().filter(name -> !got.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The peer " + setting.peer() + " gave no time for "
                    + String.join(", ", missing) + "; it can be compared only in the cases that it has.");
        }
        return results;
    }

    /** From the start of its script to its result, by our clock: ours is taken that way too. */
    private SpeedResult start(ProcessBuilder program, String name) {
        List<SpeedResult> seen = new ArrayList<>();
        long begin = System.nanoTime();
        int status = ChildJvm.run(program, line -> SpeedResult.fromLine(line)
                .ifPresent(r -> seen.add(r.named(name).took((System.nanoTime() - begin) / 1e6))));
        if (seen.isEmpty()) {
            throw new IllegalStateException("The peer " + setting.peer() + " gave no result (it ended with " + status
                    + ").");
        }
        return seen.getFirst();
    }
}
