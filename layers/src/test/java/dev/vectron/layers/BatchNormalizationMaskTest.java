package dev.vectron.layers;

import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.masking;
import static dev.vectron.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.check.GradientCheck;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Steps of padding do not count in the statistics of a batch, as in Keras. */
class BatchNormalizationMaskTest {
    private static final float[] SEQUENCES = {1, 2, 0, 0, 3, -1, 0, 0, 4, 0.5f, 0, 0};

    /** Values of Keras 3.15. */
    @Test
    void statisticsAreThoseOfTheStepsThatCount() {
        Node x = input(3, 2);
        Graph graph = Trial.graph(x.then(masking()).then(batchNormalization().momentum(0.5)), x);
        for (int threads : new int[] {1, 3}) {
            graph.initialize(1);
            Trial trial = new Trial(graph, 2, threads);
            assertThat(trial.forward(2, SEQUENCES)).containsExactly(new float[] {-1.3358769f, 1.2243367f, -2.137403f,
                -0.40811226f, 0.2671752f, -1.2243367f, -2.137403f, -0.40811226f, 1.0687013f, 0, -2.137403f,
                -0.40811226f}, within(2e-6f));
            trial.run().finishStep();
            assertThat(graph.values()).containsExactly(
                    new float[] {1, 1, 0, 0, 1.3333334f, 0.25f, 1.2777779f, 1.25f}, within(1e-6f));
        }
    }

    @Test
    void aBatchOfPaddingIsFinite() {
        Node x = input(3, 2);
        Graph graph = Trial.graph(x.then(masking()).then(batchNormalization().momentum(0.5)), x);
        graph.initialize(1);
        Trial trial = new Trial(graph, 2, 1);
        assertThat(trial.forward(2, new float[12])).containsOnly(0);
        trial.backward(Trial.random(1, 12));
        trial.run().finishStep();
        assertThat(graph.values()).containsExactly(1, 1, 0, 0, 0, 0, 0.5f, 0.5f);
    }

    @Test
    void gradientsWithPadding() {
        float[] tokens = {1, 2, 3, 0, 0, 4, 5, 6, 1, 0, 0, 2, 0, 3, 4, 0, 0, 0, 0, 0};
        for (boolean readTwice : new boolean[] {false, true}) {
            Node in = input(5);
            Node x = in.then(embedding(7, 3).maskZero(true));
            Node y = x.then(batchNormalization());
            Node end = readTwice ? add(x.then(dense(3).anyRank()), y).then(relu()) : y;
            GradientCheck.of(Trial.graph(end, in)).fixedInput(Tensor.of(Shape.of(4, 5), tokens)).atMost(30).verify();
        }
    }
}
