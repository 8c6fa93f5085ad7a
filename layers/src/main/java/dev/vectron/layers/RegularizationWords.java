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

    /** Adds the factories for files. */
    static void registerRegularization(Registry<Layer> types) {
        types.register("Dropout", Dropout::fromConfig);
    }
}
