/** Loaders of published data sets and a generator of pictures. */
@NullMarked
package dev.vectron.datasets;

import org.jspecify.annotations.NullMarked;
