package dev.vectron.selection;

import static dev.vectron.selection.Folds.kFold;
import static dev.vectron.selection.Folds.stratifiedKFold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    /** Samples whose input is their number. */
    private static Dataset numbered(int... labels) {
        float[][] x = new float[labels.length][1];
        for (int i = 0; i < x.length; i++) {
            x[i][0] = i;
        }
        return ArrayDataset.of(x, labels);
    }

    private static List<Integer> numbers(Dataset data) {
        List<Integer> numbers = new ArrayList<>();
        float[] x = new float[1];
        for (int i = 0; i < data.size(); i++) {
            data.read(i, x, 0);
            numbers.add((int) x[0]);
        }
        return numbers;
    }

    private static List<List<Integer>> validation(List<Split> splits) {
        return splits.stream().map(split -> numbers(split.validation())).toList();
    }

    /** What the rules of scikit-learn give, computed by them in another program. */
    @Test
    void partsAreThoseOfScikitLearn() {
        assertThat(validation(kFold(3).split(numbered(new int[10])))).containsExactly(List.of(0, 1, 2, 3),
                List.of(4, 5, 6), List.of(7, 8, 9));
        assertThat(validation(stratifiedKFold(2).split(numbered(0, 0, 1, 1)))).containsExactly(List.of(0, 2),
                List.of(1, 3));
        assertThat(validation(stratifiedKFold(3).split(numbered(2, 1, 1, 2, 0, 2, 1, 2, 0, 2, 1, 2, 2))))
                .containsExactly(List.of(0, 1, 3, 4, 5), List.of(2, 6, 7, 9), List.of(8, 10, 11, 12));
    }

    @Test
    void everySampleIsInOneValidationPartAndInAllOtherTrainingParts() {
        int[] labels = IntStream.range(0, 47).map(i -> i * i % 5 % 3).toArray();
        for (Folds folds : List.of(kFold(5), kFold(5).shuffle(3), stratifiedKFold(5), stratifiedKFold(5).shuffle(3))) {
            List<Split> splits = folds.split(numbered(labels));
            List<Integer> all = new ArrayList<>();
            for (Split split : splits) {
                List<Integer> both = new ArrayList<>(numbers(split.train()));
                both.addAll(numbers(split.validation()));
                assertThat(both).hasSize(47).doesNotHaveDuplicates();
                assertThat(split.validation().size()).isBetween(9, 10);
                all.addAll(numbers(split.validation()));
            }
            assertThat(splits).hasSize(5);
            assertThat(all).hasSize(47).doesNotHaveDuplicates();
        }
    }

    @Test
    void classesHaveTheSameShareInEachPart() {
        int[] labels = IntStream.range(0, 100).map(i -> i < 60 ? 0 : i < 93 ? 1 : 2).toArray();
        for (Split split : stratifiedKFold(4).shuffle(8).split(numbered(labels))) {
            int[] counts = new int[3];
            for (int i = 0; i < split.validation().size(); i++) {
                counts[split.validation().label(i)]++;
            }
            assertThat(counts[0]).isEqualTo(15);
            assertThat(counts[1]).isBetween(8, 9);
            assertThat(counts[2]).isBetween(1, 2);
        }
    }

    @Test
    void theSeedChoosesTheParts() {
        Dataset data = numbered(IntStream.range(0, 30).map(i -> i % 2).toArray());
        assertThat(validation(kFold(3).shuffle(1).split(data))).isEqualTo(validation(kFold(3).shuffle(1).split(data)))
                .isNotEqualTo(validation(kFold(3).shuffle(2).split(data)))
                .isNotEqualTo(validation(kFold(3).split(data)));
        assertThat(validation(stratifiedKFold(3).shuffle(1).split(data)))
                .isEqualTo(validation(stratifiedKFold(3).shuffle(1).split(data)))
                .isNotEqualTo(validation(stratifiedKFold(3).shuffle(2).split(data)));
    }

    @Test
    void whatCannotBeDividedIsNamed() {
        assertThatThrownBy(() -> kFold(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kFold: at least 2 folds are needed, got 1.");
        assertThatThrownBy(() -> kFold(4).split(numbered(0, 1, 0))).isInstanceOf(DataException.class)
                .hasMessage("kFold: 4 folds of 3 samples: each needs at least one; choose fewer folds.");
        assertThatThrownBy(() -> stratifiedKFold(3).split(numbered(0, 1, 0, 1))).isInstanceOf(DataException.class)
                .hasMessage("stratifiedKFold: 3 folds, but no class has more than 2 samples; choose fewer folds.");
        Dataset numbers = ArrayDataset.of(new float[][] {{1}, {2}}, new float[][] {{1}, {2}});
        assertThatThrownBy(() -> stratifiedKFold(2).split(numbers)).isInstanceOf(DataException.class)
                .hasMessage("stratifiedKFold: needs class labels, but the targets of the data set are floats [1]; use"
                        + " kFold(2).");
    }
}
