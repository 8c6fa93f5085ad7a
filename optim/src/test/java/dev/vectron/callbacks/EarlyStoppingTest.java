package dev.vectron.callbacks;

import static dev.vectron.callbacks.Callbacks.earlyStopping;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.val;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.layers.Layers;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.training.Callback;
import dev.vectron.training.History;
import dev.vectron.training.Progress;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyStoppingTest {
    private static final Dataset DATA = ArrayDataset.of(new float[][] {{1}, {2}}, new float[][] {{3}, {1}});

    private static Model model() {
        return Sequential.of(Layers.input(1), Layers.dense(1));
    }

    private static History train(Script script, EarlyStopping stopping) {
        return Trainer.of(model()).optimizer(sgd()).loss(Losses.meanSquaredError()).metrics(script).callbacks(stopping)
                .fit(DATA, fit().epochs(script.values().length));
    }

    /** The epochs after which Keras 3 stops. */
    @ParameterizedTest
    @CsvSource({
        // values, larger is better, patience, minDelta, epochs
        "5 4 3 2 1, false, 0, 0, 5",
        "5 5 5 5 5, false, 0, 0, 2",
        "1 2 3 4 5, false, 0, 0, 2",
        "1 2 3 4 5, true, 0, 0, 5",
        "5 4 4 3 3 3 1 1 1 1, false, 2, 0, 6",
        "5 4 4 4 3 3 3 3 1 1, false, 3, 0, 8",
        "5 4.5 4 3.5 3, false, 2, 0.9, 5",
        "5 4.5 4.2 4.1 3, false, 2, 0.9, 3",
        "1 1.5 1.9 2.5 9, true, 2, 1, 3",
        "1 2 3 4 5, true, 2, 1, 5",
        "1 2.25 3.5 3.6 3.7 9, true, 2, 1, 5",
    })
    void stopsWhenKerasStops(String values, boolean larger, int patience, double minDelta, int epochs) {
        double[] script = java.util.Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
        Script metric = new Script(larger, script);
        History history = train(metric, earlyStopping(metric).patience(patience).minDelta(minDelta));

        assertThat(history.epochs()).isEqualTo(epochs);
    }

    /** Keras 3: improvements that do not beat the baseline do not begin the count anew, but do not stop either. */
    @ParameterizedTest
    @CsvSource({
        // values, patience, baseline, startFromEpoch, epochs
        "9 8 7 6 5 4, 2, 6.5, 0, 6",
        "9 8 7 7 5 4, 2, 6.5, 0, 4",
        "9 9 9 9 9 9, 3, 1, 0, 3",
        "5 4 4.5 3 3 3, 2, 4.5, 0, 6",
        "1 2 3 4 5 6, 0, NaN, 0, 2",
        "1 2 3 4 5 6, 0, NaN, 3, 5",
        "1 9 8 7 6 6 6, 1, NaN, 1, 6",
    })
    void baselineAndWarmUpAreKeras(String values, int patience, double baseline, int from, int epochs) {
        Script metric = new Script(false, java.util.Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble).toArray());
        EarlyStopping stopping = earlyStopping(metric).patience(patience).baseline(baseline).startFromEpoch(from);

        assertThat(train(metric, stopping).epochs()).isEqualTo(epochs);
    }

    @Test
    void defaultsAreKeras() {
        assertThat(earlyStopping()).isEqualTo(new EarlyStopping(val(loss()), 0, 0, Double.NaN, 0, false));
    }

    @Test
    void theReasonNamesValueAndBestEpoch() {
        Script metric = new Script(false, 3, 2, 4, 4, 4);
        History history = train(metric, earlyStopping(metric).patience(2));

        assertThat(history.stoppedBecause()).isEqualTo("script has not improved since epoch 2 (2.0)");
    }

    @ParameterizedTest
    @CsvSource({"3 1 2 2 2, 2, 2", "3 2 2 1 2, 9, 4"})
    void theBestWeightsComeBackStoppedOrNot(String values, int patience, int bestEpoch) {
        double[] script = java.util.Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
        Script metric = new Script(false, script);
        Model model = model();
        List<float[]> weights = new ArrayList<>();
        Callback noting = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                weights.add(model.graph().values().clone());
            }
        };
        Trainer trainer = Trainer.of(model).optimizer(sgd()).loss(Losses.meanSquaredError()).metrics(metric);
        trainer.callbacks(noting, earlyStopping(metric).patience(patience).restoreBestWeights())
                .fit(DATA, fit().epochs(5));

        assertThat(model.graph().values()).isEqualTo(weights.get(bestEpoch - 1)).isNotEqualTo(weights.getLast());
    }

    @Test
    void withoutRestoringTheLastWeightsStay() {
        Script metric = new Script(false, 1, 2, 2);
        Model model = model();
        List<float[]> weights = new ArrayList<>();
        Callback noting = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                weights.add(model.graph().values().clone());
            }
        };
        Trainer.of(model).optimizer(sgd()).loss(Losses.meanSquaredError()).metrics(metric)
                .callbacks(noting, earlyStopping(metric)).fit(DATA, fit().epochs(3));

        assertThat(weights).hasSize(2);
        assertThat(model.graph().values()).isEqualTo(weights.get(1)).isNotEqualTo(weights.get(0));
    }

    @Test
    void theBestWeightsComeBackAfterAnErrorToo() {
        Script metric = new Script(false, 2, 1, 3);
        Model model = model();
        List<float[]> weights = new ArrayList<>();
        Callback failing = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                weights.add(model.graph().values().clone());
                if (p.epoch() == 3) {
                    throw new UnsupportedOperationException("a failure");
                }
            }
        };
        Trainer trainer = Trainer.of(model).optimizer(sgd()).loss(Losses.meanSquaredError()).metrics(metric)
                .callbacks(failing, earlyStopping(metric).patience(9).restoreBestWeights());

        assertThatThrownBy(() -> trainer.fit(DATA, fit().epochs(3))).hasMessage("a failure");
        assertThat(model.graph().values()).isEqualTo(weights.get(1)).isNotEqualTo(weights.get(2));
    }

    @Test
    void oneDescriptionServesManyTrainings() {
        Script metric = new Script(false, 1, 2, 3, 4);
        EarlyStopping stopping = earlyStopping(metric).patience(2);

        assertThat(train(metric, stopping).epochs()).isEqualTo(3);
        assertThat(train(metric, stopping).epochs()).isEqualTo(3);
    }

    @Test
    void aValueThatTheTrainingDoesNotHaveIsRefusedBeforeTheFirstStep() {
        Trainer trainer = Trainer.of(model()).optimizer(sgd()).loss(Losses.meanSquaredError());
        float[] start = trainer.model().graph().values().clone();

        assertThatThrownBy(() -> trainer.callbacks(earlyStopping(val(loss()))).fit(DATA, fit()))
                .hasMessage("earlyStopping watches \"val_loss\", but this training has no validation samples; add "
                + "validationSplit(0.1) or"
                        + " validationData(…) to fit(). It has loss, seconds, learning_rate.");
        assertThatThrownBy(() -> trainer.callbacks(earlyStopping(val(accuracy())))
                .fit(DATA, fit().validationData(DATA)))
                .hasMessageContaining(
                "watches \"val_accuracy\", but this training does not compute it; add it to metrics(…)");
        assertThat(trainer.model().graph().values()).isEqualTo(start);
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> earlyStopping(loss()).patience(-1))
                .hasMessageContaining("patience must be at least 0 epochs, got -1");
        assertThatThrownBy(() -> earlyStopping(loss()).startFromEpoch(-1))
                .hasMessage("earlyStopping: startFromEpoch must be at least 0 epochs, got -1.");
        assertThatThrownBy(() -> earlyStopping(loss()).minDelta(-1))
                .hasMessageContaining("minDelta must be at least 0");
    }
}
