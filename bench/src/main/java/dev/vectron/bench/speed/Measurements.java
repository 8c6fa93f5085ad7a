package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The results of several contenders for the same cases, round by round. */
final class Measurements {
    private final Map<String, Map<String, List<SpeedResult>>> byCase = new LinkedHashMap<>();

    /**
     * Runs every job with every contender in turn, one process at a time, and that several times; every other round in
     * reverse, so that none has always the machine that another left.
     *
     * @param listener is told of each result as it comes
     */
    static Measurements take(List<? extends Contender> contenders, List<Job> jobs, int rounds,
            Consumer<SpeedResult> listener) {
        Measurements all = new Measurements();
        for (int round = 0; round < rounds; round++) {
            for (Job job : jobs) {
                List<Contender> turn = new ArrayList<>(contenders);
                turn.removeIf(c -> !c.takes(job));
                for (Contender contender : round % 2 == 0 ? turn : turn.reversed()) {
                    for (SpeedResult result : contender.run(job)) {
                        listener.accept(result);
                        all.add(contender.label(), result);
                    }
                }
            }
        }
        return all;
    }

    void add(String label, SpeedResult result) {
        byCase.computeIfAbsent(result.name(), unused -> new LinkedHashMap<>())
                .computeIfAbsent(label, unused -> new ArrayList<>()).add(result);
    }

    /** The cases, in the order in which they were first measured. */
    List<String> cases() {
        return List.copyOf(byCase.keySet());
    }

    /** Who was measured with that case. */
    List<String> labels(String name) {
        return List.copyOf(byCase.getOrDefault(name, Map.of()).keySet());
    }

    /** Whose results these are beside our own: names and versions. */
    List<String> peers() {
        return byCase.values().stream().flatMap(labels -> labels.values().stream()).flatMap(List::stream)
                .filter(r -> !r.peer().equals(Speed.PEER)).map(r -> r.peer().replace("+malloc", "") + " " + r.version())
                .distinct().toList();
    }

    /** The median times of each round, ms; none if that contender was not measured. */
    double[] times(String name, String label) {
        return byCase.getOrDefault(name, Map.of()).getOrDefault(label, List.of()).stream()
                .mapToDouble(SpeedResult::msMedian).toArray();
    }

    /** The median over the rounds, or NaN. */
    double time(String name, String label) {
        return median(times(name, label));
    }

    /** The floating-point operations of a case in 10⁶, by what its results say; NaN if there is nothing to count. */
    double megaflops(String name) {
        Optional<SpeedResult> any = byCase.getOrDefault(name, Map.of()).values().stream().flatMap(List::stream)
                .filter(r -> !Double.isNaN(r.gflops())).findFirst();
        return any.map(r -> r.gflops() * r.msMedian()).orElse(Double.NaN);
    }

    /** How many times as long as the second the first took, round by round; the median of that, or NaN. */
    double ratio(String name, String first, String second) {
        double[] a = times(name, first);
        double[] b = times(name, second);
        double[] ratios = new double[Math.min(a.length, b.length)];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = a[i] / b[i];
        }
        return median(ratios);
    }

    static double median(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
