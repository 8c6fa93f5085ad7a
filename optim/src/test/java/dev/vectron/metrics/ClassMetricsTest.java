package dev.vectron.metrics;

import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.binaryAccuracy;
import static dev.vectron.metrics.Metrics.categoricalAccuracy;
import static dev.vectron.metrics.Metrics.cohenKappa;
import static dev.vectron.metrics.Metrics.f1;
import static dev.vectron.metrics.Metrics.fBeta;
import static dev.vectron.metrics.Metrics.matthewsCorrelation;
import static dev.vectron.metrics.Metrics.precision;
import static dev.vectron.metrics.Metrics.recall;
import static dev.vectron.metrics.Metrics.sparseCategoricalAccuracy;
import static dev.vectron.metrics.Metrics.topKAccuracy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.losses.Losses;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics of classes against counts by hand. */
class ClassMetricsTest {
    private static final Loss SPARSE = Losses.sparseCategoricalCrossentropy();
    private static final Loss BINARY = Losses.binaryCrossentropy();
    private static final Loss ONE_HOT = Losses.categoricalCrossentropy();
    /** Class 3 never occurs and is never answered. Right: 2 of 3, 1 of 2, 0 of 1. */
    private static final int[] ACTUAL = {0, 0, 0, 1, 1, 2};
    private static final int[] PREDICTED = {0, 0, 1, 1, 0, 0};

    private static double of(Metric metric, Loss loss, LossCall batch) {
        Shape prediction = Shape.of(batch.n());
        Accumulator a = metric.accumulator(prediction, loss);
        assertThat(a.result()).as("nothing yet").isNaN();
        a.add(batch);
        double result = a.result();
        assertThat(a.soFar()).isEqualTo(result);
        a.reset();
        assertThat(a.result()).as("after reset").isNaN();
        return result;
    }

    private static double ofClasses(Metric metric) {
        double ofLabels = of(metric, SPARSE, Batch.answers(4, ACTUAL, PREDICTED));
        assertThat(of(metric, ONE_HOT, Batch.targeted(4, Batch.oneHot(4, ACTUAL), Batch.oneHot(4, PREDICTED))))
                .as("one-hot targets say the same").isEqualTo(ofLabels);
        return ofLabels;
    }

    @Test
    void ofOneOutput() {
        LossCall batch = Batch.binary(new int[] {1, 1, 1, 0, 0, 1, 0}, 0.9f, 0.5f, 0.6f, 0.7f, 0.2f, 0.1f, 0.51f);
        // Strictly over 0.5: 0.9, 0.6 rightly, 0.7, 0.51 wrongly; 0.5 and 0.1 are missed.
        assertThat(of(precision(), BINARY, batch)).isEqualTo(2 / 4.0);
        assertThat(of(recall(), BINARY, batch)).isEqualTo(2 / 4.0);
        assertThat(of(recall().threshold(0.3), BINARY, batch)).isEqualTo(3 / 4.0);
        assertThat(of(precision().threshold(0.3), BINARY, batch)).isEqualTo(3 / 5.0);
        assertThat(of(f1().threshold(0.3), BINARY, batch)).isCloseTo(2 * 0.6 * 0.75 / 1.35, within(1e-15));
        assertThat(of(fBeta(2).threshold(0.3), BINARY, batch)).isCloseTo(5 * 0.6 * 0.75 / (4 * 0.6 + 0.75),
                within(1e-15));
        assertThat(of(recall().ofClass(0), BINARY, batch)).as("of the answers no").isEqualTo(1 / 3.0);
        assertThat(of(recall().average(Averaging.MACRO), BINARY, batch)).isCloseTo((0.5 + 1 / 3.0) / 2, within(1e-15));
        assertThat(of(binaryAccuracy(), BINARY, batch)).isEqualTo(3 / 7.0).isEqualTo(of(accuracy(), BINARY, batch));
        assertThat(of(binaryAccuracy().threshold(0.3), BINARY, batch)).isEqualTo(4 / 7.0);
        assertThat(of(binaryAccuracy().threshold(0), Losses.hinge(),
                Batch.targeted(1, new float[] {-1, 1, 1, -1}, -0.4f, 0.2f, -2, 3))).isEqualTo(0.5);
    }

    @Test
    void averagesOverClasses() {
        assertThat(ofClasses(precision().ofClass(0))).isEqualTo(0.5);
        assertThat(ofClasses(recall().ofClass(0))).isEqualTo(2 / 3.0);
        assertThat(ofClasses(f1().ofClass(0))).isCloseTo(4 / 7.0, within(1e-15));
        assertThat(ofClasses(recall().ofClass(2))).isZero();
        assertThat(ofClasses(precision().ofClass(3))).as("0 / 0").isZero();
        assertThat(ofClasses(precision().average(Averaging.MACRO))).isEqualTo((0.5 + 0.5) / 4);
        assertThat(ofClasses(recall().average(Averaging.MACRO))).isCloseTo((2 / 3.0 + 0.5) / 4, within(1e-15));
        assertThat(ofClasses(precision().average(Averaging.WEIGHTED))).isCloseTo((3 * 0.5 + 2 * 0.5) / 6,
                within(1e-15));
        assertThat(ofClasses(recall().average(Averaging.WEIGHTED))).as("is the accuracy").isCloseTo(0.5, within(1e-15));
        assertThat(ofClasses(f1().average(Averaging.MICRO))).as("is the accuracy").isEqualTo(0.5);
        assertThat(ofClasses(f1().average(Averaging.WEIGHTED))).isCloseTo((3 * 4 / 7.0 + 2 * 0.5) / 6, within(1e-15));
    }

    @Test
    void withoutAnAverageEveryOutputIsJudgedForItself() {
        LossCall batch = Batch.labelled(3, new int[] {0, 1, 2}, 0.9f, 0.8f, 0, 0.4f, 0.3f, 0.3f, 0.6f, 0.1f, 0.7f);
        // Over 0.5: 0.9 and 0.7 rightly, 0.8 and 0.6 wrongly; class 1 of the second sample is missed.
        assertThat(of(precision(), SPARSE, batch)).isEqualTo(0.5);
        assertThat(of(recall(), SPARSE, batch)).isEqualTo(2 / 3.0);
        assertThat(of(precision().average(Averaging.MICRO), SPARSE, batch)).isEqualTo(2 / 3.0);
    }

    /** The values are Keras 3.15's F1Score(average, threshold), Precision and Recall(class_id, thresholds). */
    @Test
    void withAThresholdEveryOutputIsJudgedForItself() {
        LossCall batch = Batch.labelled(3, new int[] {0, 1, 2, 1}, 0.9f, 0.05f, 0.05f, 0.4f, 0.35f, 0.25f, 0.35f,
                0.3f, 0.35f, 0.1f, 0.5f, 0.4f);
        assertThat(of(f1().average(Averaging.MICRO).threshold(0.3), SPARSE, batch)).isCloseTo(8 / 11.0, within(1e-15));
        assertThat(of(f1().average(Averaging.MACRO).threshold(0.3), SPARSE, batch)).isCloseTo((0.5 + 1 + 2 / 3.0) / 3,
                within(1e-15));
        assertThat(of(f1().threshold(0.5).average(Averaging.MACRO), SPARSE, batch)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(of(precision().ofClass(0).threshold(0.3), SPARSE, batch)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(of(recall().threshold(0.3).ofClass(1), SPARSE, batch)).isOne();
        assertThat(of(f1().average(Averaging.MACRO), SPARSE, batch)).as("by the largest output")
                .isCloseTo((0.5 + 2 / 3.0) / 3, within(1e-15));
        assertThat(f1().threshold(0.5).average(Averaging.MACRO).name()).isEqualTo("macro_f1_score_over_0.5");
        assertThat(precision().threshold(0.5).name()).isEqualTo("precision");
    }

    @Test
    void severalYesOrNoOutputs() {
        LossCall batch = Batch.targeted(2, new float[] {1, 1, 0, 1, 1, 0}, 0.9f, 0.1f, 0.8f, 0.7f, 0.6f, 0.2f);
        // Output 0: 2 of 3 yes are right, both found. Output 1: 1 of 1 is right, 1 of 2 found.
        assertThat(of(precision(), BINARY, batch)).isEqualTo(0.75).isEqualTo(
                of(precision().average(Averaging.MICRO), BINARY, batch));
        assertThat(of(precision().average(Averaging.MACRO), BINARY, batch)).isCloseTo((2 / 3.0 + 1) / 2, within(1e-15));
        assertThat(of(recall().ofClass(1), BINARY, batch)).isEqualTo(0.5);
        assertThat(of(binaryAccuracy(), BINARY, batch)).isEqualTo(4 / 6.0);
        for (Metric metric : List.of(cohenKappa(), matthewsCorrelation(), topKAccuracy())) {
            assertThatThrownBy(() -> metric.accumulator(Shape.of(2), BINARY)).isInstanceOf(ShapeException.class)
                    .hasMessage("Metric " + metric.name() + ": under the loss binary_crossentropy each of the 2 outputs"
                            + " is an answer of its own, so there are no classes to compare; use it with one output,"
                            + " or with categoricalCrossentropy().");
        }
    }

    @Test
    void agreementBeyondChance() {
        // Answers 4, 2, 0, 0; truth 3, 2, 1, 0: chance is 16 / 36.
        assertThat(ofClasses(cohenKappa())).isCloseTo((0.5 - 16 / 36.0) / (1 - 16 / 36.0), within(1e-15));
        assertThat(ofClasses(matthewsCorrelation()))
                .isCloseTo((3 * 6 - 16) / Math.sqrt((36.0 - 20) * (36 - 14)), within(1e-15));
        int[] one = {1, 1, 1};
        assertThat(of(cohenKappa(), SPARSE, Batch.answers(2, one, one))).as("undefined").isZero();
        assertThat(of(matthewsCorrelation(), SPARSE, Batch.answers(2, one, one))).as("undefined").isZero();
        // Of two classes: (TP TN − FP FN) / √(…) with TP 6, TN 3, FP 1, FN 2.
        int[] actual = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1};
        float[] scores = {1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0};
        assertThat(of(matthewsCorrelation(), BINARY, Batch.binary(actual, scores)))
                .isCloseTo((6 * 3 - 1 * 2) / Math.sqrt(7.0 * 8 * 4 * 5), within(1e-15));
    }

    @Test
    void perfectAndAllWrong() {
        int[] actual = Batch.labels(1, 60, 5);
        int[] wrong = new int[60];
        for (int i = 0; i < 60; i++) {
            wrong[i] = (actual[i] + 1) % 5;
        }
        for (Metric metric : List.of(accuracy(), sparseCategoricalAccuracy(), topKAccuracy(1), precision(), recall(),
                f1().average(Averaging.MACRO), f1().average(Averaging.MICRO), f1().average(Averaging.WEIGHTED),
                fBeta(0.5).average(Averaging.MACRO), cohenKappa(), matthewsCorrelation())) {
            assertThat(of(metric, SPARSE, Batch.answers(5, actual, actual))).as(metric.name()).isCloseTo(1,
                    within(1e-15));
            assertThat(of(metric, SPARSE, Batch.answers(5, actual, wrong))).as(metric.name()).isLessThanOrEqualTo(0);
            assertThat(metric.largerIsBetter()).isTrue();
        }
    }

    @Test
    void equalScoresAreInFavourOfTheTrueClassAmongTheBestK() {
        LossCall batch = Batch.labelled(4, new int[] {3, 3, 0, 2}, 1, 1, 1, 1, 4, 3, 1, 1, 0, 1, 2, 3, 1, 2, 2, 5);
        assertThat(of(topKAccuracy(1), SPARSE, batch)).isEqualTo(0.25);
        assertThat(of(topKAccuracy(2), SPARSE, batch)).isEqualTo(0.5);
        assertThat(of(topKAccuracy(3), SPARSE, batch)).isEqualTo(0.75);
        assertThat(of(topKAccuracy(4), SPARSE, batch)).isEqualTo(1);
        assertThat(of(accuracy(), SPARSE, batch)).as("the arg max, the first of equal ones").isZero();
        assertThat(of(topKAccuracy(2), SPARSE, Batch.labelled(2, new int[] {0}, 1, Float.NaN))).isZero();
        assertThat(of(topKAccuracy(1), ONE_HOT, Batch.targeted(2, new float[] {0, 1}, 1, 2))).isOne();
    }

    @Test
    void namesAndUnits() {
        assertThat(List.of(precision(), recall(), f1(), fBeta(2), fBeta(0.5))).extracting(Metric::name)
                .containsExactly("precision", "recall", "f1_score", "f2_score", "f0.5_score");
        assertThat(f1().average(Averaging.MACRO).name()).isEqualTo("macro_f1_score");
        assertThat(recall().average(Averaging.WEIGHTED).name()).isEqualTo("weighted_recall");
        assertThat(recall().ofClass(3).name()).isEqualTo("recall_3");
        assertThat(precision().threshold(0.3).name()).isEqualTo("precision_over_0.3");
        assertThat(topKAccuracy().name()).isEqualTo("top_5_accuracy");
        assertThat(List.of(binaryAccuracy(), categoricalAccuracy(), sparseCategoricalAccuracy(), cohenKappa(),
                matthewsCorrelation())).extracting(Metric::name).containsExactly("binary_accuracy",
                "categorical_accuracy", "sparse_categorical_accuracy", "cohen_kappa", "matthews_correlation");
        assertThat(List.of(precision(), topKAccuracy(), binaryAccuracy(), sparseCategoricalAccuracy()))
                .extracting(Metric::unit).containsOnly("%");
        assertThat(cohenKappa().unit()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> recall().ofClass(4).accumulator(Shape.of(4), SPARSE))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Metric recall_4: the model tells 4 classes apart (0 to 3), there is no class 4.");
        assertThatThrownBy(() -> recall().ofClass(-2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ofClass: classes count from 0, got -2.");
        assertThatThrownBy(() -> fBeta(-1)).hasMessage("fBeta: beta must be at least 0, got -1.0.");
        assertThatThrownBy(() -> topKAccuracy(0)).hasMessage("topKAccuracy: k must be at least 1, got 0.");
        assertThatThrownBy(() -> topKAccuracy(3).accumulator(Shape.of(1), BINARY)).isInstanceOf(ShapeException.class)
                .hasMessage("Metric top_3_accuracy needs a score for each of several classes, got [batch, 1]; "
                        + "use binaryAccuracy() for one output.");
        assertThatThrownBy(() -> binaryAccuracy().accumulator(Shape.of(3), SPARSE)).isInstanceOf(ShapeException.class)
                .hasMessage("Metric binary_accuracy needs float targets, but the loss sparse_categorical_crossentropy "
                        + "takes class labels; use accuracy().");
        assertThatThrownBy(() -> categoricalAccuracy().accumulator(Shape.of(3), SPARSE)).hasMessage(
                "Metric categorical_accuracy needs one-hot targets, but the loss sparse_categorical_crossentropy takes "
                        + "class labels; use accuracy(), which suits both.");
        assertThatThrownBy(() -> sparseCategoricalAccuracy().accumulator(Shape.of(3), ONE_HOT)).hasMessage(
                "Metric sparse_categorical_accuracy needs class labels, but the loss categorical_crossentropy takes "
                        + "floats; use accuracy(), which suits both.");
    }
}
