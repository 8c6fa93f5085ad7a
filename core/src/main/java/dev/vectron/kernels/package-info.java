/**
 * The arithmetic on plain float arrays: the scalar specification, its twin on the Vector API, and the provider that
 * chooses.
 */
@NullMarked
package dev.vectron.kernels;

import org.jspecify.annotations.NullMarked;
