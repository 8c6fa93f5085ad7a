package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a user waits for at the beginning, in fresh JVMs; nothing is warm there. */
final class StartUp {
    /** The case of {@link #first}, as the peers call it. */
    static final String FIRST = "startup.m2.b1";
    /** The case of {@link #firstStep}. */
    static final String FIRST_STEP = "step1.m2.b128";

    private static final int RUNS = 5;

    private StartUp() {}

    /** From the start of the process to the first result of M2, median of five. */
    static SpeedResult first(String peer, String version, int threads) {
        ProcessBuilder program = new ProcessBuilder(ChildJvm.command(threads, FirstResult.class.getName(), List.of()));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            List<Double> seen = new ArrayList<>();
            long begin = System.nanoTime();
            int status = ChildJvm.run(program, line -> seen.add((System.nanoTime() - begin) / 1e6));
            times.add(only(seen, status));
        }
        return result(peer, version, FIRST, threads, times);
    }

    /** From fit() to the end of the first step of M2, median of five. */
    static SpeedResult firstStep(String peer, String version, int threads) {
        ProcessBuilder program = new ProcessBuilder(ChildJvm.command(threads, FirstStep.class.getName(), List.of()));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            List<Double> seen = new ArrayList<>();
            int status = ChildJvm.run(program, line -> seen.add(Double.parseDouble(line)));
            times.add(only(seen, status));
        }
        return result(peer, version, FIRST_STEP, threads, times);
    }

    private static double only(List<Double> seen, int status) {
        if (status != 0 || seen.size() != 1) {
            throw new IllegalStateException("The program in a JVM of its own ended with " + status + " and printed "
                    + seen.size() + " lines instead of one.");
        }
        return seen.getFirst();
    }

    private static SpeedResult result(String peer, String version, String name, int threads, List<Double> times) {
        Collections.sort(times);
        return new SpeedResult(peer, version, name, threads, times.get(times.size() / 2), times.getFirst(), Double.NaN,
                times.size(), Double.NaN, 0);
    }
}
