/** What watches a training and acts on it: early stopping, checkpoints, learning rates, logs. */
@NullMarked
package dev.vectron.callbacks;

import org.jspecify.annotations.NullMarked;
