package dev.vectron.layers;

import dev.vectron.store.Config;

/**
 * A height and a width: of a kernel, a pooling window, strides or a dilation rate.
 *
 * <p>Sizes below 1 are an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Window window = new Window(new Extent(3, 5)).strides(Extent.square(2));
 * }
 *
 * @param height along the first axis of a picture, at least 1
 * @param width along the second axis, at least 1
 */
public record Extent(int height, int width) {
    /** Checks both. */
    public Extent {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("Extent: height and width must be at least 1, got " + height + "×"
                    + width + ".");
        }
    }

    /**
     * A height and a width that an option of a layer was given.
     *
     * @param layer the class name of the layer, for the message
     * @param option the name of the option, for the message
     * @param height along the first axis
     * @param width along the second axis
     * @return the extent
     * @throws IllegalArgumentException if one of them is less than 1 or more than 2²⁴
     */
    public static Extent of(String layer, String option, int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(layer + ": " + option + " must be at least 1, got " + height + "×"
                    + width + ".");
        }
        Expect.atMost(layer, option, Math.max(height, width));
        return new Extent(height, width);
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
        return of(config.className(), key, sizes[0], sizes[1]);
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
