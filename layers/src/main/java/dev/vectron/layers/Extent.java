package dev.vectron.layers;

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

    boolean isOne() {
        return height == 1 && width == 1;
    }

    @Override
    public String toString() {
        return height + "×" + width;
    }
}
