package dev.vectron.callbacks;

import static dev.vectron.callbacks.Callbacks.learningRateScheduler;
import static dev.vectron.callbacks.Callbacks.reduceLROnPlateau;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.val;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.schedules.Schedules;
import dev.vectron.training.Callback;
import dev.vectron.training.History;
import dev.vectron.training.Trainer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callbacks that set the learning rate. */
class LearningRatesTest {
    private static final Dataset DATA = ArrayDataset.of(new float[][] {{1}, {2}}, new float[][] {{3}, {1}});

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static Trainer trainer() {
        return Trainer.of(Sequential.of(input(1), dense(1))).optimizer(sgd(0.01)).loss(Losses.meanSquaredError());
    }

    /** The rates of the epochs as Keras 3's code gives them; factor 1/2, first rate 1/64. */
    @ParameterizedTest
    @CsvSource({
        // values, larger, patience, minDelta, cooldown, minLr · 64; rates · 64
        "5 4 3 2 1 0, false, 1, 0, 0, 0, 1 1 1 1 1 1",
        "5 5 5 5 5 5, false, 1, 0, 0, 0, 1 1 0.5 0.25 0.125 0.0625",
        "5 5 5 5 5 5, false, 2, 0, 0, 0, 1 1 1 0.5 0.5 0.25",
        "5 5 5 5 5 5 5, false, 1, 0, 2, 0, 1 1 0.5 0.5 0.25 0.25 0.125",
        "5 5 5 5 5 5, false, 1, 0, 0, 0.25, 1 1 0.5 0.25 0.25 0.25",
        "5 5 5 5 5 5, false, 1, 0, 0, 0.2, 1 1 0.5 0.25 0.2 0.2",
        "5 4.5 4 3.5 3 3, false, 1, 0.9, 0, 0, 1 1 0.5 0.5 0.25 0.25",
        "1 2 2 3 3 3, true, 1, 0, 0, 0, 1 1 1 0.5 0.5 0.25",
        "5 5 4 4 4 4, false, 2, 0, 0, 0, 1 1 1 1 1 0.5",
    })
    void theRateFallsWhenKerasLowersIt(String values, boolean larger, int patience, double minDelta, int cooldown,
            double minLr, String rates) {
        Script metric = new Script(larger, numbers(values));
        Callback plateau = reduceLROnPlateau(metric).factor(0.5).patience(patience).minDelta(minDelta)
                .cooldown(cooldown).minLr(minLr / 64);
        History history = trainer().optimizer(sgd(1.0 / 64)).metrics(metric).callbacks(plateau)
                .fit(DATA, fit().epochs(metric.values().length));
        double[] expected = Arrays.stream(numbers(rates)).map(rate -> rate / 64).toArray();

        assertThat(history.values("learning_rate")).containsExactly(expected);
    }

    @Test
    void defaultsAreKeras() {
        assertThat(reduceLROnPlateau(loss())).isEqualTo(new ReduceLROnPlateau(loss(), 0.1, 10, 1e-4, 0, 0));
        assertThat(reduceLROnPlateau()).isEqualTo(reduceLROnPlateau(val(loss())));
    }

    @Test
    void theFunctionIsGivenEpochsFromZeroAndThePresentRate() {
        StringBuilder calls = new StringBuilder();
        History history = trainer().optimizer(sgd(0.5)).callbacks(learningRateScheduler((epoch, rate) -> {
            calls.append(epoch).append(':').append(rate).append(' ');
            return epoch == 0 ? rate : rate / 4;
        })).fit(DATA, fit().epochs(3).batchSize(1));

        assertThat(calls).hasToString("0:0.5 1:0.5 2:0.125 ");
        assertThat(history.values("learning_rate")).containsExactly(0.5, 0.125, 0.03125);
    }

    /** The rate is not only shown: steps have that size. */
    @Test
    void aRateOfZeroLeavesTheWeightsAlone() {
        Trainer trainer = trainer();
        Model model = trainer.model();
        String before = model.weightsSha256();
        trainer.callbacks(learningRateScheduler((epoch, rate) -> 0)).fit(DATA, fit().epochs(2));
        assertThat(model.weightsSha256()).isEqualTo(before);
        trainer.callbacks(learningRateScheduler((epoch, rate) -> epoch)).fit(DATA, fit().epochs(2));
        assertThat(model.weightsSha256()).isNotEqualTo(before);
    }

    @Test
    void aScheduleAndACallbackThatSetsTheRateAreRefusedBeforeTheFirstStep() {
        Trainer trainer = trainer().optimizer(sgd(Schedules.cosineDecay(0.1, 10)));
        String before = trainer.model().weightsSha256();
        for (Callback callback : new Callback[] {reduceLROnPlateau(loss()), learningRateScheduler((e, rate) -> rate)}) {
            assertThatThrownBy(() -> trainer.callbacks(callback).fit(DATA, fit()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith(" sets the learning rate, but that of sgd follows a schedule; make the"
                            + " optimizer with a number, or leave out the callback.");
        }
        assertThat(trainer.model().weightsSha256()).isEqualTo(before);
    }

    @Test
    void whatCannotWorkIsNamed() {
        assertThatThrownBy(() -> reduceLROnPlateau(loss()).factor(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reduceLROnPlateau: factor must be at least 0 and less than 1, got 1.0: it is meant to "
                + "lower"
                        + " the learning rate.");
        assertThatThrownBy(() -> reduceLROnPlateau(loss()).patience(-1))
                .hasMessage("reduceLROnPlateau: patience must be at least 0, got -1.");
        assertThatThrownBy(() -> reduceLROnPlateau(loss()).minDelta(-0.5))
                .hasMessage("reduceLROnPlateau: minDelta must be at least 0, got -0.5.");
        assertThatThrownBy(() -> reduceLROnPlateau(loss()).cooldown(-2))
                .hasMessage("reduceLROnPlateau: cooldown must be at least 0, got -2.");
        assertThatThrownBy(() -> reduceLROnPlateau(loss()).minLr(Double.NaN))
                .hasMessage("reduceLROnPlateau: minLr must be at least 0, got NaN.");
        assertThatThrownBy(() -> trainer().callbacks(reduceLROnPlateau(val(accuracy()))).fit(DATA, fit()))
                .hasMessageStartingWith(
                "reduceLROnPlateau watches \"val_accuracy\", but this training has no validation");
        assertThatThrownBy(() -> trainer().callbacks(learningRateScheduler((epoch, rate) -> rate - 1))
                .fit(DATA, fit())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learningRateScheduler: the rate of an epoch must be a number of at least 0, got -0.99 for"
                        + " epoch 0 (from 0).");
    }
}
