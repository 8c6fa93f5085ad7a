package dev.vectron.layers;

import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.layers.Interpolation.BILINEAR;
import static dev.vectron.layers.Layers.averagePooling1D;
import static dev.vectron.layers.Layers.averagePooling2D;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv1D;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.conv2DTranspose;
import static dev.vectron.layers.Layers.cropping2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.globalAveragePooling1D;
import static dev.vectron.layers.Layers.globalMaxPooling2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.permute;
import static dev.vectron.layers.Layers.reshape;
import static dev.vectron.layers.Layers.separableConv2D;
import static dev.vectron.layers.Layers.upSampling2D;
import static dev.vectron.layers.Layers.zeroPadding2D;
import static dev.vectron.layers.Padding.CAUSAL;
import static dev.vectron.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.check.LayerContract;
import dev.vectron.constraints.Constraints;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.initializers.Initializers;
import dev.vectron.kernels.KernelsProvider;
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

/** Convolutions in groups, transposed, separable and of sequences. */
class ConvolutionFamilyTest {
    private static Conv2D groups(int filters, int groups) {
        return conv2D(filters, 3).groups(groups).biasInitializer(Initializers.randomUniform(-1, 1));
    }

    static Stream<Layer> ofPictures() {
        return Stream.of(groups(4, 2), groups(6, 3).padding(SAME).strides(2), groups(8, 2).activation(TANH),
                groups(4, 2).useBias(false).activation(SOFTMAX), groups(12, 6), groups(6, 6).dilationRate(2)
                .padding(SAME),
                new GroupedConv2D(groups(4, 2).padding(SAME)), new GroupedConv2D(groups(6, 3).activation(SIGMOID)),
                new GroupedConv2D(conv2D(6, 2).groups(6).useBias(false)),
                conv2DTranspose(3, 3), conv2DTranspose(4, 3).strides(2).padding(SAME).activation(TANH),
                conv2DTranspose(2, 2, 3).strides(3, 1).useBias(false),
                conv2DTranspose(2, 3).strides(2).outputPadding(1, 0).biasInitializer(Initializers.randomUniform(-1, 1)),
                conv2DTranspose(2, 3).dilationRate(2).padding(SAME).activation(SOFTMAX),
                conv2DTranspose(2, 3).useBias(false).activation(SIGMOID),
                separableConv2D(4, 3), separableConv2D(3, 2, 3).depthMultiplier(2).strides(2).padding(SAME)
                .useBias(false),
                separableConv2D(4, 3).activation(TANH).biasInitializer(Initializers.randomUniform(-1, 1)));
    }

    @ParameterizedTest
    @MethodSource("ofPictures")
    void everyPromise(Layer layer) {
        LayerContract.of(layer).input(5, 6, 6).atMost(20).verify();
    }

    static Stream<Layer> ofSequences() {
        return Stream.of(conv1D(3, 3), conv1D(4, 2).padding(SAME).strides(2).activation(TANH),
                conv1D(4, 3).padding(CAUSAL).useBias(false), conv1D(4, 2).padding(CAUSAL).dilationRate(3),
                conv1D(4, 3).padding(CAUSAL).strides(2), conv1D(4, 3).groups(2).padding(SAME), conv1D(8, 2).groups(4),
                conv1D(20, 1).activation(SOFTMAX));
    }

    @ParameterizedTest
    @MethodSource("ofSequences")
    void everyPromiseForSequences(Layer layer) {
        LayerContract.of(layer).input(9, 4).atMost(20).verify();
    }

    /** Large enough for Winograd's algorithms, for several parts and chunks. */
    @Test
    void theSameBitsForAnyThreadsAndKernels() {
        Node x = input(14, 13, 36);
        Node y = x.then(conv2D(40, 3).padding(SAME).groups(2)).then(conv2DTranspose(20, 3).strides(2).padding(SAME))
                .then(separableConv2D(16, 3)).then(conv2DTranspose(17, 3).activation(TANH));
        assertSameBits(Trial.graph(y, x));
    }

    @Test
    void theSameBitsWherePixelsMoveAndAreSummed() {
        Node x = input(15, 14, 21);
        Node y = x.then(averagePooling2D(3).strides(2).padding(SAME)).then(upSampling2D(3, 2).interpolation(BILINEAR))
                .then(conv2D(12, 3).dropConnect(0.3)).then(cropping2D(1, 0, 2, 3)).then(permute(2, 3, 1))
                .then(zeroPadding2D(1)).then(upSampling2D(2));
        Node mean = y.then(reshape(-1, 21)).then(conv1D(9, 5).padding(CAUSAL)).then(averagePooling1D(3))
                .then(globalAveragePooling1D()).then(dense(40).dropConnect(0.5));
        assertSameBits(Trial.graph(concatenate(mean, y.then(globalMaxPooling2D())), x));
    }

    private static void assertSameBits(Graph graph) {
        float[][] expected = step(graph, new Trial(graph, 18, 1));
        for (Trial trial : List.of(new Trial(graph, 18, 2), new Trial(graph, 18, 3),
                new Trial(graph, 18, 2, KernelsProvider.scalar(), List.of()))) {
            float[][] actual = step(graph, trial);
            for (int i = 0; i < expected.length; i++) {
                assertThat(Arrays.mismatch(actual[i], expected[i])).as("first difference in part " + i).isEqualTo(-1);
            }
        }
    }

    private static float[][] step(Graph graph, Trial trial) {
        graph.initialize(7);
        return trial.step(18, 3);
    }

    @Test
    void parameterNamesAndShapes() {
        assertThat(parameters(conv2D(6, 5, 3).groups(2), 9, 9, 4)).containsExactly("conv2d/kernel[5, 3, 2, 6]",
                "conv2d/bias[6]");
        assertThat(parameters(conv2DTranspose(6, 5, 3), 9, 9, 4)).containsExactly("conv2d_transpose/kernel[5, 3, 6, 4]",
                "conv2d_transpose/bias[6]");
        assertThat(parameters(separableConv2D(6, 5, 3).depthMultiplier(2), 9, 9, 4)).containsExactly(
                "separable_conv2d/depthwise_kernel[5, 3, 4, 2]", "separable_conv2d/pointwise_kernel[1, 1, 8, 6]",
                "separable_conv2d/bias[6]");
        assertThat(parameters(conv1D(6, 5), 9, 4)).containsExactly("conv1d/kernel[5, 4, 6]", "conv1d/bias[6]");
    }

    private static Stream<String> parameters(Layer layer, int... shape) {
        Node x = input(shape);
        return Trial.graph(x.then(layer), x).parameters().stream().map(Parameter::toString);
    }

    @Test
    void kerasSizes() {
        Shape in = Shape.of(7, 5, 3);
        assertThat(conv2DTranspose(4, 3).outputShape(in)).isEqualTo(Shape.of(9, 7, 4));
        assertThat(conv2DTranspose(4, 3).strides(2).padding(SAME).outputShape(in)).isEqualTo(Shape.of(14, 10, 4));
        assertThat(conv2DTranspose(4, 2).strides(3).outputShape(in)).isEqualTo(Shape.of(21, 15, 4));
        assertThat(conv2DTranspose(4, 3).strides(2).outputPadding(1, 0).outputShape(in)).isEqualTo(Shape.of(16, 11, 4));
        assertThat(conv2DTranspose(4, 3).strides(2).padding(SAME).outputPadding(1, 0).outputShape(in))
                .isEqualTo(Shape.of(14, 9, 4));
        assertThat(separableConv2D(4, 3).strides(2).padding(SAME).outputShape(in)).isEqualTo(Shape.of(4, 3, 4));
        assertThat(conv1D(4, 3).outputShape(Shape.of(9, 2))).isEqualTo(Shape.of(7, 4));
        assertThat(conv1D(4, 3).padding(CAUSAL).strides(2).outputShape(Shape.of(9, 2))).isEqualTo(Shape.of(5, 4));
        assertThat(conv1D(4, 3).flops(Shape.of(9, 2))).isEqualTo(2L * 3 * 2 * 4 * 7);
        assertThat(conv2D(4, 3).groups(2).flops(Shape.of(5, 5, 6))).isEqualTo(2L * 9 * 3 * 4 * 9);
    }

    @Test
    void aCausalOutputSeesItsPastOnly() {
        Node x = input(5, 1);
        Graph graph = Trial.graph(x.then(conv1D(1, 3).padding(CAUSAL)), x);
        graph.parameters().getFirst().set(Tensor.of(Shape.of(3, 1, 1), 100, 10, 1));
        Run run = new Run(Plan.inference(graph, 1, List.of()), 1);
        run.bindInput(0, new float[] {1, 2, 3, 4, 5}, 0);
        run.forward(1);
        assertThat(Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + 5))
                .containsExactly(1, 12, 123, 234, 345);
    }

    @Test
    void files() {
        Stream.of(ofPictures(), ofSequences(), DropConnectTest.onVectors(), DropConnectTest.onPictures(),
                Stream.of(conv2DTranspose(2, 3).kernelRegularizer(Regularizers.l2(0.01)),
                        separableConv2D(2, 3).depthwiseInitializer(Initializers.ones())
                                .pointwiseInitializer(Initializers.zeros()).pointwiseRegularizer(Regularizers.l2(0.01))
                                .depthwiseConstraint(Constraints.nonNegative()),
                        conv1D(2, 3).kernelConstraint(Constraints.nonNegative())))
                .flatMap(s -> s).filter(layer -> !(layer instanceof GroupedConv2D))
                .forEach(layer -> assertThat(Layers.fromConfig(Config.of(layer))).isEqualTo(layer));
    }
}
