package dev.vectron.bench.speed;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our times against others: a peer's, another build's, those of an earlier day.
 *
 * @param options threads and seconds
 * @param rounds how often everything is run
 * @param out what results and tables are printed on
 */
record Comparison(RunOptions options, int rounds, PrintStream out) {
    private static final List<String> STEPS = List.of("m1.train", "m2.train", "m3.train", "m4.train", "m5.train",
            "m6.train");
    private static final List<String> EVERYTHING = List.of("m1", "m2", "m3", "m4", "m5", "m6", "conv", "gemm", "first",
            "step1");
    /** Cores that others may use before a time is doubtful. */
    private static final double DISTURBED = 0.25;

    /**
     * Runs the cases here and with peers in all their settings, prints every result and a table.
     *
     * @param folder the peers' programs
     * @param copy where they are copied to and built
     * @param words cases; none: the training steps
     */
    int against(Path folder, Path copy, List<String> peers, boolean isolated, List<String> words) {
        List<Job> jobs = Job.of(words.isEmpty() ? STEPS : words);
        PeerFolder programs = PeerFolder.prepare(folder, copy);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new ThisBuild(options, isolated ? programs.isolation() : List.of()));
        for (PeerSetting setting : PeerSetting.of(peers)) {
            contenders.add(new Peer(programs, setting, options, isolated));
        }
        Measurements times = measure(contenders, jobs);
        out.println(Machine.name() + "; " + options.threads() + " threads; JDK " + Runtime.version() + "; "
                + LocalDate.now(ZoneOffset.UTC) + "; medians over rounds: " + rounds + ".");
        out.println("Peers: " + String.join(", ", times.peers()) + ".");
        out.println();
        out.print(new AgainstTable(times).toMarkdown());
        return 0;
    }

    /** Runs the cases here and in another checkout in turn; 1 if this build is slower in one. */
    int pair(Path checkout, List<String> words) {
        OtherBuild other = OtherBuild.of(checkout, options);
        List<Job> jobs = Job.of(words.isEmpty() ? STEPS : words);
        Measurements times = measure(List.of(new ThisBuild(options, List.of()), other), jobs);
        return judge("this ÷ " + checkout, times.cases().stream()
                .map(name -> Verdict.ofPairs(name, times.times(name, Speed.PEER), times.times(name, other.label())))
                .toList());
    }

    /**
     * Runs the cases and compares them with those that were written down on such a machine; 1 if one got slower.
     *
     * @param words cases; none: all that were written down
     */
    int withBaseline(Path file, List<String> words) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("There is no " + file + "; --write-baseline " + file + " makes it.");
        }
        Baseline baseline = Baseline.read(file);
        Baseline.Entry before = baseline.of(Machine.name(), options.threads())
                .orElseThrow(() -> new IllegalStateException(unknownMachine(file, baseline)));
        List<Job> jobs = Job.of(words.isEmpty() ? List.copyOf(before.times().keySet()) : words);
        for (Job job : jobs) {
            for (String name : job.cases()) {
                if (!before.times().containsKey(name)) {
                    throw new IllegalArgumentException(file + " has no time of " + name + " on this machine.");
                }
            }
        }
        Measurements times = measure(List.of(new ThisBuild(options, List.of())), jobs);
        return judge("now ÷ " + before.date(), times.cases().stream()
                .map(name -> Verdict.ofRecord(name, times.times(name, Speed.PEER), before.time(name))).toList());
    }

    /**
     * Runs the cases and writes their times down; other cases and machines in the file are kept.
     *
     * @param words cases; none: all
     */
    int writeBaseline(Path file, List<String> words) throws IOException {
        Baseline old = Baseline.readOrEmpty(file);
        List<Job> jobs = Job.of(words.isEmpty() ? EVERYTHING : words);
        Measurements times = measure(List.of(new ThisBuild(options, List.of())), jobs);
        Map<String, List<Double>> byCase = new LinkedHashMap<>();
        for (String name : times.cases()) {
            byCase.put(name, Arrays.stream(times.times(name, Speed.PEER)).boxed().toList());
        }
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        old.with(new Baseline.Entry(Machine.name(), options.threads(), today, Runtime.version().toString(), byCase))
                .write(file);
        out.println("Wrote " + file);
        return 0;
    }

    private String unknownMachine(Path file, Baseline baseline) {
        List<String> known = baseline.entries().stream()
                .map(e -> "\n  " + e.machine() + ", " + e.threads() + " threads").toList();
        return file + " has no times of this machine (" + Machine.name() + ", " + options.threads()
                + " threads). It has:" + String.join("", known)
                + "\nTimes of another machine say nothing about a build:"
                + " add this one by --write-baseline, or compare with an older checkout on this machine by --pair DIR.";
    }

    private Measurements measure(List<Contender> contenders, List<Job> jobs) {
        int[] disturbed = {0};
        int[] far = {0};
        Measurements times = Measurements.take(contenders, jobs, rounds, result -> {
            out.println(result.toJson());
            disturbed[0] += result.otherCpu() > DISTURBED ? 1 : 0;
            far[0] += options.threads() > 1 && SignalTime.isFar() ? 1 : 0;
        });
        out.println();
        if (far[0] > 0) {
            out.println("FAR APART: behind " + far[0] + " of the measurements a signal between two processors and back"
                    + " took more than " + Math.round(SignalTime.FAR_NANOS)
                    + " ns (50 within one cache); short steps on several threads were slower meanwhile.");
            out.println();
        }
        if (disturbed[0] > 0) {
            out.println("DISTURBED: during " + disturbed[0] + " of the measurements other programs used more than "
                    + DISTURBED + " of a core (other_cpu); do not trust their times.");
            out.println();
        }
        return times;
    }

    private int judge(String ratio, List<Verdict> verdicts) {
        out.println(ratio + ", one column per round; slower means: by 15 % or more in each of them");
        verdicts.forEach(v -> out.println(v.toLine()));
        List<String> slower = verdicts.stream().filter(Verdict::slower).map(Verdict::name).toList();
        out.println(slower.isEmpty() ? "Nothing got slower." : "Slower: " + String.join(", ", slower));
        return slower.isEmpty() ? 0 : 1;
    }
}
