package dev.vectron.layers.reshaping;

import dev.vectron.graph.Layer;
import dev.vectron.layers.Expect;
import dev.vectron.layers.Extent;
import dev.vectron.layers.OneRow;
import dev.vectron.store.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every step of a sequence repeated: [batch, steps, features] → [batch, steps·size, features]. The gradient is the sum
 * over the copies. An input that is no sequence is refused with a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(25, 32), upSampling1D(4), conv1D(16, 5).padding(SAME));
 * }
 *
 * @param size how often each step comes, at least 1
 */
public record UpSampling1D(int size) implements OneRow {
    /** Checks the size. */
    public UpSampling1D {
        Expect.size("UpSampling1D", "size", size);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("size", size);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static UpSampling1D fromConfig(Config config) {
        return new UpSampling1D(config.integer("size", 2));
    }

    @Override
    public Layer ofPictures() {
        return new UpSampling2D(new Extent(1, size));
    }
}
