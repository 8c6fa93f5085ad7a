/** Times whole models, convolutions and products, alone or against a peer: {@code ./run speed}. */
@NullMarked
package dev.vectron.bench.speed;

import org.jspecify.annotations.NullMarked;
