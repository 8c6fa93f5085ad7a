package dev.vectron.training;

import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.relu;
import static dev.vectron.losses.Losses.sparseCategoricalCrossentropy;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Parameter;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What frozen layers keep, and how fast layers with a factor learn. */
class FreezingTest {
    private static Dataset data() {
        Tensor x = Tensor.zeros(Shape.of(24, 6, 6, 1));
        int[] labels = new int[24];
        for (int i = 0; i < x.size(); i++) {
            x.values()[i] = CounterRandom.uniform(3, i);
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
        }
        return ArrayDataset.of(x, labels);
    }

    private static Model model() {
        return Sequential.of(input(6, 6, 1), conv2D(4, 3), batchNormalization(), relu(), flatten(), dense(3).activation(
                SOFTMAX)).initialize(2);
    }

    /** How far each parameter moves in one epoch. */
    private static Map<String, Double> moves(Model model) {
        Map<String, float[]> before = new LinkedHashMap<>();
        for (Parameter p : model.graph().parameters()) {
            before.put(p.name(), p.toTensor().values());
        }
        Trainer.of(model).optimizer(sgd(0.1)).loss(sparseCategoricalCrossentropy()).fit(data(), fit().batchSize(24));
        Map<String, Double> moves = new LinkedHashMap<>();
        for (Parameter p : model.graph().parameters()) {
            float[] now = p.toTensor().values();
            double sum = 0;
            for (int i = 0; i < now.length; i++) {
                sum += Math.abs(now[i] - before.get(p.name())[i]);
            }
            moves.put(p.name(), sum);
        }
        return moves;
    }

    @Test
    void aFrozenLayerKeepsItsWeightsAndItsStatistics() {
        Map<String, Double> all = moves(model());
        assertThat(all.values()).allMatch(moved -> moved > 0);
        Model frozen = model().freeze("conv2d", "batch_normalization");
        Map<String, Double> moved = moves(frozen);
        for (Map.Entry<String, Double> entry : moved.entrySet()) {
            if (entry.getKey().startsWith("dense/")) {
                assertThat(entry.getValue()).as(entry.getKey()).isPositive();
            } else {
                assertThat(entry.getValue()).as(entry.getKey()).isZero();
            }
        }
        assertThat(moves(frozen.unfreeze()).values()).allMatch(each -> each > 0);
    }

    /** A frozen batch normalization normalizes by its moving statistics in training too, as in Keras. */
    @Test
    void frozenNormalizationComputesAsInInference() {
        Model model = model().freeze("batch_normalization");
        Trainer trainer = Trainer.of(model).optimizer(sgd(0)).loss(sparseCategoricalCrossentropy());
        double inference = trainer.evaluate(data()).loss();
        assertThat(trainer.fit(data(), fit().batchSize(24)).last("loss")).isCloseTo(inference,
                within(1e-6));
        model.unfreeze("batch_normalization");
        assertThat(trainer.fit(data(), fit().batchSize(24)).last("loss")).isNotCloseTo(inference,
                within(1e-3));
    }

    @Test
    void aFactorMultipliesTheLearningRateOfALayer() {
        Map<String, Double> once = moves(model());
        Map<String, Double> half = moves(model().learningRateFactor("dense", 0.5));
        assertThat(half.get("conv2d/kernel")).isEqualTo(once.get("conv2d/kernel"));
        assertThat(half.get("dense/kernel") / once.get("dense/kernel")).isBetween(0.4999, 0.5001);
        assertThat(moves(model().learningRateFactor("dense", 0)).get("dense/kernel")).isZero();
    }

    @Test
    void notWhileTheModelIsBeingTrained() {
        Model model = model();
        Callback freezes = _ -> new TrainingListener() {
            @Override
            public void onBatchEnd(Progress progress) {
                model.freeze("dense");
            }
        };
        assertThatThrownBy(() -> Trainer.of(model).optimizer(sgd(0.1)).loss(sparseCategoricalCrossentropy())
                .callbacks(freezes).fit(data(), fit())).isInstanceOf(IllegalStateException.class)
                .hasMessage("This model is being trained; freeze layers and set their learning rates before fit(), or"
                        + " when it has returned.");
        assertThat(model.graph().parameters().getLast().trainable()).isTrue();
    }
}
