package dev.vectron.applications;

import dev.vectron.tensor.Shape;
import java.util.List;

/**
 * The words for published networks, as Keras has them in {@code keras.applications}; each with the input and the
 * classes of its paper, which options change.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * import static dev.vectron.applications.Applications.*;
 *
 * Model model = resNet20().model();
 * Model small = vgg16().inputShape(64, 64, 3).classes(10).model();
 * }
 */
public final class Applications {
    private static final Shape CIFAR = Shape.of(32, 32, 3);
    private static final Shape IMAGENET = Shape.of(224, 224, 3);
    private static final int CIFAR_CLASSES = 10;
    private static final int IMAGENET_CLASSES = 1000;
    private static final List<Integer> VGG_11 = List.of(1, 1, 2, 2, 2);
    private static final List<Integer> VGG_16 = List.of(2, 2, 3, 3, 3);
    private static final int VGG_UNITS = 4096;

    private Applications() {}

    /** {@return LeNet-5 for pictures of 32 × 32 × 1 and 10 classes: 61,706 parameters} */
    public static LeNet5 leNet5() {
        return new LeNet5(Shape.of(32, 32, 1), 10);
    }

    /** {@return AlexNet for pictures of 32 × 32 × 3 and 10 classes: 5,871,434 parameters} */
    public static AlexNet alexNet() {
        return new AlexNet(CIFAR, CIFAR_CLASSES);
    }

    /** {@return VGG-11 for pictures of 224 × 224 × 3 and 1000 classes: 132,863,336 parameters} */
    public static VGG vgg11() {
        return new VGG(VGG_11, VGG_UNITS, false, IMAGENET, IMAGENET_CLASSES);
    }

    /** {@return VGG-16 for pictures of 224 × 224 × 3 and 1000 classes: 138,357,544 parameters} */
    public static VGG vgg16() {
        return new VGG(VGG_16, VGG_UNITS, false, IMAGENET, IMAGENET_CLASSES);
    }

    /**
     * VGG-11 for small pictures: batch normalization, and the classifier as the only dense layer.
     *
     * @return for pictures of 32 × 32 × 3 and 10 classes: 9,231,114 trainable parameters
     */
    public static VGG vgg11Cifar() {
        return new VGG(VGG_11, 0, true, CIFAR, CIFAR_CLASSES);
    }

    /**
     * VGG-16 for small pictures: batch normalization, and the classifier as the only dense layer.
     *
     * @return for pictures of 32 × 32 × 3 and 10 classes: 14,728,266 trainable parameters
     */
    public static VGG vgg16Cifar() {
        return new VGG(VGG_16, 0, true, CIFAR, CIFAR_CLASSES);
    }

    /**
     * GoogLeNet with its two auxiliary classifiers.
     *
     * @return for pictures of 224 × 224 × 3 and 1000 classes: 13,378,280 parameters, 6,998,552 without auxiliary
     *     classifiers
     */
    public static GoogLeNet googLeNet() {
        return new GoogLeNet(false, true, false, IMAGENET, IMAGENET_CLASSES);
    }

    /**
     * GoogLeNet for small pictures: fewer strides in front, and batch normalization.
     *
     * @return for pictures of 32 × 32 × 3 and 10 classes, with the two auxiliary classifiers
     */
    public static GoogLeNet googLeNetCifar() {
        return new GoogLeNet(true, true, true, CIFAR, CIFAR_CLASSES);
    }

    /** {@return ResNet-18 for pictures of 224 × 224 × 3 and 1000 classes: 11,689,512 trainable parameters} */
    public static ResNet resNet18() {
        return new ResNet(List.of(2, 2, 2, 2), 64, false, IMAGENET, IMAGENET_CLASSES);
    }

    /** {@return ResNet-20 for pictures of 32 × 32 × 3 and 10 classes: 272,474 trainable parameters} */
    public static ResNet resNet20() {
        return cifarResNet(3);
    }

    /** {@return ResNet-32 for pictures of 32 × 32 × 3 and 10 classes: 466,906 trainable parameters} */
    public static ResNet resNet32() {
        return cifarResNet(5);
    }

    /** {@return ResNet-56 for pictures of 32 × 32 × 3 and 10 classes: 855,770 trainable parameters} */
    public static ResNet resNet56() {
        return cifarResNet(9);
    }

    /** Three stages of n blocks of two convolutions, one convolution in front, one dense layer: 6n + 2 layers. */
    private static ResNet cifarResNet(int n) {
        return new ResNet(List.of(n, n, n), 16, true, CIFAR, CIFAR_CLASSES);
    }
}
