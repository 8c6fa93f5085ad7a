package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.tensor.Shape;

/**
 * The layers in Keras's words; import them statically. Options are methods that return a changed copy.
 *
 * {@snippet :
 * import static dev.vectron.activations.Activation.*;
 * import static dev.vectron.layers.Layers.*;
 *
 * Model model = Sequential.of(
 *         input(28, 28, 1), rescaling(1 / 255f),
 *         conv2D(16, 5).activation(RELU), maxPooling2D(2),
 *         flatten(), dense(10).activation(SOFTMAX));
 *
 * Node x = input(32, 32, 3);                                        // the same word begins a functional model
 * Node y = add(x, x.then(conv2D(3, 3).padding(SAME))).then(relu());
 * Model functional = Model.of(x, y);
 * }
 */
public final class Layers {
    private static final double DEFAULT_SLOPE = 0.3;

    private Layers() {}

    /**
     * An input of a model: the first argument of {@code Sequential.of}, or the first node of a functional model.
     *
     * @param shape the shape of one sample, without the batch axis: {@code 28, 28, 1}
     * @return the node
     */
    public static Node input(int... shape) {
        return Node.input(Shape.of(shape));
    }

    /**
     * An input of a model, with a name.
     *
     * @param name the name in the model
     * @param shape the shape of one sample, without the batch axis
     * @return the node
     */
    public static Node input(String name, int... shape) {
        return Node.input(name, Shape.of(shape));
    }

    /**
     * y = scale · x.
     *
     * @param scale the factor: {@code 1 / 255f}
     * @return the layer
     */
    public static Rescaling rescaling(double scale) {
        return new Rescaling((float) scale, 0);
    }

    /**
     * y = scale · x + offset.
     *
     * @param scale the factor
     * @param offset is added
     * @return the layer
     */
    public static Rescaling rescaling(double scale, double offset) {
        return new Rescaling((float) scale, (float) offset);
    }

    /**
     * A fully connected layer.
     *
     * @param units outputs
     * @return the layer
     */
    public static Dense dense(int units) {
        return new Dense(units);
    }

    /**
     * A convolution with a square kernel.
     *
     * @param filters output channels
     * @param kernelSize height and width of the kernel
     * @return the layer
     */
    public static Conv2D conv2D(int filters, int kernelSize) {
        return new Conv2D(filters, Extent.square(kernelSize));
    }

    /**
     * A convolution.
     *
     * @param filters output channels
     * @param kernelHeight height of the kernel
     * @param kernelWidth width of the kernel
     * @return the layer
     */
    public static Conv2D conv2D(int filters, int kernelHeight, int kernelWidth) {
        return new Conv2D(filters, new Extent(kernelHeight, kernelWidth));
    }

    /**
     * A convolution of each channel on its own, with a square kernel.
     *
     * @param kernelSize height and width of the kernel
     * @return the layer
     */
    public static DepthwiseConv2D depthwiseConv2D(int kernelSize) {
        return new DepthwiseConv2D(Extent.square(kernelSize));
    }

    /**
     * A convolution of each channel on its own.
     *
     * @param kernelHeight height of the kernel
     * @param kernelWidth width of the kernel
     * @return the layer
     */
    public static DepthwiseConv2D depthwiseConv2D(int kernelHeight, int kernelWidth) {
        return new DepthwiseConv2D(new Extent(kernelHeight, kernelWidth));
    }

    /**
     * Maximum pooling over square windows.
     *
     * @param poolSize height and width of a window
     * @return the layer
     */
    public static MaxPooling2D maxPooling2D(int poolSize) {
        return new MaxPooling2D(Extent.square(poolSize));
    }

    /**
     * Maximum pooling.
     *
     * @param poolHeight height of a window
     * @param poolWidth width of a window
     * @return the layer
     */
    public static MaxPooling2D maxPooling2D(int poolHeight, int poolWidth) {
        return new MaxPooling2D(new Extent(poolHeight, poolWidth));
    }

    /** {@return a layer that takes the mean of each channel over the whole picture} */
    public static GlobalAveragePooling2D globalAveragePooling2D() {
        return new GlobalAveragePooling2D();
    }

    /** {@return a layer that makes each sample a vector} */
    public static Flatten flatten() {
        return new Flatten();
    }

    /**
     * Drops values in training.
     *
     * @param rate the share of values to drop, 0 ≤ rate &lt; 1
     * @return the layer
     */
    public static Dropout dropout(double rate) {
        return new Dropout((float) rate);
    }

    /** {@return batch normalization over the last axis} */
    public static BatchNormalization batchNormalization() {
        return new BatchNormalization();
    }

    /**
     * An activation as a layer.
     *
     * @param function the function
     * @return the layer: the function itself
     */
    public static Layer activation(Activation function) {
        return function;
    }

    /** {@return y = max(x, 0) as a layer} */
    public static Layer relu() {
        return Activation.RELU;
    }

    /** {@return y = x where x &gt; 0, else 0.3 · x, as a layer; for other slopes {@link Activation#leakyRelu} is one} */
    public static Layer leakyRelu() {
        return Activation.leakyRelu(DEFAULT_SLOPE);
    }

    /** {@return y = x where x &gt; 0, else exp(x) − 1, as a layer; for other depths {@link Activation#elu} is one} */
    public static Layer elu() {
        return Activation.ELU;
    }

    /** {@return y = x where x &gt; 0, else alpha · x with a learnt alpha} */
    public static PReLU prelu() {
        return new PReLU();
    }

    /** {@return y = 1 / (1 + exp(−x)) as a layer} */
    public static Layer sigmoid() {
        return Activation.SIGMOID;
    }

    /** {@return y = tanh(x) as a layer} */
    public static Layer tanh() {
        return Activation.TANH;
    }

    /** {@return softmax over the last axis as a layer} */
    public static Layer softmax() {
        return Activation.SOFTMAX;
    }

    /** {@return a layer that adds its inputs} */
    public static Add add() {
        return new Add();
    }

    /**
     * The sum of nodes of one shape.
     *
     * @param inputs two or more nodes
     * @return the node of the sum
     */
    public static Node add(Node... inputs) {
        return Node.apply(new Add(), inputs);
    }

    /** {@return a layer that puts its inputs side by side along the last axis} */
    public static Concatenate concatenate() {
        return new Concatenate();
    }

    /**
     * Puts inputs side by side.
     *
     * @param axis the axis, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the layer
     */
    public static Concatenate concatenate(int axis) {
        return new Concatenate(axis);
    }

    /**
     * Nodes side by side along the last axis.
     *
     * @param inputs two or more nodes
     * @return the node of the result
     */
    public static Node concatenate(Node... inputs) {
        return Node.apply(new Concatenate(), inputs);
    }
}
