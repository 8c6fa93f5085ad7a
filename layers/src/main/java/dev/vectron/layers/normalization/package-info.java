/** Layers that bring values to a common scale, within each sample or by statistics of the training data. */
@NullMarked
package dev.vectron.layers.normalization;

import org.jspecify.annotations.NullMarked;
