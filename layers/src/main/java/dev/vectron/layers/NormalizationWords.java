package dev.vectron.layers;

import dev.vectron.graph.Layer;
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

    /** Adds the factories for files. */
    static void registerNormalization(Registry<Layer> types) {
        types.register("Rescaling", Rescaling::fromConfig);
        types.register("BatchNormalization", BatchNormalization::fromConfig);
    }
}
