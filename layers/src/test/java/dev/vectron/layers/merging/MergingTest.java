package dev.vectron.layers.merging;

import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.average;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.dot;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.masking;
import static dev.vectron.layers.Layers.maximum;
import static dev.vectron.layers.Layers.minimum;
import static dev.vectron.layers.Layers.multiply;
import static dev.vectron.layers.Layers.subtract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.check.GradientCheck;
import dev.vectron.check.LayerContract;
import dev.vectron.graph.Call;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.Concatenate;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Trial;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Merging layers against the contract, values by hand, and what they refuse. */
class MergingTest {
    static Stream<Layer> ofAnyNumber() {
        return Stream.of(add(), new Sum(), multiply(), average(), maximum(), minimum());
    }

    static Stream<Layer> ofTwo() {
        return Stream.concat(ofAnyNumber(), Stream.of(subtract()));
    }

    @ParameterizedTest
    @MethodSource("ofTwo")
    void inputsOfOneShape(Layer layer) {
        LayerContract.verify(layer, Shape.of(5), Shape.of(5));
        LayerContract.of(layer).input(4, 3, 2).input(4, 3, 2).atMost(10).verify();
        LayerContract.verify(layer, Shape.scalar(), Shape.scalar());
    }

    @ParameterizedTest
    @MethodSource("ofAnyNumber")
    void severalInputs(Layer layer) {
        LayerContract.verify(layer, Shape.of(4), Shape.of(4), Shape.of(4));
        LayerContract.of(layer).input(3, 5).input(1, 5).input(5).input(3, 1).verify();
    }

    @ParameterizedTest
    @MethodSource("ofTwo")
    void axesOfLengthOneAreRepeated(Layer layer) {
        LayerContract.of(layer).input(3, 2, 5).input(1, 1, 5).verify();
        LayerContract.of(layer).input(1, 1, 5).input(3, 2, 5).verify();
        LayerContract.of(layer).input(3, 2, 4).input(3, 2, 1).verify();
        LayerContract.of(layer).input(2, 1, 3).input(1, 4, 3).verify();
        LayerContract.of(layer).input(4, 1).input(1, 5).verify();
        LayerContract.of(layer).input(3, 4).input(4).verify();
        LayerContract.of(layer).input(2, 3).input(1, 1).verify();
        LayerContract.of(layer).input(2, 1, 3, 1).input(1, 2, 3, 4).atMost(12).verify();
    }

    private static float[] merge(Layer layer, Shape a, Shape b, float[]... inputs) {
        Node x = Node.input(a);
        Node y = Node.input(b);
        return new Trial(Trial.graph(Node.apply(layer, x, y), x, y), 1, 1).forward(1, inputs);
    }

    @Test
    void values() {
        Shape two = Shape.of(2);
        float[] a = {3, -2};
        float[] b = {1, 5};
        assertThat(merge(subtract(), two, two, a, b)).containsExactly(2, -7);
        assertThat(merge(multiply(), two, two, a, b)).containsExactly(3, -10);
        assertThat(merge(average(), two, two, a, b)).containsExactly(2, 1.5f);
        assertThat(merge(maximum(), two, two, a, b)).containsExactly(3, 5);
        assertThat(merge(minimum(), two, two, a, b)).containsExactly(1, -2);
        assertThat(merge(dot(1), two, two, a, b)).containsExactly(-7);
        assertThat(merge(dot(1).normalize(true), two, two, a, b)[0])
                .isCloseTo((float) (-7 / Math.sqrt(13.0 * 26)), within(1e-6f));
    }

    @Test
    void repeatedValues() {
        float[] column = {1, 2, 3};
        float[] row = {10, 20};
        assertThat(merge(add(), Shape.of(3, 1), Shape.of(1, 2), column, row)).containsExactly(11, 21, 12, 22, 13, 23);
        assertThat(merge(subtract(), Shape.of(2), Shape.of(3, 1), row, column)).containsExactly(9, 19, 8, 18, 7, 17);
        assertThat(merge(multiply(), Shape.of(1, 1, 2), Shape.of(3, 1, 2), row, new float[] {1, 2, 3, 4, 5, 6}))
                .containsExactly(10, 40, 30, 80, 50, 120);
    }

    @Test
    void theFirstOfEqualInputsGetsTheGradient() {
        for (Layer layer : new Layer[] {maximum(), minimum()}) {
            Node x = input(2);
            Node y = input(2);
            Node z = input(2);
            Trial trial = new Trial(Trial.graph(Node.apply(layer, x, y, z), x, y, z), 1, 1);
            float other = layer instanceof Maximum ? 0 : 9;
            trial.forward(1, new float[] {4, other}, new float[] {4, 7}, new float[] {4, 7});
            trial.backward(new float[] {2, 3});
            assertThat(trial.inputGradient(0, 1)).containsExactly(2, 0);
            assertThat(trial.inputGradient(1, 1)).containsExactly(0, 3);
            assertThat(trial.inputGradient(2, 1)).containsExactly(0, 0);
        }
    }

    @Test
    void oneNodeSeveralTimes() {
        Node x = input(2);
        Trial trial = new Trial(Trial.graph(multiply(x, x, x), x), 1, 1);
        assertThat(trial.forward(1, new float[] {2, -3})).containsExactly(8, -27);
        trial.backward(new float[] {1, 1});
        assertThat(trial.inputGradient(0, 1)).containsExactly(12, 27);
    }

    @Test
    void aNodeAndWhatItIsGatedBy() {
        Node x = input(4, 3, 5);
        Graph graph = Trial.graph(multiply(x, x.then(Layers.globalAveragePooling2D().keepDims(true))), x);
        GradientCheck.of(graph).input(3, 4, 3, 5).verify();
    }

    /** Larger than a step and a part of the work, so that both divisions take place. */
    @ParameterizedTest
    @MethodSource("ofTwo")
    void largeInputsHaveTheSameBitsOnAnyThreads(Layer layer) {
        Shape[][] shapes = {{Shape.of(70, 41, 16), Shape.of(70, 41, 16)}, {Shape.of(70, 41, 16), Shape.of(1, 1, 16)},
            {Shape.of(7, 40, 33), Shape.of(7, 40, 1)}};
        for (Shape[] pair : shapes) {
            Node x = Node.input(pair[0]);
            Node y = Node.input(pair[1]);
            Graph graph = Trial.graph(Node.apply(layer, x, y), x, y);
            float[][] expected = new Trial(graph, 3, 1, KernelsProvider.scalar(), List.of()).step(3, 4);
            for (int threads : new int[] {1, 2, 5}) {
                float[][] actual = new Trial(graph, 3, threads).step(3, 4);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(Arrays.mismatch(actual[i], expected[i])).as("part " + i).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void addingShapesThatDifferGivesWhatTheSumGives() {
        float[] a = Trial.random(1, 30);
        float[] b = Trial.random(2, 5);
        float[] y = merge(add(), Shape.of(3, 2, 5), Shape.of(5), a, b);
        for (int i = 0; i < 30; i++) {
            assertThat(y[i]).isEqualTo(a[i] + b[i % 5]);
        }
    }

    /** Puts out the mask of its input, or −1 where there is none. */
    private record MaskProbe() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return Shape.of(inputs[0].dim(0));
        }

        @Override
        public boolean readsMask() {
            return true;
        }

        @Override
        public void forward(Call call) {
            float[] mask = call.mask();
            for (int i = 0; i < call.outSize(); i++) {
                call.out()[call.outAt() + i] = mask == null ? -1 : mask[call.maskAt() + i];
            }
        }

        @Override
        public void backward(Call call) {
            throw new IllegalStateException("Only looks at masks.");
        }
    }

    private static float[] maskOf(Node output, Node... inputs) {
        Graph graph = Graph.of(List.of(inputs), List.of(output.then(new MaskProbe())));
        Run run = new Run(Plan.inference(graph, 1, List.of()), 1);
        run.bindInput(0, new float[] {1, 0, 3, 0}, 0);
        if (inputs.length > 1) {
            run.bindInput(1, new float[] {5, 6, 0, 0}, 0);
        }
        run.forward(1);
        return Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + 4);
    }

    @ParameterizedTest
    @MethodSource("ofTwo")
    void stepsCountThatCountInAnyInput(Layer layer) {
        Node x = input(4, 1);
        Node y = input(4, 1);
        Node a = x.then(masking());
        Node b = y.then(masking());
        assertThat(maskOf(Node.apply(layer, a, b), x, y)).containsExactly(1, 1, 1, 0);
        assertThat(maskOf(Node.apply(layer.named("merged"), a, b), x, y)).containsExactly(1, 1, 1, 0);
        assertThat(maskOf(Node.apply(layer, a, a), x)).containsExactly(1, 0, 1, 0);
        assertThat(maskOf(Node.apply(layer, a, y), x, y)).containsExactly(-1, -1, -1, -1);
        assertThat(maskOf(Node.apply(layer, x, b), x, y)).containsExactly(-1, -1, -1, -1);
    }

    private static float[] maskOfEight(Node output, Node... inputs) {
        Graph graph = Graph.of(List.of(inputs), List.of(output.then(new MaskProbe())));
        Run run = new Run(Plan.inference(graph, 2, List.of()), 1);
        run.bindInput(0, new float[] {1, 0, 3, 0, 0, 0, 0, 2}, 0);
        run.bindInput(1, new float[] {5, 6, 0, 0, 0, 7, 0, 0}, 0);
        run.forward(2);
        return Arrays.copyOfRange(run.output(0), run.outputAt(0),
                run.outputAt(0) + 2 * graph.outputs().getFirst().shape()
                .size());
    }

    /** As Keras: of features beside each other any of the masks, of steps one behind the other each its own. */
    @Test
    void masksOfConcatenatedSequences() {
        Node x = input(4, 1);
        Node y = input(4, 1);
        Node a = x.then(masking());
        Node b = y.then(masking());
        assertThat(maskOfEight(concatenate(a, b), x, y)).containsExactly(1, 1, 1, 0, 0, 1, 0, 1);
        assertThat(maskOfEight(Node.apply(new Concatenate(2).named("both"), a, b), x, y))
                .containsExactly(1, 1, 1, 0, 0, 1, 0, 1);
        assertThat(maskOfEight(concatenate(a, y), x, y)).containsOnly(-1);
        for (Layer behind : new Layer[] {new Concatenate(1), new Concatenate(-2), new Concatenate(1).named("behind")}) {
            assertThat(maskOfEight(Node.apply(behind, a, b), x, y))
                    .containsExactly(1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0);
            assertThat(maskOfEight(Node.apply(behind, x, b), x, y))
                    .containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0);
            assertThat(maskOfEight(Node.apply(behind, b, x, b), x, y)).hasSize(24)
                    .startsWith(1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1);
            assertThat(maskOfEight(Node.apply(behind, x, y), x, y)).containsOnly(-1);
        }
        assertThat(maskOfEight(Node.apply(dot(1).axes(1, 1), a, b), x, y)).as("dot ends masks").containsOnly(-1);
    }

    static Stream<Dot> dots() {
        return Stream.of(dot(1), dot(-1), dot(1).normalize(true));
    }

    @ParameterizedTest
    @MethodSource("dots")
    void productsOfVectors(Dot layer) {
        LayerContract.verify(layer, Shape.of(5), Shape.of(5));
        LayerContract.verify(layer, Shape.of(1), Shape.of(1));
    }

    @Test
    void productsAlongAnyAxis() {
        for (boolean normalize : new boolean[] {false, true}) {
            LayerContract.of(dot(2).normalize(normalize)).input(2, 5).input(3, 5).verify();
            LayerContract.of(dot(1).normalize(normalize)).input(5, 2).input(5, 3).verify();
            LayerContract.of(dot(1).axes(2, 1).normalize(normalize)).input(3, 4).input(4, 2).verify();
            LayerContract.of(dot(1).axes(2, -1).normalize(normalize)).input(2, 4, 3).input(2, 4).atMost(12).verify();
        }
        Node a = input(3, 4);
        Node b = input(4, 2);
        assertThat(Node.apply(dot(1).axes(2, 1), a, b).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(dot(input(7), input(7), 1).shape()).isEqualTo(Shape.of(1));
        float[] product = merge(dot(1).axes(2, 1), Shape.of(2, 2), Shape.of(2, 2), new float[] {1, 2, 3, 4},
                new float[] {5, 6, 7, 8});
        assertThat(product).containsExactly(19, 22, 43, 50);
    }

    @Test
    void vectorsOfZerosStayZeros() {
        Node a = input(3);
        Node b = input(3);
        Trial trial = new Trial(Trial.graph(Node.apply(dot(1).normalize(true), a, b), a, b), 1, 1);
        assertThat(trial.forward(1, new float[3], new float[] {1, 2, 2})).containsExactly(0);
        trial.backward(new float[] {1});
        assertThat(trial.inputGradient(1, 1)).containsExactly(0, 0, 0);
        assertThat(trial.inputGradient(0, 1)).doesNotContain(Float.NaN);
    }

    @Test
    void optionsSurviveAFile() {
        for (Layer layer : new Layer[] {add(), new Sum(), subtract(), multiply(), average(), maximum(), minimum(),
            dot(2), dot(1).axes(-1, 2).normalize(true)}) {
            assertThat(Layers.fromConfig(Config.of(layer))).isEqualTo(layer);
        }
        assertThat(Config.of(dot(1).axes(2, 1)).integers("axes", 2)).containsExactly(2, 1);
    }
}
