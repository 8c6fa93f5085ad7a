/** The data contract: data sets, splits and batches. */
@NullMarked
package dev.vectron.data;

import org.jspecify.annotations.NullMarked;
