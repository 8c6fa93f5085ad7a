package dev.vectron.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    private static final int[] RANDOM = {7, 1, 4, 9};
    private static final int[] STRATIFIED = {2, 8, 6, 0};

    /** Sample i has the single input i. */
    private static Dataset numbered(int n, int[] labels) {
        float[][] x = new float[n][1];
        for (int i = 0; i < n; i++) {
            x[i][0] = i;
        }
        return ArrayDataset.of(x, labels);
    }

    private static int[] numbers(Dataset data) {
        return IntStream.range(0, data.size()).map(i -> (int) DatasetTest.input(data, i)[0]).toArray();
    }

    private static void assertPartition(Split split, int n) {
        int[] all = IntStream.concat(Arrays.stream(numbers(split.train())), Arrays.stream(numbers(split.validation())))
                .sorted().toArray();
        assertThat(all).isEqualTo(IntStream.range(0, n).toArray());
    }

    /** Expected sizes: Python's {@code math.floor(n * (1.0 - f))}. */
    @ParameterizedTest
    @CsvSource({"60000, 0.1, 54000", "10, 0.3, 7", "10, 0.25, 7", "3, 0.5, 1", "2, 0.999999, 0", "101, 0.2, 80",
        "1000, 0.15, 850", "7, 0.9, 0", "11, 0.9, 1", "100, 0.7, 30", "10, 0.8, 1", "10, 0.01, 9"})
    void lastSplitsWhereKerasDoes(int n, double fraction, int expected) {
        var data = numbered(n, new int[n]);
        if (expected == 0) {
            assertThatThrownBy(() -> Split.of(data).last(fraction)).isInstanceOf(DataException.class)
                    .hasMessageContaining("leaves none for");
        } else {
            var split = Split.of(data).last(fraction);
            assertThat(split.train().size()).isEqualTo(expected);
            assertThat(split.validation().size()).isEqualTo(n - expected);
            assertThat(DatasetTest.input(split.validation(), 0)).containsExactly(expected);
            assertThat(DatasetTest.input(split.train(), expected - 1)).containsExactly(expected - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void aFractionOutsideIsRefused(double fraction) {
        var data = numbered(10, new int[10]);
        assertThatThrownBy(() -> Split.of(data).last(fraction)).isInstanceOf(DataException.class)
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> Split.of(data).random(fraction, 1)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Split.of(data).stratified(fraction, 1)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Split.of(data).byGroup(new int[10], fraction, 1)).isInstanceOf(DataException.class);
    }

    @Test
    void randomIsAPartitionThatOnlyTheSeedDecides() {
        var data = numbered(1000, new int[1000]);
        var split = Split.of(data).random(0.2, 42);
        assertPartition(split, 1000);
        assertThat(split.validation().size()).isEqualTo(200);
        assertThat(numbers(split.train())).isEqualTo(numbers(Split.of(data).random(0.2, 42).train()));
        assertThat(numbers(split.train())).isNotEqualTo(numbers(Split.of(data).random(0.2, 43).train()));
        assertThat(Arrays.stream(numbers(split.validation())).average().orElseThrow()).isBetween(430.0, 570.0);
    }

    /** Computed once by a second implementation, in Python: splits must stay the same from version to version. */
    @Test
    void theSameSeedGivesTheSamePartsInEveryVersion() {
        var data = numbered(10, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1});
        assertThat(numbers(Split.of(data).random(0.4, 7).validation())).containsExactly(RANDOM);
        assertThat(numbers(Split.of(data).stratified(0.4, 7).validation())).containsExactly(STRATIFIED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void stratifiedKeepsTheShareOfEachClassToOneSample(long seed) {
        var random = new SplittableRandom(seed);
        int n = 50 + random.nextInt(500);
        int classes = 1 + random.nextInt(8);
        int[] labels = IntStream.range(0, n)
                .map(i -> Math.min(random.nextInt(classes), random.nextInt(classes))).toArray();
        double fraction = 0.1 + 0.7 * random.nextDouble();
        var split = Split.of(numbered(n, labels)).stratified(fraction, seed);
        assertPartition(split, n);
        int second = n - (int) Math.floor(n * (1.0 - fraction));
        assertThat(split.validation().size()).isEqualTo(second);
        for (int c = 0; c < classes; c++) {
            int label = c;
            long all = Arrays.stream(labels).filter(l -> l == label).count();
            long got = Arrays.stream(numbers(split.validation())).filter(i -> labels[i] == label).count();
            assertThat(Math.abs(got - (double) all * second / n)).isLessThan(1);
        }
        for (int i = 0; i < split.validation().size(); i++) {
            assertThat(split.validation().label(i)).isEqualTo(labels[numbers(split.validation())[i]]);
        }
    }

    @Test
    void stratifiedShufflesWithinTheParts() {
        int n = 100;
        int[] labels = IntStream.range(0, n).map(i -> i / 50).toArray();
        int[] train = numbers(Split.of(numbered(n, labels)).stratified(0.5, 3).train());
        assertThat(train).isNotEqualTo(Arrays.stream(train).sorted().toArray());
        long firstClassInFirstHalf = Arrays.stream(train).limit(25).filter(i -> labels[i] == 0).count();
        assertThat(firstClassInFirstHalf).isBetween(5L, 20L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void groupsAreNeverSeparated(long seed) {
        var random = new SplittableRandom(seed);
        int n = 300;
        int[] groups = IntStream.range(0, n).map(i -> random.nextInt(30) * 1000 - 7).toArray();
        var split = Split.of(numbered(n, new int[n])).byGroup(groups, 0.25, seed);
        assertPartition(split, n);
        var first = Arrays.stream(numbers(split.train())).map(i -> groups[i]).boxed().toList();
        var second = Arrays.stream(numbers(split.validation())).map(i -> groups[i]).boxed().toList();
        assertThat(first).doesNotContainAnyElementsOf(second);
        assertThat(split.validation().size()).isBetween(65, 85);
    }

    @Test
    void oneHugeGroupStillLeavesOneForEachPart() {
        int[] groups = {5, 5, 5, 5, 5, 5, 5, 5, 5, 1};
        for (long seed = 0; seed < 10; seed++) {
            var split = Split.of(numbered(10, new int[10])).byGroup(groups, 0.5, seed);
            assertPartition(split, 10);
        }
        assertThatThrownBy(() -> Split.of(numbered(3, new int[3])).byGroup(new int[] {4, 4, 4}, 0.5, 1))
                .isInstanceOf(DataException.class).hasMessageContaining("all samples are of group 4");
        assertThatThrownBy(() -> Split.of(numbered(3, new int[3])).byGroup(new int[2], 0.5, 1))
                .isInstanceOf(DataException.class).hasMessageContaining("3 samples but 2 group keys");
    }
}
