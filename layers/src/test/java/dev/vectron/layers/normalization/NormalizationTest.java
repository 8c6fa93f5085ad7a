package dev.vectron.layers.normalization;

import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.layerNormalization;
import static dev.vectron.layers.Layers.normalization;
import static dev.vectron.layers.Layers.rmsNormalization;
import static dev.vectron.layers.Layers.unitNormalization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.check.LayerContract;
import dev.vectron.constraints.Constraints;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.initializers.Initializers;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Trial;
import dev.vectron.regularizers.Regularizers;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Normalization within a sample and by statistics of data: the contract, values, errors. */
class NormalizationTest {
    static Stream<LayerNormalization> layerNormalizations() {
        return Stream.of(layerNormalization(), layerNormalization().center(false), layerNormalization().scale(false),
                layerNormalization().center(false).scale(false), layerNormalization().epsilon(0.1));
    }

    @ParameterizedTest
    @MethodSource("layerNormalizations")
    void layerNormalizationsOfRows(LayerNormalization layer) {
        LayerContract.verify(layer, Shape.of(7));
        LayerContract.of(layer).input(2, 3, 6).atMost(20).verify();
    }

    @Test
    void layerNormalizationsOverSeveralAxes() {
        LayerContract.of(layerNormalization().axis(1, 2)).input(3, 4).verify();
        LayerContract.of(layerNormalization().axis(-2, -1)).input(2, 3, 4).atMost(20).verify();
        Node x = input(2, 3, 4);
        Graph graph = Trial.graph(x.then(layerNormalization().axis(3, 2)), x);
        graph.initialize(1);
        assertThat(graph.parameters()).map(Parameter::toString)
                .containsExactly("layer_normalization/gamma[3, 4]", "layer_normalization/beta[3, 4]");
        assertThat(graph.parameters().getFirst().toTensor().values()).containsOnly(1);
        assertThat(graph.parameters().get(1).toTensor().values()).containsOnly(0);
    }

    @Test
    void rmsNormalizations() {
        LayerContract.verify(rmsNormalization(), Shape.of(7));
        LayerContract.of(rmsNormalization().epsilon(0.1)).input(2, 3, 6).atMost(20).verify();
        LayerContract.of(rmsNormalization().axis(1, 2)).input(3, 4).verify();
        Node x = input(2, 3, 4);
        Graph graph = Trial.graph(x.then(rmsNormalization().axis(3, 2)), x);
        graph.initialize(1);
        assertThat(graph.parameters()).map(Parameter::toString).containsExactly("rms_normalization/scale[3, 4]");
        assertThat(graph.parameters().getFirst().toTensor().values()).containsOnly(1);
    }

    /** x / √(mean of x² + epsilon) · scale: 1 and 7 have the root mean square 5. */
    @Test
    void rowsAreDividedByTheirRootMeanSquare() {
        Node x = input(2);
        Graph graph = Trial.graph(x.then(rmsNormalization().epsilon(1e-9)), x);
        graph.parameters().getFirst().set(Tensor.of(Shape.of(2), 3, -2));
        float[] y = new Trial(graph, 2, 1).forward(2, new float[] {1, 7, 0, 0});
        assertThat(y[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(y[1]).isCloseTo(-2.8f, within(1e-6f));
        assertThat(Arrays.copyOfRange(y, 2, 4)).containsOnly(0);
    }

    @Test
    void aRowFarFromZeroIsNormalizedExactly() {
        Node x = input(4);
        Graph graph = Trial.graph(x.then(layerNormalization()), x);
        graph.initialize(1);
        float[] y = new Trial(graph, 1, 1).forward(1, new float[] {10_001, 10_003, 10_001, 10_003});
        float expected = (float) (1 / Math.sqrt(1.001));
        for (int i = 0; i < 4; i++) {
            assertThat(y[i]).isCloseTo(i % 2 == 0 ? -expected : expected, within(2e-7f));
        }
    }

    /** Longer than a part of the work, so that the gradients of gamma and beta are joined of many. */
    @Test
    void largeBatchesHaveTheSameBitsOnAnyThreads() {
        Node x = input(90, 130);
        for (Layer layer : new Layer[] {layerNormalization(), unitNormalization(), rmsNormalization()}) {
            Graph graph = Trial.graph(x.then(layer), x);
            graph.initialize(1);
            float[][] expected = new Trial(graph, 9, 1, KernelsProvider.scalar(), List.of()).step(9, 4);
            for (int threads : new int[] {1, 2, 5}) {
                float[][] actual = new Trial(graph, 9, threads).step(9, 4);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(Arrays.mismatch(actual[i], expected[i])).as("part " + i).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void theGradientOfBetaIsTheSumOfAllRows() {
        Node x = input(90, 130);
        Trial trial = new Trial(Trial.graph(x.then(layerNormalization()), x), 9, 2);
        trial.forward(9, Trial.random(1, 9 * 90 * 130));
        float[] dOut = Trial.random(2, 9 * 90 * 130);
        double expected = 0;
        for (int row = 0; row < 810; row++) {
            expected += dOut[row * 130 + 5];
        }
        trial.backward(dOut);
        assertThat(trial.gradient("beta")[5]).isCloseTo((float) expected, within(1e-4f));
    }

    @Test
    void rowsOfLengthOne() {
        LayerContract.of(unitNormalization()).input(5).verify();
        LayerContract.of(unitNormalization().axis(1, 2)).input(3, 4).verify();
        LayerContract.of(unitNormalization()).input(2, 3, 4).atMost(20).verify();
        Node x = input(2);
        Trial trial = new Trial(Trial.graph(x.then(unitNormalization()), x), 2, 1);
        float[] y = trial.forward(2, new float[] {3, -4, 0, 0});
        assertThat(y[0]).isCloseTo(0.6f, within(1e-7f));
        assertThat(y[1]).isCloseTo(-0.8f, within(1e-7f));
        assertThat(y[2]).isZero();
        trial.backward(new float[] {1, 1, 1, 1});
        assertThat(trial.inputGradient(0, 2)[2]).isZero();
    }

    private static Dataset data(Shape shape, float... values) {
        int samples = values.length / shape.size();
        return ArrayDataset.of(Tensor.of(shape.prepend(samples), values), new int[samples]);
    }

    @Test
    void numbersOfTheData() {
        Dataset rows = data(Shape.of(2), 1, 10, 3, 10, 5, 40);
        Normalization layer = normalization().adapt(rows);
        assertThat(layer.mean()).containsExactly(3f, 20f);
        assertThat(layer.variance()).containsExactly((float) (8 / 3.0), 200f);
        Node x = input(2);
        float[] y = new Trial(Trial.graph(x.then(layer), x), 1, 1).forward(1, new float[] {5, 10});
        assertThat(y[0]).isCloseTo((float) (2 / Math.sqrt(8 / 3.0)), within(1e-6f));
        assertThat(y[1]).isCloseTo((float) (-10 / Math.sqrt(200)), within(1e-6f));
        float[] back = new Trial(Trial.graph(x.then(layer.invert(true)), x), 1, 1).forward(1, y);
        assertThat(back[0]).isCloseTo(5, within(1e-5f));
        assertThat(back[1]).isCloseTo(10, within(1e-5f));
    }

    @Test
    void axesToKeep() {
        Dataset pictures = data(Shape.of(2, 1, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(normalization().adapt(pictures).mean()).containsExactly(4f, 5f);
        assertThat(normalization().noAxis().adapt(pictures).mean()).containsExactly(4.5f);
        assertThat(normalization().noAxis().adapt(pictures).variance()).containsExactly(5.25f);
        assertThat(normalization().axis(1).adapt(pictures).mean()).containsExactly(3.5f, 5.5f);
        assertThat(normalization().axis(1, -1).adapt(pictures).mean()).containsExactly(3f, 4f, 5f, 6f);
    }

    static Stream<Normalization> normalizations() {
        float[] two = {0.5f, -1};
        float[] three = {0.5f, -1, 2};
        float[] six = {0.5f, -1, 2, 0, 0.1f, 0.2f};
        return Stream.of(normalization().statistics(three, new float[] {2, 0.5f, 1}),
                normalization().axis(1).statistics(two, new float[] {2, 0.5f}),
                normalization().axis(1, 3).statistics(six, new float[] {1, 2, 3, 4, 5, 6}),
                normalization().noAxis().statistics(new float[] {0.3f}, new float[] {2}),
                normalization().statistics(new float[] {0.3f}, new float[] {2}));
    }

    @ParameterizedTest
    @MethodSource("normalizations")
    void normalizationsByGivenNumbers(Normalization layer) {
        LayerContract.of(layer).input(2, 4, 3).atMost(20).verify();
        LayerContract.of(layer.invert(true)).input(2, 4, 3).atMost(20).verify();
    }

    @Test
    void aConstantFeatureBecomesZero() {
        Normalization layer = normalization().adapt(data(Shape.of(1), 0.1f, 0.1f, 0.1f));
        Node x = input(1);
        assertThat(new Trial(Trial.graph(x.then(layer), x), 1, 1).forward(1, new float[] {0.1f})).containsExactly(0);
    }

    @Test
    void optionsSurviveAFile() {
        for (Layer layer : new Layer[] {layerNormalization(), layerNormalization().axis(1, 2).epsilon(1e-5)
                .center(false).scale(false).gammaInitializer(Initializers.constant(0.5f))
                .betaInitializer(Initializers.randomUniform(-0.1f, 0.2f)).gammaRegularizer(Regularizers.l2(0.01))
                .betaRegularizer(Regularizers.l1(0.02)).gammaConstraint(Constraints.nonNegative())
                .betaConstraint(Constraints.maxNorm(3)), unitNormalization(), unitNormalization().axis(1, -1),
                rmsNormalization(), rmsNormalization().axis(1, 2).epsilon(1e-4),
            normalization(), normalization().noAxis(), normalization().axis(1, 2),
            normalization().statistics(new float[] {0.1f, 2}, new float[] {3, 1e-7f}).invert(true)}) {
            assertThat(Layers.fromConfig(Config.of(layer))).isEqualTo(layer);
        }
    }
}
