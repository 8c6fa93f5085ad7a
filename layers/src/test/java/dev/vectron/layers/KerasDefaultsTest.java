package dev.vectron.layers;

import static dev.vectron.activations.Activation.leakyRelu;
import static dev.vectron.constraints.Constraints.nonNegative;
import static dev.vectron.initializers.Initializers.constant;
import static dev.vectron.initializers.Initializers.ones;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.depthwiseConv2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling1D;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.upSampling1D;
import static dev.vectron.layers.Layers.upSampling2D;
import static dev.vectron.regularizers.Regularizers.l2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras's names, defaults and sizes. */
class KerasDefaultsTest {
    private static Graph graph(Layer layer, int... shape) {
        Node x = input(shape);
        return Trial.graph(x.then(layer), x);
    }

    @Test
    void classAndBaseNames() {
        Layer[] layers = {dense(1), conv2D(1, 1), depthwiseConv2D(1), maxPooling2D(1), Layers.flatten(),
                Layers.dropout(0), batchNormalization(), Layers.relu(),
            Layers.leakyRelu(), Layers.sigmoid(), Layers.softmax(), Layers.add(), Layers.concatenate(),
            Layers.rescaling(1), Layers.globalAveragePooling2D()};
        assertThat(Arrays.stream(layers).map(Layer::className)).containsExactly("Dense", "Conv2D", "DepthwiseConv2D",
                "MaxPooling2D",
                "Flatten", "Dropout",
                "BatchNormalization", "ReLU", "LeakyReLU", "Activation", "Softmax", "Add", "Concatenate", "Rescaling",
                "GlobalAveragePooling2D");
        assertThat(Arrays.stream(layers).map(Layer::baseName)).containsExactly("dense", "conv2d", "depthwise_conv2d",
                "max_pooling2d",
                "flatten", "dropout",
                "batch_normalization", "re_lu", "leaky_re_lu", "activation", "softmax", "add", "concatenate",
                "rescaling", "global_average_pooling2d");
    }

    @Test
    void parameterNamesAndShapes() {
        assertThat(graph(conv2D(7, 5, 3), 9, 9, 2).parameters()).map(Parameter::toString)
                .containsExactly("conv2d/kernel[5, 3, 2, 7]", "conv2d/bias[7]");
        assertThat(graph(depthwiseConv2D(5, 3).depthMultiplier(4), 9, 9, 2).parameters()).map(Parameter::toString)
                .containsExactly("depthwise_conv2d/kernel[5, 3, 2, 4]", "depthwise_conv2d/bias[8]");
        assertThat(graph(dense(4), 5, 3).parameters()).map(Parameter::toString).containsExactly("dense/kernel[3, 4]",
                "dense/bias[4]");
        assertThat(graph(dense(4).useBias(false),
                3).parameters()).map(Parameter::toString).containsExactly("dense/kernel[3, 4]");
        assertThat(graph(batchNormalization(), 4, 4, 6).parameters()).map(Parameter::toString).containsExactly(
                "batch_normalization/gamma[6]", "batch_normalization/beta[6]", "batch_normalization/moving_mean[6]",
                "batch_normalization/moving_variance[6]");
        assertThat(graph(batchNormalization(), 6).parameters()).map(Parameter::trainable).containsExactly(true, true,
                false, false);
    }

    @Test
    void initialValues() {
        Graph bn = graph(batchNormalization(), 2);
        assertThat(bn.values()).containsExactly(1, 1, 0, 0, 0, 0, 1, 1);
        Graph dense = graph(dense(30), 20);
        float limit = (float) Math.sqrt(6.0 / 50);
        float[] kernel = dense.parameters().getFirst().toTensor().values();
        for (float v : kernel) {
            assertThat(Math.abs(v)).isLessThanOrEqualTo(limit);
        }
        assertThat(Arrays.copyOfRange(dense.values(), 600, 630)).containsOnly(0f);
        float[] depthwise = graph(depthwiseConv2D(3).depthMultiplier(2), 9, 9, 50).parameters().getFirst().toTensor()
                .values();
        // Fans as of any convolution kernel: 3·3·50 and 3·3·2.
        double bound = Math.sqrt(6.0 / (9 * 52));
        double largest = 0;
        for (float v : depthwise) {
            largest = Math.max(largest, Math.abs(v));
        }
        assertThat(largest).isBetween(0.95 * bound, bound);
        assertThat(new BatchNormalization().momentum()).isEqualTo(0.99);
        assertThat(new BatchNormalization().epsilon()).isEqualTo(1e-3);
        assertThat(Layers.leakyRelu()).isEqualTo(leakyRelu(0.3));
    }

    @ParameterizedTest
    @CsvSource({"28, 5, 1, VALID, 24, 0", "28, 5, 1, SAME, 28, 2", "7, 3, 2, SAME, 4, 1", "8, 3, 2, SAME, 4, 0",
            "7, 2, 1, SAME, 7, 0",
        "8, 3, 2, VALID, 3, 0", "2, 3, 1, SAME, 2, 1", "5, 2, 3, SAME, 2, 0"})
    void sizesAndPadding(int in, int kernel, int stride, Padding padding, int out, int before) {
        assertThat(padding.outputSize(in, kernel, stride)).isEqualTo(out);
        assertThat(padding.before(in, kernel, stride)).isEqualTo(before);
        assertThat(conv2D(4, kernel).strides(stride).padding(padding).outputShape(Shape.of(in, in,
                3))).isEqualTo(Shape.of(out, out, 4));
    }

    @Test
    void depthwiseDefaultsAndSizes() {
        DepthwiseConv2D layer = depthwiseConv2D(3);
        assertThat(layer.strides()).isEqualTo(Extent.square(1));
        assertThat(layer.padding()).isEqualTo(Padding.VALID);
        assertThat(layer.depthMultiplier()).isEqualTo(1);
        assertThat(layer.dilationRate()).isEqualTo(Extent.square(1));
        assertThat(layer.useBias()).isTrue();
        assertThat(layer.outputShape(Shape.of(9, 8, 5))).isEqualTo(Shape.of(7, 6, 5));
        assertThat(layer.depthMultiplier(3).strides(2).padding(Padding.SAME).outputShape(Shape.of(9, 8, 5)))
                .isEqualTo(Shape.of(5, 4, 15));
        assertThat(layer.depthMultiplier(3).flops(Shape.of(9, 8, 5))).isEqualTo(2L * 9 * 7 * 6 * 15);
    }

    @Test
    void poolingStridesArePoolSizes() {
        assertThat(maxPooling2D(2).outputShape(Shape.of(13, 12, 5))).isEqualTo(Shape.of(6, 6, 5));
        assertThat(maxPooling2D(2, 3).strides(1).outputShape(Shape.of(13, 12, 5))).isEqualTo(Shape.of(12, 10, 5));
        assertThat(maxPooling2D(2).padding(Padding.SAME).outputShape(Shape.of(13, 12, 5))).isEqualTo(Shape.of(7, 6, 5));
    }

    @Test
    void movingStatisticsMoveInTrainingOnly() {
        Node x = input(1);
        Graph graph = Graph.of(List.of(x), List.of(x.then(batchNormalization().momentum(0.5))));
        Trial trial = new Trial(graph, 2, 1, KernelsProvider.best(), List.of());
        float[] y = trial.forward(2, new float[] {1, 3});
        assertThat(graph.values()).containsExactly(1, 0, 0, 1);
        trial.run().finishStep();
        // mean 2, biased variance 1: 0·0.5 + 2·0.5 and 1·0.5 + 1·0.5
        assertThat(graph.values()).containsExactly(1, 0, 1, 1);
        float expected = (float) (1 / Math.sqrt(1.001));
        assertThat(y[0]).isCloseTo(-expected, within(1e-6f));
        assertThat(y[1]).isCloseTo(expected, within(1e-6f));
    }

    /** Values of Keras 3.15. */
    @Test
    void normalizationBeginsAsItsInitializersSay() {
        Node x = input(2);
        BatchNormalization layer = batchNormalization().momentum(0.9).gammaInitializer(constant(0.5f))
                .betaInitializer(constant(0.25f)).movingMeanInitializer(ones())
                .movingVarianceInitializer(constant(2)).gammaConstraint(nonNegative()).betaRegularizer(l2());
        Graph graph = Graph.of(List.of(x), List.of(x.then(layer)));
        assertThat(graph.parameters().get(0).spec().constraint()).isEqualTo(nonNegative());
        assertThat(graph.parameters().get(1).spec().regularizer()).isEqualTo(l2());
        float[] batch = {1, 2, 3, -1, 4, 0.5f};
        Trial trial = new Trial(graph, 3, 1, KernelsProvider.best(), List.of());
        Run inference = new Run(Plan.inference(graph, 3, List.of()), 1);
        inference.bindInput(0, batch, 0);
        inference.forward(3);
        assertThat(Arrays.copyOfRange(inference.output(0), inference.outputAt(0), inference.outputAt(0) + 6))
                .containsExactly(new float[] {0.25f, 0.603465f, 0.95693f, -0.45693f, 1.310395f, 0.07326749f},
                        within(1e-6f));
        assertThat(trial.forward(3, batch)).containsExactly(
                new float[] {-0.41793847f, 0.8621684f, 0.3835876f, -0.3621684f, 0.78435063f, 0.25f}, within(1e-6f));
        trial.run().finishStep();
        assertThat(graph.values()).containsExactly(new float[] {0.5f, 0.5f, 0.25f, 0.25f, 1.1666666f, 0.95f,
            1.9555556f, 1.95f}, within(1e-6f));
    }

    @Test
    void windowsAndFactorsAreTwo() {
        assertThat(maxPooling2D()).isEqualTo(maxPooling2D(2));
        assertThat(maxPooling1D()).isEqualTo(maxPooling1D(2));
        assertThat(upSampling2D()).isEqualTo(upSampling2D(2));
        assertThat(upSampling1D()).isEqualTo(upSampling1D(2));
        for (Layer layer : List.of(maxPooling2D(), maxPooling1D(), upSampling2D(), upSampling1D())) {
            assertThat(Layers.fromConfig(Config.parse(layer.className(), "layer"))).isEqualTo(layer);
        }
    }

    @Test
    void aSharedNormalizationMovesOncePerApplication() {
        Node x = input(1);
        BatchNormalization shared = batchNormalization().momentum(0.5);
        Graph graph = Graph.of(List.of(x), List.of(x.then(shared), x.then(shared)));
        Trial trial = new Trial(graph, 2, 1, KernelsProvider.best(), List.of());
        trial.forward(2, new float[] {1, 3});
        trial.run().finishStep();
        // (0·0.5 + 2·0.5)·0.5 + 2·0.5
        assertThat(graph.values()[2]).isEqualTo(1.5f);
    }
}
