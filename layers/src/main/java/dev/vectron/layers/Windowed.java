package dev.vectron.layers;

import dev.vectron.graph.Layer;

/**
 * The options of layers whose kernel moves over a picture.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @param <L> the layer
 */
public interface Windowed<L> extends Layer {
    /** {@return how the kernel moves} */
    Window window();

    /**
     * This layer with a kernel that moves otherwise.
     *
     * @param movement size, strides, padding and dilation
     * @return the changed copy
     */
    L window(Window movement);

    /** {@return height and width of the kernel} */
    default Extent kernelSize() {
        return window().size();
    }

    /** {@return steps between outputs} */
    default Extent strides() {
        return window().strides();
    }

    /** {@return what happens at the border} */
    default Padding padding() {
        return window().padding();
    }

    /** {@return steps between the kernel's taps} */
    default Extent dilationRate() {
        return window().dilationRate();
    }

    /**
     * This layer with those strides.
     *
     * @param step pixels from one output to the next, along both axes
     * @return the changed copy
     */
    default L strides(int step) {
        return strides(step, step);
    }

    /**
     * This layer with those strides.
     *
     * @param vertical rows from one output to the next
     * @param horizontal columns from one output to the next
     * @return the changed copy
     */
    default L strides(int vertical, int horizontal) {
        return window(window().strides(Extent.of(className(), "strides", vertical, horizontal)));
    }

    /**
     * This layer with that padding.
     *
     * @param border VALID or SAME
     * @return the changed copy
     */
    default L padding(Padding border) {
        return window(window().padding(border));
    }

    /**
     * This layer with that dilation.
     *
     * @param rate pixels from one tap of the kernel to the next, along both axes
     * @return the changed copy
     */
    default L dilationRate(int rate) {
        return dilationRate(rate, rate);
    }

    /**
     * This layer with that dilation.
     *
     * @param vertical rows from one tap of the kernel to the next
     * @param horizontal columns from one tap of the kernel to the next
     * @return the changed copy
     */
    default L dilationRate(int vertical, int horizontal) {
        return window(window().dilationRate(Extent.of(className(), "dilationRate", vertical, horizontal)));
    }
}
