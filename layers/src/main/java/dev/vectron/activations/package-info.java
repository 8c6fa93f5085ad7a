/** Activation functions, as layers and as options of layers. */
@NullMarked
package dev.vectron.activations;

import org.jspecify.annotations.NullMarked;
