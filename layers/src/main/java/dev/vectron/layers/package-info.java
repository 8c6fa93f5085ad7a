/** Layers, activations, initializers and losses under Keras's names, and the models built from them. */
@NullMarked
package dev.vectron.layers;

import org.jspecify.annotations.NullMarked;
