package dev.vectron.bench.speed;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Times work as the peers' programs do: runs it for some seconds unseen, then takes samples for some seconds. Work of
 * less than 20 µs is sampled several runs at a time.
 *
 * <p>Unlike a native peer, a JVM gets faster for a while. So work that still does is run longer unseen, up to 5 times
 * as long: until it has not got faster by 2 % in two stretches of half that time each.
 *
 * @param warmSeconds how long the work is run before, at least
 * @param measureSeconds how long samples are taken
 * @param clock nanoseconds
 */
record Stopwatch(double warmSeconds, double measureSeconds, LongSupplier clock) {
    /** A stretch of warming up is the time for it divided by this; so many without gain end it. */
    private static final int STRETCHES = 2;
    private static final int MOST_STRETCHES = 5 * STRETCHES;
    private static final double FASTER = 0.98;
    private static final int LEAST_SAMPLES = 5;
    private static final int MOST_SAMPLES = 1_000_000;
    private static final double SHORTEST_SAMPLE = 20_000;
    private static final double NANOS = 1e9;

    /** With the machine's clock. */
    Stopwatch(double warmSeconds, double measureSeconds) {
        this(warmSeconds, measureSeconds, System::nanoTime);
    }

    /** Times one case. */
    SpeedResult time(SpeedCase what, String peer, String version, int threads) {
        try (Work work = what.prepare().apply(threads)) {
            return time(work, what, peer, version, threads);
        }
    }

    private SpeedResult time(Work work, SpeedCase what, String peer, String version, int threads) {
        int group = warmUp(work);
        double[] samples = new double[MOST_SAMPLES];
        ProcessLoad before = ProcessLoad.now();
        int n = 0;
        long begin = clock.getAsLong();
        while (n < MOST_SAMPLES && (n < LEAST_SAMPLES || clock.getAsLong() - begin < measureSeconds * NANOS)) {
            long at = clock.getAsLong();
            for (int i = 0; i < group; i++) {
                work.run();
            }
            samples[n++] = (clock.getAsLong() - at) / 1e6 / group;
        }
        double seconds = (clock.getAsLong() - begin) / NANOS;
        double others = ProcessLoad.now().othersSince(before, seconds);
        double[] sorted = Arrays.copyOf(samples, n);
        Arrays.sort(sorted);
        double median = sorted[n / 2];
        double gflops = what.flops() > 0 ? what.flops() / (median * 1e6) : Double.NaN;
        return new SpeedResult(peer, version, what.name(), threads, median, sorted[0], gflops, n, others,
                ProcessLoad.residentPeakMb());
    }

    /** Runs the work until it is warm; returns how many runs make a sample. */
    private int warmUp(Work work) {
        double best = Double.POSITIVE_INFINITY;
        double each = Double.POSITIVE_INFINITY;
        int notFaster = 0;
        for (int stretch = 0; stretch < MOST_STRETCHES && notFaster < STRETCHES; stretch++) {
            each = nanosEach(work, warmSeconds / STRETCHES * NANOS);
            notFaster = each > best * FASTER ? notFaster + 1 : 0;
            best = Math.min(best, each);
        }
        return each < SHORTEST_SAMPLE ? (int) Math.ceil(SHORTEST_SAMPLE / each) : 1;
    }

    /** Runs the work for a while; returns its mean time. */
    private double nanosEach(Work work, double nanos) {
        long begin = clock.getAsLong();
        int runs = 0;
        do {
            work.run();
            runs++;
        } while (clock.getAsLong() - begin < nanos);
        return (clock.getAsLong() - begin) / (double) runs;
    }
}
