package dev.vectron.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferLayoutTest {
    private record Asked(long size, int from, int to, List<int[]> at) {
        long begin() {
            return at.getFirst()[0];
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void buffersThatLiveAtTheSameTimeNeverOverlap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferLayout layout = new BufferLayout();
        List<Asked> all = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            long size = 1 + random.nextInt(random.nextInt(5) == 0 ? 5000 : 100);
            int from = random.nextInt(100);
            int to = from + random.nextInt(20);
            all.add(new Asked(size, from, to, List.of(layout.add(size, from, to))));
        }
        long total = layout.place();
        long sum = 0;
        for (Asked a : all) {
            assertThat(a.begin() % 16).isZero();
            assertThat(a.begin() + a.size).isLessThanOrEqualTo(total);
            sum += a.size;
            for (Asked b : all) {
                boolean together = a != b && a.from <= b.to && b.from <= a.to;
                assertThat(together && a.begin() < b.begin() + b.size && b.begin() < a.begin() + a.size).isFalse();
            }
        }
        assertThat(total).as("memory is shared at all").isLessThan(sum * 2 / 3);
    }

    @Test
    void noBufferNeedsNoMemory() {
        assertThat(new BufferLayout().place()).isZero();
    }

    @Test
    void oneAfterTheOtherTakesTheRoomOfTheLargest() {
        BufferLayout layout = new BufferLayout();
        for (int i = 0; i < 10; i++) {
            layout.add(100 + 10 * i, i, i);
        }
        assertThat(layout.place()).isEqualTo(192);
    }

    @Test
    void sizesBeyondOneArrayAreReported() {
        BufferLayout layout = new BufferLayout();
        layout.add(3_000_000_000L, 0, 1);
        layout.add(3_000_000_000L, 1, 2);
        assertThat(layout.place()).isGreaterThan(Integer.MAX_VALUE);
    }
}
