package dev.vectron.metrics;

import static dev.vectron.metrics.Metrics.logLoss;
import static dev.vectron.metrics.Metrics.metric;
import static dev.vectron.metrics.Metrics.r2;
import static dev.vectron.metrics.Metrics.rootMeanSquaredError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.losses.Losses;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Metrics of numbers, and losses as metrics. */
class RegressionMetricsTest {
    private static final Loss MSE = Losses.meanSquaredError();

    private static double of(Metric metric, Loss loss, LossCall... batches) {
        Accumulator a = metric.accumulator(Shape.of(batches[0].n()), loss);
        assertThat(a.result()).isNaN();
        for (LossCall batch : batches) {
            a.add(batch);
        }
        return a.result();
    }

    @Test
    void errorsOfAllBatches() {
        LossCall one = Batch.targeted(2, new float[] {1, 2, 3, 4}, 1, 4, 3, 3);
        LossCall two = Batch.targeted(2, new float[] {0, 0}, 2, 1);
        assertThat(of(metric(MSE), MSE, one, two)).isCloseTo(10 / 6.0, within(1e-7));
        assertThat(of(metric(Losses.meanAbsoluteError()), MSE, one, two)).isCloseTo(1, within(1e-7));
        assertThat(of(rootMeanSquaredError(), MSE, one, two)).isCloseTo(Math.sqrt(10 / 6.0), within(1e-7));
        assertThat(metric(MSE).name()).isEqualTo("mean_squared_error");
        assertThat(metric(MSE).largerIsBetter()).isFalse();
        assertThat(rootMeanSquaredError().name()).isEqualTo("root_mean_squared_error");
        assertThat(rootMeanSquaredError().largerIsBetter()).isFalse();
    }

    @Test
    void theTrainingsOwnCallIsNotTouched() {
        LossCall batch = Batch.targeted(2, new float[] {1, 2}, 1, 4).gradientTo(new float[2], 0);
        MSE.value(batch);
        float[] values = batch.values().clone();
        of(metric(Losses.meanAbsoluteError()), MSE, batch);
        assertThat(batch.values()).containsExactly(values);
    }

    @Test
    void varianceThatIsExplained() {
        // Output 0: errors 1, 0, 1 of deviations 1, 0, 1. Output 1: errors 1 of deviations 8.
        LossCall one = Batch.targeted(2, new float[] {1, 10, 2, 12}, 2, 10, 2, 12);
        LossCall two = Batch.targeted(2, new float[] {3, 14}, 2, 15);
        assertThat(of(r2(), MSE, one, two)).isCloseTo((0 + 1 - 1 / 8.0) / 2, within(1e-15));
        assertThat(r2().name()).isEqualTo("r2_score");
        assertThat(r2().largerIsBetter()).isTrue();
        assertThat(of(r2(), MSE, Batch.targeted(1, new float[] {5, 5}, 5, 5))).as("constant and exact").isOne();
        assertThat(of(r2(), MSE, Batch.targeted(1, new float[] {5, 5}, 5, 6))).as("constant, not exact").isZero();
        float[] far = {1_000_001, 1_000_002, 1_000_003, 1_000_004};
        float[] mean = new float[4];
        Arrays.fill(mean, 1_000_002.5f);
        assertThat(of(r2(), MSE, Batch.targeted(1, far, far))).isOne();
        assertThat(of(r2(), MSE, Batch.targeted(1, far, mean))).as("the mean explains nothing").isCloseTo(0,
                within(1e-9));
    }

    @Test
    void logLossSuitsTargetsAndOutputs() {
        double expected = -(StrictMath.log(0.7) + StrictMath.log(0.4)) / 2;
        float[] probabilities = {0.7f, 0.3f, 0.6f, 0.4f};
        assertThat(of(logLoss(), Losses.sparseCategoricalCrossentropy().labelSmoothing(0.3),
                Batch.labelled(2, new int[] {0, 1}, probabilities))).isCloseTo(expected, within(1e-6));
        assertThat(of(logLoss(), MSE, Batch.targeted(2, new float[] {1, 0, 0, 1}, probabilities)))
                .isCloseTo(expected, within(1e-6));
        assertThat(of(logLoss(), Losses.binaryCrossentropy(), Batch.binary(new int[] {1, 0}, 0.7f, 0.6f)))
                .isCloseTo(expected, within(1e-6));
        assertThat(of(logLoss(), Losses.binaryCrossentropy(), Batch.targeted(2, new float[] {1, 0}, 0.7f, 0.6f)))
                .as("the mean over outputs of their own").isCloseTo(expected, within(1e-6));
        float[] logits = {(float) StrictMath.log(7), (float) StrictMath.log(3), (float) StrictMath.log(6),
            (float) StrictMath.log(4)};
        assertThat(of(logLoss(), Losses.sparseCategoricalCrossentropy().fromLogits(true),
                Batch.labelled(2, new int[] {0, 1}, logits))).isCloseTo(expected, within(1e-6));
        assertThat(logLoss().name()).isEqualTo("log_loss");
        assertThat(logLoss().largerIsBetter()).isFalse();
    }

    @Test
    void targetsOfAnotherKindAreNamed() {
        assertThatThrownBy(() -> metric(MSE).accumulator(Shape.of(3), Losses.sparseCategoricalCrossentropy()))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Metric mean_squared_error needs floats as targets, but the loss "
                        + "sparse_categorical_crossentropy takes class labels; use a metric of the same kind.");
        assertThatThrownBy(() -> r2().accumulator(Shape.of(3), Losses.sparseCategoricalCrossentropy()))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Metric r2_score needs float targets, but the loss sparse_categorical_crossentropy takes "
                        + "class labels; use accuracy().");
    }
}
