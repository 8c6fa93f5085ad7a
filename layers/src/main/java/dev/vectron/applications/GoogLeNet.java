package dev.vectron.applications;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.initializers.Initializers.heNormal;
import static dev.vectron.layers.Layers.averagePooling2D;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.globalAveragePooling2D;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Padding.SAME;

import dev.vectron.graph.Node;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * GoogLeNet (Inception v1): nine modules of four branches side by side (1 × 1; 3 × 3 and 5 × 5 behind a 1 × 1; pooling
 * before a 1 × 1), and two auxiliary classifiers halfway: [batch, height, width, channels] → three times [batch,
 * classes].
 *
 * <p>The outputs are the classifier, then the auxiliary one behind module 4a and that behind 4d. The paper weighs
 * their losses by 1, 0.3 and 0.3; for predictions only the first counts, and {@code auxiliaryClassifiers(false)} or
 * {@code model.cutAt("predictions")} leaves the others out. As published there is no batch normalization; local
 * response normalization, which has no parameters, is left out. Initial values are He's. Layers are named after the
 * paper's table: {@code conv1}, {@code conv2_reduce}, {@code conv2}, {@code inception_3a_1x1}, {@code …_3x3_reduce},
 * {@code …_3x3}, {@code …_5x5_reduce}, {@code …_5x5}, {@code …_pool}, {@code …_pool_proj}, {@code …_output}, {@code
 * predictions}, {@code auxiliary_1}, {@code auxiliary_2}.
 *
 * <p>Published pictures are 224 × 224. Small ones (height and width at least 17) begin with a 3 × 3 convolution without
 * strides and have one pooling less in front, so that 32 × 32 reaches the modules 3, 4 and 5 as 16 × 16, 8 × 8, 4 × 4.
 *
 * <p>Source: C. Szegedy et al., <em>Going Deeper with Convolutions</em>, 2014, arXiv:1409.4842, table 1 and section 5;
 * batch normalization as an option: S. Ioffe, C. Szegedy, 2015, arXiv:1502.03167. Immutable and thread-safe.
 *
 * <p>Sizes and classes below 1 are an {@code IllegalArgumentException}; pictures that are too small for the network are
 * a {@code ShapeException} that names the layer.
 *
 * {@snippet :
 * Trainer.of(googLeNetCifar().model()).optimizer(adam(1e-3))
 *         .loss(sparseCategoricalCrossentropy(), sparseCategoricalCrossentropy(), sparseCategoricalCrossentropy())
 *         .lossWeights(1, 0.3, 0.3);
 * }
 *
 * @param smallPictures whether the network begins without strides
 * @param auxiliaryClassifiers whether there are further outputs for the training
 * @param batchNormalization whether there is batch normalization behind each convolution
 * @param inputShape the shape of one picture
 * @param classes how many classes are told apart
 */
public record GoogLeNet(boolean smallPictures, boolean auxiliaryClassifiers, boolean batchNormalization,
        Shape inputShape, int classes) implements Architecture {
    /** Checks the options. */
    public GoogLeNet {
        Expected.classes("GoogLeNet", classes);
    }

    @Override
    public GoogLeNet inputShape(int height, int width, int channels) {
        return new GoogLeNet(smallPictures, auxiliaryClassifiers, batchNormalization,
                Shape.of(height, width, channels), classes);
    }

    @Override
    public GoogLeNet classes(int count) {
        return new GoogLeNet(smallPictures, auxiliaryClassifiers, batchNormalization, inputShape, count);
    }

    /**
     * This network with or without auxiliary classifiers.
     *
     * @param use whether there are three outputs
     * @return the changed copy
     */
    public GoogLeNet auxiliaryClassifiers(boolean use) {
        return new GoogLeNet(smallPictures, use, batchNormalization, inputShape, classes);
    }

    /**
     * This network with or without batch normalization.
     *
     * @param use whether there is one behind each convolution
     * @return the changed copy
     */
    public GoogLeNet batchNormalization(boolean use) {
        return new GoogLeNet(smallPictures, auxiliaryClassifiers, use, inputShape, classes);
    }

    @Override
    public List<Node> outputs(Node input) {
        Node x = module(module(pooled(stem(input), "pool2"), "3a", 64, 96, 128, 16, 32, 32),
                "3b", 128, 128, 192, 32, 96, 64);
        Node early = module(pooled(x, "pool3"), "4a", 192, 96, 208, 16, 48, 64);
        x = module(early, "4b", 160, 112, 224, 24, 64, 64);
        x = module(x, "4c", 128, 128, 256, 24, 64, 64);
        Node late = module(x, "4d", 112, 144, 288, 32, 64, 64);
        x = pooled(module(late, "4e", 256, 160, 320, 32, 128, 128), "pool4");
        x = module(x, "5a", 256, 160, 320, 32, 128, 128);
        x = module(x, "5b", 384, 192, 384, 48, 128, 128);
        List<Node> outputs = new ArrayList<>();
        outputs.add(x.then(globalAveragePooling2D().named("avg_pool")).then(dropout(0.4).named("dropout"))
                .then(dense(classes).activation(SOFTMAX).named("predictions")));
        if (auxiliaryClassifiers) {
            outputs.add(auxiliary(early, "auxiliary_1"));
            outputs.add(auxiliary(late, "auxiliary_2"));
        }
        return List.copyOf(outputs);
    }

    private Node stem(Node input) {
        Node x = smallPictures ? convolution(input, "conv1", 64, 3)
                : pooled(new Convolutions(batchNormalization).then(input, "conv1", 64, 7, 2), "pool1");
        return convolution(convolution(x, "conv2_reduce", 64, 1), "conv2", 192, 3);
    }

    /** The numbers are a row of the paper's table: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj. */
    private Node module(Node x, String row, int ones, int reduceThrees, int threes, int reduceFives, int fives,
            int projected) {
        String name = "inception_" + row;
        return Node.apply(concatenate().named(name + "_output"),
                convolution(x, name + "_1x1", ones, 1),
                convolution(convolution(x, name + "_3x3_reduce", reduceThrees, 1), name + "_3x3", threes, 3),
                convolution(convolution(x, name + "_5x5_reduce", reduceFives, 1), name + "_5x5", fives, 5),
                convolution(x.then(maxPooling2D(3).strides(1).padding(SAME).named(name + "_pool")),
                        name + "_pool_proj", projected, 1));
    }

    private Node auxiliary(Node x, String name) {
        Node pooled = x.then(averagePooling2D(5).strides(3).named(name + "_pool"));
        return convolution(pooled, name + "_conv", 128, 1).then(flatten().named(name + "_flatten"))
                .then(dense(1024).activation(RELU).kernelInitializer(heNormal()).named(name + "_fc"))
                .then(dropout(0.7).named(name + "_dropout"))
                .then(dense(classes).activation(SOFTMAX).named(name));
    }

    private Node convolution(Node x, String name, int filters, int kernelSize) {
        return new Convolutions(batchNormalization).then(x, name, filters, kernelSize);
    }

    private static Node pooled(Node x, String name) {
        return x.then(maxPooling2D(3).strides(2).padding(SAME).named(name));
    }
}
