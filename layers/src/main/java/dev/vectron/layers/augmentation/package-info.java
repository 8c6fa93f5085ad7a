/** Layers that vary pictures at random in training. */
@NullMarked
package dev.vectron.layers.augmentation;

import org.jspecify.annotations.NullMarked;
