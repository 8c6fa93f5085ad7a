package dev.vectron.optimizers;

import static dev.vectron.optimizers.OptimizerSamples.fill;
import static dev.vectron.optimizers.OptimizerSamples.graph;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.schedules.Schedules.piecewiseConstantDecay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.schedules.Schedules;
import org.junit.jupiter.api.Test;

/** What is done around an optimizer's own formula: one weight or two, numbers that can be followed by hand. */
class OptimizerOptionsTest {
    private static final Graph ONE = Weights.graph(Weights.trainable("a", 1));

    /** The weight after each step with one gradient, beginning with a value. */
    private static float[] path(Optimizer optimizer, float start, float... gradients) {
        ONE.values()[0] = start;
        OptimizerState state = optimizer.begin(ONE);
        float[] path = new float[gradients.length];
        for (int t = 0; t < gradients.length; t++) {
            step(state, gradients[t]);
            path[t] = ONE.values()[0];
        }
        return path;
    }

    private static void step(OptimizerState state, float... gradients) {
        state.step(KernelsProvider.best(), 1, gradients);
    }

    @Test
    void weightsDecayBeforeTheStep() {
        assertThat(path(sgd(0.5).weightDecay(0.5), 4, 1, 1)).containsExactly(2.5f, 1.375f);
    }

    @Test
    void excludedParametersDoNotDecay() {
        Graph graph = Weights.graph(Weights.trainable("kernel", 2), Weights.trainable("bias", 2),
                Weights.trainable("gamma", 1));
        java.util.Arrays.fill(graph.values(), 4);
        OptimizerState state = sgd(0.5).weightDecay(0.5).excludeFromWeightDecay("bias").excludeFromWeightDecay("gam")
                .begin(graph);
        step(state, new float[5]);

        assertThat(graph.values()).containsExactly(3, 3, 4, 4, 4);
    }

    @Test
    void gradientsAreAccumulatedAndTheirMeanMakesAnUpdate() {
        OptimizerState state = sgd(1).gradientAccumulationSteps(4).begin(ONE);
        ONE.values()[0] = 0;
        for (float g : new float[] {1, 2, 3}) {
            step(state, g);
        }
        assertThat(ONE.values()[0]).isZero();
        assertThat(state.iterations()).isZero();
        assertThat(state.batches()).isEqualTo(3);
        step(state, 6);
        assertThat(ONE.values()[0]).isEqualTo(-3);
        assertThat(state.iterations()).isOne();
        assertThat(state.batches()).isEqualTo(4);
        assertThat(path(sgd(1).gradientAccumulationSteps(2), 0, 4, 0, 8, 8)).containsExactly(0, -2, -2, -10);
    }

    @Test
    void theMeanIsClippedNotTheParts() {
        assertThat(path(sgd(1).gradientAccumulationSteps(2).clipvalue(1), 0, 8, -7, 8, 8)).containsExactly(0, -0.5f,
                -0.5f, -1.5f);
        assertThat(path(sgd(1).gradientAccumulationSteps(2).clipnorm(1), 0, 8, -7, 8, 8)).containsExactly(0, -0.5f,
                -0.5f, -1.5f);
    }

    @Test
    void accumulatedBatchesAreOneLargeBatchForAnyOptimizer() {
        Graph parts = graph();
        Graph whole = graph();
        OptimizerState accumulating = adam(0.01).gradientAccumulationSteps(2).begin(parts);
        OptimizerState plain = adam(0.01).begin(whole);
        float[] mean = new float[parts.size()];
        for (int t = 0; t < 6; t++) {
            float[] g = new float[parts.size()];
            fill(g, t);
            step(accumulating, g);
            for (int i = 0; i < g.length; i++) {
                mean[i] = t % 2 == 0 ? g[i] : 0.5f * (mean[i] + g[i]);
            }
            if (t % 2 == 1) {
                step(plain, mean);
            }
        }
        assertThat(parts.values()).isEqualTo(whole.values());
    }

    @Test
    void clippingByNormTakesEachParameterByItself() {
        Graph graph = Weights.graph(Weights.trainable("a", 2), Weights.statistic("s", 1), Weights.trainable("b", 2));
        float[] gradients = {3, 4, 1000, 0.3f, 0.4f};
        step(sgd(1).clipnorm(1).begin(graph), gradients);

        assertThat(graph.values()).containsExactly(new float[] {-0.6f, -0.8f, 0, -0.3f, -0.4f}, within(1e-7f));
        assertThat(gradients).containsExactly(3, 4, 1000, 0.3f, 0.4f);
    }

    @Test
    void clippingByTheGlobalNormTakesAllTrainableParametersTogether() {
        Graph graph = Weights.graph(Weights.trainable("a", 2), Weights.statistic("s", 1), Weights.trainable("b", 2));
        step(sgd(1).globalClipnorm(1).begin(graph), 1, 1, 1000, 1, 1);

        assertThat(graph.values()).containsExactly(-0.5f, -0.5f, 0, -0.5f, -0.5f);
    }

    @Test
    void normsOfManyBlocksAreThoseOfAllWeights() {
        Graph graph = graph();
        float[] start = graph.values().clone();
        float[] gradients = new float[graph.size()];
        fill(gradients, 3);
        step(sgd(1).globalClipnorm(2).begin(graph), gradients);
        double moved = 0;
        for (int i = 0; i < start.length; i++) {
            moved += Math.pow((double) graph.values()[i] - start[i], 2);
        }
        assertThat(Math.sqrt(moved)).isCloseTo(2, within(1e-5));
    }

    @Test
    void gradientsWithNaNStayVisible() {
        assertThat(path(sgd(1).clipvalue(1), 0, Float.NaN)).containsExactly(Float.NaN);
        assertThat(path(sgd(1).clipnorm(1), 0, Float.NaN)).containsExactly(Float.NaN);
        assertThat(path(sgd(1).globalClipnorm(1), 0, Float.POSITIVE_INFINITY)).containsExactly(Float.NaN);
    }

    @Test
    void theAverageFollowsTheWeightsAndTakesTheirPlaceAtTheEnd() {
        ONE.values()[0] = 0;
        OptimizerState state = sgd(1).useEma().emaMomentum(0.75).begin(ONE);
        step(state, -8);
        step(state, -8);
        assertThat(ONE.values()[0]).isEqualTo(16);
        assertThat(state.toTensors().get("average/weights/a").values()).containsExactly(10);
        state.finish();
        assertThat(ONE.values()[0]).isEqualTo(10);
    }

    @Test
    void withoutAnUpdateThereIsNoAverage() {
        ONE.values()[0] = 5;
        sgd(1).useEma().begin(ONE).finish();
        assertThat(ONE.values()[0]).isEqualTo(5);
    }

    @Test
    void theAverageMayReplaceTheWeightsEverySoOften() {
        Sgd o = sgd(1).emaMomentum(0.5).emaOverwriteFrequency(2);
        // w 8; w 16, average 12 → w 12; w 20, average 16; w 28, average 22 → w 22
        assertThat(path(o, 0, -8, -8, -8, -8)).containsExactly(8, 12, 20, 22);
    }

    @Test
    void lookaheadGoesBackHalfTheWay() {
        assertThat(path(sgd(1).lookahead(2, 0.5), 4, -1, -1, -1, -1)).containsExactly(5, 5, 6, 6);
        assertThat(path(sgd(1).lookahead(), 0, -1, -1, -1, -1, -1, -1)).containsExactly(1, 2, 3, 4, 5, 3);
    }

    @Test
    void theLearningRateFollowsTheScheduleBatchByBatch() {
        Sgd o = sgd(piecewiseConstantDecay(new int[] {0, 2}, 1, 0.5, 0.25));
        assertThat(path(o, 0, -1, -1, -1, -1, -1)).containsExactly(1, 1.5f, 2, 2.25f, 2.5f);
        // Batches 0 and 1 make an update with the rate of batch 1, as in Keras.
        assertThat(path(o.gradientAccumulationSteps(2), 0, -1, -1, -1, -1)).containsExactly(0, 0.5f, 0.5f, 0.75f);
        assertThat(o.learningRate()).isEqualTo(1);
    }

    @Test
    void aScheduledRateCannotBeSetByHand() {
        OptimizerState state = sgd(Schedules.exponentialDecay(0.1, 10, 0.5)).begin(ONE);
        assertThatThrownBy(() -> state.learningRate(0.5)).isInstanceOf(IllegalStateException.class)
                .hasMessage("sgd: the learning rate follows the schedule ExponentialDecay[initialLearningRate=0.1,"
                        + " decaySteps=10, decayRate=0.5, usesStaircase=false] and cannot be set to 0.5; make the"
                        + " optimizer with a number if the rate is to be set by hand or by a callback.");
        assertThat(state.learningRate()).isEqualTo(0.1);
    }

    @Test
    void aScheduleThatGoesWrongIsNamed() {
        OptimizerState state = sgd(step -> step == 1 ? -1 : 1).begin(ONE);
        assertThatThrownBy(() -> step(state, 1))
                .hasMessage("sgd: learningRate must be a finite number of at least 0, got -1.0.");
    }

    @Test
    void learningRateFactorsAndFrozenLayersCount() {
        Graph graph = Weights.twoLayers(3);
        graph.learningRateFactor(graph.nodes().get(1), 0.25);
        OptimizerState state = sgd(1).weightDecay(0.5).begin(graph);
        java.util.Arrays.fill(graph.values(), 4);
        step(state, 1, 1, 1, 1, 1, 1);
        assertThat(graph.values()).containsExactly(3.25f, 3.25f, 3.25f, 1, 1, 1);

        graph.freeze(graph.nodes().get(1), true);
        step(sgd(1).globalClipnorm(1).begin(graph), Float.NaN, 1, 1, 0, 3, 4);
        assertThat(graph.values()).containsExactly(new float[] {3.25f, 3.25f, 3.25f, 1, 0.4f, 0.2f}, within(1e-6f));
        for (Parameter p : graph.parameters()) {
            assertThat(p.trainable()).isEqualTo(p.at() == 3);
        }
    }

    @Test
    void onlyOneKindOfClipping() {
        assertThatThrownBy(() -> adam().clipnorm(1).clipvalue(0.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adam: only one of clipvalue, clipnorm and global_clipnorm can be set, got clipnorm 1.0 and"
                        + " clipvalue 0.5.");
        assertThat(adam().clipnorm(1).clipnorm(2).options().clipping())
                .isEqualTo(new Clipping(Clipping.Kind.CLIPNORM, 2));
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> adam().weightDecay(-1))
                .hasMessage("adam: weightDecay must be a finite number of at least 0, got -1.0.");
        assertThatThrownBy(() -> adam().excludeFromWeightDecay("bias", ""))
                .hasMessageContaining("a name must not be empty");
        assertThatThrownBy(() -> adam().clipvalue(0))
                .hasMessage("adam: clipvalue must be a finite number above 0, got 0.0.");
        assertThatThrownBy(() -> adam().clipnorm(Double.NaN)).hasMessageContaining("adam: clipnorm must be");
        assertThatThrownBy(() -> adam().globalClipnorm(-2)).hasMessageContaining("adam: global_clipnorm must be");
        assertThatThrownBy(() -> adam().gradientAccumulationSteps(0))
                .hasMessage("adam: gradientAccumulationSteps must be at least 1, got 0.");
        assertThatThrownBy(() -> adam().emaMomentum(1.5)).hasMessage("adam: emaMomentum must be from 0 to 1, got 1.5.");
        assertThatThrownBy(() -> adam().emaOverwriteFrequency(-1))
                .hasMessageContaining("adam: emaOverwriteFrequency must be");
        assertThatThrownBy(() -> adam().lookahead(0, 0.5))
                .hasMessage("adam: lookahead: syncPeriod must be at least 1, got 0.");
        assertThatThrownBy(() -> adam().lookahead(5, 0))
                .hasMessage("adam: lookahead: slowStepSize must be above 0 and at most 1, got 0.0.");
    }
}
