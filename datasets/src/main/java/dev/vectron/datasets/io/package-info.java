/** Readers for data files: IDX, CIFAR, CSV; plain or gzip. */
@NullMarked
package dev.vectron.datasets.io;

import org.jspecify.annotations.NullMarked;
