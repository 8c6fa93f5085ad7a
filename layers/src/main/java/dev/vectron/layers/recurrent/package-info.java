/** Layers of sequences: recurrent ones, those around them, embeddings and masks. */
@NullMarked
package dev.vectron.layers.recurrent;

import org.jspecify.annotations.NullMarked;
