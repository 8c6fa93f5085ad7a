/** Terms of the loss that keep weights small, with Keras's names and formulas. */
@NullMarked
package dev.vectron.regularizers;

import org.jspecify.annotations.NullMarked;
