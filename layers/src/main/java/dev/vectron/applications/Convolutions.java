package dev.vectron.applications;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.initializers.Initializers.heNormal;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Padding.SAME;

import dev.vectron.graph.Node;
import dev.vectron.layers.Conv2D;
import dev.vectron.layers.Extent;

/**
 * The convolutions with ReLU of which VGG and GoogLeNet consist: SAME, with a bias, He's initial values.
 *
 * @param normalized whether each is normalized before its ReLU
 */
record Convolutions(boolean normalized) {
    Node then(Node x, String name, int filters, int kernelSize) {
        return then(x, name, filters, kernelSize, 1);
    }

    Node then(Node x, String name, int filters, int kernelSize, int strides) {
        Conv2D convolution = new Conv2D(filters, Extent.square(kernelSize)).strides(strides).padding(SAME)
                .kernelInitializer(heNormal());
        return normalized
                ? x.then(convolution.named(name)).then(batchNormalization().named(name + "_bn"))
                        .then(RELU.named(name + "_relu"))
                : x.then(convolution.activation(RELU).named(name));
    }
}
