/** Choosing a model: grid search, random search, cross-validation. */
@NullMarked
package dev.vectron.selection;

import org.jspecify.annotations.NullMarked;
