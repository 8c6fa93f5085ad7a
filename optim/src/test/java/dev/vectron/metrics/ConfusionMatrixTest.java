package dev.vectron.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Loss;
import dev.vectron.losses.Losses;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Confusion matrices, their tables and reports. */
class ConfusionMatrixTest {
    private static final ConfusionMatrix ANIMALS = ConfusionMatrix.of(new int[] {0, 0, 1, 2, 2, 2, 1},
            new int[] {0, 1, 1, 2, 2, 0, 1}, 3).named(List.of("cat", "elephant", "dog"));

    @Test
    void rowsAreTheTrueClasses() {
        assertThat(ANIMALS.count(0, 1)).isOne();
        assertThat(ANIMALS.count(1, 0)).isZero();
        assertThat(ANIMALS.count(2, 0)).isOne();
        assertThat(ANIMALS.total()).isEqualTo(7);
        assertThat(ANIMALS.accuracy()).isEqualTo(5 / 7.0);
        assertThat(ANIMALS.support(2)).isEqualTo(3);
        assertThat(ANIMALS.precision(0)).isEqualTo(0.5);
        assertThat(ANIMALS.recall(2)).isEqualTo(2 / 3.0);
        assertThat(ANIMALS.f1(1)).isCloseTo(0.8, within(1e-15));
        assertThat(ANIMALS.cohenKappa()).isCloseTo((5 / 7.0 - 16 / 49.0) / (1 - 16 / 49.0), within(1e-15));
        assertThat(ANIMALS).hasToString("ConfusionMatrix of 7 samples of 3 classes, accuracy " + 5 / 7.0);
    }

    @Test
    void theTableIsAligned() {
        assertThat(ANIMALS.table()).isEqualTo("""
                true \\ predicted  cat  elephant  dog
                cat                 1         1    0
                elephant            0         2    0
                dog                 1         0    2
                """);
    }

    @Test
    void longNamesAreWrittenOnce() {
        List<String> names = new ArrayList<>();
        int[] labels = new int[12_000];
        for (int c = 0; c < 12; c++) {
            names.add("a rather long class name " + c);
        }
        String table = ConfusionMatrix.of(labels, labels, 12).named(names).table();
        assertThat(table.lines().toList()).hasSize(13).allSatisfy(line -> assertThat(line).hasSize(30 + 12 * 8));
        assertThat(table.lines().toList().get(0)).endsWith("       9      10      11");
        assertThat(table.lines().toList().get(1)).startsWith("0 a rather long class name 0    12,000       0");
        assertThat(table.lines().toList().get(12)).startsWith("11 a rather long class name 11       0");
    }

    @Test
    void theReportIsScikitLearns() {
        // The example of scikit-learn's documentation of classification_report.
        ConfusionMatrix confusion = ConfusionMatrix.of(new int[] {0, 1, 2, 2, 2}, new int[] {0, 0, 2, 2, 1}, 3)
                .named(List.of("class 0", "class 1", "class 2"));
        assertThat(confusion.report().table()).isEqualTo("""
                              precision    recall  f1-score   support

                     class 0       0.50      1.00      0.67         1
                     class 1       0.00      0.00      0.00         1
                     class 2       1.00      0.67      0.80         3

                    accuracy                           0.60         5
                   macro avg       0.50      0.56      0.49         5
                weighted avg       0.70      0.60      0.61         5
                """);
        assertThat(confusion.report().rows().get(2).recall()).isEqualTo(2 / 3.0);
        assertThat(confusion.report().weighted().support()).isEqualTo(5);
    }

    @Test
    void withoutSamples() {
        ConfusionMatrix none = ConfusionMatrix.of(new int[0], new int[0], 2);
        assertThat(none.accuracy()).isNaN();
        assertThat(none.precision(0)).isZero();
        assertThat(none.cohenKappa()).isZero();
        assertThat(none.matthewsCorrelation()).isZero();
        assertThat(none.report().macro().f1()).isZero();
        assertThat(none.report().weighted().f1()).isZero();
        assertThat(none.table()).isEqualTo("true \\ predicted  0  1\n"
                + "0" + " ".repeat(17) + "0  0\n1" + " ".repeat(17) + "0  0\n");
    }

    @Test
    void whatCannotBeCountedIsNamed() {
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[2], new int[3], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ConfusionMatrix: expects one answer a sample, got 2 true classes and 3 answers.");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[] {0, 1}, new int[] {0, 2}, 2)).hasMessage(
                "ConfusionMatrix: sample 1 of class 1 was given class 2, but there are 2 classes (0 to 1).");
        assertThatThrownBy(() -> ANIMALS.named(List.of("cat"))).hasMessage(
                "ConfusionMatrix: expects 3 names, got 1 [cat].");
    }

    @Test
    void aTallyCountsOverBatches() {
        ClassificationTally tally = new ClassificationTally(Shape.of(3), Losses.sparseCategoricalCrossentropy());
        tally.add(Batch.answers(3, new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 2}));
        tally.add(Batch.answers(3, new int[] {2, 2, 1}, new int[] {2, 0, 1}));
        assertThat(tally.confusion().table())
                .isEqualTo(ANIMALS.named(List.of("0", "1", "2")).table());
        assertThatThrownBy(tally::rocCurve).isInstanceOf(IllegalStateException.class)
                .hasMessage("This model has no ROC curve: it needs one output, this one has 3; of one class against "
                        + "the rest there is rocAuc().ofClass(…) as a metric.");
        ClassificationTally oneHot = new ClassificationTally(Shape.of(3), Losses.categoricalCrossentropy());
        oneHot.add(Batch.targeted(3, Batch.oneHot(3, 0, 2), Batch.oneHot(3, 1, 2)));
        assertThat(oneHot.confusion().count(0, 1)).isOne();
    }

    @Test
    void aTallyLeavesOutMaskedSteps() {
        ClassificationTally tally = new ClassificationTally(Shape.of(2, 3), Losses.categoricalCrossentropy());
        float[] targets = {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0};
        tally.add(Batch.of(2, 2, 3, Batch.oneHot(3, 0, 1, 2, 0)).targets(targets, 0)
                .mask(2, new float[] {1, 0, 1, 0}, 0));
        assertThat(tally.confusion().total()).isEqualTo(2);
        assertThat(tally.confusion().accuracy()).isOne();
    }

    @Test
    void aTallyOfOneOutputKeepsItsScores() {
        for (Loss loss : new Loss[] {Losses.binaryCrossentropy(), Losses.hinge()}) {
            ClassificationTally tally = new ClassificationTally(Shape.of(1), loss);
            float no = loss.name().equals("hinge") ? -1 : 0;
            tally.add(Batch.targeted(1, new float[] {1, no, 1, no, 1}, 0.9f, 0.7f, 0.5f, 0.1f, 0.3f));
            assertThat(tally.confusion().table()).isEqualTo(tally.confusion(0.5).table());
            assertThat(tally.confusion().count(1, 1)).isOne();
            assertThat(tally.confusion().count(0, 1)).isOne();
            assertThat(tally.confusion(0.2).count(1, 1)).isEqualTo(3);
            assertThat(tally.rocCurve().area()).isCloseTo(4 / 6.0, within(1e-15));
            assertThat(tally.precisionRecallCurve().points()).isEqualTo(5);
            assertThat(tally.confusion(0.2).count(1, 1)).as("also when sorted").isEqualTo(3);
        }
        ClassificationTally pixels = new ClassificationTally(Shape.of(2, 1), Losses.binaryCrossentropy());
        pixels.add(Batch.of(1, 2, 1, 0.2f, 0.7f).targets(new float[] {0, 1}, 0));
        assertThat(pixels.confusion().accuracy()).isOne();
        assertThatThrownBy(() -> pixels.confusion(0.3)).hasMessage("This model has no confusion matrix of a threshold: "
                + "it needs one output, this one has 1 at each of several positions.");
    }

    @Test
    void aTallyOfWhatAreNoClassesSaysSo() {
        ClassificationTally prices = new ClassificationTally(Shape.of(1), Losses.meanSquaredError());
        prices.add(Batch.targeted(1, new float[] {1, 0, 3.5f}, 1, 0, 3));
        assertThatThrownBy(prices::confusion).isInstanceOf(IllegalStateException.class).hasMessage(
                "This model has no confusion matrix: its targets are no classes: there is 3.5 where 0 or 1 is "
                        + "expected.");
        ClassificationTally vectors = new ClassificationTally(Shape.of(2), Losses.meanSquaredError());
        vectors.add(Batch.targeted(2, new float[] {0, 1, 0.5f, 0.7f}, 0, 1, 0, 1));
        assertThatThrownBy(vectors::confusion).hasMessage(
                "This model has no confusion matrix: its targets are no classes: they are not one-hot.");
        ClassificationTally answers = new ClassificationTally(Shape.of(5), Losses.binaryCrossentropy());
        assertThatThrownBy(answers::confusion).hasMessageContaining(
                "under the loss binary_crossentropy each of the 5 outputs is an answer of its own");
        ClassificationTally words = new ClassificationTally(Shape.of(30_000), Losses.sparseCategoricalCrossentropy());
        assertThatThrownBy(words::confusion).hasMessage(
                "This model has no confusion matrix: it has 30000 classes, over 2048.");
    }
}
