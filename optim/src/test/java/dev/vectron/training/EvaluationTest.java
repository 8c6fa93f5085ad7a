package dev.vectron.training;

import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.f1;
import static dev.vectron.metrics.Metrics.rocAuc;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.activations.Activation;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.layers.Layers;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.Averaging;
import dev.vectron.metrics.ConfusionMatrix;
import dev.vectron.metrics.RocCurve;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an evaluation says of a classifier is what its predictions say. */
class EvaluationTest {
    private static int[] labels(Dataset data) {
        int[] labels = new int[data.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.label(i);
        }
        return labels;
    }

    @Test
    void confusionAndReportOfClasses() {
        Dataset data = Generated.noise(75, 4, 3);
        Model model = Sequential.of(Layers.input(3), Layers.dense(4).activation(Activation.SOFTMAX)).initialize(5);
        Evaluation evaluation = Evaluation.of(model, data);
        ConfusionMatrix own = ConfusionMatrix.of(labels(data), model.predictClasses(data), 4);

        assertThat(evaluation.confusion().table()).isEqualTo(own.table());
        assertThat(evaluation.confusion().accuracy()).isEqualTo(evaluation.value("accuracy"));
        assertThat(evaluation.report()).isEqualTo(own.report());
        assertThatThrownBy(evaluation::rocCurve).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This model has no ROC curve: it needs one output, this one has 4");
        Evaluation oneHot = Trainer.of(model).loss(Losses.categoricalCrossentropy())
                .metrics(f1().average(Averaging.MACRO)).evaluate(data.oneHot(4));
        assertThat(oneHot.confusion().table()).isEqualTo(own.table());
        assertThat(oneHot.value("macro_f1_score")).isEqualTo(own.report().macro().f1());
    }

    @Test
    void classesHaveTheNamesOfTheDataSet() {
        Dataset data = ArrayDataset.of(new float[][] {{1, 0}, {0, 1}, {1, 1}}, new int[] {0, 1, 1},
                List.of("cat", "dog"));
        Model model = Sequential.of(Layers.input(2), Layers.dense(2).activation(Activation.SOFTMAX));
        assertThat(Evaluation.of(model, data).confusion().classNames()).containsExactly("cat", "dog");
        Model one = Sequential.of(Layers.input(2), Layers.dense(1).activation(Activation.SIGMOID));
        assertThat(Evaluation.of(one, data).confusion().classNames()).containsExactly("cat", "dog");
    }

    @Test
    void curvesOfOneOutput() {
        Dataset data = Generated.noise(80, 2, 3);
        Model model = Sequential.of(Layers.input(3), Layers.dense(1).activation(Activation.SIGMOID)).initialize(5);
        Evaluation evaluation = Trainer.of(model).loss(Losses.binaryCrossentropy()).metrics(rocAuc(), accuracy())
                .evaluate(data);
        RocCurve own = RocCurve.of(model.predict(data).values(), labels(data));
        assertThat(evaluation.rocCurve().area()).isEqualTo(own.area()).isEqualTo(evaluation.value("roc_auc"));
        assertThat(evaluation.rocCurve().points()).isEqualTo(own.points());
        assertThat(evaluation.precisionRecallCurve().points()).isEqualTo(own.points() - 1);
        assertThat(evaluation.confusion().accuracy()).isEqualTo(evaluation.value("accuracy"));
        assertThat(evaluation.confusion(2).recall(1)).isZero();
        assertThat(evaluation.confusion(-1).recall(1)).isOne();
    }

    @Test
    void aRegressionHasNone() {
        Dataset data = ArrayDataset.of(new float[][] {{1}, {2}}, new float[][] {{3}, {1}});
        Evaluation evaluation = Trainer.of(Sequential.of(Layers.input(1), Layers.dense(1)))
                .loss(Losses.meanSquaredError()).evaluate(data);
        assertThat(evaluation.loss()).isNotNaN();
        assertThatThrownBy(evaluation::report).isInstanceOf(IllegalStateException.class).hasMessage(
                "This model has no confusion matrix: its targets are no classes: there is 3.0 where 0 or 1 is "
                        + "expected.");
    }

    @Test
    void anAreaInAHistoryIsExactAtTheEndOfEachEpoch() {
        Dataset data = Generated.noise(90, 2, 3);
        Model model = Sequential.of(Layers.input(3), Layers.dense(1).activation(Activation.SIGMOID)).initialize(5);
        Trainer trainer = Trainer.of(model).optimizer(sgd(1e-30)).loss(Losses.binaryCrossentropy()).metrics(rocAuc());
        History history = trainer.fit(data, fit().batchSize(16).validationData(data));
        // The rate is so small that no weight changes: all batches see the same model.
        assertThat(history.values("roc_auc")[0]).isEqualTo(history.values("val_roc_auc")[0])
                .isEqualTo(trainer.evaluate(data).value("roc_auc"));
    }
}
