package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.layers.normalization.LayerNormalization;
import dev.vectron.layers.normalization.Normalization;
import dev.vectron.layers.normalization.RMSNormalization;
import dev.vectron.layers.normalization.UnitNormalization;
import dev.vectron.store.Registry;

/** The words for normalization and scaling; {@link Layers} inherits them. */
abstract class NormalizationWords extends PoolingWords {
    NormalizationWords() {}

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

    /** {@return batch normalization over the last axis} */
    public static BatchNormalization batchNormalization() {
        return new BatchNormalization();
    }

    /** {@return layer normalization over the last axis} */
    public static LayerNormalization layerNormalization() {
        return new LayerNormalization();
    }

    /** {@return a layer that brings features to mean 0 and deviation 1; {@code adapt} it to the training data} */
    public static Normalization normalization() {
        return new Normalization();
    }

    /** {@return a layer that divides rows by their Euclidean length} */
    public static UnitNormalization unitNormalization() {
        return new UnitNormalization();
    }

    /** {@return divides each row by its root mean square; {@code .axis(…)}, {@code .epsilon(…)}} */
    public static RMSNormalization rmsNormalization() {
        return new RMSNormalization();
    }

    /** Adds the factories for files. */
    static void registerNormalization(Registry<Layer> types) {
        types.register("Rescaling", Rescaling::fromConfig);
        types.register("BatchNormalization", BatchNormalization::fromConfig);
        types.register("LayerNormalization", LayerNormalization::fromConfig);
        types.register("Normalization", Normalization::fromConfig);
        types.register("RMSNormalization", RMSNormalization::fromConfig);
        types.register("UnitNormalization", UnitNormalization::fromConfig);
    }
}
