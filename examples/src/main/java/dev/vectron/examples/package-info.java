/** One runnable main per exercise, started by {@code ./run NAME}. */
@NullMarked
package dev.vectron.examples;

import org.jspecify.annotations.NullMarked;
