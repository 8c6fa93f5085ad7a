/** Optimizers: what they do to the weights in a step, and the state they keep. */
@NullMarked
package dev.vectron.optimizers;

import org.jspecify.annotations.NullMarked;
