package dev.vectron.training;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.activations.Activation;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Parameter;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
    private static final Dataset DATA = Generated.noise(16, 3, 4);
    private static final int[] LABELS = new int[16];
    private static final Tensor X = Tensor.zeros(Shape.of(16, 4));

    static {
        for (int i = 0; i < 16; i++) {
            DATA.read(i, X.values(), 4 * i);
            LABELS[i] = DATA.label(i);
        }
    }

    private static Trainer trainer() {
        Model model = Sequential.of(input(4), dense(8).activation(Activation.TANH), dense(3)
                .activation(Activation.SOFTMAX));
        return Trainer.of(model).optimizer(adam(0.01)).loss(Losses.sparseCategoricalCrossentropy());
    }

    @Test
    void stepsOfOnesOwnGiveTheBitsOfFit() {
        Trainer fitted = trainer();
        History history = fitted.fit(DATA, fit().epochs(10).batchSize(16).shuffle(false));
        Trainer own = trainer();
        double last = 0;
        try (TrainingLoop loop = own.loop(fit().batchSize(16))) {
            for (int i = 0; i < 10; i++) {
                last = loop.trainOnBatch(X, LABELS);
            }
            assertThat(loop.optimizer().iterations()).isEqualTo(10);
        }
        assertThat(own.model().graph().values()).isEqualTo(fitted.model().graph().values());
        assertThat(last).isEqualTo(history.last("loss"));
    }

    @Test
    void gradientsChangeNoWeightAndAgreeWithDifferences() {
        Trainer trainer = trainer();
        float[] weights = trainer.model().graph().values();
        float[] start = weights.clone();
        try (TrainingLoop loop = trainer.loop(fit().batchSize(16))) {
            Map<String, Tensor> gradients = loop.gradients(X, LABELS);
            assertThat(weights).isEqualTo(start);
            assertThat(gradients.keySet()).containsExactly("dense/kernel", "dense/bias", "dense_1/kernel",
                    "dense_1/bias");
            for (Parameter p : trainer.model().graph().parameters()) {
                int i = p.at() + p.size() / 2;
                float h = 1 / 64f;
                weights[i] = start[i] + h;
                loop.gradients(X, LABELS);
                double up = loop.loss();
                weights[i] = start[i] - h;
                loop.gradients(X, LABELS);
                double difference = (up - loop.loss()) / (2 * h);
                weights[i] = start[i];
                assertThat((double) gradients.get(p.name()).values()[p.size() / 2]).as(p.name())
                        .isCloseTo(difference, within(2e-4));
            }
        }
    }

    @Test
    void gradientsMayBeChangedBeforeTheyAreApplied() {
        Trainer trainer = trainer().optimizer(sgd(1));
        float[] start = trainer.model().graph().values().clone();
        try (TrainingLoop loop = trainer.loop(fit().batchSize(16))) {
            loop.gradients(X, LABELS);
            java.util.Arrays.fill(loop.gradientValues(), 0.5f);
            loop.applyGradients();
        }
        for (int i = 0; i < start.length; i++) {
            assertThat(trainer.model().graph().values()[i]).isEqualTo(start[i] - 0.5f);
        }
    }

    @Test
    void floatTargetsWork() {
        Model model = Sequential.of(input(1), dense(1));
        Trainer trainer = Trainer.of(model).optimizer(sgd(0.1)).loss(Losses.meanSquaredError());
        Tensor x = Tensor.of(Shape.of(2, 1), 1, -1);
        Tensor y = Tensor.of(Shape.of(2, 1), 3, -1);
        try (TrainingLoop loop = trainer.loop(fit())) {
            for (int i = 0; i < 200; i++) {
                loop.trainOnBatch(x, y);
            }
            assertThat(loop.loss()).isLessThan(1e-6);
        }
        // y = 2x + 1
        assertThat(model.graph().values()[0]).isCloseTo(2, within(1e-3f));
        assertThat(model.graph().values()[1]).isCloseTo(1, within(1e-3f));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        Trainer trainer = trainer();
        try (TrainingLoop loop = trainer.loop(fit().batchSize(8))) {
            assertThatThrownBy(() -> loop.trainOnBatch(X, LABELS)).isInstanceOf(ShapeException.class)
                    .hasMessageContaining("at most 8 samples, got 16").hasMessageContaining("batchSize(16)");
            Tensor three = Tensor.zeros(Shape.of(3, 4));
            assertThatThrownBy(() -> loop.trainOnBatch(three, new int[4])).hasMessageContaining("needs 3 labels")
                    .hasMessageContaining("got 4");
            assertThatThrownBy(() -> loop.trainOnBatch(three, three))
                    .hasMessageContaining("needs class labels (int[]), got float targets [3, 4]");
            Tensor wide = Tensor.zeros(Shape.of(3, 5));
            assertThatThrownBy(() -> loop.trainOnBatch(wide, new int[3])).hasMessageContaining("[batch, 4]")
                    .hasMessageContaining("[3, 5]");
            assertThatThrownBy(() -> loop.trainOnBatch(three, new int[] {0, 5, 1}))
                    .hasMessageContaining("Sample 1 of the batch has label 5");
            Tensor nan = Tensor.full(Shape.of(3, 4), Float.NaN);
            assertThatThrownBy(() -> loop.trainOnBatch(nan, new int[3])).isInstanceOf(TrainingException.class)
                    .hasMessage("Loss became NaN in step 1 (learning rate 0.01); sample 0 of the batch has the input "
                    + "NaN.");
            assertThatThrownBy(() -> trainer.fit(DATA, fit())).isInstanceOf(IllegalStateException.class);
        }
        assertThat(trainer.fit(DATA, fit()).epochs()).isOne();
    }
}
