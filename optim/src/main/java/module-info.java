import org.jspecify.annotations.NullMarked;

/** Optimizers, learning-rate schedules, metrics, the training loop and its callbacks, model selection. */
@NullMarked
module dev.vectron.optim {
    requires transitive dev.vectron.layers;
    requires static org.jspecify;

    exports dev.vectron.optimizers;
    exports dev.vectron.schedules;
    exports dev.vectron.metrics;
    exports dev.vectron.training;
    exports dev.vectron.callbacks;
    exports dev.vectron.selection;
}
