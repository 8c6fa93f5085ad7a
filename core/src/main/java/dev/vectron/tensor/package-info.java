/** Shapes and dense float32 tensors. */
@NullMarked
package dev.vectron.tensor;

import org.jspecify.annotations.NullMarked;
