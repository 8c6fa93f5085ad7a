package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.store.Registry;

/** The words for pooling; {@link Layers} inherits them. */
abstract class PoolingWords extends ConvolutionWords {
    PoolingWords() {}

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

    /** Adds the factories for files. */
    static void registerPooling(Registry<Layer> types) {
        types.register("MaxPooling2D", MaxPooling2D::fromConfig);
        types.register("GlobalAveragePooling2D", GlobalAveragePooling2D::fromConfig);
    }
}
