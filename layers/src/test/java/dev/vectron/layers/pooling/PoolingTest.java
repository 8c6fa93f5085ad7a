package dev.vectron.layers.pooling;

import static dev.vectron.layers.Layers.averagePooling1D;
import static dev.vectron.layers.Layers.averagePooling2D;
import static dev.vectron.layers.Layers.globalAveragePooling1D;
import static dev.vectron.layers.Layers.globalMaxPooling1D;
import static dev.vectron.layers.Layers.globalMaxPooling2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.masking;
import static dev.vectron.layers.Layers.maxPooling1D;
import static dev.vectron.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
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

/** Pooling: what every layer promises, Keras's sizes and numbers, messages, files. */
class PoolingTest {
    static Stream<Layer> ofPictures() {
        return Stream.of(averagePooling2D(2), averagePooling2D(2).padding(SAME),
                averagePooling2D(3, 2).strides(1, 2).padding(SAME), averagePooling2D(1).strides(2),
                averagePooling2D(2).strides(3).padding(SAME), globalMaxPooling2D(), globalMaxPooling2D()
                .keepDims(true));
    }

    static Stream<Layer> ofSequences() {
        return Stream.of(maxPooling1D(2), maxPooling1D(3).strides(2).padding(SAME), averagePooling1D(2),
                averagePooling1D(3).strides(1).padding(SAME), globalAveragePooling1D(),
                globalAveragePooling1D().keepDims(true), globalMaxPooling1D(), globalMaxPooling1D().keepDims(true));
    }

    @ParameterizedTest
    @MethodSource("ofPictures")
    void everyPromise(Layer layer) {
        LayerContract.of(layer).input(5, 4, 3).range(-10, 10).atMost(20).verify();
        LayerContract.of(layer).input(4, 5, 19).range(-10, 10).atMost(10).verify();
    }

    @ParameterizedTest
    @MethodSource("ofSequences")
    void everyPromiseForSequences(Layer layer) {
        LayerContract.of(layer).input(7, 3).range(-10, 10).atMost(20).verify();
        LayerContract.of(layer).input(6, 18).range(-10, 10).atMost(10).verify();
    }

    private static float[] infer(Node x, Node y, float... values) {
        Graph graph = Trial.graph(y, x);
        Run run = new Run(Plan.inference(graph, 1, List.of()), 1);
        run.bindInput(0, values, 0);
        run.forward(1);
        return Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + y.shape().size());
    }

    private static float[] infer(Layer layer, float... steps) {
        Node x = input(steps.length, 1);
        return infer(x, x.then(layer), steps);
    }

    @Test
    void sequences() {
        assertThat(infer(maxPooling1D(2), 1, 5, 2, 3, 9)).containsExactly(5, 3);
        assertThat(infer(maxPooling1D(2).padding(SAME), 1, 5, 2, 3, -9)).containsExactly(5, 3, -9);
        assertThat(infer(maxPooling1D(2).strides(1), 1, 5, 2, 3, 9)).containsExactly(5, 5, 3, 9);
        assertThat(infer(averagePooling1D(2).padding(SAME), 1, 5, 2, 3, 9)).containsExactly(3, 2.5f, 9);
        assertThat(infer(averagePooling1D(3).strides(1).padding(SAME), 1, 5, 3)).containsExactly(3, 3, 4);
        assertThat(infer(globalAveragePooling1D(), 1, 5, 2, 8)).containsExactly(4);
        assertThat(infer(globalMaxPooling1D(), 1, 5, 2, 8)).containsExactly(8);
    }

    @Test
    void keptAxes() {
        assertThat(globalMaxPooling1D().keepDims(true).outputShape(Shape.of(7, 3))).isEqualTo(Shape.of(1, 3));
        assertThat(globalAveragePooling1D().keepDims(true).outputShape(Shape.of(7, 3))).isEqualTo(Shape.of(1, 3));
        assertThat(globalMaxPooling2D().keepDims(true).outputShape(Shape.of(7, 5, 3))).isEqualTo(Shape.of(1, 1, 3));
        assertThat(globalMaxPooling2D().outputShape(Shape.of(7, 5, 3))).isEqualTo(Shape.of(3));
    }

    @Test
    void paddingDoesNotCountInAMean() {
        Node x = input(4, 2);
        Node mean = x.then(masking()).then(globalAveragePooling1D());
        assertThat(infer(x, mean, 1, 2, 0, 0, 3, 6, 0, 0)).containsExactly(2, 4);
        assertThat(infer(x, mean, 1, 2, 4, 4, 3, 6, 4, 4)).containsExactly(3, 4);
        assertThat(infer(x, mean, 0, 0, 0, 0, 0, 0, 0, 0)).containsExactly(0, 0);
    }

    @Test
    void paddingGetsNoGradientOfAMean() {
        Node x = input(3, 2);
        Trial trial = new Trial(Trial.graph(x.then(masking()).then(globalAveragePooling1D()), x), 1, 1);
        trial.forward(1, new float[] {1, 2, 0, 0, 3, 6});
        trial.backward(new float[] {1, -4});
        assertThat(trial.inputGradient(0, 1)).containsExactly(0.5f, -2, 0, 0, 0.5f, -2);
    }

    @Test
    void theFirstOfEqualMaximaGetsTheGradient() {
        Node x = input(2, 2, 1);
        Trial trial = new Trial(Trial.graph(x.then(globalMaxPooling2D()), x), 1, 1);
        trial.forward(1, new float[] {1, 3, 3, 2});
        trial.backward(new float[] {5});
        assertThat(trial.inputGradient(0, 1)).containsExactly(0, 5, 0, 0);
    }

    @Test
    void files() {
        Stream.concat(ofPictures(), ofSequences())
                .forEach(layer -> assertThat(Layers.fromConfig(Config.of(layer))).isEqualTo(layer));
    }
}
