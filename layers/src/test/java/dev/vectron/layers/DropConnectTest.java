package dev.vectron.layers;

import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropConnect;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.initializers.Initializers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections, not values, are left out in training. */
class DropConnectTest {
    static Stream<Layer> onVectors() {
        return Stream.of(dense(5).dropConnect(0.5), dense(33).useBias(false).dropConnect(0.2).activation(TANH),
                dropConnect(0.3, dense(4)));
    }

    @ParameterizedTest
    @MethodSource("onVectors")
    void everyPromise(Layer layer) {
        LayerContract.of(layer).input(7).verify();
        LayerContract.of(layer).input(3, 40).atMost(20).verify();
    }

    static Stream<Layer> onPictures() {
        return Stream.of(conv2D(4, 3).dropConnect(0.5), conv2D(3, 2).padding(SAME).strides(2).dropConnect(0.2)
                .activation(TANH), dropConnect(0.3, conv2D(17, 3).useBias(false)));
    }

    @ParameterizedTest
    @MethodSource("onPictures")
    void everyPromiseForPictures(Layer layer) {
        LayerContract.of(layer).input(5, 6, 3).atMost(20).verify();
        LayerContract.of(layer).input(6, 7, 17).atMost(10).verify();
    }

    private static Graph ones(Layer layer, int... shape) {
        Node x = input(shape);
        Graph graph = Trial.graph(x.then(layer), x);
        graph.initialize(1);
        return graph;
    }

    @Test
    void aBatchHasOneMaskAndTheGradientToo() {
        Graph graph = ones(dense(400).kernelInitializer(Initializers.ones()).dropConnect(0.5), 1);
        Trial trial = new Trial(graph, 2, 1);
        trial.run().randomness(1, 0, new int[] {10, 11});
        float[] first = trial.forward(2, new float[] {1, 1});
        assertThat(first).containsOnly(0f, 2f);
        assertThat(Arrays.copyOfRange(first, 400, 800)).containsExactly(Arrays.copyOfRange(first, 0, 400));
        assertThat(kept(first) / 2).isBetween(150, 250);
        float[] dOut = new float[800];
        Arrays.fill(dOut, 1);
        trial.backward(dOut);
        float[] gradient = trial.gradient("kernel");
        for (int i = 0; i < 400; i++) {
            assertThat(gradient[i]).isEqualTo(2 * first[i]);
        }
        assertThat(trial.inputGradient(0, 2)).containsOnly((float) kept(first));
        trial.run().randomness(1, 1, new int[] {10, 11});
        assertThat(trial.forward(2, new float[] {1, 1})).isNotEqualTo(first);
        trial.run().randomness(1, 0, new int[] {10, 12});
        assertThat(trial.forward(2, new float[] {1, 1})).isEqualTo(first);
    }

    private static int kept(float[] values) {
        int kept = 0;
        for (float v : values) {
            kept += v != 0 ? 1 : 0;
        }
        return kept;
    }

    @Test
    void weightsOfAConvolutionAreLeftOutAtAllPlaces() {
        Graph graph = ones(conv2D(60, 1).kernelInitializer(Initializers.ones()).dropConnect(0.75), 2, 2, 1);
        Trial trial = new Trial(graph, 1, 1);
        float[] out = trial.forward(1, new float[] {1, 1, 1, 1});
        assertThat(out).containsOnly(0f, 4f);
        for (int place = 1; place < 4; place++) {
            assertThat(Arrays.copyOfRange(out, place * 60, place * 60 + 60)).containsExactly(Arrays.copyOf(out, 60));
        }
    }

    @Test
    void inferenceUsesAllConnections() {
        for (Layer layer : List.of(dense(5).kernelInitializer(Initializers.ones()).dropConnect(0.5),
                conv2D(5, 1).kernelInitializer(Initializers.ones()).dropConnect(0.5))) {
            Graph graph = layer instanceof Dense ? ones(layer, 1) : ones(layer, 1, 1, 1);
            Run run = new Run(Plan.inference(graph, 1, List.of()), 1);
            run.bindInput(0, new float[] {3}, 0);
            run.forward(1);
            assertThat(Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + 5)).containsOnly(3f);
        }
    }

    @Test
    void theOptionAndTheLayerAreTheSame() {
        float[] x = Trial.random(3, 24);
        assertThat(new Trial(ones(dropConnect(0.4, dense(9)), 6), 4, 1).forward(4, x))
                .containsExactly(new Trial(ones(dense(9).dropConnect(0.4), 6), 4, 1).forward(4, x));
    }
}
