package dev.vectron.layers.recurrent;

import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.relu;
import static dev.vectron.layers.Layers.timeDistributed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.layers.Trial;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A layer of each step does what the layer does with the steps as samples. */
class TimeDistributedTest {
    private static final int TIME = 3;
    private static final int SAMPLES = 5;

    private static Graph steps(List<Layer> layers, int... shape) {
        int[] all = new int[shape.length + 1];
        all[0] = TIME;
        System.arraycopy(shape, 0, all, 1, shape.length);
        Node x = input(all);
        Node y = x;
        for (Layer layer : layers) {
            y = y.then(timeDistributed(layer));
        }
        return Trial.graph(y, x);
    }

    private static Graph samples(List<Layer> layers, int... shape) {
        Node x = input(shape);
        Node y = x;
        for (Layer layer : layers) {
            y = y.then(layer);
        }
        return Trial.graph(y, x);
    }

    private static void assertSame(List<Layer> layers, int... shape) {
        Graph ofSteps = steps(layers, shape);
        Graph ofSamples = samples(layers, shape);
        ofSamples.initialize(3);
        System.arraycopy(ofSamples.values(), 0, ofSteps.values(), 0, ofSamples.values().length);
        float[][] expected = new Trial(ofSamples, SAMPLES * TIME, 2).step(SAMPLES * TIME, 4);
        float[][] actual = new Trial(ofSteps, SAMPLES, 2).step(SAMPLES, 4);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Arrays.mismatch(actual[i], expected[i])).as("part " + i).isEqualTo(-1);
        }
    }

    /** Neighbours are fused, and make each other's passes, as they do outside. */
    @Test
    void picturesOfASequence() {
        assertSame(List.of(conv2D(18, 3), batchNormalization(), relu(), maxPooling2D(2), conv2D(4, 1).activation(
                Activation.TANH), batchNormalization(), flatten(), dense(5).activation(Activation.SOFTMAX)), 8, 8, 2);
    }

    @Test
    void sequencesOfASequence() {
        assertSame(List.of(bidirectional(lstm(4).returnSequences(true)), lstm(3)), 4, 2);
    }

    @Test
    void dropoutDiffersBetweenStepsAndSamplesAndFollowsTheSample() {
        Node x = input(TIME, 40);
        Trial trial = new Trial(Trial.graph(x.then(timeDistributed(dropout(0.5))), x), 2, 1);
        float[] ones = new float[2 * TIME * 40];
        Arrays.fill(ones, 1);
        trial.run().randomness(1, 0, new int[] {7, 8});
        float[] first = trial.forward(2, ones);
        trial.run().randomness(1, 0, new int[] {8, 7});
        float[] swapped = trial.forward(2, ones);

        assertThat(Arrays.copyOfRange(swapped, 0, TIME * 40)).containsExactly(Arrays.copyOfRange(first, TIME * 40,
                2 * TIME * 40));
        assertThat(Arrays.copyOfRange(first, 0, 40)).isNotEqualTo(Arrays.copyOfRange(first, 40, 80))
                .isNotEqualTo(Arrays.copyOfRange(first, TIME * 40, TIME * 40 + 40)).contains(0f, 2f);
    }
}
