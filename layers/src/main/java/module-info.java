import org.jspecify.annotations.NullMarked;

/** Layers, activations, initializers, losses; Sequential and functional models. */
@NullMarked
module dev.vectron.layers {
    requires static org.jspecify;
    requires transitive dev.vectron.core;

    exports dev.vectron.activations;
    exports dev.vectron.applications;
    exports dev.vectron.constraints;
    exports dev.vectron.initializers;
    exports dev.vectron.layers;
    exports dev.vectron.layers.augmentation;
    exports dev.vectron.layers.merging;
    exports dev.vectron.layers.normalization;
    exports dev.vectron.layers.pooling;
    exports dev.vectron.layers.recurrent;
    exports dev.vectron.layers.regularization;
    exports dev.vectron.layers.reshaping;
    exports dev.vectron.losses;
    exports dev.vectron.models;
    exports dev.vectron.regularizers;

    uses dev.vectron.models.WeightsFormat;
}
