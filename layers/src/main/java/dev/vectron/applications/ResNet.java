package dev.vectron.applications;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.initializers.Initializers.heNormal;
import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.globalAveragePooling2D;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Padding.SAME;

import dev.vectron.graph.Node;
import dev.vectron.tensor.Shape;
import java.util.List;

/**
 * A residual network of basic blocks: relu(x + f(x)), where f is two 3 × 3 convolutions with batch normalization:
 * [batch, height, width, channels] → [batch, classes].
 *
 * <p>Each stage after the first halves height and width and doubles the filters. Where a block does so, its shortcut
 * is a 1 × 1 convolution with strides of 2 and batch normalization (the paper's option B). For CIFAR the paper takes
 * option A there, a shortcut padded with zeros, which has no parameters; so ResNet-20, 32 and 56 have 2,752 trainable
 * parameters more than with A. Convolutions have no bias and He's initial values. They pad as TensorFlow does: before
 * strides of 2 one row less above than PyTorch does, which changes no count and no shape.
 *
 * <p>The network begins with a 3 × 3 convolution for small pictures, else with a 7 × 7 convolution with strides of 2
 * and a maximum pooling of 3 with strides of 2; it ends with the mean over the picture and a dense classifier. Layers
 * are named as in Keras: {@code conv1_conv}, {@code conv1_bn}, {@code conv2_block1_1_conv}, {@code
 * conv3_block1_0_conv} (a shortcut), {@code conv2_block1_out}, {@code avg_pool}, {@code predictions}; {@code conv2} is
 * the first stage.
 *
 * <p>Source: K. He, X. Zhang, S. Ren, J. Sun, <em>Deep Residual Learning for Image Recognition</em>, 2015,
 * arXiv:1512.03385; momentum 0.9 and epsilon 1e-5 of the batch normalization are those of the authors' code. Immutable
 * and thread-safe.
 *
 * <p>Sizes and classes below 1 are an {@code IllegalArgumentException}; pictures that are too small for the network are
 * a {@code ShapeException} that names the layer.
 *
 * {@snippet :
 * Trainer.of(resNet20().model()).optimizer(sgd(0.1).momentum(0.9).weightDecay(1e-4));
 * Model features = resNet18().model().cutAt("avg_pool");
 * }
 *
 * @param blocks how many blocks each stage has
 * @param filters filters of the first stage
 * @param smallPictures whether the network begins with a single 3 × 3 convolution
 * @param inputShape the shape of one picture
 * @param classes how many classes are told apart
 */
public record ResNet(List<Integer> blocks, int filters, boolean smallPictures, Shape inputShape, int classes)
        implements Architecture {
    /** Checks the options. */
    public ResNet {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty() || blocks.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("ResNet: expects at least one stage, of at least 1 block, got " + blocks
                    + ".");
        }
        if (filters < 1) {
            throw new IllegalArgumentException("ResNet: the filters must be at least 1, got " + filters + ".");
        }
        Expected.classes("ResNet", classes);
    }

    @Override
    public ResNet inputShape(int height, int width, int channels) {
        return new ResNet(blocks, filters, smallPictures, Shape.of(height, width, channels), classes);
    }

    @Override
    public ResNet classes(int count) {
        return new ResNet(blocks, filters, smallPictures, inputShape, count);
    }

    @Override
    public List<Node> outputs(Node input) {
        Node x = smallPictures ? normalized(input, "conv1", filters, 3, 1)
                : normalized(input, "conv1", filters, 7, 2);
        x = x.then(RELU.named("conv1_relu"));
        if (!smallPictures) {
            x = x.then(maxPooling2D(3).strides(2).padding(SAME).named("pool1_pool"));
        }
        int stageFilters = filters;
        for (int stage = 0; stage < blocks.size(); stage++) {
            for (int block = 0; block < blocks.get(stage); block++) {
                String name = "conv" + (stage + 2) + "_block" + (block + 1);
                x = block(x, name, stageFilters, stage > 0 && block == 0);
            }
            stageFilters *= 2;
        }
        return List.of(x.then(globalAveragePooling2D().named("avg_pool"))
                .then(dense(classes).activation(SOFTMAX).named("predictions")));
    }

    private static Node block(Node x, String name, int filters, boolean halved) {
        int strides = halved ? 2 : 1;
        Node inner = normalized(x, name + "_1", filters, 3, strides).then(RELU.named(name + "_1_relu"));
        Node shortcut = halved ? normalized(x, name + "_0", filters, 1, strides) : x;
        return Node.apply(add().named(name + "_add"), shortcut, normalized(inner, name + "_2", filters, 3, 1))
                .then(RELU.named(name + "_out"));
    }

    private static Node normalized(Node x, String name, int filters, int kernelSize, int strides) {
        return x.then(conv2D(filters, kernelSize).strides(strides).padding(SAME).useBias(false)
                        .kernelInitializer(heNormal()).named(name + "_conv"))
                .then(batchNormalization().momentum(0.9).epsilon(1e-5).named(name + "_bn"));
    }
}
