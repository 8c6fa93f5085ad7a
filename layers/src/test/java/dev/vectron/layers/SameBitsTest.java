package dev.vectron.layers;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.activations.Activation.leakyRelu;
import static dev.vectron.layers.Layers.activation;
import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.depthwiseConv2D;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.globalAveragePooling2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.relu;
import static dev.vectron.layers.Layers.rescaling;
import static dev.vectron.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same numbers to the last bit, however a model is written, executed, divided or batched. */
class SameBitsTest {
    /** Every kind of layer, and sizes at which each kind of division takes place. */
    private static Graph network() {
        Node x = input(14, 13, 3);
        Node y = x.then(rescaling(0.5, 0.1)).then(conv2D(16, 5).padding(SAME).activation(RELU));
        Node z = y.then(conv2D(16, 3).padding(SAME).useBias(false)).then(batchNormalization()).then(relu());
        Node end = add(y, z.then(conv2D(16, 3).padding(SAME)).then(batchNormalization())).then(relu());
        Node w = concatenate(end.then(maxPooling2D(2)).then(depthwiseConv2D(3).padding(SAME)
                .depthMultiplier(2)), y.then(conv2D(8, 2).strides(2)).then(leakyRelu(0.2)));
        w = w.then(depthwiseConv2D(3).useBias(false).padding(SAME).strides(1, 2)).then(leakyRelu(0.1));
        Node v = w.then(dropout(0.25)).then(flatten()).then(dense(300).activation(TANH)).then(dropout(0.5))
                .then(dense(130).activation(SIGMOID));
        Node u = concatenate(v, w.then(globalAveragePooling2D()));
        return Trial.graph(u.then(dense(10).activation(SOFTMAX)), x);
    }

    private static float[][] step(Graph graph, int samples, int threads, Kernels kernels) {
        graph.initialize(7);
        Trial trial = new Trial(graph, samples, threads, kernels, List.of());
        // Twice: the second step sees what the first left in memory.
        trial.step(samples, 3);
        return trial.step(samples, 4);
    }

    private static void assertSameBits(float[][] actual, float[][] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Arrays.mismatch(actual[i], expected[i])).as("first difference in part " + i).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 37})
    void anyNumberOfThreads(int samples) {
        Graph graph = network();
        float[][] expected = step(graph, samples, 1, KernelsProvider.best());
        assertThat(expected[1]).as("gradients").contains(expected[1][0]).doesNotContain(Float.NaN);
        for (int threads : new int[] {2, 3, 7}) {
            assertSameBits(step(graph, samples, threads, KernelsProvider.best()), expected);
        }
    }

    @Test
    void scalarAndVectorKernels() {
        Graph graph = network();
        assertSameBits(step(graph, 5, 2, KernelsProvider.best()), step(graph, 5, 1, KernelsProvider.scalar()));
    }

    @Test
    void aSampleHasTheSameOutputInABatchOfAnySize() {
        Graph graph = network();
        graph.initialize(9);
        int size = graph.inputs().getFirst().shape().size();
        int out = graph.outputs().getFirst().shape().size();
        float[] x = Trial.random(1, 40 * size);
        float[] all = forward(graph, x, 40);
        for (int batch : new int[] {1, 3, 17, 32}) {
            for (int from = 0; from + batch <= 40; from += 11) {
                float[] some = forward(graph, Arrays.copyOfRange(x, from * size, (from + batch) * size), batch);
                assertThat(Arrays.mismatch(some, Arrays.copyOfRange(all, from * out, (from
                        + batch) * out))).isEqualTo(-1);
            }
        }
    }

    private static float[] forward(Graph graph, float[] x, int samples) {
        Run run = new Run(Plan.inference(graph, samples, List.of()), 2);
        run.bindInput(0, x, 0);
        run.forward(samples);
        return Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0)
                + samples * graph.outputs().getFirst().shape().size());
    }

    static Stream<Activation> activations() {
        return Stream.of(RELU, leakyRelu(0.3), SIGMOID, TANH, SOFTMAX);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void anActivationAsAnOptionOrAsALayer(Activation function) {
        assertSameBits(stepOf(x -> x.then(dense(40).activation(function)), 6),
                stepOf(x -> x.then(dense(40)).then(activation(function)), 6));
        assertSameBits(stepOf(x -> x.then(conv2D(6, 3).activation(function)), 6, 6, 2),
                stepOf(x -> x.then(conv2D(6, 3)).then(activation(function)), 6, 6, 2));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void anActivationFusedOrNot(Activation function) {
        // Two readers of the sum keep the layers apart.
        assertSameOutput(x -> x.then(dense(40)), function, 6);
        assertSameOutput(x -> x.then(conv2D(6, 3)), function, 6, 6, 2);
        assertSameOutput(x -> x.then(depthwiseConv2D(3)), function, 6, 6, 40);
        assertSameOutput(x -> x.then(batchNormalization()), function, 6, 6, 2);
        assertSameOutput(x -> add(x.then(dense(6)), x), function, 6);
        assertSameOutput(x -> add(x, x.then(conv2D(20, 3).padding(SAME)), x), function, 12, 12, 20);
    }

    private static void assertSameOutput(UnaryOperator<Node> model, Activation function, int... shape) {
        Node x = input(shape);
        Node sum = model.apply(x);
        Graph fused = Trial.graph(sum.then(function), x);
        assertSame(fused, Graph.of(List.of(x), List.of(sum.then(function), sum)), x);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void theEndOfAResidualBlockFusedOrNot(Activation function) {
        for (boolean shortcutFirst : new boolean[] {false, true}) {
            for (int[] shape : new int[][] {{9, 7, 20}, {5, 5, 3}, {40, 40, 16}}) {
                Node x = input(shape);
                Node normalized = x.then(conv2D(shape[2], 1)).then(batchNormalization());
                Node end = (shortcutFirst ? add(x, normalized) : add(normalized, x)).then(function);
                // Two readers of the normalization keep the addition apart.
                assertSame(Trial.graph(end, x), Graph.of(List.of(x), List.of(end, normalized)), x);
            }
        }
    }

    /** The second graph has a second output, whose gradient is 0. */
    private static void assertSame(Graph fused, Graph apart, Node x) {
        fused.initialize(3);
        apart.initialize(3);
        float[] values = Trial.random(5, 4 * x.shape().size());
        Trial first = new Trial(fused, 4, 2);
        Trial second = new Trial(apart, 4, 2);
        float[] y = first.forward(4, values);
        assertThat(Arrays.mismatch(y, second.forward(4, values))).isEqualTo(-1);
        float[] dOut = Trial.random(6, y.length);
        first.backward(dOut);
        Arrays.fill(second.run().outputGradient(), second.run().outputGradientAt(1),
                second.run().outputGradientAt(1) + 4 * apart.outputs().get(1).shape().size(), 0);
        second.backward(dOut);
        assertThat(first.run().gradients()).containsExactly(second.run().gradients());
        assertThat(first.inputGradient(0, 4)).containsExactly(second.inputGradient(0, 4));
    }

    @Test
    void aRectifierInFrontOfAPoolingIsAppliedBehindIt() {
        UnaryOperator<Node> sum = x -> x.then(conv2D(18, 3)).then(RELU);
        Node x = input(9, 8, 2);
        Node rectified = sum.apply(x);
        Graph fused = Trial.graph(rectified.then(maxPooling2D(3).strides(2).padding(SAME)).then(flatten()), x);
        // Two readers of the rectifier keep it in front.
        Node y = input(9, 8, 2);
        Node apart = sum.apply(y);
        Graph separate = Graph.of(List.of(y),
                List.of(apart.then(maxPooling2D(3).strides(2).padding(SAME)).then(flatten()), apart));
        float[][] expected = poolingStep(separate);
        float[][] actual = poolingStep(fused);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i]);
        }
    }

    /** Output and gradients; zeros without their signs. */
    private static float[][] poolingStep(Graph graph) {
        graph.initialize(3);
        Trial trial = new Trial(graph, 4, 2);
        float[] out = trial.forward(4, Trial.random(5, 4 * 9 * 8 * 2));
        if (graph.outputs().size() > 1) {
            int from = trial.run().outputGradientAt(1);
            Arrays.fill(trial.run().outputGradient(), from, from + 4 * graph.outputs().get(1).shape().size(), 0);
        }
        trial.backward(Trial.random(6, out.length));
        float[][] all = {out, trial.run().gradients().clone(), trial.inputGradient(0, 4)};
        for (float[] values : all) {
            for (int i = 0; i < values.length; i++) {
                values[i] += 0f;
            }
        }
        return all;
    }

    private static float[][] stepOf(UnaryOperator<Node> model, int... shape) {
        Node x = input(shape);
        return step(Trial.graph(model.apply(x), x), 5, 2, KernelsProvider.best());
    }

    @Test
    void dropoutFollowsTheSampleNotItsPlaceInTheBatch() {
        Node x = input(50);
        Graph graph = Trial.graph(x.then(dropout(0.5)), x);
        Trial trial = new Trial(graph, 4, 1);
        float[] ones = new float[200];
        Arrays.fill(ones, 1);
        trial.run().randomness(1, 0, new int[] {10, 11, 12, 13});
        float[] first = trial.forward(4, ones);
        trial.run().randomness(1, 0, new int[] {13, 10});
        float[] second = trial.forward(2, ones);
        assertThat(Arrays.copyOfRange(second, 0, 50)).containsExactly(Arrays.copyOfRange(first, 150, 200));
        assertThat(Arrays.copyOfRange(second, 50, 100)).containsExactly(Arrays.copyOfRange(first, 0, 50));
        trial.run().randomness(1, 1, new int[] {10});
        assertThat(trial.forward(1, ones)).isNotEqualTo(Arrays.copyOfRange(first, 0, 50));
        assertThat(first).containsOnly(0f, 2f);
    }
}
