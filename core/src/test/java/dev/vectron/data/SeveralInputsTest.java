package dev.vectron.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Samples with several inputs, several targets, several labels, weights; random views by epoch. */
class SeveralInputsTest {
    private static final ArrayDataset A = ArrayDataset.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}, new int[] {0, 1, 2});
    private static final ArrayDataset B = ArrayDataset.of(new float[][] {{10}, {20}, {30}},
            new float[][] {{7, 7}, {8, 8}, {9, 9}});

    /** Adds the epoch's number to the first input. */
    private static final class Shifted extends DatasetView {
        Shifted(Dataset source) {
            super(source);
        }

        @Override
        int sourceIndex(int index) {
            return index;
        }

        @Override
        public void readInput(int input, int index, Epoch epoch, float[] to, int at) {
            super.readInput(input, index, epoch, to, at);
            to[at] += epoch.number();
        }
    }

    @Test
    void inputsAndTargetsOfTwoDataSets() {
        Dataset both = A.withInput(B).withTarget(B).withSampleWeights(new float[] {1, 0.5f, 2})
                .select(new int[] {2, 0});
        assertThat(both.inputs()).isEqualTo(2);
        assertThat(both.targets()).isEqualTo(2);
        assertThat(both.inputShape(1)).isEqualTo(Shape.of(1));
        assertThat(both.hasLabels(0)).isTrue();
        assertThat(both.hasLabels(1)).isFalse();
        assertThat(both.targetShape(1)).isEqualTo(Shape.of(2));
        try (Batches batches = Batches.of(both, 2, true)) {
            batches.begin(new int[] {0, 1}, 2);
            assertThat(batches.next()).isTrue();
            assertThat(batches.inputs(0)).containsExactly(5, 6, 1, 2);
            assertThat(batches.inputs(1)).containsExactly(30, 10);
            assertThat(batches.labels(0)).containsExactly(2, 0);
            assertThat(batches.targets(1)).containsExactly(9, 9, 7, 7);
            assertThat(batches.sampleWeights()).containsExactly(2, 1);
            assertThatThrownBy(() -> batches.labels(1)).isInstanceOf(IllegalStateException.class)
                    .hasMessage("labels: this data set has float targets [2]; use targets.");
        }
        assertThatThrownBy(() -> A.withInput(B.limit(2))).isInstanceOf(DataException.class)
                .hasMessage("withInput: the data sets have 3 and 2 samples; sample i of both must belong together.");
        assertThatThrownBy(() -> A.withSampleWeights(new float[2])).isInstanceOf(DataException.class)
                .hasMessage("withSampleWeights: 2 weights for 3 samples; each sample needs one.");
        assertThatThrownBy(() -> A.withSampleWeights(new float[] {1, -1, 1})).isInstanceOf(DataException.class)
                .hasMessage("withSampleWeights: the weight of sample 1 is -1.0; weights are numbers of at least 0.");
    }

    @Test
    void aViewOfOneInputLeavesTheOthers() {
        Dataset both = A.withInput(B).withTarget(A);
        Dataset mapped = both.map((from, fromAt, to, toAt) -> {
            to[toAt] = -from[fromAt];
            to[toAt + 1] = 0;
        });
        float[] x = new float[2];
        mapped.readInput(0, 1, Epoch.NONE, x, 0);
        assertThat(x).containsExactly(-3, 0);
        mapped.readInput(1, 1, Epoch.NONE, x, 0);
        assertThat(x[0]).isEqualTo(20);
        Dataset hot = both.oneHot();
        assertThat(hot.hasLabels(0)).isFalse();
        assertThat(hot.hasLabels(1)).isTrue();
        float[] t = new float[3];
        hot.readTarget(0, 1, Epoch.NONE, t, 0);
        assertThat(t).containsExactly(0, 1, 0);
        int[] label = new int[1];
        hot.readLabels(1, 2, label, 0);
        assertThat(label).containsExactly(2);
    }

    @Test
    void aLabelForEachPosition() {
        ArrayDataset tags = ArrayDataset.of(Tensor.of(Shape.of(2, 3), new float[6]),
                new int[][] {{0, 1, 2}, {2, 2, 3}});
        assertThat(tags.targetShape()).isEqualTo(Shape.of(3));
        assertThat(tags.classes()).isEqualTo(4);
        int[] labels = new int[3];
        tags.readLabels(0, 1, labels, 0);
        assertThat(labels).containsExactly(2, 2, 3);
        assertThatThrownBy(() -> tags.label(0)).isInstanceOf(IllegalStateException.class)
                .hasMessage("label: this data set has 3 labels a sample; use readLabels.");
        assertThatThrownBy(() -> ArrayDataset.of(Tensor.of(Shape.of(2, 3), new float[6]), new int[][] {{0}, {1, 2}}))
                .isInstanceOf(DataException.class)
                .hasMessage("ArrayDataset: sample 1 has 2 labels but sample 0 has 1; all must have as many.");
    }

    @Test
    void anEpochReachesRandomViewsThroughOthers() {
        Dataset view = new Shifted(A.withInput(B)).select(new int[] {1, 2}).limit(1);
        for (boolean prefetch : new boolean[] {false, true}) {
            try (Batches batches = Batches.of(view, 1, prefetch)) {
                for (int epoch = 1; epoch <= 3; epoch++) {
                    batches.begin(new int[] {0, 0}, 2, 1, epoch);
                    while (batches.next()) {
                        assertThat(Arrays.copyOf(batches.inputs(), 2)).containsExactly(3 + epoch, 4);
                        assertThat(batches.inputs(1)[0]).isEqualTo(20 + epoch);
                    }
                }
            }
        }
        assertThat(Epoch.of(1, 2).key(5, 3)).isEqualTo(Epoch.of(1, 2).key(5, 3)).isNotEqualTo(Epoch.of(1, 3).key(5, 3));
        assertThat(Epoch.NONE.training()).isFalse();
    }
}
