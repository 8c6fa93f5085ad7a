package dev.vectron.training;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.optimizers.Optimizers.adadelta;
import static dev.vectron.optimizers.Optimizers.adagrad;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.adamW;
import static dev.vectron.optimizers.Optimizers.adamax;
import static dev.vectron.optimizers.Optimizers.lion;
import static dev.vectron.optimizers.Optimizers.nadam;
import static dev.vectron.optimizers.Optimizers.rmsprop;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.schedules.Schedules.cosineDecay;
import static dev.vectron.schedules.Schedules.exponentialDecay;
import static dev.vectron.schedules.Schedules.oneCycle;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.activations.Activation;
import dev.vectron.data.Dataset;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.OptimizerState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer, most options and some schedules separate a spiral; fit does with them what Keras does. */
class OptimizersLearnTest {
    private static final int EPOCHS = 300;
    private static final int SAMPLES = 200;
    private static final int STEPS = EPOCHS * 7;

    static Stream<Optimizer> optimizers() {
        return Stream.of(sgd(0.35), sgd(0.1).momentum(0.9), sgd(0.1).momentum(0.9).nesterov(), adam(0.01),
                adam(0.01).amsgrad(), adamW(0.01), nadam(0.01), rmsprop(0.005), rmsprop(0.002).momentum(0.8).centered(),
                adagrad(0.1), adadelta(2), adamax(0.02), lion(0.002).weightDecay(0.1),
                adam(0.01).useEma(), adam(0.02).lookahead(), adam(0.02).gradientAccumulationSteps(2),
                sgd(0.2).momentum(0.9).globalClipnorm(1), adam(0.01).clipnorm(0.5), adam(0.01).clipvalue(0.1),
                adam(cosineDecay(0.02, STEPS)), adam(exponentialDecay(0.02, STEPS, 0.1)),
                sgd(oneCycle(0.1, STEPS)).momentum(0.9));
    }

    private static Model model() {
        return Sequential.of(input(2), dense(32).activation(Activation.RELU), dense(32).activation(Activation.RELU),
                dense(2).activation(Activation.SOFTMAX));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aSpiralIsSeparated(Optimizer optimizer) {
        Dataset spiral = Generated.spiral(SAMPLES);
        Model model = model();
        Trainer.of(model).optimizer(optimizer).loss(Losses.sparseCategoricalCrossentropy())
                .fit(spiral, fit().epochs(EPOCHS).threads(1).seed(1));

        assertThat(Evaluation.of(model, spiral).value("accuracy")).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void whenFitEndsTheAverageTakesThePlaceOfTheWeights() {
        Dataset spiral = Generated.spiral(64);
        Model plain = model();
        Model averaged = model();
        Trainer.of(plain).optimizer(adam()).loss(Losses.sparseCategoricalCrossentropy()).fit(spiral, fit().epochs(3));
        OptimizerState[] state = new OptimizerState[1];
        Trainer.of(averaged).optimizer(adam().emaMomentum(0.5)).loss(Losses.sparseCategoricalCrossentropy())
                .callbacks(training -> {
                    state[0] = training.optimizer();
                    return new TrainingListener() {
                        @Override
                        public void onEpochEnd(Progress p) {
                            if (p.epoch() == p.epochs()) {
                                assertThat(averaged.graph().values()).isEqualTo(plain.graph().values());
                            }
                        }
                    };
                }).fit(spiral, fit().epochs(3));

        assertThat(state[0].toTensors().get("average/dense/kernel").values())
                .isEqualTo(averaged.graph().parameters().getFirst().toTensor().values());
        assertThat(averaged.graph().values()).isNotEqualTo(plain.graph().values());
    }

    @Test
    void theHistoryShowsTheScheduledRate() {
        Dataset spiral = Generated.spiral(64);
        History history = Trainer.of(model()).optimizer(adam(exponentialDecay(0.01, 2, 0.5)))
                .loss(Losses.sparseCategoricalCrossentropy()).fit(spiral, fit().epochs(3).batchSize(32));

        assertThat(history.values("learning_rate")).containsExactly(new double[] {0.005, 0.0025, 0.00125},
                within(1e-15));
    }

    @Test
    void randomLayersSeeAnotherMaskInEveryAccumulatedBatch() {
        Model model = Sequential.of(input(64), dev.vectron.layers.Layers.dropout(0.5), dense(1));
        var x = dev.vectron.tensor.Tensor.full(dev.vectron.tensor.Shape.of(1, 64), 1);
        var y = dev.vectron.tensor.Tensor.zeros(dev.vectron.tensor.Shape.of(1, 1));
        try (TrainingLoop loop = Trainer.of(model).optimizer(sgd(0.1).gradientAccumulationSteps(4))
                .loss(Losses.meanSquaredError()).loop(fit())) {
            double first = loop.trainOnBatch(x, y);
            assertThat(loop.trainOnBatch(x, y)).isNotEqualTo(first);
            assertThat(loop.optimizer().iterations()).isZero();
        }
    }
}
