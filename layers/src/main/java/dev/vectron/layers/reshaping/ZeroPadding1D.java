package dev.vectron.layers.reshaping;

import dev.vectron.graph.Layer;
import dev.vectron.layers.OneRow;
import dev.vectron.store.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps of zeros before and after a sequence: [batch, steps, features] → [batch, before + steps + after, features]. An
 * input that is no sequence is refused with a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(100, 8), zeroPadding1D(2), conv1D(16, 5));
 * }
 *
 * @param before steps that are added at the beginning, at least 0
 * @param after steps that are added at the end, at least 0
 */
public record ZeroPadding1D(int before, int after) implements OneRow {
    /** Checks the numbers. */
    public ZeroPadding1D {
        if (Borders.outside(before) || Borders.outside(after)) {
            throw new IllegalArgumentException("ZeroPadding1D: steps must be from 0 to " + Borders.LARGEST + ", got "
                    + before + " at the beginning and "
                    + after + " at the end.");
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("padding", new int[] {before, after});
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static ZeroPadding1D fromConfig(Config config) {
        int[] sides = config.integers("padding", 2);
        return new ZeroPadding1D(sides[0], sides[1]);
    }

    @Override
    public Layer ofPictures() {
        return new ZeroPadding2D(new Borders(0, 0, before, after));
    }
}
