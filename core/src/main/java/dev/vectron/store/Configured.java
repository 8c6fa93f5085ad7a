package dev.vectron.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a file can describe by a class name and options, in Keras's words, so that it can be made again by a
 * {@link Registry}.
 *
 * <p>Implementations are immutable; {@code registry.create(Config.of(x)).equals(x)} holds for records.
 *
 * {@snippet :
 * record Swish(double beta) implements Configured {
 *     public String className() {
 *         return "Swish";
 *     }
 *     public Map<String, Object> config() {
 *         return Map.of("beta", beta);
 *     }
 * }
 * }
 */
public interface Configured {
    /** {@return the class name in files, Keras's where Keras has the class: {@code Conv2D}} */
    String className();

    /**
     * The options by Keras's names, in the order in which a reader expects them: {@code units}, {@code use_bias}.
     *
     * @return values that {@link Json#write} takes, or further {@code Configured} ones; made anew by each call
     */
    Map<String, @Nullable Object> config();
}
