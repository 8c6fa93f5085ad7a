package dev.vectron.layers.recurrent;

import static dev.vectron.activations.Activation.LINEAR;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.simpleRNN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Trial;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sample loses it loses at every step; only in training. */
class RecurrentDropoutTest {
    private static final int UNITS = 30;
    private static final int TIME = 3;
    private static final Initializer IDENTITY = (shape, key, to, at) -> {
        Arrays.fill(to, at, at + shape.size(), 0f);
        for (int i = 0; i < shape.dim(0); i++) {
            to[at + i * shape.dim(1) + i] = 1;
        }
    };

    private static SimpleRNN linear() {
        return simpleRNN(UNITS).activation(LINEAR).kernelInitializer(IDENTITY).returnSequences(true);
    }

    private static Graph graph(SimpleRNN layer) {
        Node x = input(TIME, UNITS);
        Graph graph = Trial.graph(x.then(layer), x);
        graph.initialize(1);
        return graph;
    }

    private static float[] row(float[] y, int sample, int t) {
        return Arrays.copyOfRange(y, (sample * TIME + t) * UNITS, (sample * TIME + t + 1) * UNITS);
    }

    @Test
    void theInputLosesTheSameFeaturesAtEveryStep() {
        float[] ones = new float[2 * TIME * UNITS];
        Arrays.fill(ones, 1);
        Graph graph = graph(linear().recurrentInitializer(Initializers.zeros()).dropout(0.5));
        float[] y = new Trial(graph, 2, 1).forward(2, ones);

        assertThat(row(y, 0, 0)).containsOnly(0f, 2f).containsExactly(row(y, 0, 1)).containsExactly(row(y, 0, 2));
        assertThat(row(y, 1, 0)).containsOnly(0f, 2f).containsExactly(row(y, 1, 2)).isNotEqualTo(row(y, 0, 0));
        assertThat(infer(graph, ones)).as("inference").containsOnly(1f);
    }

    @Test
    void theStateLosesTheSameElementsAtEveryStep() {
        float[] impulse = new float[TIME * UNITS];
        Arrays.fill(impulse, 0, UNITS, 1);
        Graph graph = graph(linear().recurrentInitializer(IDENTITY).recurrentDropout(0.5));
        float[] y = new Trial(graph, 1, 1).forward(1, impulse);

        assertThat(row(y, 0, 0)).containsOnly(1f);
        float[] second = row(y, 0, 1);
        float[] third = row(y, 0, 2);
        assertThat(second).containsOnly(0f, 2f).contains(0f, 2f);
        for (int j = 0; j < UNITS; j++) {
            assertThat(third[j]).isEqualTo(2 * second[j]);
        }
        assertThat(infer(graph, impulse)).as("inference").containsOnly(1f);
    }

    private static float[] infer(Graph graph, float[] x) {
        int samples = x.length / (TIME * UNITS);
        Run run = new Run(Plan.inference(graph, samples, List.of()), 1);
        run.bindInput(0, x, 0);
        run.forward(samples);
        return Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + x.length);
    }
}
