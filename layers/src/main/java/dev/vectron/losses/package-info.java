/** The losses, with Keras's names and formulas. */
@NullMarked
package dev.vectron.losses;

import org.jspecify.annotations.NullMarked;
