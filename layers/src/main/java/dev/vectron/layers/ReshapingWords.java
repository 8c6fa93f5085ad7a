package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.store.Registry;

/** The words for layers that change the shape; {@link Layers} inherits them. */
abstract class ReshapingWords extends ActivationWords {
    ReshapingWords() {}

    /** {@return a layer that makes each sample a vector} */
    public static Flatten flatten() {
        return new Flatten();
    }

    /** Adds the factories for files. */
    static void registerReshaping(Registry<Layer> types) {
        types.register("Flatten", _ -> new Flatten());
    }
}
