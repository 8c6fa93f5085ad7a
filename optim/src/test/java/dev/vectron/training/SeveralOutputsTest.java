package dev.vectron.training;

import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.binaryCrossentropy;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.losses.Losses.sparseCategoricalCrossentropy;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.output;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Node;
import dev.vectron.losses.ClassWeights;
import dev.vectron.metrics.ConfusionMatrix;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models of several inputs and outputs: a loss and a weight for each output; weights of samples. */
class SeveralOutputsTest {
    private static final int SAMPLES = 200;

    /** Two inputs, left and right: which is larger (a class), and their sum (a number). */
    private static Dataset data() {
        float[][] left = new float[SAMPLES][1];
        float[][] right = new float[SAMPLES][1];
        int[] larger = new int[SAMPLES];
        float[][] sum = new float[SAMPLES][1];
        for (int i = 0; i < SAMPLES; i++) {
            left[i][0] = 2 * CounterRandom.uniform(1, i) - 1;
            right[i][0] = 2 * CounterRandom.uniform(2, i) - 1;
            larger[i] = left[i][0] > right[i][0] ? 0 : 1;
            sum[i][0] = left[i][0] + right[i][0];
        }
        return ArrayDataset.of(left, larger).withInput(ArrayDataset.of(right, sum))
                .withTarget(ArrayDataset.of(right, sum));
    }

    private static Model model() {
        Node left = input("left", 1);
        Node right = input("right", 1);
        Node both = concatenate(left, right).then(dense(16).activation(TANH));
        Node larger = both.then(dense(2).activation(SOFTMAX).named("larger"));
        Node sum = both.then(dense(1).named("sum"));
        return Model.of(List.of(left, right), List.of(larger, sum)).initialize(3);
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(model).optimizer(adam(0.02)).loss(sparseCategoricalCrossentropy(), meanSquaredError());
    }

    @Test
    void bothOutputsLearn() {
        Model model = model();
        Trainer trainer = trainer(model).metrics(output("larger", accuracy()));
        History history = trainer.fit(data(), fit().epochs(40).batchSize(20).validationSplit(0.2).seed(1));
        assertThat(history.names()).containsExactly("loss", "larger_loss", "sum_loss", "larger_accuracy", "val_loss",
                "val_larger_loss", "val_sum_loss", "val_larger_accuracy", "seconds", "learning_rate");
        assertThat(history.last("val_larger_accuracy")).isGreaterThan(0.9);
        assertThat(history.last("val_sum_loss")).isLessThan(0.02);
        assertThat(history.last("val_loss"))
                .isCloseTo(history.last("val_larger_loss") + history.last("val_sum_loss"), within(1e-6));
        Evaluation evaluation = trainer.evaluate(data());
        assertThat(evaluation.names()).containsExactly("loss", "larger_loss", "sum_loss", "larger_accuracy");
        ConfusionMatrix confusion = evaluation.output("larger").confusion();
        assertThat(confusion.accuracy()).isEqualTo(evaluation.value("larger_accuracy"));
        assertThat(evaluation.output("larger").report().table()).contains("recall");
        assertThat(evaluation.output("larger").names()).isEqualTo(evaluation.names());
        assertThatThrownBy(evaluation::confusion).isInstanceOf(IllegalStateException.class).hasMessage(
                "This model has the outputs larger, sum; say of which by output(\"larger\").");
        assertThatThrownBy(() -> evaluation.output("sum").confusion()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no classes");
        assertThatThrownBy(() -> evaluation.output("main")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This model has no output \"main\"; it has larger, sum.");
        List<Tensor> predictions = model.predictOutputs(data());
        assertThat(predictions.get(0).shape()).isEqualTo(Shape.of(SAMPLES, 2));
        assertThat(predictions.get(1).shape()).isEqualTo(Shape.of(SAMPLES, 1));
    }

    @Test
    void lossWeightsWeighTheSumAndTheGradients() {
        Tensor left = Tensor.of(Shape.of(2, 1), 0.5f, -1);
        Tensor right = Tensor.of(Shape.of(2, 1), 1, 2);
        List<Tensor> targets = List.of(Tensor.of(Shape.of(2), 0, 1), Tensor.of(Shape.of(2, 1), 3, 4));
        double[] losses = new double[3];
        float[] first = new float[3];
        double[][] weights = {{1, 0}, {0, 1}, {2, 0.5}};
        for (int i = 0; i < 3; i++) {
            try (TrainingLoop loop = trainer(model()).lossWeights(weights[i]).loop(fit().batchSize(2))) {
                Map<String, Tensor> gradients = loop.gradients(List.of(left, right), targets);
                losses[i] = loop.loss();
                first[i] = gradients.get("dense/kernel").values()[0];
            }
        }
        assertThat(losses[2]).isCloseTo(2 * losses[0] + 0.5 * losses[1], within(1e-6));
        assertThat((double) first[2]).isCloseTo(2 * first[0] + 0.5 * first[1], within(1e-6));
        assertThat(first[0]).isNotZero();
        assertThat(first[1]).isNotZero();
    }

    /** Auxiliary classifiers: the same labels for every output. */
    @Test
    void oneTargetServesAllOutputs() {
        Node x = input(2);
        Node hidden = x.then(dense(8).activation(TANH));
        Model model = Model.of(List.of(x), List.of(hidden.then(dense(1).activation(SIGMOID).named("aux")),
                hidden.then(dense(8).activation(TANH)).then(dense(1).activation(SIGMOID).named("main"))));
        model.initialize(1);
        Dataset xor = ArrayDataset.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});
        History history = Trainer.of(model).optimizer(adam(0.05)).loss(binaryCrossentropy()).lossWeights(0.3, 1)
                .metrics(accuracy()).fit(xor, fit().epochs(300).batchSize(4));
        assertThat(history.last("main_accuracy")).isEqualTo(1);
        assertThat(history.last("aux_accuracy")).isEqualTo(1);
        assertThat(history.last("loss"))
                .isCloseTo(0.3 * history.last("aux_loss") + history.last("main_loss"), within(1e-6));
    }

    @Test
    void aSampleOfWeightZeroDoesNotCountAndOneOfTwoCountsTwice() {
        float[][] x = {{1, 2}, {3, -1}, {0, 1}};
        float[][] y = {{1}, {2}, {3}};
        Dataset weighted = ArrayDataset.of(x, y).withSampleWeights(new float[] {2, 0, 1});
        String[] sums = new String[2];
        for (int i = 0; i < 2; i++) {
            Model model = Sequential.of(input(2), dense(1)).initialize(5);
            Trainer trainer = Trainer.of(model).optimizer(sgd(0.1)).loss(meanSquaredError());
            if (i == 0) {
                History history = trainer.fit(weighted, fit().batchSize(3).shuffle(false).epochs(1));
                assertThat(trainer.evaluate(weighted).loss()).isLessThan(history.last("loss"));
            } else {
                try (TrainingLoop loop = trainer.loop(fit().batchSize(3))) {
                    Tensor gradient = Tensor.zeros(Shape.of(3));
                    for (int sample : new int[] {0, 0, 2}) {
                        Map<String, Tensor> one = loop.gradients(Tensor.of(Shape.of(1, 2), x[sample]),
                                Tensor.of(Shape.of(1, 1), y[sample]));
                        for (int k = 0; k < 3; k++) {
                            gradient.values()[k] += loop.gradientValues()[k] / 3;
                        }
                        assertThat(one).hasSize(2);
                    }
                    System.arraycopy(gradient.values(), 0, loop.gradientValues(), 0, 3);
                    loop.applyGradients();
                }
            }
            StringBuilder rounded = new StringBuilder();
            for (float w : model.graph().values()) {
                rounded.append(String.format("%.5f ", w));
            }
            sums[i] = rounded.toString();
        }
        assertThat(sums[0]).isEqualTo(sums[1]);
    }

    /** A class of weight 0 teaches nothing; weights of samples and classes multiply. */
    @Test
    void classWeightsWorkAsSampleWeights() {
        Dataset data = ArrayDataset.of(new float[][] {{1, 2}, {3, -1}, {0, 1}, {2, 2}}, new int[] {0, 1, 2, 1});
        List<Dataset> weighted = List.of(data.withSampleWeights(new float[] {1, 6, 0, 3}),
                data.withSampleWeights(new float[] {1, 2, 5, 1}));
        List<String> results = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Model model = Sequential.of(input(2), dense(3).activation(SOFTMAX)).initialize(2);
            Fit options = fit().batchSize(2).epochs(3);
            Trainer.of(model).optimizer(sgd(0.1)).loss(sparseCategoricalCrossentropy())
                    .fit(weighted.get(i), i == 0 ? options : options.classWeight(ClassWeights.of(1, 3, 0)));
            results.add(model.weightsSha256());
        }
        assertThat(results.get(0)).isEqualTo(results.get(1));
        assertThatThrownBy(() -> trainer(model()).fit(data(), fit().classWeight(ClassWeights.of(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fit: classWeight is for models of one output, this one has 2;");
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Model model = model();
        Dataset data = data();
        assertThatThrownBy(() -> trainer(model).fit(data.oneHot(), fit())).isInstanceOf(ShapeException.class)
                .hasMessageContaining("needs class labels, but the targets of the training samples are floats [2]");
        assertThatThrownBy(() -> Trainer.of(model).optimizer(adam(0.01))
                .loss(meanSquaredError(), meanSquaredError(), meanSquaredError()).fit(data, fit()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trainer: 3 losses for a model of 2 outputs; give one for all, or one for each.");
        assertThatThrownBy(() -> trainer(model).lossWeights(1).fit(data, fit()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trainer: 1 lossWeights for a model of 2 outputs; give one for each.");
        assertThatThrownBy(() -> trainer(model).lossWeights(1, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trainer: loss weights must be numbers of at least 0, got -1.0.");
        assertThatThrownBy(() -> trainer(model).metrics(output("small", accuracy())).fit(data, fit()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trainer: metric \"small_accuracy\" is of output \"small\", but the model's outputs are"
                        + " [larger, sum].");
        Dataset one = ArrayDataset.of(new float[][] {{1}, {2}}, new int[] {0, 1});
        assertThatThrownBy(() -> trainer(model).fit(one, fit())).isInstanceOf(ShapeException.class)
                .hasMessage("The model has 2 inputs, but the training samples have 1; give as many by withInput(…) of"
                        + " the data set.");
        assertThatThrownBy(() -> trainer(model).fit(one.withInput(one).withTarget(one).withTarget(one), fit()))
                .isInstanceOf(ShapeException.class)
                .hasMessage("The model has 2 outputs, but the training samples have 3 targets; give one for all "
                + "outputs,"
                        + " or one for each by withTarget(…).");
        assertThatThrownBy(() -> model.predict(one)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> model.predictOutputs(one)).isInstanceOf(ShapeException.class)
                .hasMessage("The model has 2 inputs, the data set has 1; give as many by withInput(…) of the data "
                + "set.");
        try (TrainingLoop loop = trainer(model).loop(fit())) {
            assertThatThrownBy(() -> loop.trainOnBatch(Tensor.zeros(Shape.of(1, 1)), new int[] {0}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("This model has 2 inputs and 2 outputs; use the method that takes lists");
        }
    }
}
