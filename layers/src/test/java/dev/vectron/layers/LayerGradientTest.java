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
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.rescaling;
import static dev.vectron.layers.Padding.SAME;

import dev.vectron.check.GradientCheck;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.initializers.Initializers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every layer, with several options, against numeric ones. */
class LayerGradientTest {
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
    void gradientsOfVectors(Layer layer) {
        GradientCheck.of(layer).input(5, 7).verify();
        GradientCheck.of(layer).input(3, 2, 6).threads(3).verify();
    }

    static Stream<Layer> pictureLayers() {
        return Stream.of(conv2D(4, 3), conv2D(4, 3).useBias(false).padding(SAME), conv2D(3,
                2).padding(SAME).strides(2), conv2D(2, 3, 2).strides(2, 1),
                conv2D(3, 2).dilationRate(2), conv2D(3, 3).dilationRate(2, 1).padding(SAME), conv2D(3, 1), conv2D(2,
                3).activation(TANH),
                conv2D(2, 3).activation(SIGMOID), batchNormalization(), dense(4).anyRank(), flatten(), dropout(0.3),
                SOFTMAX);
    }

    @ParameterizedTest
    @MethodSource("pictureLayers")
    void gradientsOfPictures(Layer layer) {
        GradientCheck.of(layer).input(3, 5, 6, 3).atMost(60).verify();
    }

    @Test
    void gradientsWithKinks() {
        GradientCheck.of(RELU).input(4, 3, 5).avoid(0).verify();
        GradientCheck.of(leakyRelu(0.3)).input(4, 3, 5).avoid(0).verify();
        GradientCheck.of(dense(3).activation(RELU)).input(2, 4).verify();
        GradientCheck.of(conv2D(2, 2).activation(leakyRelu(0.1))).input(1, 3, 3, 2).verify();
        GradientCheck.of(maxPooling2D(2)).input(1, 4, 4, 1).range(-8, 8).verify();
        GradientCheck.of(maxPooling2D(3).strides(2).padding(SAME)).input(1, 5, 4, 1).range(-8, 8).verify();
        GradientCheck.of(maxPooling2D(2, 3).strides(1)).input(1, 3, 4, 1).range(-8, 8).verify();
    }

    @Test
    void gradientsOfSeveralInputs() {
        GradientCheck.of(add()).input(3, 4).input(3, 4).verify();
        GradientCheck.of(add()).input(2, 2, 3).input(2, 2, 3).input(2, 2, 3).verify();
        GradientCheck.of(concatenate()).input(3, 2, 4).input(3, 2, 1).input(3, 2, 2).verify();
        GradientCheck.of(concatenate(1)).input(3, 2, 4).input(3, 1, 4).verify();
        GradientCheck.of(concatenate(-2)).input(2, 2, 3, 2).input(2, 2, 1, 2).verify();
    }

    @Test
    void manyPicturesShareTheWorkInGroups() {
        GradientCheck.of(conv2D(3, 2).padding(SAME)).input(37, 3, 3, 2).atMost(25).threads(3).verify();
    }

    @Test
    void aWholeNetworkWithBranchesAndASharedLayer() {
        Node x = input(6, 6, 2);
        Conv2D shared = conv2D(2, 3).padding(SAME).activation(TANH);
        Node y = x.then(shared);
        Node z = add(y.then(shared), x).then(batchNormalization());
        Node w = concatenate(z, y, x).then(conv2D(2, 2).strides(2)).then(flatten()).then(dense(3).activation(SOFTMAX));
        GradientCheck.of(Graph.of(List.of(x), List.of(w))).input(4, 6, 6, 2).atMost(40).verify();
    }

    @Test
    void theSameNodeMayBeAddedSeveralTimes() {
        Node x = input(3);
        Node y = x.then(dense(4));
        Node other = x.then(dense(4));
        GradientCheck.of(Graph.of(List.of(x), List.of(add(y, other, y)))).input(4, 3).verify();
        GradientCheck.of(Graph.of(List.of(x), List.of(add(y, y).then(TANH)))).input(4, 3).verify();
    }
}
