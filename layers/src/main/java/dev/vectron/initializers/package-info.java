/** Initial values of parameters, with Keras's names and formulas. */
@NullMarked
package dev.vectron.initializers;

import org.jspecify.annotations.NullMarked;
