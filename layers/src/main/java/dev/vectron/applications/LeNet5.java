package dev.vectron.applications;

import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.layers.Layers.averagePooling2D;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Padding.SAME;
import static dev.vectron.layers.Padding.VALID;

import dev.vectron.graph.Node;
import dev.vectron.tensor.Shape;
import java.util.List;

/**
 * LeNet-5: two 5 × 5 convolutions with tanh and average pooling, three dense layers: [batch, height, width, channels] →
 * [batch, classes].
 *
 * <p>As published for pictures of 32 × 32; smaller ones, of at least 12 × 12, are padded by the first convolution: 28
 * × 28 as in MNIST becomes the same network, since the published pictures were those with a border of 2. As usual
 * today, and in the count of 61,706 parameters, every map of the second convolution reads all six of the first,
 * poolings have no parameters, and a softmax stands for the distances to drawn digits. Layers are named as in the
 * paper: {@code c1}, {@code s2}, {@code c3}, {@code s4}, {@code c5} (a convolution over all of its input, that is a
 * dense layer), {@code f6}; then {@code predictions}.
 *
 * <p>Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, <em>Gradient-Based Learning Applied to Document
 * Recognition</em>, 1998. Immutable and thread-safe.
 *
 * <p>Sizes and classes below 1 are an {@code IllegalArgumentException}; pictures that are too small for the network are
 * a {@code ShapeException} that names the layer.
 *
 * {@snippet :
 * Model model = leNet5().inputShape(28, 28, 1).model();
 * }
 *
 * @param inputShape the shape of one picture
 * @param classes how many classes are told apart
 */
public record LeNet5(Shape inputShape, int classes) implements Architecture {
    private static final int PUBLISHED_SIDE = 32;

    /** Checks the options. */
    public LeNet5 {
        Expected.classes("LeNet5", classes);
    }

    @Override
    public LeNet5 inputShape(int height, int width, int channels) {
        return new LeNet5(Shape.of(height, width, channels), classes);
    }

    @Override
    public LeNet5 classes(int count) {
        return new LeNet5(inputShape, count);
    }

    @Override
    public List<Node> outputs(Node input) {
        Shape picture = input.shape();
        boolean small = Math.min(picture.dim(0), picture.dim(1)) < PUBLISHED_SIDE;
        Node x = input.then(conv2D(6, 5).padding(small ? SAME : VALID).activation(TANH).named("c1"))
                .then(averagePooling2D(2).named("s2"))
                .then(conv2D(16, 5).activation(TANH).named("c3"))
                .then(averagePooling2D(2).named("s4"))
                .then(flatten().named("flatten"))
                .then(dense(120).activation(TANH).named("c5"))
                .then(dense(84).activation(TANH).named("f6"));
        return List.of(x.then(dense(classes).activation(SOFTMAX).named("predictions")));
    }
}
