package dev.vectron.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class WorkersTest {
    private static void assertEachOnce(AtomicIntegerArray counts) {
        for (int i = 0; i < counts.length(); i++) {
            assertThat(counts.get(i)).as("runs of part %d", i).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 16})
    void everyPartRunsOnce(int threads) {
        for (int parts : new int[] {0, 1, 2, 3, 5, 8, 64, 1000}) {
            AtomicIntegerArray counts = new AtomicIntegerArray(parts);
            Workers.run(threads, parts, (part, thread) -> counts.incrementAndGet(part));
            assertEachOnce(counts);
        }
    }

    @Test
    void threadNumbersAreBelowTheNumberOfThreadsAndNeverSharedAtOneTime() {
        int threads = 5;
        AtomicIntegerArray inUse = new AtomicIntegerArray(threads);
        AtomicInteger clashes = new AtomicInteger();
        for (int round = 0; round < 200; round++) {
            Workers.run(threads, 40, (part, thread) -> {
                if (inUse.incrementAndGet(thread) != 1) {
                    clashes.incrementAndGet();
                }
                spin(200);
                inUse.decrementAndGet(thread);
            });
        }
        assertThat(clashes).hasValue(0);
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_534, 65_535, 65_536, 131_070, 131_071, 1_000_003})
    void soDoMorePartsThanATicketCounts(int parts) {
        AtomicIntegerArray counts = new AtomicIntegerArray(parts);
        for (int threads = 2; threads <= 5; threads++) {
            Workers.run(threads, parts, (part, thread) -> counts.incrementAndGet(part));
        }
        for (int i = 0; i < parts; i++) {
            if (counts.get(i) != 4) {
                throw new AssertionError("part " + i + " ran " + counts.get(i) + " times instead of 4");
            }
        }
    }

    @Test
    void twoThreadsBeginAtTheTwoEnds() {
        for (int round = 0; round < 50; round++) {
            int[] order = new int[64];
            AtomicInteger[] next = {new AtomicInteger(), new AtomicInteger()};
            Workers.run(2, order.length, (part, thread) -> {
                order[part] = 1 + next[thread].getAndIncrement();
                if (thread == 0 && order[part] != part + 1 || thread == 1 && order[part] != order.length - part) {
                    throw new AssertionError("thread " + thread + " took part " + part + " as its " + order[part]
                            + "th");
                }
                spin(20);
            });
        }
    }

    @Test
    void partsReallyRunOnSeveralThreads() {
        CountDownLatch both = new CountDownLatch(2);
        // Each part waits for the other: one thread alone would never come to the end.
        Workers.run(2, 2, (part, thread) -> {
            both.countDown();
            try {
                assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(both.getCount()).isZero();
    }

    @Test
    void aSmallerTeamDoesNotUseMoreThreadsThanItMay() {
        Workers.run(7, 100, (part, thread) -> spin(100));
        AtomicInteger highest = new AtomicInteger();
        for (int round = 0; round < 500; round++) {
            Workers.run(2, 20, (part, thread) -> highest.accumulateAndGet(thread, Math::max));
        }
        assertThat(highest.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void whatPartsWroteIsVisibleToTheCaller() {
        float[] squares = new float[10_000];
        for (int round = 0; round < 200; round++) {
            Arrays.fill(squares, -1);
            int scale = round;
            Workers.run(3, 100, (part, thread) -> {
                for (int i = part * 100; i < (part + 1) * 100; i++) {
                    squares[i] = scale * i;
                }
            });
            for (int i = 0; i < squares.length; i++) {
                if (squares[i] != (float) scale * i) {
                    throw new AssertionError("round " + round + ": element " + i + " is " + squares[i]);
                }
            }
        }
    }

    @Test
    void aPartMayStartPartsOfItsOwn() {
        AtomicIntegerArray counts = new AtomicIntegerArray(8 * 50);
        Workers.run(3, 8, (outer, thread) -> Workers.run(3, 50, (inner, t) -> counts.incrementAndGet(outer * 50
                + inner)));
        assertEachOnce(counts);
    }

    @Test
    void manyCallersAtOnceEachGetAllTheirParts() throws Exception {
        int callers = 6;
        int rounds = 300;
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CyclicBarrier start = new CyclicBarrier(callers);
        List<Thread> all = new ArrayList<>();
        for (int c = 0; c < callers; c++) {
            int parts = 3 + 10 * c;
            all.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                    for (int round = 0; round < rounds; round++) {
                        AtomicIntegerArray counts = new AtomicIntegerArray(parts);
                        Workers.run(3, parts, (part, thread) -> counts.incrementAndGet(part));
                        assertEachOnce(counts);
                    }
                } catch (Exception | AssertionError e) {
                    failure.set(e);
                }
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void anExceptionReachesTheCallerAndTheWorkersGoOn(int threads) {
        for (int round = 0; round < 50; round++) {
            int bad = round % 10;
            assertThatThrownBy(() -> Workers.run(threads, 10, (part, thread) -> {
                if (part == bad) {
                    throw new IllegalStateException("part " + part);
                }
            })).isInstanceOf(IllegalStateException.class).hasMessage("part " + bad);
            AtomicIntegerArray counts = new AtomicIntegerArray(10);
            Workers.run(threads, 10, (part, thread) -> counts.incrementAndGet(part));
            assertEachOnce(counts);
        }
        assertThatThrownBy(() -> Workers.run(threads, 4, (part, thread) -> {
            throw new OutOfMemoryError("not really");
        })).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void manyShortTasksAllComeToTheirEnd() {
        AtomicInteger sum = new AtomicInteger();
        Workers.Task add = (part, thread) -> sum.addAndGet(part);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(100), () -> {
            for (int round = 0; round < 100_000; round++) {
                Workers.run(2 + round % 2, 2 + round % 5, add);
            }
        });
        int expected = 0;
        for (int round = 0; round < 100_000; round++) {
            int parts = 2 + round % 5;
            expected += parts * (parts - 1) / 2;
        }
        assertThat(sum).hasValue(expected);
    }

    @Test
    void parkedWorkersWakeUp() throws Exception {
        for (int round = 0; round < 10; round++) {
            Thread.sleep(20);
            partsReallyRunOnSeveralThreads();
        }
    }

    @Test
    void startingATaskAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] sums = new float[8];
        Workers.Task task = (part, thread) -> sums[part] += part;
        for (int round = 0; round < 2_000; round++) {
            Workers.run(3, 8, task);
        }
        long[] ids = Workers.threadIds();
        long[] before = threads.getThreadAllocatedBytes(ids);
        long own = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 2_000; round++) {
            Workers.run(3, 8, task);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - own).isZero();
        assertThat(threads.getThreadAllocatedBytes(ids)).containsExactly(before);
        assertThat(ids.length).isGreaterThanOrEqualTo(2);
    }

    @Test
    void defaultThreadsAreTheProcessors() {
        assertThat(Workers.defaultThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
