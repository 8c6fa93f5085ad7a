/** Downloads that can be trusted: mirrors, resumption, checksums. */
@NullMarked
package dev.vectron.datasets.fetch;

import org.jspecify.annotations.NullMarked;
