package dev.vectron.optimizers;

import static dev.vectron.optimizers.OptimizerSamples.fill;
import static dev.vectron.optimizers.OptimizerSamples.graph;
import static dev.vectron.optimizers.OptimizerSamples.smallGraph;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.kernels.KernelsProvider;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerStateTest {
    private static final String OPTIMIZERS = "dev.vectron.optimizers.OptimizerSamples#optimizers";
    private static final String COMBINATIONS = "dev.vectron.optimizers.OptimizerSamples#combinations";

    @ParameterizedTest
    @MethodSource(OPTIMIZERS)
    void stepsFollowTheFormulaAndLeaveStatisticsAlone(Optimizer optimizer) {
        Graph graph = graph();
        OptimizerState state = optimizer.begin(graph);
        int n = graph.values().length;
        float[] start = graph.values().clone();
        float[] gradients = new float[n];
        Formulas[] expected = new Formulas[n];
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            expected[i] = new Formulas(optimizer, start[i]);
        }
        for (int t = 1; t <= 4; t++) {
            fill(gradients, 10 + t);
            state.step(KernelsProvider.best(), 2, gradients);
            for (int i = 0; i < n; i++) {
                w[i] = expected[i].step(gradients[i]);
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

    @ParameterizedTest
    @MethodSource(OPTIMIZERS)
    void theBitsDependNeitherOnThreadsNorOnKernels(Optimizer optimizer) {
        float[] expected = weightsAfterThreeSteps(optimizer, 1, false);
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(weightsAfterThreeSteps(optimizer, threads, false)).isEqualTo(expected);
        }
        assertThat(weightsAfterThreeSteps(optimizer, 1, true)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource(COMBINATIONS)
    void norDoTheyWithAnyOption(Optimizer optimizer) {
        float[] expected = weightsAfterThreeSteps(optimizer, 1, true);
        assertThat(weightsAfterThreeSteps(optimizer, 2, false)).isEqualTo(expected);
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
    @MethodSource(COMBINATIONS)
    void stepsAllocateNothing(Optimizer optimizer) {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        OptimizerState state = optimizer.begin(smallGraph());
        float[] gradients = new float[state.weights().length];
        fill(gradients, 5);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int t = 0; t < 12; t++) {
                state.step(KernelsProvider.scalar(), 1, gradients);
            }
            least = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(least).isZero();
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
    @MethodSource(OPTIMIZERS)
    void aGradientOfZeroMovesNothingButByWeightDecay(Optimizer optimizer) {
        Graph graph = graph();
        float[] start = graph.values().clone();
        for (Parameter p : graph.parameters()) {
            for (int i = p.at(); i < p.at() + p.size() && p.trainable(); i++) {
                double decay = optimizer.learningRate() * optimizer.options().weightDecay().rate();
                start[i] = Math.fma(-(float) decay, start[i], start[i]);
            }
        }
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
}
