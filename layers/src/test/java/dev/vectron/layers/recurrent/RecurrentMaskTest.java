package dev.vectron.layers.recurrent;

import static dev.vectron.initializers.Initializers.constant;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.gru;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.masking;
import static dev.vectron.layers.Layers.outputOf;
import static dev.vectron.layers.Layers.simpleRNN;
import static dev.vectron.layers.Layers.stateH;
import static dev.vectron.layers.Layers.timeDistributed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.vectron.check.GradientCheck;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.layers.Trial;
import dev.vectron.losses.Losses;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of padding leave the states as they are; the output repeats itself there, as in Keras. */
class RecurrentMaskTest {
    private static final int TIME = 5;
    private static final int FEATURES = 2;

    static Stream<Recurrent<?>> kinds() {
        return Stream.of(simpleRNN(4), lstm(4), gru(4), gru(4).resetAfter(false), lstm(4).goBackwards(true));
    }

    private static float[] infer(Graph graph, int output, float[] x, int samples) {
        Run run = new Run(Plan.inference(graph, samples, List.of()), 1);
        run.bindInput(0, x, 0);
        run.forward(samples);
        int at = run.outputAt(output);
        return Arrays.copyOfRange(run.output(output), at,
                at + samples * graph.outputs().get(output).shape().size());
    }

    private static Graph behindMask(Layer layer, int time) {
        Node x = input(time, FEATURES);
        Graph graph = Trial.graph(x.then(masking()).then(layer), x);
        graph.initialize(3);
        return graph;
    }

    /** Random steps, but zeros for padding. */
    private static float[] sequence(boolean... counts) {
        float[] x = Trial.random(1, counts.length * FEATURES);
        for (int t = 0; t < counts.length; t++) {
            if (!counts[t]) {
                Arrays.fill(x, t * FEATURES, (t + 1) * FEATURES, 0);
            }
        }
        return x;
    }

    /** The steps that count, without the padding between them. */
    private static float[] shortened(float[] x, boolean... counts) {
        float[] some = new float[x.length];
        int at = 0;
        for (int t = 0; t < counts.length; t++) {
            if (counts[t]) {
                System.arraycopy(x, t * FEATURES, some, at, FEATURES);
                at += FEATURES;
            }
        }
        return Arrays.copyOf(some, at);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void paddingAnywhereIsAsIfItWereNotThere(Recurrent<?> layer) {
        boolean[] counts = {false, true, true, false, true};
        float[] x = sequence(counts);
        assertThat(infer(behindMask(layer, TIME), 0, x, 1))
                .containsExactly(infer(behindMask(layer, 3), 0, shortened(x, counts), 1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theOutputRepeatsItselfAtPadding(Recurrent<?> layer) {
        boolean[] counts = {false, true, true, false, true};
        float[] x = sequence(counts);
        float[] all = infer(behindMask(layer.returnSequences(true), TIME), 0, x, 1);
        float[] some = infer(behindMask(layer.returnSequences(true), 3), 0, shortened(x, counts), 1);
        int[] expected = layer.options().goBackwards() ? new int[] {0, 0, 1, 2, 2} : new int[] {-1, 0, 1, 1, 2};
        for (int k = 0; k < TIME; k++) {
            float[] row = Arrays.copyOfRange(all, 4 * k, 4 * k + 4);
            assertThat(row).as("step " + k).containsExactly(expected[k] < 0 ? new float[4]
                    : Arrays.copyOfRange(some, 4 * expected[k], 4 * expected[k] + 4));
        }
    }

    /** Values of Keras 3.15, for the steps padding, 1, 2, padding, −1, padding. */
    static Stream<Arguments> zerosOfKeras() {
        Recurrent<?> rnn = simpleRNN(1).kernelInitializer(constant(0.5f)).recurrentInitializer(constant(0.25f))
                .biasInitializer(constant(0.1f));
        Recurrent<?> all = rnn.returnSequences(true);
        return Stream.of(
                Arguments.of(bidirectional(all).mergeMode(MergeMode.SUM),
                        new float[] {0, 1.1959811f, 1.6075027f, 0, -0.5667758f, 0}),
                Arguments.of(bidirectional(all), new float[] {0, 0, 0.53704965f, 0.6589315f, 0.84381133f, 0.7636914f, 0,
                    0, -0.1868268f, -0.379949f, 0, 0}),
                Arguments.of(bidirectional(rnn).mergeMode(MergeMode.SUM), new float[] {0.4721047f}),
                Arguments.of(all.zeroOutputForMask(true),
                        new float[] {0, 0.53704965f, 0.84381133f, 0, -0.1868268f, 0}),
                Arguments.of(all.goBackwards(true).zeroOutputForMask(true),
                        new float[] {0, -0.379949f, 0, 0.7636914f, 0.6589315f, 0}),
                Arguments.of(rnn.zeroOutputForMask(true), new float[] {0}),
                Arguments.of(rnn, new float[] {-0.1868268f}));
    }

    @ParameterizedTest
    @MethodSource("zerosOfKeras")
    void paddingPutsOutZerosIfAskedAndInBothDirections(Layer layer, float[] expected) {
        Node x = input(6, 1);
        Graph graph = Trial.graph(x.then(masking()).then(layer), x);
        graph.initialize(1);
        assertThat(infer(graph, 0, new float[] {0, 1, 2, 0, -1, 0}, 1)).containsExactly(expected, offset(1e-6f));
    }

    @Test
    void aSequenceOfPaddingKeepsItsInitialStateAndPutsOutZeros() {
        Node x = input(TIME, FEATURES);
        Node h = x.then(dev.vectron.layers.Layers.flatten()).then(dense(4).biasInitializer(
                dev.vectron.initializers.Initializers.ones()));
        Node run = Node.apply(gru(4).returnState(true), x.then(masking()), h);
        Graph graph = Graph.of(List.of(x), List.of(outputOf(run), stateH(run)));
        graph.initialize(1);
        assertThat(infer(graph, 0, new float[TIME * FEATURES], 1)).containsExactly(0, 0, 0, 0);
        assertThat(infer(graph, 1, new float[TIME * FEATURES], 1)).containsExactly(1, 1, 1, 1);
    }

    /** Samples with padding in front, behind, in between, everywhere, and without. */
    private static Tensor padded() {
        boolean[][] counts = {{true, true, true, true, true}, {true, true, false, false, false},
            {false, false, true, true, true}, {true, false, true, false, true}, {false, false, false, false, false}};
        float[] tokens = new float[counts.length * TIME];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = counts[i / TIME][i % TIME] ? 1 + i % 6 : 0;
        }
        return Tensor.of(Shape.of(counts.length, TIME), tokens);
    }

    static Stream<Layer> layersBehindMasks() {
        return kinds().flatMap(layer -> Stream.of(layer, layer.returnSequences(true),
                layer.recurrentDropout(0.4).returnSequences(true), layer.returnState(true),
                layer.returnState(true).returnSequences(true), layer.zeroOutputForMask(true),
                layer.zeroOutputForMask(true).returnSequences(true), bidirectional(layer),
                bidirectional(layer.returnSequences(true)).mergeMode(MergeMode.AVE)));
    }

    @ParameterizedTest
    @MethodSource("layersBehindMasks")
    void gradientsWithPadding(Layer layer) {
        Node tokens = input(TIME);
        Node y = tokens.then(embedding(7, 3).maskZero(true)).then(layer);
        GradientCheck.of(Trial.graph(y, tokens)).fixedInput(padded()).atMost(20).verify();
    }

    @Test
    void gradientsOfInitialStatesWithPadding() {
        Node tokens = input(TIME);
        Node h = input(3);
        Node c = input(3);
        Node embedded = tokens.then(embedding(7, 2).maskZero(true));
        Node y = Node.apply(lstm(3).returnSequences(true), embedded, h, c);
        GradientCheck.of(Trial.graph(y, tokens, h, c)).fixedInput(padded()).input(5, 3).input(5, 3).atMost(20).verify();
    }

    /** The loss leaves out padded steps, also behind several layers and behind the part of an output with states. */
    @Test
    void theMaskGoesOnToTheLoss() {
        for (boolean states : new boolean[] {false, true}) {
            Node tokens = input(TIME);
            Node y = tokens.then(embedding(7, 3).maskZero(true)).then(bidirectional(lstm(3).returnSequences(true)));
            y = y.then(timeDistributed(dense(4)));
            y = states ? outputOf(y.then(gru(2).returnSequences(true).returnState(true)))
                    : y.then(gru(2).returnSequences(true));
            Graph graph = Trial.graph(y, tokens);
            graph.initialize(1);
            assertThat(lossOf(graph, 100)).as("targets at padding count").isEqualTo(lossOf(graph, 0));
        }
    }

    private static double lossOf(Graph graph, float targetAtPadding) {
        float[] tokens = {3, 1, 2, 0, 0};
        float[] targets = {1, 1, 1, 1, 1, 1, targetAtPadding, targetAtPadding, targetAtPadding, targetAtPadding};
        Run run = new Run(Plan.inference(graph, 1, List.of(Losses.meanSquaredError())), 1);
        run.bindInput(0, tokens, 0);
        run.forward(1);
        run.lossCall(0).targets(targets, 0);
        return run.loss();
    }

    @Test
    void maskingPutsZerosAtItsValue() {
        Node x = input(2, FEATURES);
        Graph graph = Trial.graph(x.then(masking(7)), x);
        assertThat(infer(graph, 0, new float[] {7, 7, 7, 1}, 1)).containsExactly(0, 0, 7, 1);
    }
}
