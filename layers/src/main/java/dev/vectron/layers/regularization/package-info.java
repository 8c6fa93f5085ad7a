/** Layers against overfitting: noise in training, and a term of the loss. */
@NullMarked
package dev.vectron.layers.regularization;

import org.jspecify.annotations.NullMarked;
