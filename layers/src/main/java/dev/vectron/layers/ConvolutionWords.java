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

    /** Adds the factories for files. */
    static void registerConvolution(Registry<Layer> types) {
        types.register("Conv2D", Conv2D::fromConfig);
        types.register("DepthwiseConv2D", DepthwiseConv2D::fromConfig);
    }
}
