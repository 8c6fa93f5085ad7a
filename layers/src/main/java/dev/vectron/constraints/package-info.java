/** Bounds that weights are brought back into after each step, with Keras's names and formulas. */
@NullMarked
package dev.vectron.constraints;

import org.jspecify.annotations.NullMarked;
