package dev.vectron.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StandardizationTest {
    @Test
    void theTrainingDataGetMeanZeroAndDeviationOne() {
        var random = new SplittableRandom(1);
        float[][] x = new float[500][3];
        for (float[] row : x) {
            row[0] = (float) random.nextGaussian(1000, 5);
            row[1] = (float) random.nextGaussian(-2, 0.01);
            row[2] = (float) random.nextDouble(0, 1e6);
        }
        var data = ArrayDataset.of(x, new int[500]);
        var mapped = data.map(Standardization.fit(data));
        for (int f = 0; f < 3; f++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 500; i++) {
                double v = DatasetTest.input(mapped, i)[f];
                sum += v;
                squares += v * v;
            }
            assertThat(sum / 500).isCloseTo(0, within(1e-4));
            assertThat(squares / 500).isCloseTo(1, within(1e-4));
        }
    }

    /** By hand: values 1, 2, 3, 6 have mean 3 and population variance (4 + 1 + 0 + 9) / 4 = 3.5. */
    @Test
    void theVarianceIsThatOfThePopulation() {
        var data = ArrayDataset.of(new float[][] {{1}, {2}, {3}, {6}}, new int[4]);
        var s = Standardization.fit(data);
        assertThat(s.mean()).containsExactly(3);
        assertThat(s.std()).containsExactly((float) Math.sqrt(3.5));
    }

    @Test
    void aConstantFeatureBecomesZeroAndStaysFinite() {
        var data = ArrayDataset.of(new float[][] {{0.1f, 1}, {0.1f, 2}, {0.1f, 3}}, new int[3]);
        var s = Standardization.fit(data);
        assertThat(s.std()[0]).isEqualTo(1);
        assertThat(DatasetTest.input(data.map(s), 1)).containsExactly(0, 0);
        var other = ArrayDataset.of(new float[][] {{0.6f, 2}}, new int[1]).map(s);
        assertThat(DatasetTest.input(other, 0)).containsExactly(0.5f, 0);
    }

    @Test
    void channelsShareTheirNumbersOverAllPositions() {
        var x = Tensor.of(Shape.of(2, 2, 2), 1, 10, 3, 10, 5, 10, 7, 10);
        var data = ArrayDataset.of(x, new int[2]);
        var s = Standardization.fitPerChannel(data);
        assertThat(s.mean()).containsExactly(4, 10);
        assertThat(s.std()).containsExactly((float) Math.sqrt(5), 1);
        assertThat(DatasetTest.input(data.map(s), 1))
                .containsExactly(1 / (float) Math.sqrt(5), 0, 3 / (float) Math.sqrt(5), 0);
    }

    @Test
    void onlyTheDataItWasFittedOnCounts() {
        var train = ArrayDataset.of(new float[][] {{0}, {2}}, new int[2]);
        var test = ArrayDataset.of(new float[][] {{100}}, new int[1]).map(Standardization.fit(train));
        assertThat(DatasetTest.input(test, 0)).containsExactly(99);
    }

    @Test
    void storedNumbersGiveTheSameTransform() {
        var data = ArrayDataset.of(new float[][] {{0, 1}, {2, 5}, {3, 3}}, new int[3]);
        var fitted = Standardization.fit(data);
        var restored = Standardization.of(Shape.of(2), fitted.mean(), fitted.std());
        assertThat(DatasetTest.input(data.map(restored), 1)).containsExactly(DatasetTest.input(data.map(fitted), 1));
    }

    @Test
    void wrongInputsAreRefused() {
        var data = ArrayDataset.of(new float[][] {{0, Float.NaN}}, new int[1]);
        assertThatThrownBy(() -> Standardization.fit(data)).isInstanceOf(DataException.class)
                .hasMessage("Standardization: value 1 of sample 0 is NaN; fill or remove missing values first.");
        var s = Standardization.of(Shape.of(2), new float[] {0, 0}, new float[] {1, 1});
        var wide = ArrayDataset.of(new float[1][3], new int[1]);
        assertThatThrownBy(() -> wide.map(s)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("fitted on inputs [2], got [3]");
        assertThatThrownBy(() -> Standardization.of(Shape.of(2), new float[] {0}, new float[] {1}))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Standardization.of(Shape.of(1), new float[] {0}, new float[] {0}))
                .isInstanceOf(DataException.class);
    }
}
