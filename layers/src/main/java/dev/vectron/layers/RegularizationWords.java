package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.store.Registry;

/** The words for layers against overfitting; {@link Layers} inherits them. */
abstract class RegularizationWords extends NormalizationWords {
    RegularizationWords() {}

    /**
     * Drops values in training.
     *
     * @param rate the share of values to drop, 0 ≤ rate &lt; 1
     * @return the layer
     */
    public static Dropout dropout(double rate) {
        return new Dropout((float) rate);
    }

    /**
     * Drops connections of a layer in training, others for each batch.
     *
     * @param rate the share of weights to drop, 0 ≤ rate &lt; 1
     * @param layer a dense layer or a convolution
     * @return the layer
     */
    public static DropConnect dropConnect(double rate, Layer layer) {
        return new DropConnect((float) rate, layer);
    }

    /** Adds the factories for files. */
    static void registerRegularization(Registry<Layer> types) {
        types.register("Dropout", Dropout::fromConfig);
        types.register("DropConnect", DropConnect::fromConfig);
    }
}
