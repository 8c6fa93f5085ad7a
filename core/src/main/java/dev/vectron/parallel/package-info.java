/** The process-wide set of worker threads. */
@NullMarked
package dev.vectron.parallel;

import org.jspecify.annotations.NullMarked;
