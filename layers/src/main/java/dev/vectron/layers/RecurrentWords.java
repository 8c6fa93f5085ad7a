package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.store.Registry;

/** The words for recurrent layers; {@link Layers} inherits them. */
abstract class RecurrentWords extends MergingWords {
    RecurrentWords() {}

    /** Adds the factories for files. */
    static void registerRecurrent(Registry<Layer> types) {
    }
}
