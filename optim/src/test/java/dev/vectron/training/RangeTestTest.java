package dev.vectron.training;

import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.activations.Activation;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.schedules.Schedules;
import org.junit.jupiter.api.Test;

class RangeTestTest {
    private static final Dataset SPIRAL = Generated.spiral(200);

    private static Trainer trainer(Optimizer optimizer) {
        Model model = Sequential.of(input(2), dense(16), batchNormalization(), dense(16).activation(Activation.RELU),
                dense(2).activation(Activation.SOFTMAX));
        return Trainer.of(model).optimizer(optimizer).loss(Losses.sparseCategoricalCrossentropy());
    }

    /** One weight, loss (w·x − x)²: plain descent diverges from a rate of 1 on, since the second derivative is 2. */
    private static Trainer parabola() {
        Model model = Sequential.of(input(1), dense(1).useBias(false));
        model.graph().values()[0] = 3;
        return Trainer.of(model).optimizer(sgd()).loss(Losses.meanSquaredError());
    }

    private static final Dataset POINT = ArrayDataset.of(new float[][] {{1}, {1}}, new float[][] {{1}, {1}});

    @Test
    void theModelIsAsItWas() {
        Trainer trainer = trainer(adam());
        float[] before = trainer.model().graph().values().clone();
        RangeTestResult result = RangeTest.of(trainer).run(SPIRAL, fit().batchSize(32));

        assertThat(result.size()).isGreaterThan(20);
        assertThat(trainer.model().graph().values()).isEqualTo(before);
        assertThat(trainer.model().graph().isTraining()).isFalse();
    }

    @Test
    void theModelIsAsItWasAlsoAfterAnError() {
        Trainer trainer = trainer(adam());
        float[] before = trainer.model().graph().values().clone();
        Dataset broken = ArrayDataset.of(new float[][] {{Float.NaN, 0}}, new int[1]);

        assertThatThrownBy(() -> RangeTest.of(trainer).run(broken, fit())).isInstanceOf(TrainingException.class)
                .hasMessage("Loss became NaN before the first step of the range test (learning rate 1.0E-7); sample "
                + "0 of"
                        + " the data has the input NaN (value 0): fill or remove missing values.");
        assertThat(trainer.model().graph().values()).isEqualTo(before);
    }

    @Test
    void ratesRiseByAConstantFactor() {
        RangeTestResult result = RangeTest.of(trainer(adam())).rates(1e-4, 1e-2).steps(21).run(SPIRAL, fit());
        double[] rates = result.rates();

        assertThat(rates).hasSize(21);
        for (int i = 0; i < 21; i++) {
            assertThat(rates[i]).isCloseTo(1e-4 * Math.pow(10, i / 10.0), within(1e-15));
        }
        assertThat(result.diverged()).isFalse();
        assertThat(result.losses()).hasSize(21);
        assertThat(result.smoothedLosses()[0]).isCloseTo(result.losses()[0], within(1e-12));
    }

    @Test
    void itStopsWhereDescentDiverges() {
        RangeTestResult result = RangeTest.of(parabola()).run(POINT, fit());
        double[] rates = result.rates();

        assertThat(result.diverged()).isTrue();
        assertThat(rates[rates.length - 1]).isBetween(1.0, 9.0);
        assertThat(result.suggestion()).isBetween(0.01, 0.5);
        assertThat(result.lowest()).isBetween(result.suggestion(), 1.5);
        assertThat(result.toString()).startsWith("Range test: " + result.size() + " rates from 1.0E-7 to ")
                .contains("exploded");
    }

    @Test
    void theSuggestionLearnsBetterThanAHundredthAndAHundredfold() {
        double rate = RangeTest.of(trainer(adam())).run(SPIRAL, fit().batchSize(32)).suggestion();
        double good = lossAfterTraining(rate);

        assertThat(good).isLessThan(0.9 * lossAfterTraining(rate / 100))
                .isLessThan(0.9 * lossAfterTraining(rate * 100));
    }

    private static double lossAfterTraining(double rate) {
        return trainer(adam(rate)).fit(SPIRAL, fit().epochs(100).threads(1).seed(1)).last("loss");
    }

    @Test
    void theOptimizersOwnScheduleDoesNotMatter() {
        RangeTest plain = RangeTest.of(trainer(adam())).steps(30);
        RangeTest scheduled = RangeTest.of(plain.trainer().optimizer(adam(Schedules.cosineDecay(5, 3)))).steps(30);

        assertThat(scheduled.run(SPIRAL, fit()).losses()).isEqualTo(plain.run(SPIRAL, fit().threads(1)).losses());
    }

    @Test
    void whereTheLossNeverFallsThereIsNoSuggestion() {
        RangeTestResult result = RangeTest.of(parabola()).rates(20, 50).steps(10).run(POINT, fit());

        assertThat(result.diverged()).isTrue();
        assertThat(result.suggestion()).isNaN();
    }

    @Test
    void wrongNumbersAreNamed() {
        RangeTest test = RangeTest.of(parabola());
        assertThatThrownBy(() -> test.rates(0, 1))
                .hasMessage("RangeTest: rates must rise from above 0, got 0.0 and 1.0.");
        assertThatThrownBy(() -> test.rates(1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> test.steps(1)).hasMessage("RangeTest: steps must be at least 2, got 1.");
        Trainer none = Trainer.of(parabola().model()).loss(Losses.meanSquaredError());
        assertThatThrownBy(() -> RangeTest.of(none).run(POINT, fit())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no optimizer is set");
    }
}
