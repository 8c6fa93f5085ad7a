package dev.vectron.layers;

import dev.vectron.store.Config;

/**
 * A height and a width: of a kernel, a pooling window, strides or a dilation rate.
 *
 * @param height along the first axis of a picture, at least 1
 * @param width along the second axis, at least 1
 */
public record Extent(int height, int width) {
    /** Checks both. */
    public Extent {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("Kernel, pool, stride and dilation sizes must be at least 1, got "
                    + height + "×" + width + ".");
        }
    }

    /**
     * The same along both axes.
     *
     * @param size height and width
     * @return the extent
     */
    public static Extent square(int size) {
        return new Extent(size, size);
    }

    /** {@return height and width, as a file has them} */
    public int[] toArray() {
        return new int[] {height, width};
    }

    /**
     * Reads what {@link #toArray} gave, or a single number for both.
     *
     * @param config the options of a file
     * @param key the option
     * @return height and width
     * @throws IllegalArgumentException if it is missing, or something else
     */
    public static Extent readFrom(Config config, String key) {
        int[] sizes = config.integers(key, 2);
        return new Extent(sizes[0], sizes[1]);
    }

    /**
     * As {@link #readFrom(Config, String)}, for an option that may be missing.
     *
     * @param config the options of a file
     * @param key the option
     * @param otherwise what it is then
     * @return height and width
     * @throws IllegalArgumentException if it is something else
     */
    public static Extent readFrom(Config config, String key, Extent otherwise) {
        return config.has(key) ? readFrom(config, key) : otherwise;
    }

    boolean isOne() {
        return height == 1 && width == 1;
    }

    @Override
    public String toString() {
        return height + "×" + width;
    }
}
