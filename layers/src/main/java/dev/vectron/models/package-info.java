/** Sequential and functional models: summary, prediction, saved weights. */
@NullMarked
package dev.vectron.models;

import org.jspecify.annotations.NullMarked;
