/** Pooling over windows and over whole pictures and sequences. */
@NullMarked
package dev.vectron.layers.pooling;

import org.jspecify.annotations.NullMarked;
