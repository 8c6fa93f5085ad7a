/** Training curves and picture grids, drawn as PNG files without a display. */
@NullMarked
package dev.vectron.plots;

import org.jspecify.annotations.NullMarked;
