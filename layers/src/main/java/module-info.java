import org.jspecify.annotations.NullMarked;

/** Layers, activations, initializers and losses; Sequential and functional models. */
@NullMarked
module dev.vectron.layers {
    requires static org.jspecify;
    requires transitive dev.vectron.core;

    exports dev.vectron.layers;
}
