package dev.vectron.layers;

import static dev.vectron.activations.Activation.LINEAR;
import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.activations.Activation.leakyRelu;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.depthwiseConv2D;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In inference a batch normalization becomes part of the convolution in front of it. */
class FoldingTest {
    private static final int SAMPLES = 5;

    /** Weights and statistics as after a training: nothing is 0 or 1 any more. */
    private static Graph trained(Node output, Node input) {
        Graph graph = Graph.of(List.of(input), List.of(output));
        graph.initialize(3);
        long seed = 50;
        for (Parameter p : graph.parameters()) {
            Tensor t = p.toTensor();
            float[] change = Trial.random(seed++, p.size());
            boolean positive = p.name().endsWith("variance") || p.name().endsWith("gamma");
            for (int i = 0; i < p.size(); i++) {
                t.values()[i] = positive ? 0.6f + 0.5f * change[i] : t.values()[i] + 0.3f * change[i];
            }
            p.set(t);
        }
        return graph;
    }

    private static float[] infer(Graph graph, float[] x, int samples, int threads, Kernels kernels) {
        return output(new Run(Plan.inference(graph, samples, List.of(), kernels), threads), x, samples);
    }

    private static float[] output(Run run, float[] x, int samples) {
        run.bindInput(0, x, 0);
        run.forward(samples);
        int size = samples * run.plan().graph().outputs().getFirst().shape().size();
        return Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + size);
    }

    private static void assertClose(float[] actual, float[] expected) {
        double largest = 0;
        for (float v : expected) {
            largest = Math.max(largest, Math.abs(v));
        }
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as("element " + i).isCloseTo(expected[i], offset(1e-5 * largest));
        }
    }

    @ParameterizedTest
    @CsvSource({"true,true,true,3,1", "false,true,true,3,1", "true,false,true,1,1", "false,true,false,3,2",
        "false,false,false,5,1"})
    void theResultIsThatOfTwoLayers(boolean bias, boolean scale, boolean center, int size, int strides) {
        for (Activation function : List.of(LINEAR, RELU, leakyRelu(0.2), TANH)) {
            Node x = input(9, 8, 5);
            Graph graph = trained(x.then(conv2D(34, size).strides(strides).padding(SAME).useBias(bias))
                    .then(batchNormalization().scale(scale).center(center).batchStatistics(false))
                    .then(function), x);
            float[] values = Trial.random(8, SAMPLES * x.shape().size());
            // Training without statistics of the batch computes the same function, one layer after the other.
            float[] apart = output(new Run(Plan.training(graph, SAMPLES, List.of()), 2), values, SAMPLES);
            assertClose(infer(graph, values, SAMPLES, 2, KernelsProvider.best()), apart);
        }
    }

    @ParameterizedTest
    @CsvSource({"true,1,1", "false,1,2", "true,3,1", "false,2,2"})
    void soItIsForDepthwiseConvolutions(boolean bias, int multiplier, int strides) {
        for (Activation function : List.of(LINEAR, RELU, TANH)) {
            Node x = input(9, 8, 17);
            Graph graph = trained(x.then(depthwiseConv2D(3).strides(strides).padding(SAME).useBias(bias)
                    .depthMultiplier(multiplier)).then(batchNormalization().batchStatistics(false)).then(function), x);
            float[] values = Trial.random(8, SAMPLES * x.shape().size());
            float[] apart = output(new Run(Plan.training(graph, SAMPLES, List.of()), 2), values, SAMPLES);
            assertClose(infer(graph, values, SAMPLES, 2, KernelsProvider.best()), apart);
        }
    }

    private static Graph network(Node x, boolean depthwise) {
        Node y = x.then(conv2D(20, 3).padding(SAME).useBias(false)).then(batchNormalization()).then(RELU);
        Node z = y.then(depthwise ? depthwiseConv2D(3).strides(2).depthMultiplier(2) : conv2D(33, 3).strides(2));
        return trained(z.then(batchNormalization()).then(leakyRelu(0.1)).then(flatten()).then(dense(70))
                .then(batchNormalization()).then(depthwise ? leakyRelu(0.1) : RELU), x);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bitsDependOnNeitherBatchNorThreadsNorKernels(boolean depthwise) {
        Node x = input(14, 13, 3);
        Graph graph = network(x, depthwise);
        int size = x.shape().size();
        int out = graph.outputs().getFirst().shape().size();
        float[] values = Trial.random(1, 40 * size);
        float[] all = infer(graph, values, 40, 1, KernelsProvider.scalar());
        assertThat(infer(graph, values, 40, 3, KernelsProvider.best())).containsExactly(all);
        for (int batch : new int[] {1, 3, 17}) {
            float[] some = infer(graph, Arrays.copyOfRange(values, 5 * size, (5 + batch) * size), batch, 2,
                    KernelsProvider.best());
            assertThat(some).containsExactly(Arrays.copyOfRange(all, 5 * out, (5 + batch) * out));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void laterStatisticsAndWeightsAreSeen(boolean depthwise) {
        Node x = input(14, 13, 3);
        Graph graph = network(x, depthwise);
        float[] values = Trial.random(1, SAMPLES * x.shape().size());
        Run kept = new Run(Plan.inference(graph, SAMPLES, List.of()), 2);
        float[] before = output(kept, values, SAMPLES);
        Run training = new Run(Plan.training(graph, SAMPLES, List.of()), 2);
        for (int step = 0; step < 3; step++) {
            try (var _ = graph.beginTraining()) {
                output(training, values, SAMPLES);
                training.finishStep();
            }
            float[] after = output(kept, values, SAMPLES);
            assertThat(after).isNotEqualTo(before);
            assertThat(after).containsExactly(infer(graph, values, SAMPLES, 1, KernelsProvider.best()));
            before = after;
        }
        for (Parameter p : graph.parameters()) {
            Tensor t = p.toTensor();
            t.values()[0] += 0.5f;
            p.set(t);
            float[] after = output(kept, values, SAMPLES);
            assertThat(after).as(p.name()).isNotEqualTo(before);
            before = after;
        }
        assertThat(before).containsExactly(infer(graph, values, SAMPLES, 1, KernelsProvider.best()));
    }

    @Test
    void aConvolutionThatOthersReadIsLeftAsItIs() {
        Node x = input(6, 6, 2);
        Node sum = x.then(conv2D(4, 3));
        Graph graph = Graph.of(List.of(x), List.of(sum, sum.then(batchNormalization())));
        Run run = new Run(Plan.inference(graph, 2, List.of()), 1);
        float[] values = Trial.random(1, 2 * x.shape().size());
        float[] alone = infer(trialOf(graph, sum), values, 2, 1, KernelsProvider.best());
        assertThat(output(run, values, 2)).containsExactly(alone);
    }

    private static Graph trialOf(Graph same, Node output) {
        Graph graph = Graph.of(same.inputs(), List.of(output));
        graph.parameters().forEach(p -> same.parameters().stream().filter(q -> q.name().equals(p.name()))
                .forEach(q -> p.set(q.toTensor())));
        return graph;
    }

    @Test
    void aNormalizationBehindAnActivationIsNotFolded() {
        assertThat(conv2D(4, 3).foldedWith(batchNormalization())).isPresent();
        assertThat(conv2D(4, 3).activation(RELU).foldedWith(batchNormalization())).isEmpty();
        assertThat(conv2D(4, 3).foldedWith(conv2D(4, 3))).isEmpty();
        assertThat(depthwiseConv2D(3).foldedWith(batchNormalization())).isPresent();
        assertThat(depthwiseConv2D(3).activation(RELU).foldedWith(batchNormalization())).isEmpty();
    }

    @Test
    void whatIsFoldedDoesNotTrain() {
        NormalizedConv2D folded = new NormalizedConv2D(conv2D(4, 3), batchNormalization());
        Node x = input(6, 6, 2);
        Graph graph = Graph.of(List.of(x), List.of(x.then(folded)));
        Run run = new Run(Plan.training(graph, 1, List.of()), 1);
        output(run, Trial.random(1, x.shape().size()), 1);
        assertThatThrownBy(run::backward).isInstanceOf(IllegalStateException.class)
                .hasMessage("A folded batch normalization is for inference only.");
    }
}
