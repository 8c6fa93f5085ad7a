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
 * VGG: five blocks of 3 × 3 convolutions with ReLU, each followed by a maximum pooling of 2, then dense layers:
 * [batch, height, width, channels] → [batch, classes]; height and width at least 32.
 *
 * <p>The blocks have 64, 128, 256, 512 and 512 filters. As published there are two dense layers of 4096 units with
 * dropout 0.5 and a classifier; pictures of the size of CIFAR's do with the classifier alone, and with batch
 * normalization, which came a year later. Initial values are He's, with which the deep ones learn without being
 * pretrained from shallow ones, as the paper still had to. Layers are named as in Keras: {@code block1_conv1} …
 * {@code block5_pool}, {@code fc1}, {@code fc2}, {@code predictions}.
 *
 * <p>Source: K. Simonyan, A. Zisserman, <em>Very Deep Convolutional Networks for Large-Scale Image Recognition</em>,
 * 2014, arXiv:1409.1556, configurations A (11 layers) and D (16). Immutable and thread-safe.
 *
 * <p>Sizes and classes below 1 are an {@code IllegalArgumentException}; pictures that are too small for the network are
 * a {@code ShapeException} that names the layer.
 *
 * {@snippet :
 * Model model = vgg11Cifar().model();
 * Model features = vgg16().inputShape(64, 64, 3).classes(10).units(256).model().cutAt("block5_pool");
 * }
 *
 * @param blocks how many convolutions each of the five blocks has
 * @param units units of each of the two dense layers before the classifier; 0 for none of them
 * @param batchNormalization whether there is batch normalization behind each convolution
 * @param inputShape the shape of one picture
 * @param classes how many classes are told apart
 */
public record VGG(List<Integer> blocks, int units, boolean batchNormalization, Shape inputShape, int classes)
        implements Architecture {
    private static final int BLOCKS = 5;
    private static final int FIRST_FILTERS = 64;
    private static final int MOST_FILTERS = 512;

    /** Checks the options. */
    public VGG {
        blocks = List.copyOf(blocks);
        if (blocks.size() != BLOCKS || blocks.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("VGG: expects " + BLOCKS + " blocks of at least 1 convolution, got "
                    + blocks + ".");
        }
        if (units < 0) {
            throw new IllegalArgumentException("VGG: the units must be at least 0, got " + units + ".");
        }
        Expected.classes("VGG", classes);
    }

    @Override
    public VGG inputShape(int height, int width, int channels) {
        return new VGG(blocks, units, batchNormalization, Shape.of(height, width, channels), classes);
    }

    @Override
    public VGG classes(int count) {
        return new VGG(blocks, units, batchNormalization, inputShape, count);
    }

    /**
     * This network with other dense layers.
     *
     * @param count units of each of the two dense layers before the classifier; 0 for none of them
     * @return the changed copy
     */
    public VGG units(int count) {
        return new VGG(blocks, count, batchNormalization, inputShape, classes);
    }

    /**
     * This network with or without batch normalization.
     *
     * @param use whether there is one behind each convolution
     * @return the changed copy
     */
    public VGG batchNormalization(boolean use) {
        return new VGG(blocks, units, use, inputShape, classes);
    }

    @Override
    public List<Node> outputs(Node input) {
        Convolutions convolutions = new Convolutions(batchNormalization);
        Node x = input;
        int filters = FIRST_FILTERS;
        for (int block = 1; block <= BLOCKS; block++) {
            for (int i = 1; i <= blocks.get(block - 1); i++) {
                x = convolutions.then(x, "block" + block + "_conv" + i, filters, 3);
            }
            x = x.then(maxPooling2D(2).named("block" + block + "_pool"));
            filters = Math.min(2 * filters, MOST_FILTERS);
        }
        x = x.then(flatten().named("flatten"));
        for (int i = 1; i <= 2 && units > 0; i++) {
            x = x.then(dense(units).activation(RELU).kernelInitializer(heNormal()).named("fc" + i))
                    .then(dropout(0.5).named("fc" + i + "_dropout"));
        }
        return List.of(x.then(dense(classes).activation(SOFTMAX).named("predictions")));
    }
}
