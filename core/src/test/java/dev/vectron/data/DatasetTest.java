package dev.vectron.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final float[][] X = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};

    static float[] input(Dataset data, int index) {
        float[] x = new float[data.inputShape().size() + 2];
        data.read(index, x, 1);
        assertThat(x[0]).isZero();
        assertThat(x[x.length - 1]).isZero();
        return java.util.Arrays.copyOfRange(x, 1, x.length - 1);
    }

    static float[] target(Dataset data, int index) {
        float[] y = new float[data.targetShape().size() + 2];
        data.readTarget(index, y, 1);
        assertThat(y[0]).isZero();
        assertThat(y[y.length - 1]).isZero();
        return java.util.Arrays.copyOfRange(y, 1, y.length - 1);
    }

    @Test
    void rowsWithLabelsAreReadBack() {
        var data = ArrayDataset.of(X, new int[] {0, 1, 1, 0});
        assertThat(data.size()).isEqualTo(4);
        assertThat(data.inputShape()).isEqualTo(Shape.of(2));
        assertThat(data.targetShape()).isEqualTo(Shape.scalar());
        assertThat(data.hasLabels()).isTrue();
        assertThat(data.classes()).isEqualTo(2);
        assertThat(data.classNames()).isEmpty();
        assertThat(input(data, 2)).containsExactly(5, 6);
        assertThat(data.label(2)).isEqualTo(1);
        assertThat(target(data, 1)).containsExactly(1);
        assertThatThrownBy(() -> data.read(4, new float[2], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.label(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void rowsAreCopied() {
        float[][] x = {{1}, {2}};
        int[] labels = {0, 1};
        var data = ArrayDataset.of(x, labels);
        x[0][0] = 9;
        labels[0] = 5;
        assertThat(input(data, 0)).containsExactly(1);
        assertThat(data.label(0)).isZero();
    }

    @Test
    void rowsWithFloatTargetsAreReadBack() {
        var data = ArrayDataset.of(X, new float[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {10, 11, 12}});
        assertThat(data.hasLabels()).isFalse();
        assertThat(data.targetShape()).isEqualTo(Shape.of(3));
        assertThat(target(data, 3)).containsExactly(10, 11, 12);
        assertThatThrownBy(() -> data.label(0)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("float targets [3]");
        assertThatThrownBy(data::classes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> data.readTarget(4, new float[3], 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void tensorsKeepTheirSampleShape() {
        var data = ArrayDataset.of(Tensor.full(Shape.of(3, 4, 5, 2), 7), new int[] {2, 0, 1},
                List.of("a", "b", "c", "d"));
        assertThat(data.inputShape()).isEqualTo(Shape.of(4, 5, 2));
        assertThat(data.classes()).isEqualTo(4);
        assertThat(data.classNames()).containsExactly("a", "b", "c", "d");
        var regression = ArrayDataset.of(Tensor.zeros(Shape.of(3, 2)), Tensor.of(Shape.of(3), 5, 6, 7));
        assertThat(regression.targetShape()).isEqualTo(Shape.scalar());
        assertThat(target(regression, 2)).containsExactly(7);
    }

    @Test
    void bytesAreReadAsUnsigned() {
        var data = ByteDataset.of(new byte[] {0, 127, -128, -1}, Shape.of(1, 2, 1), new int[] {1, 0}, List.of());
        assertThat(data.size()).isEqualTo(2);
        assertThat(input(data, 0)).containsExactly(0, 127);
        assertThat(input(data, 1)).containsExactly(128, 255);
        assertThat(target(data, 0)).containsExactly(1);
        assertThat(data.classes()).isEqualTo(2);
        assertThatThrownBy(() -> data.read(2, new float[2], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ByteDataset.of(new byte[5], Shape.of(2), new int[2], List.of()))
                .hasMessageContaining("5 bytes");
        assertThatThrownBy(() -> ByteDataset.of(new byte[4], Shape.of(2), new int[3], List.of()))
                .hasMessage("ByteDataset: 2 inputs but 3 labels; each input needs one.");
        assertThatThrownBy(() -> ByteDataset.of(new byte[0], Shape.of(2), new int[0], List.of()))
                .hasMessageContaining("no samples");
    }

    @Test
    void wrongDataIsRefusedInOneLine() {
        assertThatThrownBy(() -> ArrayDataset.of(new float[0][0], new int[0]))
                .isInstanceOf(DataException.class)
                .hasMessage("ArrayDataset: no samples; a data set needs at least one.");
        assertThatThrownBy(() -> ArrayDataset.of(X, new int[3]))
                .isInstanceOf(DataException.class)
                .hasMessage("ArrayDataset: 4 inputs but 3 labels; each input needs one.");
        assertThatThrownBy(() -> ArrayDataset.of(X, new float[5][1]))
                .isInstanceOf(DataException.class)
                .hasMessage("ArrayDataset: 4 inputs but 5 targets; each input needs one.");
        assertThatThrownBy(() -> ArrayDataset.of(X, new int[] {0, 1, 2, 3}, List.of("cat", "dog", "cow")))
                .isInstanceOf(DataException.class)
                .hasMessage("ArrayDataset: label 3 of sample 3 is outside 0…2 (3 classes); labels count from 0.");
        assertThatThrownBy(() -> ArrayDataset.of(X, new int[] {1, -1, 1, 1}))
                .isInstanceOf(DataException.class).hasMessageContaining("label -1 of sample 1");
        assertThatThrownBy(() -> ArrayDataset.of(new float[][] {{1, 2}, {3}}, new int[2]))
                .isInstanceOf(DataException.class).hasMessageContaining("input 1 has 1 values but input 0 has 2");
        assertThatThrownBy(() -> ArrayDataset.of(new float[][] {{}, {}}, new int[2]))
                .isInstanceOf(DataException.class).hasMessageContaining("input 0 has no values");
        assertThatThrownBy(() -> ArrayDataset.of(Tensor.zeros(Shape.scalar()), new int[1]))
                .isInstanceOf(DataException.class).hasMessageContaining("scalar");
    }

    @Test
    void limitTakesTheFirstAndForgivesTooMany() {
        var data = ArrayDataset.of(X, new int[] {0, 1, 2, 0});
        assertThat(data.limit(2).size()).isEqualTo(2);
        assertThat(input(data.limit(2), 1)).containsExactly(3, 4);
        assertThat(data.limit(4)).isSameAs(data);
        assertThat(data.limit(100)).isSameAs(data);
        assertThat(data.limit(1).classes()).as("a part has as many classes as the whole").isEqualTo(3);
        assertThatThrownBy(() -> data.limit(2).read(2, new float[2], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.limit(0)).isInstanceOf(DataException.class).hasMessageContaining("limit(0)");
    }

    @Test
    void subsetTakesARange() {
        var data = ArrayDataset.of(X, new int[] {0, 1, 2, 0}).subset(1, 3);
        assertThat(data.size()).isEqualTo(2);
        assertThat(input(data, 0)).containsExactly(3, 4);
        assertThat(data.label(1)).isEqualTo(2);
        assertThatThrownBy(() -> data.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.subset(1, 1)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> data.subset(-1, 1)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> data.subset(0, 3)).isInstanceOf(DataException.class)
                .hasMessage("subset(0, 3): expects 0 <= from < to <= 2.");
    }

    @Test
    void selectKeepsTheGivenOrderAndRepetitions() {
        int[] indices = {3, 0, 3};
        var data = ArrayDataset.of(X, new int[] {0, 1, 2, 0}, List.of("a", "b", "c")).select(indices);
        indices[0] = 1;
        assertThat(data.size()).isEqualTo(3);
        assertThat(input(data, 0)).containsExactly(7, 8);
        assertThat(input(data, 2)).containsExactly(7, 8);
        assertThat(target(data, 1)).containsExactly(0);
        assertThat(data.classNames()).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> data.select(new int[] {0, 3})).isInstanceOf(DataException.class)
                .hasMessage("select: sample number 3 at position 1 is outside 0…2.");
        assertThatThrownBy(() -> data.select(new int[0])).isInstanceOf(DataException.class);
    }

    @Test
    void mapAppliesALambdaToEachInput() {
        var data = ArrayDataset.of(X, new int[4]).map((from, fromAt, to, toAt) -> {
            to[toAt] = from[fromAt + 1];
            to[toAt + 1] = from[fromAt];
        });
        assertThat(input(data, 0)).containsExactly(2, 1);
        assertThat(input(data, 3)).containsExactly(8, 7);
        assertThat(data.label(3)).isZero();
    }

    @Test
    void mapMayChangeTheShape() {
        var sum = new Transform() {
            @Override
            public Shape outputShape(Shape input) {
                return Shape.of(1);
            }

            @Override
            public void apply(float[] from, int fromAt, float[] to, int toAt) {
                to[toAt] = from[fromAt] + from[fromAt + 1];
            }
        };
        var data = ArrayDataset.of(X, new int[4]).map(sum);
        assertThat(data.inputShape()).isEqualTo(Shape.of(1));
        assertThat(input(data, 1)).containsExactly(7);
    }

    @Test
    void aTransformInPlaceMustKeepTheSize() {
        var wrong = new Transform() {
            @Override
            public Shape outputShape(Shape input) {
                return Shape.of(3);
            }

            @Override
            public boolean inPlace() {
                return true;
            }

            @Override
            public void apply(float[] from, int fromAt, float[] to, int toAt) {}
        };
        var data = ArrayDataset.of(X, new int[4]);
        assertThatThrownBy(() -> data.map(wrong)).isInstanceOf(ShapeException.class).hasMessageContaining("[2] -> [3]");
    }

    @Test
    void oneHotHasOneAtTheLabel() {
        var data = ArrayDataset.of(X, new int[] {0, 1, 2, 0}).oneHot();
        assertThat(data.hasLabels()).isFalse();
        assertThat(data.classes()).isEqualTo(3);
        assertThat(data.targetShape()).isEqualTo(Shape.of(3));
        float[] y = {9, 9, 9, 9, 9};
        data.readTarget(2, y, 1);
        assertThat(y).containsExactly(9, 0, 0, 1, 9);
        assertThat(input(data, 1)).containsExactly(3, 4);
        assertThatThrownBy(() -> data.label(0)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one-hot");
        assertThatThrownBy(data::oneHot).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneHotOfAGivenWidthChecksTheLabels() {
        var data = ArrayDataset.of(X, new int[] {0, 1, 2, 0});
        assertThat(data.oneHot(5).targetShape()).isEqualTo(Shape.of(5));
        assertThatThrownBy(() -> data.oneHot(2)).isInstanceOf(DataException.class)
                .hasMessage("oneHot: label 2 of sample 2 is outside 0…1 (2 classes); labels count from 0.");
    }
}
