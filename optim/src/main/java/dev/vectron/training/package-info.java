/** The training loop: options, steps, history, evaluation, and what listens to it. */
@NullMarked
package dev.vectron.training;

import org.jspecify.annotations.NullMarked;
