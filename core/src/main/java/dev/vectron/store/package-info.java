/** Files: safetensors, JSON, atomic writes. */
@NullMarked
package dev.vectron.store;

import org.jspecify.annotations.NullMarked;
