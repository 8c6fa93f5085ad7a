package dev.vectron.layers;

import static dev.vectron.activations.Activation.LINEAR;
import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.activations.Activation.leakyRelu;
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
import static dev.vectron.layers.Layers.rescaling;
import static dev.vectron.layers.Padding.SAME;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Layer;
import dev.vectron.initializers.Initializers;
import dev.vectron.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer, with several options, keeps what layers promise: shapes, gradients, determinism, NaN, no allocation …
 */
class LayerContractTest {
    static Stream<Layer> vectorLayers() {
        return Stream.of(dense(1), dense(5), dense(5).useBias(false), dense(3).activation(TANH),
                dense(3).activation(SIGMOID),
                dense(4).activation(SOFTMAX), dense(33).biasInitializer(Initializers.randomUniform(-1, 1)),
                batchNormalization(), batchNormalization().scale(false), batchNormalization().center(false),
                batchNormalization().scale(false).center(false), batchNormalization().batchStatistics(false),
                rescaling(0.25, -1), dropout(0.4), dropout(0), flatten(), LINEAR, SIGMOID, TANH, SOFTMAX);
    }

    @ParameterizedTest
    @MethodSource("vectorLayers")
    void layersOfVectors(Layer layer) {
        LayerContract.verify(layer, Shape.of(7));
        LayerContract.of(layer).input(2, 6).atMost(40).verify();
    }

    static Stream<Layer> pictureLayers() {
        return Stream.of(conv2D(4, 3), conv2D(4, 3).useBias(false).padding(SAME), conv2D(3,
                2).padding(SAME).strides(2), conv2D(2, 3, 2).strides(2, 1),
                conv2D(3, 2).dilationRate(2), conv2D(3, 3).dilationRate(2, 1).padding(SAME), conv2D(3, 1), conv2D(2,
                3).activation(TANH),
                conv2D(2, 3).activation(SIGMOID), batchNormalization(), dense(4).anyRank(), flatten(), dropout(0.3),
                SOFTMAX, globalAveragePooling2D(), globalAveragePooling2D().keepDims(true));
    }

    @ParameterizedTest
    @MethodSource("pictureLayers")
    void layersOfPictures(Layer layer) {
        LayerContract.of(layer).input(5, 6, 3).atMost(40).verify();
    }

    static Stream<Layer> depthwiseLayers() {
        return Stream.of(depthwiseConv2D(3), depthwiseConv2D(3).useBias(false).padding(SAME),
                depthwiseConv2D(2, 3).padding(SAME).strides(2), depthwiseConv2D(3).padding(SAME).strides(1, 2),
                depthwiseConv2D(2).dilationRate(2), depthwiseConv2D(3, 2).dilationRate(1, 3).padding(SAME),
                depthwiseConv2D(1), depthwiseConv2D(3).depthMultiplier(2).padding(SAME),
                depthwiseConv2D(3).depthMultiplier(3).strides(2).activation(TANH),
                depthwiseConv2D(3).padding(SAME).activation(SIGMOID)
                .biasInitializer(Initializers.randomUniform(-1, 1)));
    }

    /** With 3 channels a vector has lanes to spare, with 33 some are left over. */
    @ParameterizedTest
    @MethodSource("depthwiseLayers")
    void layersOfSingleChannels(Layer layer) {
        LayerContract.of(layer).input(5, 6, 3).atMost(40).verify();
        LayerContract.of(layer).input(4, 9, 33).atMost(20).verify();
    }

    @Test
    void layersWithKinks() {
        LayerContract.of(RELU).input(3, 5).avoid(0).verify();
        LayerContract.of(leakyRelu(0.3)).input(3, 5).avoid(0).verify();
        LayerContract.verify(dense(3).activation(RELU), Shape.of(4));
        LayerContract.of(conv2D(2, 2).activation(leakyRelu(0.1))).input(3, 3, 2).atMost(10).verify();
    }

    static Stream<MaxPooling2D> poolings() {
        return Stream.of(maxPooling2D(2), maxPooling2D(2).padding(SAME), maxPooling2D(3).strides(2).padding(SAME),
                maxPooling2D(2, 3).strides(1));
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void poolingLayers(MaxPooling2D layer) {
        LayerContract.of(layer).input(5, 4, 1).range(-10, 10).atMost(20).verify();
    }

    @Test
    void layersOfSeveralInputs() {
        LayerContract.verify(add(), Shape.of(4), Shape.of(4));
        LayerContract.verify(add(), Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3));
        LayerContract.verify(concatenate(), Shape.of(2, 4), Shape.of(2, 1), Shape.of(2, 2));
        LayerContract.verify(concatenate(1), Shape.of(2, 4), Shape.of(1, 4));
        LayerContract.verify(concatenate(-2), Shape.of(2, 3, 2), Shape.of(2, 1, 2));
    }
}
