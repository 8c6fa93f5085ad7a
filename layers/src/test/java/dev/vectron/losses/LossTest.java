package dev.vectron.losses;

import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.activations.Activation;
import dev.vectron.check.GradientCheck;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
    @Test
    void gradientsOfLogitsAndErrors() {
        for (Loss loss : new Loss[] {Losses.sparseCategoricalCrossentropy().fromLogits(true),
            Losses.sparseCategoricalCrossentropy().fromLogits(true).labelSmoothing(0.1),
            Losses.categoricalCrossentropy().fromLogits(true),
            Losses.categoricalCrossentropy().fromLogits(true).labelSmoothing(0.2),
            Losses.binaryCrossentropy().fromLogits(true),
            Losses.binaryCrossentropy().fromLogits(true).labelSmoothing(0.1), Losses.meanSquaredError()}) {
            GradientCheck.of(loss).input(5, 4).verify();
            GradientCheck.of(loss).input(3, 2, 3).weights(0.5f, 0, 2).verify();
        }
        GradientCheck.of(Losses.meanAbsoluteError()).input(3, 2).range(2, 3).verify();
    }

    /** Targets are random in [0, 1]: predictions from 1.2 on keep away from the kinks at p = t. */
    @Test
    void gradientsOfErrors() {
        for (Loss loss : new Loss[] {Losses.meanBiasError(), Losses.meanSquaredLogarithmicError(), Losses.logCosh(),
            Losses.poisson(), Losses.huber().delta(3)}) {
            GradientCheck.of(loss).input(5, 4).range(1.2f, 2).verify();
            GradientCheck.of(loss).input(3, 2, 3).range(1.2f, 2).weights(0.5f, 0, 2).verify();
        }
        Tensor targets = Tensor.of(Shape.of(2, 3), new float[] {-3, 1, 2, 0.5f, -4, 5});
        GradientCheck.of(Losses.meanAbsolutePercentageError()).input(2, 3).range(-0.2f, 0.2f).targets(targets).verify();
        GradientCheck.of(Losses.meanAbsoluteError()).input(2, 3).range(-0.2f, 0.2f).targets(targets).verify();
        GradientCheck.of(Losses.logCosh()).input(2, 3).targets(targets).verify();
        // Errors of 3 to 5 and of 0.1 to 0.9, on both sides of delta 1.
        GradientCheck.of(Losses.huber()).input(2, 2).range(0.2f, 0.8f)
                .targets(Tensor.of(Shape.of(2, 2), new float[] {-3, 5, 0.3f, 0.7f})).verify();
    }

    @Test
    void gradientsOfHinges() {
        Tensor signs = Tensor.of(Shape.of(3, 2), new float[] {1, -1, -1, 1, 1, -1});
        Tensor bits = Tensor.of(Shape.of(3, 2), new float[] {1, 0, 0, 1, 1, 0});
        for (Loss loss : new Loss[] {Losses.hinge(), Losses.squaredHinge()}) {
            for (Tensor targets : new Tensor[] {signs, bits}) {
                GradientCheck.of(loss).input(3, 2).range(-2, 2).avoid(-1, 1).targets(targets).verify();
            }
            GradientCheck.of(loss).input(3, 2).range(-2, 2).avoid(-1, 1).weights(0.5f, 0, 2).targets(signs).verify();
        }
        Tensor oneHot = Tensor.of(Shape.of(3, 4), new float[] {0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1});
        GradientCheck.of(Losses.categoricalHinge()).input(3, 4).range(0.2f, 2).targets(oneHot).verify();
        GradientCheck.of(Losses.categoricalHinge()).input(3, 4).range(-4, 4).targets(oneHot).verify();
    }

    @Test
    void gradientsOfDistributionsAndDirections() {
        GradientCheck.of(Losses.klDivergence()).input(5, 4).range(0.4f, 0.8f).verify();
        GradientCheck.of(Losses.klDivergence()).input(3, 2, 3).range(0.4f, 0.8f).weights(0.5f, 0, 2).verify();
        GradientCheck.of(Losses.cosineSimilarity()).input(5, 4).range(0.5f, 2).verify();
        GradientCheck.of(Losses.cosineSimilarity()).input(3, 2, 3).range(-2, -0.5f).weights(0.5f, 0, 2).verify();
    }

    @Test
    void gradientsOfFocalLosses() {
        for (double gamma : new double[] {2, 0, 0.5, 1, 3.5}) {
            for (Loss loss : new Loss[] {Losses.binaryFocalCrossentropy().gamma(gamma),
                Losses.binaryFocalCrossentropy().gamma(gamma).applyClassBalancing(true).alpha(0.3).labelSmoothing(0.1),
                Losses.categoricalFocalCrossentropy().gamma(gamma),
                Losses.categoricalFocalCrossentropy().gamma(gamma).alpha(2).labelSmoothing(0.2)}) {
                GradientCheck.of(loss).input(5, 4).range(0.4f, 0.6f).verify();
            }
            for (Loss loss : new Loss[] {Losses.binaryFocalCrossentropy().gamma(gamma).fromLogits(true),
                Losses.binaryFocalCrossentropy().gamma(gamma).applyClassBalancing(true).fromLogits(true),
                Losses.categoricalFocalCrossentropy().gamma(gamma).fromLogits(true),
                Losses.categoricalFocalCrossentropy().gamma(gamma).fromLogits(true).labelSmoothing(0.2)}) {
                GradientCheck.of(loss).input(5, 4).verify();
                GradientCheck.of(loss).input(3, 2, 3).weights(0.5f, 0, 2).verify();
            }
        }
    }

    @Test
    void gradientsOfProbabilities() {
        for (Loss loss : new Loss[] {Losses.sparseCategoricalCrossentropy(), Losses.categoricalCrossentropy(),
            Losses.categoricalCrossentropy().labelSmoothing(0.2), Losses.binaryCrossentropy()}) {
            GradientCheck.of(loss).input(5, 4).range(0.4f, 0.8f).verify();
        }
    }

    /** Ignored labels need not be classes; what is left has the mean of a batch without them. */
    @Test
    void ignoredLabelsDoNotCount() {
        float[] three = {0.2f, 0.3f, 0.5f, 0.6f, 0.3f, 0.1f, 0.1f, 0.7f, 0.2f};
        float[] two = {0.2f, 0.3f, 0.5f, 0.1f, 0.7f, 0.2f};
        for (boolean logits : new boolean[] {true, false}) {
            for (int ignored : new int[] {255, -1, 0}) {
                CategoricalCrossentropy plain = Losses.sparseCategoricalCrossentropy().fromLogits(logits);
                LossCall whole = call(3, three, new int[] {2, ignored, 1});
                LossCall part = call(2, two, new int[] {2, 1});
                plain.ignoreClass(ignored).value(whole);
                plain.value(part);
                assertThat(whole.mean()).isEqualTo(part.mean());
                assertThat(whole.counted()).isEqualTo(2);
                assertThat(whole.isMasked(1)).isTrue();
                plain.ignoreClass(ignored).gradient(whole);
                plain.gradient(part);
                float[] expected = Arrays.copyOf(part.dPrediction(), 9);
                System.arraycopy(part.dPrediction(), 3, expected, 6, 3);
                Arrays.fill(expected, 3, 6, 0);
                assertThat(whole.dPrediction()).isEqualTo(expected);
            }
        }
        GradientCheck.of(Losses.sparseCategoricalCrossentropy().ignoreClass(1)).input(6, 3).range(0.4f, 0.8f).verify();
        GradientCheck.of(Losses.sparseCategoricalCrossentropy().ignoreClass(0).fromLogits(true)).input(2, 4, 3)
                .weights(0.5f, 2).verify();
    }

    @Test
    void aBatchOfIgnoredLabelsCostsNothing() {
        CategoricalCrossentropy loss = Losses.sparseCategoricalCrossentropy().ignoreClass(9);
        LossCall call = call(2, new float[] {0.5f, 0.5f, 0.25f, 0.75f, 0, 0}, new int[] {9, 9});
        loss.value(call);
        loss.gradient(call);
        assertThat(call.mean()).isZero();
        assertThat(call.dPrediction()).containsOnly(0);
        assertThatThrownBy(() -> Losses.categoricalCrossentropy().ignoreClass(1)).isInstanceOf(
                IllegalArgumentException.class).hasMessage("The loss categorical_crossentropy: ignoreClass is for class"
                        + " labels; use sparseCategoricalCrossentropy(), or sample weights.");
        LossCall wrong = call(2, new float[6], new int[] {9, 7});
        assertThatThrownBy(() -> loss.value(wrong)).hasMessageContaining("has label 7");
    }

    private static LossCall call(int samples, float[] predictions, int[] labels) {
        LossCall call = new LossCall(KernelsProvider.best());
        call.predictions(samples, 1, 3, predictions.clone(), 0).labels(labels, 0).weights(null, 0, 1);
        return call.gradientTo(new float[predictions.length], 0);
    }

    /** A loss, the activation that it fuses with, and the same loss of logits. */
    static Stream<Arguments> fusions() {
        return Stream.of(
                Arguments.of(Losses.sparseCategoricalCrossentropy(), SOFTMAX,
                Losses.sparseCategoricalCrossentropy().fromLogits(true)),
                Arguments.of(Losses.sparseCategoricalCrossentropy().ignoreClass(1), SOFTMAX,
                        Losses.sparseCategoricalCrossentropy().ignoreClass(1).fromLogits(true)),
                Arguments.of(Losses.categoricalCrossentropy(), SOFTMAX,
                Losses.categoricalCrossentropy().fromLogits(true)),
                Arguments.of(Losses.categoricalCrossentropy().labelSmoothing(0.1), SOFTMAX,
                        Losses.categoricalCrossentropy().fromLogits(true).labelSmoothing(0.1)),
                Arguments.of(Losses.binaryCrossentropy(), SIGMOID, Losses.binaryCrossentropy().fromLogits(true)),
                Arguments.of(Losses.categoricalFocalCrossentropy().gamma(1.5), SOFTMAX,
                        Losses.categoricalFocalCrossentropy().gamma(1.5).fromLogits(true)),
                Arguments.of(Losses.binaryFocalCrossentropy().applyClassBalancing(true), SIGMOID,
                        Losses.binaryFocalCrossentropy().applyClassBalancing(true).fromLogits(true)));
    }

    @ParameterizedTest
    @MethodSource("fusions")
    void aFusedLossIsThatOfLogitsAndLeavesProbabilities(Loss loss, Activation last, Loss ofLogits) {
        Step fused = new Step(loss, last);
        Step plain = new Step(ofLogits, Activation.LINEAR);
        assertThat(fused.loss).isEqualTo(plain.loss);
        assertThat(fused.gradients).containsExactly(plain.gradients);
        float[] expected = new float[plain.output.length];
        if (last == SOFTMAX) {
            KernelsProvider.best().softmax(Step.SAMPLES, 3, plain.output, 0, expected, 0);
        } else {
            KernelsProvider.best().activate(ActivationFunction.SIGMOID, 0, expected.length, plain.output, 0, expected,
                    0);
        }
        assertThat(fused.output).containsExactly(expected);
        assertThat(loss.fusedWith(Activation.RELU)).isEmpty();
        assertThat(ofLogits.fusedWith(last)).isEmpty();
        assertThat(loss.fusedWith(last).orElseThrow().name()).isEqualTo(loss.name());
    }

    private static final class Step {
        static final int SAMPLES = 6;
        final double loss;
        final float[] output;
        final float[] gradients;

        Step(Loss loss, Activation last) {
            Node x = input(4);
            Graph graph = Graph.of(List.of(x), List.of(x.then(dense(3).activation(last))));
            graph.initialize(2);
            Run run = new Run(Plan.training(graph, SAMPLES, List.of(loss)), 1);
            float[] values = new float[SAMPLES * 4];
            float[] targets = new float[SAMPLES * 3];
            int[] labels = new int[SAMPLES];
            for (int i = 0; i < values.length; i++) {
                values[i] = 4 * CounterRandom.uniform(3, i) - 2;
            }
            for (int i = 0; i < SAMPLES; i++) {
                labels[i] = i % 3;
                targets[i * 3 + i % 3] = 1;
            }
            run.bindInput(0, values, 0);
            run.forward(SAMPLES);
            run.lossCall(0).labels(labels, 0).targets(targets, 0);
            this.loss = run.loss();
            run.backward();
            this.output = Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + SAMPLES * 3);
            this.gradients = run.gradients().clone();
        }
    }

    @Test
    void hugeLogitsStayFinite() {
        float[] gradient = new float[4];
        float[] logits = {1000, -1000, -1000, 1000};
        LossCall call = new LossCall(KernelsProvider.best()).predictions(2, 1, 2, logits, 0).labels(new int[] {1, 1},
                0).gradientTo(gradient, 0);
        Loss sparse = Losses.sparseCategoricalCrossentropy().fromLogits(true);
        sparse.value(call);
        sparse.gradient(call);
        assertThat(Arrays.copyOf(call.values(), 2)).containsExactly(2000, 0);
        assertThat(gradient).containsExactly(0.5f, -0.5f, 0, 0);

        Loss binary = Losses.binaryCrossentropy().fromLogits(true);
        call.targets(new float[] {0, 0, 1, 1}, 0);
        binary.value(call);
        binary.gradient(call);
        assertThat(Arrays.copyOf(call.values(), 2)).containsExactly(500, 500);
        assertThat(gradient).containsExactly(0.25f, 0, -0.25f, 0);
    }

    /** The largest logit is taken off before anything is rounded, as in Keras. */
    @Test
    void aSmallLossBetweenLargeLogitsKeepsItsDigits() {
        for (int label = 0; label < 2; label++) {
            float[] oneHot = {label == 0 ? 1 : 0, label == 1 ? 1 : 0};
            for (Loss loss : List.of(Losses.sparseCategoricalCrossentropy().fromLogits(true),
                    Losses.sparseCategoricalCrossentropy().fusedWith(Activation.SOFTMAX).orElseThrow(),
                    Losses.categoricalCrossentropy().fromLogits(true),
                    Losses.categoricalCrossentropy().fusedWith(Activation.SOFTMAX).orElseThrow(),
                    Losses.categoricalFocalCrossentropy().gamma(0).alpha(1).fromLogits(true))) {
                LossCall call = new LossCall(KernelsProvider.best()).predictions(1, 1, 2, new float[] {1000, 990}, 0)
                        .labels(new int[] {label}, 0).targets(oneHot, 0);
                loss.value(call);
                assertThat(call.values()[0]).as(loss.toString()).isCloseTo(label == 0 ? 4.5399e-5f : 10.0000454f,
                        within(label == 0 ? 1e-7f : 1e-6f));
            }
        }
    }

    @Test
    void certainProbabilitiesAreClipped() {
        float[] gradient = new float[2];
        LossCall call = new LossCall(KernelsProvider.best()).predictions(1, 1, 2, new float[] {1, 0},
                0).labels(new int[] {1}, 0)
                .gradientTo(gradient, 0);
        Loss loss = Losses.sparseCategoricalCrossentropy();
        loss.value(call);
        assertThat(call.values()[0]).isCloseTo((float) -StrictMath.log(1e-7), within(1e-5f));
        loss.gradient(call);
        assertThat(gradient).containsExactly(0, 0);
    }

    @Test
    void nanStaysNan() {
        for (Loss loss : EveryLoss.stream().toList()) {
            float[] gradient = new float[2];
            LossCall call = new LossCall(KernelsProvider.best()).predictions(1, 1, 2, new float[] {Float.NaN, 0.5f},
                    0).labels(new int[] {1}, 0)
                    .targets(new float[] {0, 1}, 0).gradientTo(gradient, 0);
            loss.value(call);
            assertThat(call.mean()).as(loss.name()).isNaN();
            loss.gradient(call);
            assertThat(gradient[0]).as(loss.name()).isNaN();
        }
    }

    @Test
    void aLabelOutOfRangeIsNamed() {
        LossCall call = new LossCall(KernelsProvider.best()).predictions(2, 1, 3, new float[6],
                0).labels(new int[] {0, 3}, 0);
        assertThatThrownBy(() -> Losses.sparseCategoricalCrossentropy().value(call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Sample 1 of the batch has label 3, but the model has 3 outputs");
    }

    @Test
    void targetsAndNames() {
        assertThat(Losses.sparseCategoricalCrossentropy().targetShape(Shape.of(10))).isEqualTo(Shape.scalar());
        assertThat(Losses.sparseCategoricalCrossentropy().targetShape(Shape.of(7, 10))).isEqualTo(Shape.of(7));
        assertThat(Losses.categoricalCrossentropy().targetShape(Shape.of(10))).isEqualTo(Shape.of(10));
        assertThat(Losses.meanSquaredError().targetShape(Shape.of(2, 3))).isEqualTo(Shape.of(2, 3));
        assertThat(Losses.sparseCategoricalCrossentropy().takesLabels()).isTrue();
        assertThat(Losses.categoricalCrossentropy().takesLabels()).isFalse();
        assertThatThrownBy(() -> Losses.categoricalCrossentropy().labelSmoothing(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The loss categorical_crossentropy: labelSmoothing must be between 0 and 1, got 1.5.");
    }
}
