package dev.vectron.metrics;

import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.val;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.losses.Losses;
import dev.vectron.tensor.Shape;
import org.junit.jupiter.api.Test;

class AccuracyTest {
    private static final Loss SPARSE = Losses.sparseCategoricalCrossentropy();
    private static final Loss BINARY = Losses.binaryCrossentropy();
    private static final Loss ONE_HOT = Losses.categoricalCrossentropy();

    private static LossCall call(int samples, int perSample, int n, float... predictions) {
        // An offset shows whether a metric minds where a batch begins.
        float[] shifted = new float[predictions.length + 3];
        System.arraycopy(predictions, 0, shifted, 3, predictions.length);
        return new LossCall(KernelsProvider.best()).predictions(samples, perSample, n, shifted, 3);
    }

    @Test
    void labelsAreComparedWithTheLargestOutputTheFirstOfEqualOnes() {
        Accumulator a = accuracy().accumulator(Shape.of(3), SPARSE);
        a.add(call(4, 1, 3, 1, 2, 0, 5, 5, 1, 0, 0, 9, 3, 1, 2).labels(new int[] {7, 1, 0, 2, 2}, 1));

        assertThat(a.result()).isEqualTo(0.75);
    }

    @Test
    void batchesOfDifferentSizeCountBySamples() {
        Accumulator a = accuracy().accumulator(Shape.of(2), SPARSE);
        a.add(call(3, 1, 2, 1, 0, 1, 0, 1, 0).labels(new int[] {0, 0, 0}, 0));
        a.add(call(1, 1, 2, 1, 0).labels(new int[] {1}, 0));
        assertThat(a.result()).isEqualTo(0.75);

        a.reset();
        assertThat(a.result()).isNaN();
        a.add(call(1, 1, 2, 1, 0).labels(new int[] {1}, 0));
        assertThat(a.result()).isZero();
    }

    @Test
    void everyPositionOfASequenceCounts() {
        Accumulator a = accuracy().accumulator(Shape.of(2, 2), SPARSE);
        a.add(call(1, 2, 2, 1, 0, 1, 0).labels(new int[] {0, 1}, 0));

        assertThat(a.result()).isEqualTo(0.5);
    }

    @Test
    void oneOutputIsRoundedAtOneHalf() {
        Accumulator a = accuracy().accumulator(Shape.of(1), BINARY);
        a.add(call(4, 1, 1, 0.5f, 0.51f, 0.2f, 0.9f).targets(new float[] {0, 1, 1, 1}, 0));

        assertThat(a.result()).isEqualTo(0.75);
    }

    @Test
    void oneHotTargetsAreComparedByTheirLargest() {
        Accumulator a = accuracy().accumulator(Shape.of(3), ONE_HOT);
        a.add(call(2, 1, 3, 0.2f, 0.5f, 0.3f, 0.6f, 0.3f, 0.1f).targets(new float[] {9, 0, 1, 0, 0, 0, 1}, 1));

        assertThat(a.result()).isEqualTo(0.5);
    }

    @Test
    void monitorsAreNamedAsInTheHistoryAndKnowTheirDirection() {
        assertThat(val(accuracy()).name()).isEqualTo("val_accuracy");
        assertThat(val(accuracy()).largerIsBetter()).isTrue();
        assertThat(val(loss()).name()).isEqualTo("val_loss");
        assertThat(val(loss()).largerIsBetter()).isFalse();
        assertThat(accuracy().unit()).isEqualTo("%");
    }
}
