package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How work is timed. */
class StopwatchTest {
    /** Work that takes a while, a shorter while in each of the first calls. */
    private static final class Falling implements Work {
        private final int slowCalls;
        private int calls;

        Falling(int slowCalls) {
            this.slowCalls = slowCalls;
        }

        @Override
        public void run() {
            long end = System.nanoTime() + 500_000L + 2_000_000L * Math.max(0, slowCalls - calls++);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void workThatGetsFasterIsWarmedUpLonger() {
        // Falls from 20.5 ms to 0.5 ms; the first ten calls take 115 ms, more than the 50 ms asked for.
        Falling work = new Falling(10);
        SpeedResult result = new Stopwatch(0.05, 0.02).time(new SpeedCase("x", 1e6, threads -> work), "p", "v", 1);
        assertThat(result.msMedian()).isBetween(0.5, 3.0);
        assertThat(result.gflops()).isEqualTo(1e6 / (result.msMedian() * 1e6));
        assertThat(result.samples()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void shortWorkIsSampledManyRunsAtATime() {
        int[] calls = {0};
        Work work = () -> calls[0]++;
        SpeedResult result = new Stopwatch(0.01, 0.01).time(new SpeedCase("x", 0, threads -> work), "p", "v", 1);
        assertThat(result.msMedian()).isPositive().isLessThan(0.02);
        assertThat(result.gflops()).isNaN();
        assertThat(calls[0]).isGreaterThan(100 * result.samples());
    }
}
