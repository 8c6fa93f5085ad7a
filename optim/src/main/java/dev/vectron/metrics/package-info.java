/** Metrics: numbers that say how good predictions are, and what callbacks watch. */
@NullMarked
package dev.vectron.metrics;

import org.jspecify.annotations.NullMarked;
