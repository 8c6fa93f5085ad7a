package dev.vectron.layers;

import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.depthwiseConv2D;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Padding.SAME;

import dev.vectron.check.GradientCheck;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of whole networks, and where much work is divided, against numeric ones. */
class NetworkGradientTest {
    @Test
    void manyPicturesShareTheWorkInGroups() {
        GradientCheck.of(conv2D(3, 2).padding(SAME)).input(37, 3, 3, 2).atMost(25).threads(3).verify();
    }

    @Test
    void manyPicturesOfADepthwiseConvolutionShareTheWorkInGroups() {
        GradientCheck.of(depthwiseConv2D(2).padding(SAME)).input(37, 3, 3, 2).atMost(25).threads(3).verify();
        GradientCheck.of(depthwiseConv2D(3).padding(SAME).strides(2)).input(19, 5, 4, 17).atMost(25)
                .threads(3).verify();
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

    @ParameterizedTest
    @ValueSource(ints = {2, 19})
    void normalizationsBetweenLayersThatDoTheirWork(int samples) {
        Node x = input(6, 5, 2);
        Node y = x.then(conv2D(3, 3).padding(SAME)).then(batchNormalization()).then(TANH);
        Node z = add(y.then(conv2D(3, 3).padding(SAME)).then(batchNormalization()), y).then(TANH);
        Node branch = z.then(conv2D(4, 3).strides(2)).then(batchNormalization());
        Node w = add(branch, z.then(conv2D(4, 3).strides(2)).then(batchNormalization())).then(TANH)
                .then(conv2D(2, 1)).then(batchNormalization()).then(maxPooling2D(2, 1));
        GradientCheck.of(Graph.of(List.of(x), List.of(w))).input(samples, 6, 5, 2).atMost(25).threads(3).verify();
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
