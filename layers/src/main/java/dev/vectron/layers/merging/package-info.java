/** Layers that make one output of several inputs, element by element or by dot products. */
@NullMarked
package dev.vectron.layers.merging;

import org.jspecify.annotations.NullMarked;
