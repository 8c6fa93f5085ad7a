package dev.vectron.applications;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.initializers.Initializers.heNormal;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.maxPooling2D;

import dev.vectron.graph.Node;
import dev.vectron.tensor.Shape;
import java.util.List;

/**
 * AlexNet for pictures of the size of CIFAR's: five convolutions with ReLU, overlapping maximum poolings, two dense
 * layers with dropout 0.5 and a classifier: [batch, height, width, channels] → [batch, classes]; height and width at
 * least 15.
 *
 * <p>The order of layers, the overlapping poolings (windows of 3, strides of 2) and the dropout are the paper's; the
 * filters (64, 192, 384, 256, 256) are those of the author's single-column variant of 2014. What was made for 224 ×
 * 224 is smaller: the first convolution is 5 × 5 with strides of 1 instead of 11 × 11 with 4, and the dense layers
 * have 1024 units instead of 4096. Local response normalization, which has no parameters and hardly helps, is left
 * out. Layers are named {@code conv1} … {@code conv5}, {@code pool1}, {@code pool2}, {@code pool5}, {@code fc6},
 * {@code fc7}, {@code predictions}.
 *
 * <p>Sources: A. Krizhevsky, I. Sutskever, G. Hinton, <em>ImageNet Classification with Deep Convolutional Neural
 * Networks</em>, 2012; A. Krizhevsky, <em>One weird trick for parallelizing convolutional neural networks</em>, 2014,
 * arXiv:1404.5997. Immutable and thread-safe.
 *
 * <p>Sizes and classes below 1 are an {@code IllegalArgumentException}; pictures that are too small for the network are
 * a {@code ShapeException} that names the layer.
 *
 * {@snippet :
 * Model model = alexNet().classes(100).model();
 * }
 *
 * @param inputShape the shape of one picture
 * @param classes how many classes are told apart
 */
public record AlexNet(Shape inputShape, int classes) implements Architecture {
    private static final int UNITS = 1024;

    /** Checks the options. */
    public AlexNet {
        Expected.classes("AlexNet", classes);
    }

    @Override
    public AlexNet inputShape(int height, int width, int channels) {
        return new AlexNet(Shape.of(height, width, channels), classes);
    }

    @Override
    public AlexNet classes(int count) {
        return new AlexNet(inputShape, count);
    }

    @Override
    public List<Node> outputs(Node input) {
        Convolutions convolutions = new Convolutions(false);
        Node x = pooled(convolutions.then(input, "conv1", 64, 5), "pool1");
        x = pooled(convolutions.then(x, "conv2", 192, 5), "pool2");
        x = convolutions.then(x, "conv3", 384, 3);
        x = convolutions.then(x, "conv4", 256, 3);
        x = pooled(convolutions.then(x, "conv5", 256, 3), "pool5").then(flatten().named("flatten"));
        for (int i = 6; i <= 7; i++) {
            x = x.then(dense(UNITS).activation(RELU).kernelInitializer(heNormal()).named("fc" + i))
                    .then(dropout(0.5).named("fc" + i + "_dropout"));
        }
        return List.of(x.then(dense(classes).activation(SOFTMAX).named("predictions")));
    }

    private static Node pooled(Node x, String name) {
        return x.then(maxPooling2D(3).strides(2).named(name));
    }
}
