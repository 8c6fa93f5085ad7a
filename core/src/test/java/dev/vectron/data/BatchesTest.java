package dev.vectron.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BatchesTest {
    private static Dataset numbered(int n) {
        float[][] x = new float[n][2];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = new float[] {i, -i};
            labels[i] = i % 7;
        }
        return ArrayDataset.of(x, labels);
    }

    private static int[] shuffled(int n, long epoch) {
        int[] order = IntStream.range(0, n).toArray();
        CounterRandom.shuffle(CounterRandom.key(1, 0, epoch, 0), order, n);
        return order;
    }

    @ParameterizedTest
    @CsvSource({"10, 3, true", "10, 3, false", "12, 4, true", "12, 4, false", "5, 8, true", "5, 8, false",
            "1, 1, true", "7, 1, true"})
    void everySampleComesOnceInOrderWithItsLabel(int n, int batchSize, boolean prefetch) {
        try (var batches = Batches.of(numbered(n), batchSize, prefetch)) {
            assertThat(batches.batchSize()).isEqualTo(Math.min(n, batchSize));
            for (int epoch = 0; epoch < 3; epoch++) {
                int[] order = shuffled(n, epoch);
                batches.begin(order, n);
                assertThat(batches.count()).isEqualTo((n + batches.batchSize() - 1) / batches.batchSize());
                assertThat(batches.size()).isZero();
                int at = 0;
                while (batches.next()) {
                    assertThat(batches.size()).isEqualTo(Math.min(batches.batchSize(), n - at));
                    for (int i = 0; i < batches.size(); i++, at++) {
                        assertThat(batches.sampleNumbers()[i]).isEqualTo(order[at]);
                        assertThat(batches.inputs()[batches.inputsAt() + 2 * i]).isEqualTo(order[at]);
                        assertThat(batches.inputs()[batches.inputsAt() + 2 * i + 1]).isEqualTo(-order[at]);
                        assertThat(batches.labels()[i]).isEqualTo(order[at] % 7);
                        assertThat(batches.targets()[i]).isEqualTo(order[at] % 7);
                    }
                }
                assertThat(at).isEqualTo(n);
                assertThat(batches.size()).isZero();
                assertThat(batches.next()).isFalse();
            }
        }
    }

    @Test
    void onlyTheFirstPartOfTheOrderIsReadAndItIsCopied() {
        try (var batches = Batches.of(numbered(10), 2, true)) {
            int[] order = {9, 8, 7, 6, 5};
            batches.begin(order, 3);
            order[2] = 0;
            batches.next();
            batches.next();
            assertThat(batches.size()).isEqualTo(1);
            assertThat(batches.sampleNumbers()[0]).isEqualTo(7);
            assertThat(batches.next()).isFalse();
        }
    }

    @Test
    void anOrderLongerThanTheDataMayRepeatSamples() {
        try (var batches = Batches.of(numbered(2), 2, true)) {
            batches.begin(new int[] {1, 1, 0, 1, 1}, 5);
            var seen = new ArrayList<Integer>();
            while (batches.next()) {
                for (int i = 0; i < batches.size(); i++) {
                    seen.add((int) batches.inputs()[2 * i]);
                }
            }
            assertThat(seen).containsExactly(1, 1, 0, 1, 1);
        }
    }

    @Test
    void anEpochMayBeGivenUp() {
        try (var batches = Batches.of(numbered(100), 10, true)) {
            for (int round = 0; round < 200; round++) {
                batches.begin(shuffled(100, round), 100);
                for (int i = 0; i < round % 4; i++) {
                    assertThat(batches.next()).isTrue();
                }
            }
            int[] order = shuffled(100, 7);
            batches.begin(order, 100);
            assertThat(batches.next()).isTrue();
            assertThat(batches.sampleNumbers()[9]).isEqualTo(order[9]);
        }
    }

    @Test
    void floatTargetsAreRead() {
        var data = ArrayDataset.of(new float[][] {{1}, {2}, {3}}, new float[][] {{1, 10}, {2, 20}, {3, 30}});
        try (var batches = Batches.of(data, 2)) {
            batches.begin(new int[] {2, 0, 1}, 3);
            batches.next();
            assertThat(batches.targets()).startsWith(3, 30, 1, 10);
            assertThatThrownBy(batches::labels).isInstanceOf(IllegalStateException.class).hasMessageContaining("[2]");
        }
    }

    /** Fails on one sample. */
    private record Failing(Dataset data, int bad, Throwable failure) implements Dataset {
        @Override
        public int size() {
            return data.size();
        }

        @Override
        public Shape inputShape() {
            return data.inputShape();
        }

        @Override
        public boolean hasLabels() {
            return true;
        }

        @Override
        public Shape targetShape() {
            return data.targetShape();
        }

        @Override
        public void read(int index, float[] to, int at) {
            if (index == bad) {
                switch (failure) {
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    default -> throw new AssertionError(failure);
                }
            }
            data.read(index, to, at);
        }

        @Override
        public int label(int index) {
            return data.label(index);
        }

        @Override
        public void readTarget(int index, float[] to, int at) {
            data.readTarget(index, to, at);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorWhileReadingReachesTheConsumerInItsBatch(boolean prefetch) {
        var failure = new DataException("picture 5 is broken");
        try (var batches = Batches.of(new Failing(numbered(10), 5, failure), 2, prefetch)) {
            int[] order = IntStream.range(0, 10).toArray();
            for (int round = 0; round < 3; round++) {
                batches.begin(order, 10);
                assertThat(batches.next()).isTrue();
                assertThat(batches.next()).isTrue();
                assertThatThrownBy(batches::next).isSameAs(failure);
                assertThat(batches.next()).as("the epoch is over").isFalse();
            }
            batches.begin(order, 4);
            assertThat(batches.next()).as("a new epoch works").isTrue();
        }
    }

    @Test
    void errorsOfTheMachineReachTheConsumerToo() {
        var failure = new OutOfMemoryError("planted");
        try (var batches = Batches.of(new Failing(numbered(4), 0, failure), 2, true)) {
            batches.begin(new int[] {0, 1}, 2);
            assertThatThrownBy(batches::next).isSameAs(failure);
        }
    }

    /** Counts readings and stops at a gate. */
    private static final class Gated implements Transform {
        final AtomicInteger reads = new AtomicInteger();
        volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void apply(float[] from, int fromAt, float[] to, int toAt) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            reads.incrementAndGet();
        }
    }

    @Test
    void theNextBatchIsReadWhileThePresentOneIsUsed() throws InterruptedException {
        var gated = new Gated();
        try (var batches = Batches.of(numbered(6).map(gated), 2, true)) {
            batches.begin(IntStream.range(0, 6).toArray(), 6);
            assertThat(batches.next()).isTrue();
            while (gated.reads.get() < 4) {
                Thread.sleep(1);
            }
            Thread.sleep(20);
            assertThat(gated.reads).as("one batch ahead, no more").hasValue(4);
        }
    }

    @Test
    void closeStopsTheThreadAndTheDataAreNoLongerRead() throws InterruptedException {
        var gated = new Gated();
        var batches = Batches.of(numbered(1000).map(gated), 10, true);
        batches.begin(IntStream.range(0, 1000).toArray(), 1000);
        assertThat(batches.next()).isTrue();
        var thread = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("vectron-prefetch")).toList();
        assertThat(thread).isNotEmpty().allMatch(Thread::isDaemon);
        batches.close();
        batches.close();
        int reads = gated.reads.get();
        for (Thread t : thread) {
            t.join(5000);
        }
        assertThat(thread).noneMatch(Thread::isAlive);
        assertThat(gated.reads).hasValue(reads);
        assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batches.begin(new int[] {0}, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void interruptionIsKeptForTheCaller() {
        var gated = new Gated();
        try (var batches = Batches.of(numbered(4).map(gated), 2, true)) {
            gated.gate = new CountDownLatch(1);
            batches.begin(new int[] {0, 1, 2, 3}, 4);
            Thread.currentThread().interrupt();
            Thread.ofPlatform().start(() -> gated.gate.countDown());
            assertThat(batches.next()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatThrownBy(() -> Batches.of(numbered(3), 0)).isInstanceOf(DataException.class)
                .hasMessageContaining("batchSize");
        try (var batches = Batches.of(numbered(3), 2)) {
            assertThat(batches.next()).as("before the first epoch").isFalse();
            assertThatThrownBy(() -> batches.begin(new int[] {0, 3}, 2)).isInstanceOf(DataException.class)
                    .hasMessage("Batches: sample number 3 is outside 0…2.");
            assertThatThrownBy(() -> batches.begin(new int[] {0}, 2)).isInstanceOf(DataException.class);
            assertThatThrownBy(() -> batches.begin(new int[] {0}, 0)).isInstanceOf(DataException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onceWarmNothingIsAllocated(boolean prefetch) {
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var data = numbered(1000).map(Standardization.fit(numbered(1000)))
                .map((from, fromAt, to, toAt) -> System.arraycopy(from, fromAt, to, toAt, 2));
        int[] order = shuffled(1000, 0);
        try (var batches = Batches.of(data, 64, prefetch)) {
            epochs(batches, order, 50);
            List<Long> ids = Thread.getAllStackTraces().keySet().stream()
                    .filter(t -> t == Thread.currentThread() || t.getName().equals("vectron-prefetch"))
                    .map(Thread::threadId).toList();
            long best = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 20 && best > 0; attempt++) {
                long before = allocated(bean, ids);
                epochs(batches, order, 10);
                best = Math.min(best, allocated(bean, ids) - before);
            }
            assertThat(best).isZero();
        }
    }

    private static long allocated(ThreadMXBean bean, List<Long> ids) {
        long sum = 0;
        for (int i = 0; i < ids.size(); i++) {
            sum += bean.getThreadAllocatedBytes(ids.get(i));
        }
        return sum;
    }

    private static void epochs(Batches batches, int[] order, int n) {
        for (int epoch = 0; epoch < n; epoch++) {
            batches.begin(order, order.length);
            while (batches.next()) {
                batches.inputs()[0] += 1;
            }
        }
    }
}
