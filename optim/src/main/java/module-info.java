import org.jspecify.annotations.NullMarked;

/** Optimizers, the training loop, callbacks, metrics and checkpoints. */
@NullMarked
module dev.vectron.optim {
    requires static org.jspecify;
    requires transitive dev.vectron.layers;

    exports dev.vectron.optim;
}
