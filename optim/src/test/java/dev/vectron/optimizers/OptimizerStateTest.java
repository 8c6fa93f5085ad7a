package dev.vectron.optimizers;

import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.tensor.Tensor;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerStateTest {
    /**
     * Parameters of a block and a bit, one float, statistics between, and a run of several parameters longer than a
     * block.
     */
    private static Graph graph() {
        Graph graph = Weights.graph(Weights.trainable("a", 16_389), Weights.statistic("s", 100),
                Weights.trainable("b", 1), Weights.trainable("c", 200, 100), Weights.trainable("d", 16_384),
                Weights.statistic("t", 7), Weights.trainable("e", 31));
        fill(graph.values(), 1);
        return graph;
    }

    private static void fill(float[] x, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(sgd(), sgd(0.3), sgd(0.05).momentum(0.9), sgd(0.05).momentum(0.5).nesterov(), adam(),
                adam(0.1).beta1(0.5).beta2(0.9).epsilon(0.01));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsFollowTheFormulaAndLeaveStatisticsAlone(Optimizer optimizer) {
        Graph graph = graph();
        OptimizerState state = optimizer.begin(graph);
        int n = graph.values().length;
        float[] start = graph.values().clone();
        float[] gradients = new float[n];
        double[] w = new double[n];
        double[] m = new double[n];
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            w[i] = start[i];
        }
        for (int t = 1; t <= 4; t++) {
            fill(gradients, 10 + t);
            state.step(KernelsProvider.best(), 2, gradients);
            for (int i = 0; i < n; i++) {
                expect(optimizer, t, i, gradients[i], w, m, v);
            }
        }
        float worst = 0;
        boolean statisticsStay = true;
        for (Parameter p : graph.parameters()) {
            for (int i = p.at(); i < p.at() + p.size(); i++) {
                float moved = graph.values()[i] - start[i];
                worst = p.trainable() ? Math.max(worst, Math.abs(moved - (float) (w[i] - start[i]))) : worst;
                statisticsStay &= p.trainable() || moved == 0;
            }
        }
        assertThat(worst).isLessThan(2e-6f);
        assertThat(statisticsStay).isTrue();
        assertThat(state.iterations()).isEqualTo(4);
    }

    private static void expect(Optimizer optimizer, int t, int i, double g, double[] w, double[] m, double[] v) {
        switch (optimizer) {
            case Sgd o -> {
                m[i] = o.momentum() * m[i] - o.learningRate() * g;
                w[i] += o.usesNesterov() ? o.momentum() * m[i] - o.learningRate() * g : m[i];
            }
            case Adam o -> {
                m[i] += (1 - o.beta1()) * (g - m[i]);
                v[i] += (1 - o.beta2()) * (g * g - v[i]);
                double rate = o.learningRate() * Math.sqrt(1 - Math.pow(o.beta2(), t)) / (1 - Math.pow(o.beta1(), t));
                w[i] -= rate * m[i] / (Math.sqrt(v[i]) + o.epsilon());
            }
            default -> throw new AssertionError(optimizer);
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theBitsDependNeitherOnThreadsNorOnKernels(Optimizer optimizer) {
        float[] expected = weightsAfterThreeSteps(optimizer, 1, false);
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(weightsAfterThreeSteps(optimizer, threads, false)).isEqualTo(expected);
        }
        assertThat(weightsAfterThreeSteps(optimizer, 1, true)).isEqualTo(expected);
    }

    private static float[] weightsAfterThreeSteps(Optimizer optimizer, int threads, boolean scalar) {
        Graph graph = graph();
        OptimizerState state = optimizer.begin(graph);
        float[] gradients = new float[graph.values().length];
        for (int t = 0; t < 3; t++) {
            fill(gradients, 20 + t);
            state.step(scalar ? KernelsProvider.scalar() : KernelsProvider.best(), threads, gradients);
        }
        return graph.values();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aRestoredStateGoesOnWithTheSameBits(Optimizer optimizer) {
        Graph one = graph();
        OptimizerState straight = optimizer.begin(one);
        float[] gradients = new float[one.values().length];
        Graph two = graph();
        OptimizerState saved = optimizer.begin(two);
        for (int t = 0; t < 2; t++) {
            fill(gradients, 30 + t);
            straight.step(KernelsProvider.best(), 1, gradients);
            saved.step(KernelsProvider.best(), 1, gradients);
        }
        OptimizerState restored = optimizer.begin(two);
        restored.restore(saved.iterations(), saved.learningRate(), saved.toTensors());
        fill(gradients, 32);
        straight.step(KernelsProvider.best(), 1, gradients);
        restored.step(KernelsProvider.best(), 1, gradients);

        assertThat(two.values()).isEqualTo(one.values());
        assertThat(restored.iterations()).isEqualTo(3);
    }

    @Test
    void aStateOfAnotherModelIsRefusedAndChangesNothing() {
        OptimizerState state = adam().begin(Weights.graph(Weights.trainable("a", 3)));
        Map<String, Tensor> other = adam().begin(Weights.graph(Weights.trainable("a", 4))).toTensors();

        assertThatThrownBy(() -> state.restore(5, 0.1, other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adam: expects a saved slot \"momentum/weights/a\" of shape [3], got [4];"
                        + " the state belongs to another model or optimizer.");
        assertThat(state.iterations()).isZero();
        assertThat(state.learningRate()).isEqualTo(0.001);
    }

    @Test
    void aNewLearningRateHoldsFromTheNextStep() {
        Graph graph = Weights.graph(Weights.trainable("a", 1));
        OptimizerState state = sgd(0.5).begin(graph);
        float[] gradients = {1};
        state.step(KernelsProvider.best(), 1, gradients);
        state.learningRate(0.25);
        state.step(KernelsProvider.best(), 1, gradients);

        assertThat(graph.values()).containsExactly(-0.75f);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aGradientOfZeroMovesNothing(Optimizer optimizer) {
        Graph graph = graph();
        float[] start = graph.values().clone();
        OptimizerState state = optimizer.begin(graph);
        state.step(KernelsProvider.best(), 1, new float[start.length]);

        assertThat(graph.values()).isEqualTo(start);
    }

    @Test
    void wrongNumbersAreNamed() {
        assertThatThrownBy(() -> adam(-1))
                .hasMessage("adam: learningRate must be a finite number of at least 0, got -1.0.");
        assertThatThrownBy(() -> sgd(Double.NaN)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> sgd().momentum(1))
                .hasMessage("sgd: momentum must be at least 0 and less than 1, got 1.0.");
        assertThatThrownBy(() -> adam().beta2(1.5)).hasMessageContaining("beta2");
        assertThatThrownBy(() -> adam().epsilon(0)).hasMessageContaining("epsilon must be a finite number above 0");
        OptimizerState state = sgd().begin(Weights.graph(Weights.trainable("a", 1)));
        assertThatThrownBy(() -> state.learningRate(Double.POSITIVE_INFINITY)).hasMessageContaining("learningRate");
    }

    @Test
    void defaultsAreKerass() {
        assertThat(sgd()).isEqualTo(new Sgd(0.01, 0, false));
        assertThat(adam()).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-7));
    }
}
