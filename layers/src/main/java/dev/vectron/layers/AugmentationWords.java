package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.store.Registry;

/** The words for layers that vary pictures in training; {@link Layers} inherits them. */
abstract class AugmentationWords extends RecurrentWords {
    AugmentationWords() {}

    /** Adds the factories for files. */
    static void registerAugmentation(Registry<Layer> types) {
    }
}
