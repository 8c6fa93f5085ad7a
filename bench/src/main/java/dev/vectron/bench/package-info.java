/** JMH benchmarks of the hot kernels, started by {@code ./run bench}; each benchmark checks its own result. */
@NullMarked
package dev.vectron.bench;

import org.jspecify.annotations.NullMarked;
