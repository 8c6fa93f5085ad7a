package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.layers.pooling.AveragePooling1D;
import dev.vectron.layers.pooling.AveragePooling2D;
import dev.vectron.layers.pooling.GlobalAveragePooling1D;
import dev.vectron.layers.pooling.GlobalMaxPooling1D;
import dev.vectron.layers.pooling.GlobalMaxPooling2D;
import dev.vectron.layers.pooling.MaxPooling1D;
import dev.vectron.store.Registry;

/** The words for pooling; {@link Layers} inherits them. */
abstract class PoolingWords extends ConvolutionWords {
    PoolingWords() {}

    /** {@return maximum pooling over windows of 2 × 2, Keras's default} */
    public static MaxPooling2D maxPooling2D() {
        return maxPooling2D(2);
    }

    /**
     * Maximum pooling over square windows.
     *
     * @param poolSize height and width of a window
     * @return the layer
     */
    public static MaxPooling2D maxPooling2D(int poolSize) {
        return maxPooling2D(poolSize, poolSize);
    }

    /**
     * Maximum pooling.
     *
     * @param poolHeight height of a window
     * @param poolWidth width of a window
     * @return the layer
     */
    public static MaxPooling2D maxPooling2D(int poolHeight, int poolWidth) {
        return new MaxPooling2D(Extent.of("MaxPooling2D", "poolSize", poolHeight, poolWidth));
    }

    /** {@return maximum pooling over 2 steps of a sequence, Keras's default} */
    public static MaxPooling1D maxPooling1D() {
        return maxPooling1D(2);
    }

    /**
     * Maximum pooling over steps of a sequence.
     *
     * @param poolSize steps of a window
     * @return the layer
     */
    public static MaxPooling1D maxPooling1D(int poolSize) {
        return new MaxPooling1D(poolSize);
    }

    /**
     * Average pooling over square windows.
     *
     * @param poolSize height and width of a window
     * @return the layer
     */
    public static AveragePooling2D averagePooling2D(int poolSize) {
        return averagePooling2D(poolSize, poolSize);
    }

    /**
     * Average pooling.
     *
     * @param poolHeight height of a window
     * @param poolWidth width of a window
     * @return the layer
     */
    public static AveragePooling2D averagePooling2D(int poolHeight, int poolWidth) {
        return new AveragePooling2D(Extent.of("AveragePooling2D", "poolSize", poolHeight, poolWidth));
    }

    /**
     * Average pooling over steps of a sequence.
     *
     * @param poolSize steps of a window
     * @return the layer
     */
    public static AveragePooling1D averagePooling1D(int poolSize) {
        return new AveragePooling1D(poolSize);
    }

    /** {@return a layer that takes the mean of each feature over the steps that count} */
    public static GlobalAveragePooling1D globalAveragePooling1D() {
        return new GlobalAveragePooling1D();
    }

    /** {@return a layer that takes the maximum of each channel over the whole picture} */
    public static GlobalMaxPooling2D globalMaxPooling2D() {
        return new GlobalMaxPooling2D();
    }

    /** {@return a layer that takes the maximum of each feature over all steps} */
    public static GlobalMaxPooling1D globalMaxPooling1D() {
        return new GlobalMaxPooling1D();
    }

    /** {@return a layer that takes the mean of each channel over the whole picture} */
    public static GlobalAveragePooling2D globalAveragePooling2D() {
        return new GlobalAveragePooling2D();
    }

    /** Adds the factories for files. */
    static void registerPooling(Registry<Layer> types) {
        types.register("MaxPooling2D", MaxPooling2D::fromConfig);
        types.register("MaxPooling1D", MaxPooling1D::fromConfig);
        types.register("AveragePooling2D", AveragePooling2D::fromConfig);
        types.register("AveragePooling1D", AveragePooling1D::fromConfig);
        types.register("GlobalAveragePooling2D", GlobalAveragePooling2D::fromConfig);
        types.register("GlobalAveragePooling1D", GlobalAveragePooling1D::fromConfig);
        types.register("GlobalMaxPooling2D", GlobalMaxPooling2D::fromConfig);
        types.register("GlobalMaxPooling1D", GlobalMaxPooling1D::fromConfig);
    }
}
