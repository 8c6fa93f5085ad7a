package dev.vectron.layers;

import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a kernel moves over a picture: its size, its steps, what it does at the border and how far its taps are apart.
 *
 * <p>An axis of length n has as many outputs as {@link Padding} says, with windows of (size − 1)·dilationRate + 1.
 * Immutable and thread-safe.
 *
 * <p>Sizes below 1 are an {@code IllegalArgumentException}, in {@link Extent}; pictures that no window fits in are a
 * {@code ShapeException} of the layer.
 *
 * {@snippet :
 * Window window = new Window(Extent.square(3)).padding(SAME);
 * }
 *
 * @param size height and width of the kernel
 * @param strides steps between outputs; 1 by default
 * @param padding what happens at the border; VALID by default
 * @param dilationRate steps between the kernel's taps; 1 by default
 */
public record Window(Extent size, Extent strides, Padding padding, Extent dilationRate) {
    static final String REACH = "the reach of a kernel, (kernelSize − 1) · dilationRate + 1,";
    private static final Extent ONE = Extent.square(1);

    /**
     * Steps and taps side by side, nothing added at the border.
     *
     * @param size height and width of the kernel
     */
    public Window(Extent size) {
        this(size, ONE, Padding.VALID, ONE);
    }

    /**
     * This window with those strides.
     *
     * @param steps between outputs
     * @return the changed copy
     */
    public Window strides(Extent steps) {
        return new Window(size, steps, padding, dilationRate);
    }

    /**
     * This window with that padding.
     *
     * @param border what happens there
     * @return the changed copy
     */
    public Window padding(Padding border) {
        return new Window(size, strides, border, dilationRate);
    }

    /**
     * This window with that dilation.
     *
     * @param rate steps between taps
     * @return the changed copy
     */
    public Window dilationRate(Extent rate) {
        return new Window(size, strides, padding, rate);
    }

    /** {@return rows from the first to behind the last tap} */
    public int spanHeight() {
        return (size.height() - 1) * dilationRate.height() + 1;
    }

    /** {@return columns from the first to behind the last tap} */
    public int spanWidth() {
        return (size.width() - 1) * dilationRate.width() + 1;
    }

    /**
     * Rows of the output.
     *
     * @param height rows of the input
     * @return how many
     */
    public int outHeight(int height) {
        return padding.outputSize(height, spanHeight(), strides.height());
    }

    /**
     * Columns of the output.
     *
     * @param width columns of the input
     * @return how many
     */
    public int outWidth(int width) {
        return padding.outputSize(width, spanWidth(), strides.width());
    }

    /**
     * Rows added above a picture.
     *
     * @param height rows of the input
     * @return how many
     */
    public int padTop(int height) {
        return padding.before(height, spanHeight(), strides.height());
    }

    /**
     * Columns added to the left of a picture.
     *
     * @param width columns of the input
     * @return how many
     */
    public int padLeft(int width) {
        return padding.before(width, spanWidth(), strides.width());
    }

    /** From the first to behind the last tap, without overflow. */
    static long reach(int size, int dilationRate) {
        return (size - 1L) * dilationRate + 1;
    }

    /** Refuses strides together with dilation, kernels that reach too far, and no padding at all. */
    void requireOneOfStridesAndDilation(String layer) {
        Expect.padding(layer, padding);
        Expect.atMost(layer, REACH, reach(size.height(), dilationRate.height()));
        Expect.atMost(layer, REACH, reach(size.width(), dilationRate.width()));
        if (!strides.isOne() && !dilationRate.isOne()) {
            throw new IllegalArgumentException(layer + ": strides " + strides + " and dilationRate " + dilationRate
                    + " cannot both be above 1; use one of them.");
        }
    }

    /**
     * Refuses pictures that no window fits in.
     *
     * @param in [height, width, channels]
     * @throws ShapeException if the padding is VALID and the picture smaller than the window
     */
    void requireFit(Shape in) {
        if (padding == Padding.VALID && (in.dim(0) < spanHeight() || in.dim(1) < spanWidth())) {
            throw ShapeException.mismatch("pictures of at least " + spanHeight() + "×" + spanWidth()
                    + " for a kernel of " + size + (dilationRate.isOne() ? "" : " with dilationRate " + dilationRate),
                    in, "use padding(SAME), a smaller kernelSize or less pooling before");
        }
    }

    /** Writes the options in Keras's words. */
    void writeTo(Map<String, @Nullable Object> config) {
        config.put("kernel_size", size.toArray());
        config.put("strides", strides.toArray());
        config.put("padding", padding);
        config.put("dilation_rate", dilationRate.toArray());
    }

    /** What {@link #writeTo} wrote. */
    static Window readFrom(Config config) {
        return new Window(Extent.readFrom(config, "kernel_size"), Extent.readFrom(config, "strides", ONE),
                config.choice("padding", Padding.VALID), Extent.readFrom(config, "dilation_rate", ONE));
    }
}
