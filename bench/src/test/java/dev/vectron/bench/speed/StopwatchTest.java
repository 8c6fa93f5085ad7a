package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How work is timed. */
class StopwatchTest {
    /** Work by a clock of its own: it takes 0.5 ms, and up to 20 ms more in each of the first calls. */
    private static final class Falling implements Work {
        private static final int SLOW_CALLS = 10;
        private long now;
        private int calls;

        @Override
        public void run() {
            now += 500_000L + 2_000_000L * Math.max(0, SLOW_CALLS - calls++);
        }
    }

    @Test
    void workThatGetsFasterIsWarmedUpLonger() {
        // The first ten calls take 115 ms, more than the 50 ms asked for.
        Falling work = new Falling();
        SpeedResult result = new Stopwatch(0.05, 0.02, () -> work.now)
                .time(new SpeedCase("x", 1e6, threads -> work), "p", "v", 1);
        assertThat(result.msMedian()).isEqualTo(0.5);
        assertThat(result.gflops()).isEqualTo(2);
        assertThat(result.samples()).isEqualTo(40);
    }

    @Test
    void workThatStaysAsFastIsWarmedUpForTheTimeAskedFor() {
        Falling work = new Falling();
        work.calls = Falling.SLOW_CALLS;
        new Stopwatch(0.05, 0.02, () -> work.now).time(new SpeedCase("x", 1e6, threads -> work), "p", "v", 1);
        assertThat(work.now).isBetween(70_000_000L, 100_000_000L);
    }

    @Test
    void shortWorkIsSampledManyRunsAtATime() {
        long[] now = {0};
        int[] calls = {0};
        Work work = () -> {
            calls[0]++;
            now[0] += 50;
        };
        SpeedResult result = new Stopwatch(0.001, 0.001, () -> now[0])
                .time(new SpeedCase("x", 0, threads -> work), "p", "v", 1);
        assertThat(result.msMedian()).isEqualTo(5e-5);
        assertThat(result.gflops()).isNaN();
        // A sample takes 20 µs: 400 runs; 0.001 s of them are 50 samples.
        assertThat(result.samples()).isEqualTo(50);
        assertThat(calls[0]).isBetween(400 * 50 + 20_000, 400 * 50 + 100_000);
    }
}
