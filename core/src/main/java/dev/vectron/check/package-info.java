/** Checks for layers, the library's own and a user's: numeric gradients, the layer contract, golden values. */
@NullMarked
package dev.vectron.check;

import org.jspecify.annotations.NullMarked;
