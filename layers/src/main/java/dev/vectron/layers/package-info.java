/** The layers, one file each, and their factories in Keras's words. */
@NullMarked
package dev.vectron.layers;

import org.jspecify.annotations.NullMarked;
