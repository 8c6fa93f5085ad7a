package dev.vectron.metrics;

import static dev.vectron.metrics.Metrics.prAuc;
import static dev.vectron.metrics.Metrics.rocAuc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.losses.Losses;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Areas under curves against their definitions, with many equal scores. */
class CurvesTest {
    private static final Loss BINARY = Losses.binaryCrossentropy();

    private static double of(Metric metric, int[] labels, float[] scores) {
        Accumulator a = metric.accumulator(Shape.of(1), BINARY);
        a.add(Batch.binary(labels, scores));
        return a.result();
    }

    /** By the definition: over all pairs. */
    private static double pairsInOrder(int[] labels, float[] scores) {
        double right = 0;
        long pairs = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    pairs++;
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return right / pairs;
    }

    /** By the definition: precision at the score of each true answer. */
    private static double averagePrecision(int[] labels, float[] scores) {
        double sum = 0;
        int positives = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == 1) {
                positives++;
                int yes = 0;
                int found = 0;
                for (int j = 0; j < labels.length; j++) {
                    yes += scores[j] >= scores[i] ? 1 : 0;
                    found += scores[j] >= scores[i] ? labels[j] : 0;
                }
                sum += (double) found / yes;
            }
        }
        return sum / positives;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 255, 256, 257, 700})
    void areasAreThoseOfTheDefinitions(int size) {
        for (int seed = 0; seed < 6; seed++) {
            int[] labels = Batch.labels(seed, size, 2);
            labels[0] = 0;
            labels[1] = 1;
            float[] scores = Batch.coarse(100 + seed, size);
            for (int i = 0; i < size; i++) {
                // Some logits below 0, and both zeros, which are the same score.
                scores[i] = seed % 2 == 0 ? scores[i] : scores[i] == 0.5f ? -0f : scores[i] - 0.5f;
                scores[i] = seed == 4 ? CounterRandom.uniform(seed, i) : scores[i];
            }
            assertThat(of(rocAuc(), labels, scores)).isCloseTo(pairsInOrder(labels, scores), within(1e-12));
            assertThat(of(prAuc(), labels, scores)).isCloseTo(averagePrecision(labels, scores), within(1e-12));
            assertThat(RocCurve.of(scores, labels).area()).isEqualTo(of(rocAuc(), labels, scores));
            assertThat(PrecisionRecallCurve.of(scores, labels).area()).isEqualTo(of(prAuc(), labels, scores));
        }
    }

    @Test
    void perfectBackwardsAndEqualScores() {
        int[] labels = {0, 0, 1, 1, 1};
        assertThat(of(rocAuc(), labels, new float[] {-2, 0.1f, 0.2f, 0.3f, 9})).isOne();
        assertThat(of(prAuc(), labels, new float[] {-2, 0.1f, 0.2f, 0.3f, 9})).isOne();
        assertThat(of(rocAuc(), labels, new float[] {5, 4, 3, 2, 1})).isZero();
        assertThat(of(rocAuc(), labels, new float[5])).isEqualTo(0.5);
        assertThat(of(prAuc(), labels, new float[5])).isEqualTo(0.6);
    }

    @Test
    void whatIsNotDefinedIsNaN() {
        assertThat(of(rocAuc(), new int[] {1, 1}, new float[] {0, 1})).isNaN();
        assertThat(of(rocAuc(), new int[] {0, 0}, new float[] {0, 1})).isNaN();
        assertThat(of(prAuc(), new int[] {0, 0}, new float[] {0, 1})).isNaN();
        assertThat(of(prAuc(), new int[] {1, 1}, new float[] {0, 1})).isOne();
        assertThat(of(rocAuc(), new int[] {0, 1}, new float[] {0, Float.NaN})).isNaN();
        assertThat(rocAuc().accumulator(Shape.of(1), BINARY).result()).isNaN();
    }

    @Test
    void ofSeveralOutputs() {
        float[] scores = Batch.coarse(1, 120);
        int[] labels = Batch.labels(2, 40, 3);
        LossCall batch = Batch.labelled(3, labels, scores);
        float[] flatTruth = Batch.oneHot(3, labels);
        int[] all = new int[120];
        int[] second = new int[40];
        float[] ofSecond = new float[40];
        for (int i = 0; i < 120; i++) {
            all[i] = (int) flatTruth[i];
            if (i % 3 == 1) {
                second[i / 3] = all[i];
                ofSecond[i / 3] = scores[i];
            }
        }
        Loss sparse = Losses.sparseCategoricalCrossentropy();
        Accumulator pooled = rocAuc().accumulator(Shape.of(3), sparse);
        pooled.add(batch);
        assertThat(pooled.result()).as("all outputs together").isEqualTo(of(rocAuc(), all, scores));
        Accumulator one = prAuc().ofClass(1).accumulator(Shape.of(3), sparse);
        one.add(batch);
        assertThat(one.result()).as("one class against the rest").isEqualTo(of(prAuc(), second, ofSecond));
        assertThat(prAuc().ofClass(1).name()).isEqualTo("pr_auc_1");
        assertThatThrownBy(() -> rocAuc().ofClass(3).accumulator(Shape.of(3), sparse))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Metric roc_auc_3: the model tells 3 classes apart (0 to 2), there is no class 3.");
    }

    @Test
    void inTheMiddleOfAnEpochTheValueIsRenewedWhenTheScoresHaveDoubled() {
        Accumulator a = rocAuc().accumulator(Shape.of(1), BINARY);
        LossCall right = Batch.binary(new int[] {0, 1}, 0.1f, 0.9f);
        LossCall wrong = Batch.binary(new int[] {1, 0}, 0.1f, 0.9f);
        a.add(right);
        assertThat(a.soFar()).isOne();
        a.add(wrong);
        assertThat(a.soFar()).isEqualTo(0.5);
        a.add(wrong);
        assertThat(a.soFar()).as("six scores, four when it was computed").isEqualTo(0.5);
        assertThat(a.result()).isCloseTo(1 / 3.0, within(1e-15));
        a.add(wrong);
        assertThat(a.soFar()).isEqualTo(a.result()).isEqualTo(0.25);
    }

    @Test
    void pointsOfTheCurves() {
        int[] labels = {1, 0, 1, 0, 1};
        float[] scores = {0.9f, 0.4f, 0.4f, 0.1f, 0.4f};
        RocCurve roc = RocCurve.of(scores, labels);
        assertThat(roc.points()).isEqualTo(4);
        float[] thresholds = {Float.POSITIVE_INFINITY, 0.9f, 0.4f, 0.1f};
        double[] truePositive = {0, 1 / 3.0, 1, 1};
        double[] falsePositive = {0, 0, 0.5, 1};
        for (int i = 0; i < 4; i++) {
            assertThat(roc.threshold(i)).isEqualTo(thresholds[i]);
            assertThat(roc.truePositiveRate(i)).isEqualTo(truePositive[i]);
            assertThat(roc.falsePositiveRate(i)).isEqualTo(falsePositive[i]);
        }
        PrecisionRecallCurve pr = PrecisionRecallCurve.of(scores, labels);
        double[] precision = {1, 0.75, 0.6};
        double[] recall = {1 / 3.0, 1, 1};
        assertThat(pr.points()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(pr.threshold(i)).isEqualTo(thresholds[i + 1]);
            assertThat(pr.precision(i)).isEqualTo(precision[i]);
            assertThat(pr.recall(i)).isEqualTo(recall[i]);
        }
        assertThat(pr.area()).isCloseTo(1 / 3.0 + 0.75 * 2 / 3, within(1e-15));
        assertThat(roc.area()).isCloseTo(1 / 3.0 * 0 + 0.5 * (1 / 3.0 + 1) / 2 + 0.5, within(1e-15));
        assertThat(roc).hasToString("ROC curve of 4 points, area " + roc.area());
    }

    @Test
    void whatHasNoCurveIsNamed() {
        assertThatThrownBy(() -> RocCurve.of(new float[2], new int[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A curve needs one label a score, got 2 scores and 3 labels.");
        assertThatThrownBy(() -> RocCurve.of(new float[2], new int[] {0, 2})).hasMessage(
                "A curve needs labels 0 and 1, sample 1 has 2; for one class of several give 1 where it is the label, "
                        + "else 0.");
        int[] ones = new int[3];
        Arrays.fill(ones, 1);
        assertThatThrownBy(() -> RocCurve.of(new float[3], ones)).hasMessage(
                "There is no ROC curve: none of the 3 samples is of class 0.");
        assertThatThrownBy(() -> PrecisionRecallCurve.of(new float[3], new int[3])).hasMessage(
                "There is no precision–recall curve: none of the 3 samples is of class 1.");
        assertThat(PrecisionRecallCurve.of(new float[3], ones).area()).isOne();
        assertThatThrownBy(() -> RocCurve.of(new float[] {Float.NaN, 1}, new int[] {0, 1})).hasMessage(
                "There is no ROC curve: a score is NaN.");
    }
}
