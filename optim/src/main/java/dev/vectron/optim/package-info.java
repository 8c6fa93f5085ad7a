/** Optimizers, the training loop, callbacks, metrics and checkpoints. */
@NullMarked
package dev.vectron.optim;

import org.jspecify.annotations.NullMarked;
