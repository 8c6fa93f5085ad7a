package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.store.Registry;

/** The words for convolutions; {@link Layers} inherits them. */
abstract class ConvolutionWords extends CoreWords {
    ConvolutionWords() {}

    /**
     * A convolution with a square kernel.
     *
     * @param filters output channels
     * @param kernelSize height and width of the kernel
     * @return the layer
     */
    public static Conv2D conv2D(int filters, int kernelSize) {
        return conv2D(filters, kernelSize, kernelSize);
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
        return new Conv2D(filters, Extent.of("Conv2D", "kernelSize", kernelHeight, kernelWidth));
    }

    /**
     * A convolution of each channel on its own, with a square kernel.
     *
     * @param kernelSize height and width of the kernel
     * @return the layer
     */
    public static DepthwiseConv2D depthwiseConv2D(int kernelSize) {
        return depthwiseConv2D(kernelSize, kernelSize);
    }

    /**
     * A convolution of each channel on its own.
     *
     * @param kernelHeight height of the kernel
     * @param kernelWidth width of the kernel
     * @return the layer
     */
    public static DepthwiseConv2D depthwiseConv2D(int kernelHeight, int kernelWidth) {
        return new DepthwiseConv2D(Extent.of("DepthwiseConv2D", "kernelSize", kernelHeight, kernelWidth));
    }

    /**
     * A depthwise convolution and one of 1×1, with a square kernel.
     *
     * @param filters output channels
     * @param kernelSize height and width of the depthwise kernel
     * @return the layer
     */
    public static SeparableConv2D separableConv2D(int filters, int kernelSize) {
        return separableConv2D(filters, kernelSize, kernelSize);
    }

    /**
     * A depthwise convolution and one of 1×1.
     *
     * @param filters output channels
     * @param kernelHeight height of the depthwise kernel
     * @param kernelWidth width of the depthwise kernel
     * @return the layer
     */
    public static SeparableConv2D separableConv2D(int filters, int kernelHeight, int kernelWidth) {
        return new SeparableConv2D(filters, Extent.of("SeparableConv2D", "kernelSize", kernelHeight, kernelWidth));
    }

    /**
     * A transposed convolution with a square kernel.
     *
     * @param filters output channels
     * @param kernelSize height and width of the kernel
     * @return the layer
     */
    public static Conv2DTranspose conv2DTranspose(int filters, int kernelSize) {
        return conv2DTranspose(filters, kernelSize, kernelSize);
    }

    /**
     * A transposed convolution.
     *
     * @param filters output channels
     * @param kernelHeight height of the kernel
     * @param kernelWidth width of the kernel
     * @return the layer
     */
    public static Conv2DTranspose conv2DTranspose(int filters, int kernelHeight, int kernelWidth) {
        return new Conv2DTranspose(filters, Extent.of("Conv2DTranspose", "kernelSize", kernelHeight, kernelWidth));
    }

    /**
     * A convolution along the steps of a sequence.
     *
     * @param filters output channels
     * @param kernelSize steps of the kernel
     * @return the layer
     */
    public static Conv1D conv1D(int filters, int kernelSize) {
        return new Conv1D(filters, kernelSize);
    }

    /** Adds the factories for files. */
    static void registerConvolution(Registry<Layer> types) {
        types.register("Conv2D", Conv2D::fromConfig);
        types.register("DepthwiseConv2D", DepthwiseConv2D::fromConfig);
        types.register("SeparableConv2D", SeparableConv2D::fromConfig);
        types.register("Conv2DTranspose", Conv2DTranspose::fromConfig);
        types.register("Conv1D", Conv1D::fromConfig);
    }
}
