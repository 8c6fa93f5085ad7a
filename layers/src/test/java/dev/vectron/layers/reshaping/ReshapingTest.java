package dev.vectron.layers.reshaping;

import static dev.vectron.layers.Interpolation.BILINEAR;
import static dev.vectron.layers.Layers.cropping1D;
import static dev.vectron.layers.Layers.cropping2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.permute;
import static dev.vectron.layers.Layers.repeatVector;
import static dev.vectron.layers.Layers.reshape;
import static dev.vectron.layers.Layers.upSampling1D;
import static dev.vectron.layers.Layers.upSampling2D;
import static dev.vectron.layers.Layers.zeroPadding1D;
import static dev.vectron.layers.Layers.zeroPadding2D;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Trial;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that move values: what every layer promises, where each value goes, messages, files. */
class ReshapingTest {
    static Stream<Layer> ofPictures() {
        return Stream.of(reshape(3, 20), reshape(-1), reshape(5, -1, 2), permute(3, 1, 2), permute(2, 1, 3),
                permute(1, 2, 3), zeroPadding2D(1), zeroPadding2D(2, 0), zeroPadding2D(0, 1, 2, 3), cropping2D(1),
                cropping2D(0), cropping2D(1, 2, 0, 3), upSampling2D(2), upSampling2D(1, 3),
                upSampling2D(2, 3).interpolation(BILINEAR), upSampling2D(4).interpolation(BILINEAR));
    }

    static Stream<Layer> ofSequences() {
        return Stream.of(permute(2, 1), zeroPadding1D(1), zeroPadding1D(0, 3), cropping1D(1), cropping1D(3, 0),
                upSampling1D(3), reshape(2, -1, 1));
    }

    @ParameterizedTest
    @MethodSource("ofPictures")
    void everyPromise(Layer layer) {
        LayerContract.of(layer).input(5, 6, 2).atMost(20).verify();
    }

    @ParameterizedTest
    @MethodSource("ofSequences")
    void everyPromiseForSequences(Layer layer) {
        LayerContract.of(layer).input(6, 17).atMost(20).verify();
    }

    @Test
    void everyPromiseForVectors() {
        LayerContract.of(repeatVector(3)).input(5).verify();
        LayerContract.of(permute(1)).input(5).verify();
        LayerContract.of(reshape(5, 1, 1)).input(5).verify();
    }

    private static float[] infer(Layer layer, int[] shape, float... values) {
        Node x = input(shape);
        Graph graph = Trial.graph(x.then(layer), x);
        Run run = new Run(Plan.inference(graph, 1, List.of()), 1);
        run.bindInput(0, values, 0);
        run.forward(1);
        return Arrays.copyOfRange(run.output(0), run.outputAt(0),
                run.outputAt(0) + graph.outputs().getFirst().shape().size());
    }

    @Test
    void whereEachValueGoes() {
        assertThat(infer(permute(2, 1), new int[] {2, 3}, 1, 2, 3, 4, 5, 6)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(infer(permute(3, 1, 2), new int[] {1, 2, 3}, 1, 2, 3, 4, 5, 6)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(permute(3, 1, 2).outputShape(Shape.of(1, 2, 3))).isEqualTo(Shape.of(3, 1, 2));
        assertThat(reshape(-1, 4).outputShape(Shape.of(2, 3, 2))).isEqualTo(Shape.of(3, 4));
        assertThat(infer(zeroPadding2D(1, 0, 0, 2), new int[] {1, 2, 1}, 1, 2)).containsExactly(0, 0, 0, 0, 1, 2, 0, 0);
        assertThat(infer(cropping2D(1, 0, 0, 1), new int[] {2, 2, 1}, 1, 2, 3, 4)).containsExactly(3);
        assertThat(infer(zeroPadding1D(1, 2), new int[] {2, 1}, 1, 2)).containsExactly(0, 1, 2, 0, 0);
        assertThat(infer(cropping1D(1, 2), new int[] {5, 1}, 1, 2, 3, 4, 5)).containsExactly(2, 3);
        assertThat(infer(upSampling1D(2), new int[] {2, 2}, 1, 2, 3, 4)).containsExactly(1, 2, 1, 2, 3, 4, 3, 4);
        assertThat(infer(repeatVector(3), new int[] {2}, 1, 2)).containsExactly(1, 2, 1, 2, 1, 2);
        assertThat(infer(upSampling2D(2, 1), new int[] {1, 2, 1}, 1, 2)).containsExactly(1, 2, 1, 2);
    }

    @Test
    void bilinearInterpolationHasHalfPixelCentres() {
        Layer twice = upSampling2D(1, 2).interpolation(BILINEAR);
        assertThat(infer(twice, new int[] {1, 3, 1}, 0, 4, 8)).containsExactly(0, 1, 3, 5, 7, 8);
        assertThat(infer(twice, new int[] {1, 1, 1}, 7)).containsExactly(7, 7);
        assertThat(infer(upSampling2D(3, 1).interpolation(BILINEAR), new int[] {2, 1, 1}, 0, 3))
                .containsExactly(0, 0, 1, 2, 3, 3);
    }

    @Test
    void files() {
        Stream.concat(Stream.concat(ofPictures(), ofSequences()), Stream.of(repeatVector(3)))
                .forEach(layer -> assertThat(Layers.fromConfig(Config.of(layer))).isEqualTo(layer));
    }

    @Test
    void bordersAsKerasWritesThem() {
        assertThat(padding("[[1, 2], [3, 4]]")).isEqualTo(zeroPadding2D(1, 2, 3, 4));
        assertThat(padding("[1, 2]")).isEqualTo(zeroPadding2D(1, 2));
        assertThat(padding("3")).isEqualTo(zeroPadding2D(3));
        assertThatThrownBy(() -> padding("[1, 2, 3]")).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "ZeroPadding2D: option \"padding\" expects 2 pairs of whole numbers, got [1,2,3].");
    }

    private static Layer padding(String json) {
        return Layers.fromConfig(Config.parse(Json.parse(
                "{\"class_name\": \"ZeroPadding2D\", \"config\": {\"padding\": " + json + "}}"), "layer"));
    }
}
