/** What watches a training and acts on it: early stopping, checkpoints. */
@NullMarked
package dev.vectron.callbacks;

import org.jspecify.annotations.NullMarked;
