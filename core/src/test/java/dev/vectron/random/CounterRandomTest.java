package dev.vectron.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRandomTest {
    // Computed by a second implementation (Python's whole numbers) from the formulas in the documentation.
    private static final long KEY = 0x6526DC44650B6E0EL;
    private static final int BITS_0 = 0x95D557E7;
    private static final int BITS_1 = 0xED61E885;
    private static final int BITS_MINUS_1 = 0xF0527140;
    private static final float UNIFORM_5 = 0.41334861516952515f;
    private static final double NORMAL_5 = -0.943236322530171;
    private static final int BELOW_5 = 413;
    private static final int[] SHUFFLED = {3, 1, 0, 6, 4, 2, 5, 7};

    private static long keyOf(int i) {
        return CounterRandom.key(42, 3, 0, i);
    }

    /** Chi-squared of counts against equal shares, as a z value (normal for many degrees of freedom). */
    private static double z(int[] counts, double expected) {
        double chi = 0;
        for (int count : counts) {
            chi += (count - expected) * (count - expected) / expected;
        }
        double freedom = counts.length - 1;
        return (chi - freedom) / StrictMath.sqrt(2 * freedom);
    }

    private static void assertUniform(String what, int buckets, int draws, IntUnaryOperator bucket) {
        int[] counts = new int[buckets];
        for (int i = 0; i < draws; i++) {
            counts[bucket.applyAsInt(i)]++;
        }
        assertThat(z(counts, (double) draws / buckets)).as(what).isBetween(-4.5, 4.5);
    }

    @Test
    void valuesAreStable() {
        assertThat(CounterRandom.mix(0)).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(CounterRandom.key(42, 3, 0, 17)).isEqualTo(KEY);
        assertThat(CounterRandom.bits(KEY, 0)).isEqualTo(BITS_0);
        assertThat(CounterRandom.bits(KEY, 1)).isEqualTo(BITS_1);
        assertThat(CounterRandom.bits(KEY, -1)).isEqualTo(BITS_MINUS_1);
        assertThat(CounterRandom.uniform(KEY, 5)).isEqualTo(UNIFORM_5);
        assertThat(CounterRandom.normal(KEY, 5)).isEqualTo(NORMAL_5);
        assertThat(CounterRandom.below(KEY, 5, 1000)).isEqualTo(BELOW_5);
        int[] order = {0, 1, 2, 3, 4, 5, 6, 7};
        CounterRandom.shuffle(KEY, order, 7);
        assertThat(order).containsExactly(SHUFFLED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 12, 16, 20, 24})
    void everyEightBitsAreUniformOverCounters(int shift) {
        for (int k = 0; k < 8; k++) {
            long key = keyOf(k);
            assertUniform("key " + k, 256, 1 << 17, i -> CounterRandom.bits(key, i) >>> shift & 255);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 12, 16, 20, 24})
    void everyEightBitsAreUniformOverSamples(int shift) {
        for (int counter : new int[] {0, 1, 1000}) {
            assertUniform("counter " + counter, 256, 1 << 17, i -> CounterRandom.bits(keyOf(i), counter) >>> shift & 255);
        }
    }

    /** Pairs of five leading bits fill a 32 × 32 grid evenly if two streams have nothing to do with each other. */
    private static void assertIndependent(String what, IntUnaryOperator a, IntUnaryOperator b) {
        assertUniform(what, 1024, 1 << 18, i -> (a.applyAsInt(i) >>> 27) * 32 + (b.applyAsInt(i) >>> 27));
    }

    @Test
    void neighbouringCountersHaveNothingInCommon() {
        for (int lag : new int[] {1, 2, 3, 16, 64, 1024}) {
            long key = keyOf(1);
            assertIndependent("lag " + lag, i -> CounterRandom.bits(key, i), i -> CounterRandom.bits(key, i + lag));
        }
    }

    @Test
    void neighbouringKeysHaveNothingInCommon() {
        long[][] pairs = {
            {CounterRandom.key(1, 0, 0, 0), CounterRandom.key(2, 0, 0, 0)},
            {CounterRandom.key(1, 0, 0, 0), CounterRandom.key(1, 1, 0, 0)},
            {CounterRandom.key(1, 0, 0, 0), CounterRandom.key(1, 0, 1, 0)},
            {CounterRandom.key(1, 0, 0, 0), CounterRandom.key(1, 0, 0, 1)},
            {CounterRandom.key(1, 1, 0, 0), CounterRandom.key(1, 0, 1, 0)},
        };
        for (long[] pair : pairs) {
            assertIndependent(Arrays.toString(pair), i -> CounterRandom.bits(pair[0], i), i -> CounterRandom.bits(pair[1], i));
        }
        assertIndependent("samples n and n + 1", i -> CounterRandom.bits(keyOf(i), 5), i -> CounterRandom.bits(keyOf(i + 1), 5));
        assertIndependent("epochs n and n + 1", i -> CounterRandom.bits(CounterRandom.key(9, 2, i, 4), 5),
                i -> CounterRandom.bits(CounterRandom.key(9, 2, i + 1, 4), 5));
    }

    @Test
    void aFlippedBitOfCounterOrKeyFlipsHalfOfTheBits() {
        for (int bit = 0; bit < 32; bit++) {
            int flippedByCounter = 0;
            int flippedByKey = 0;
            int n = 4000;
            for (int i = 0; i < n; i++) {
                long key = keyOf(i);
                flippedByCounter += Integer.bitCount(CounterRandom.bits(key, i) ^ CounterRandom.bits(key, i ^ 1 << bit));
                flippedByKey += Integer.bitCount(CounterRandom.bits(key, i) ^ CounterRandom.bits(key ^ 1L << (2 * bit), i));
            }
            assertThat(flippedByCounter / (32.0 * n)).as("counter bit %d", bit).isBetween(0.48, 0.52);
            assertThat(flippedByKey / (32.0 * n)).as("key bit %d", 2 * bit).isBetween(0.48, 0.52);
        }
    }

    @Test
    void keysDoNotCollide() {
        Set<Long> keys = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            for (int stream = 0; stream < 20; stream++) {
                for (int epoch = 0; epoch < 10; epoch++) {
                    for (int sample = 0; sample < 100; sample++) {
                        keys.add(CounterRandom.key(seed, stream, epoch, sample));
                    }
                }
            }
        }
        assertThat(keys).hasSize(10 * 20 * 10 * 100);
    }

    @Test
    void uniformNumbersFillTheHalfOpenUnitInterval() {
        double sum = 0;
        double squares = 0;
        int n = 1 << 18;
        for (int i = 0; i < n; i++) {
            float u = CounterRandom.uniform(keyOf(2), i);
            assertThat(u >= 0 && u < 1).isTrue();
            sum += u;
            squares += (double) u * u;
        }
        assertThat(sum / n).isBetween(0.497, 0.503);
        assertThat(squares / n).isBetween(1 / 3.0 - 0.003, 1 / 3.0 + 0.003);
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        double[] moments = new double[5];
        double[] largest = {0};
        int n = 1 << 18;
        for (int i = 0; i < n; i++) {
            double x = CounterRandom.normal(keyOf(3), i);
            largest[0] = Math.max(largest[0], Math.abs(x));
            for (int m = 1; m <= 4; m++) {
                moments[m] += StrictMath.pow(x, m) / n;
            }
        }
        assertThat(moments[1]).isBetween(-0.01, 0.01);
        assertThat(moments[2]).isBetween(0.985, 1.015);
        assertThat(moments[3]).isBetween(-0.03, 0.03);
        assertThat(moments[4]).isBetween(2.9, 3.1);
        assertThat(largest[0]).isBetween(4.0, 5.9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 1000})
    void numbersBelowABoundAreUniform(int bound) {
        long key = keyOf(4);
        int draws = Math.max(1 << 16, bound * 100);
        int[] counts = new int[bound];
        for (int i = 0; i < draws; i++) {
            counts[CounterRandom.below(key, i, bound)]++;
        }
        if (bound == 1) {
            assertThat(counts).containsExactly(draws);
        } else {
            assertThat(Math.abs(z(counts, (double) draws / bound))).isLessThan(5);
        }
        assertThat(CounterRandom.below(key, 0, Integer.MAX_VALUE)).isNotNegative();
    }

    @Test
    void shufflesArePermutationsAndEachIsEquallyLikely() {
        int[] counts = new int[120];
        int n = 120_000;
        for (int i = 0; i < n; i++) {
            int[] order = {0, 1, 2, 3, 4, 99};
            CounterRandom.shuffle(keyOf(i), order, 5);
            assertThat(order[5]).isEqualTo(99);
            counts[rank(order)]++;
        }
        assertThat(z(counts, n / 120.0)).isBetween(-4.5, 4.5);
    }

    private static int rank(int[] order) {
        int rank = 0;
        for (int i = 0; i < 5; i++) {
            int smaller = 0;
            for (int k = i + 1; k < 5; k++) {
                smaller += order[k] < order[i] ? 1 : 0;
            }
            rank = rank * (5 - i) + smaller;
        }
        return rank;
    }

    @Test
    void shufflesOfManyEntriesMoveEachAnywhere() {
        int size = 64;
        int[] counts = new int[size * size];
        int n = 1 << 15;
        int[] order = new int[size];
        for (int i = 0; i < n; i++) {
            Arrays.setAll(order, k -> k);
            CounterRandom.shuffle(CounterRandom.key(7, 1, i, 0), order, size);
            for (int k = 0; k < size; k++) {
                counts[k * size + order[k]]++;
            }
        }
        assertThat(z(counts, (double) n / size)).isBetween(-5.0, 5.0);
        int[] one = {5};
        CounterRandom.shuffle(1, one, 1);
        CounterRandom.shuffle(1, one, 0);
        assertThat(one).containsExactly(5);
    }
}
