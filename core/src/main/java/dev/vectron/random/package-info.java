/** Counter-based random numbers: the same key and counter give the same bits on any thread. */
@NullMarked
package dev.vectron.random;

import org.jspecify.annotations.NullMarked;
