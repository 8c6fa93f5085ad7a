/** Layers that change the shape of a sample or the places of its values, and compute little. */
@NullMarked
package dev.vectron.layers.reshaping;

import org.jspecify.annotations.NullMarked;
