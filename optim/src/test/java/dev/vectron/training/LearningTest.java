package dev.vectron.training;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.activations.Activation;
import dev.vectron.data.Dataset;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import org.junit.jupiter.api.Test;

/** Trainings that must succeed: the parts work together. */
class LearningTest {
    @Test
    void xorIsLearnedToZeroErrorByTwoHiddenUnits() {
        Model model = Sequential.of(input(2), dense(2).activation(Activation.TANH),
                dense(1).activation(Activation.SIGMOID));
        model.graph().initialize(4);
        Trainer trainer = Trainer.of(model).optimizer(adam(0.05)).loss(Losses.meanSquaredError()).metrics(accuracy());
        trainer.fit(Generated.xor(), fit().epochs(1500).batchSize(4));
        Evaluation answers = trainer.evaluate(Generated.xor());

        assertThat(answers.value("accuracy")).isEqualTo(1);
        assertThat(answers.loss()).isLessThan(1e-3);
    }

    @Test
    void aSpiralIsSeparated() {
        Dataset spiral = Generated.spiral(400);
        Model model = Sequential.of(input(2), dense(32).activation(Activation.RELU),
                dense(32).activation(Activation.RELU),
                dense(2).activation(Activation.SOFTMAX));
        History history = Trainer.of(model).optimizer(adam(0.01)).loss(Losses.sparseCategoricalCrossentropy())
                .metrics(accuracy())
                .fit(spiral, fit().epochs(200).seed(1));

        assertThat(history.last("accuracy")).isGreaterThanOrEqualTo(0.98);
        assertThat(Evaluation.of(model, spiral).value("accuracy")).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void fiveHundredSamplesAreMemorised() {
        Dataset noise = Generated.noise(500, 10, 32);
        Model model = Sequential.of(input(32), dense(256).activation(Activation.RELU),
                dense(10).activation(Activation.SOFTMAX));
        Trainer.of(model).optimizer(sgd(0.1).momentum(0.9).nesterov()).loss(Losses.sparseCategoricalCrossentropy())
                .fit(noise, fit().epochs(80).seed(2));
        Evaluation evaluation = Evaluation.of(model, noise);

        assertThat(evaluation.value("accuracy")).isEqualTo(1);
        assertThat(evaluation.loss()).isLessThan(0.05);
    }
}
