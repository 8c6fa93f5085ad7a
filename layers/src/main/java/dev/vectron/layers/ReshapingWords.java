package dev.vectron.layers;

import dev.vectron.graph.Layer;
import dev.vectron.layers.reshaping.Borders;
import dev.vectron.layers.reshaping.Cropping1D;
import dev.vectron.layers.reshaping.Cropping2D;
import dev.vectron.layers.reshaping.Permute;
import dev.vectron.layers.reshaping.RepeatVector;
import dev.vectron.layers.reshaping.Reshape;
import dev.vectron.layers.reshaping.UpSampling1D;
import dev.vectron.layers.reshaping.UpSampling2D;
import dev.vectron.layers.reshaping.ZeroPadding1D;
import dev.vectron.layers.reshaping.ZeroPadding2D;
import dev.vectron.store.Registry;
import java.util.stream.IntStream;

/** The words for layers that change the shape; {@link Layers} inherits them. */
abstract class ReshapingWords extends ActivationWords {
    ReshapingWords() {}

    /** {@return a layer that makes each sample a vector} */
    public static Flatten flatten() {
        return new Flatten();
    }

    /**
     * The same values under another shape.
     *
     * @param targetShape the axes behind the batch; −1 for one of them: as many as fit
     * @return the layer
     */
    public static Reshape reshape(int... targetShape) {
        return new Reshape(IntStream.of(targetShape).boxed().toList());
    }

    /**
     * The axes in another order.
     *
     * @param dims the axes of the input that become those of the output; the first behind the batch is 1
     * @return the layer
     */
    public static Permute permute(int... dims) {
        return new Permute(IntStream.of(dims).boxed().toList());
    }

    /**
     * A vector as every step of a sequence.
     *
     * @param n how many steps
     * @return the layer
     */
    public static RepeatVector repeatVector(int n) {
        return new RepeatVector(n);
    }

    /**
     * Zeros around a picture.
     *
     * @param padding rows and columns on each side
     * @return the layer
     */
    public static ZeroPadding2D zeroPadding2D(int padding) {
        return zeroPadding2D(padding, padding);
    }

    /**
     * Zeros around a picture.
     *
     * @param vertical rows above, and below
     * @param horizontal columns on the left, and on the right
     * @return the layer
     */
    public static ZeroPadding2D zeroPadding2D(int vertical, int horizontal) {
        return zeroPadding2D(vertical, vertical, horizontal, horizontal);
    }

    /**
     * Zeros around a picture.
     *
     * @param top rows above
     * @param bottom rows below
     * @param left columns on the left
     * @param right columns on the right
     * @return the layer
     */
    public static ZeroPadding2D zeroPadding2D(int top, int bottom, int left, int right) {
        return new ZeroPadding2D(Borders.of("ZeroPadding2D", "padding", top, bottom, left, right));
    }

    /**
     * Zeros before and after a sequence.
     *
     * @param padding steps at each end
     * @return the layer
     */
    public static ZeroPadding1D zeroPadding1D(int padding) {
        return zeroPadding1D(padding, padding);
    }

    /**
     * Zeros before and after a sequence.
     *
     * @param before steps at the beginning
     * @param after steps at the end
     * @return the layer
     */
    public static ZeroPadding1D zeroPadding1D(int before, int after) {
        return new ZeroPadding1D(before, after);
    }

    /**
     * A picture without its border.
     *
     * @param cropping rows and columns on each side
     * @return the layer
     */
    public static Cropping2D cropping2D(int cropping) {
        return cropping2D(cropping, cropping);
    }

    /**
     * A picture without its border.
     *
     * @param vertical rows above, and below
     * @param horizontal columns on the left, and on the right
     * @return the layer
     */
    public static Cropping2D cropping2D(int vertical, int horizontal) {
        return cropping2D(vertical, vertical, horizontal, horizontal);
    }

    /**
     * A picture without its border.
     *
     * @param top rows above
     * @param bottom rows below
     * @param left columns on the left
     * @param right columns on the right
     * @return the layer
     */
    public static Cropping2D cropping2D(int top, int bottom, int left, int right) {
        return new Cropping2D(Borders.of("Cropping2D", "cropping", top, bottom, left, right));
    }

    /**
     * A sequence without its first and last steps.
     *
     * @param cropping steps at each end
     * @return the layer
     */
    public static Cropping1D cropping1D(int cropping) {
        return cropping1D(cropping, cropping);
    }

    /**
     * A sequence without its first and last steps.
     *
     * @param before steps at the beginning
     * @param after steps at the end
     * @return the layer
     */
    public static Cropping1D cropping1D(int before, int after) {
        return new Cropping1D(before, after);
    }

    /** {@return a picture made twice as high and wide by repeating its pixels, Keras's default} */
    public static UpSampling2D upSampling2D() {
        return upSampling2D(2);
    }

    /**
     * A picture made larger by repeating its pixels.
     *
     * @param size factor of height and width
     * @return the layer
     */
    public static UpSampling2D upSampling2D(int size) {
        return upSampling2D(size, size);
    }

    /**
     * A picture made larger by repeating its pixels.
     *
     * @param vertical factor of the height
     * @param horizontal factor of the width
     * @return the layer
     */
    public static UpSampling2D upSampling2D(int vertical, int horizontal) {
        return new UpSampling2D(Extent.of("UpSampling2D", "size", vertical, horizontal));
    }

    /** {@return every step of a sequence twice, Keras's default} */
    public static UpSampling1D upSampling1D() {
        return upSampling1D(2);
    }

    /**
     * Every step of a sequence repeated.
     *
     * @param size how often each step comes
     * @return the layer
     */
    public static UpSampling1D upSampling1D(int size) {
        return new UpSampling1D(size);
    }

    /** Adds the factories for files. */
    static void registerReshaping(Registry<Layer> types) {
        types.register("Flatten", _ -> new Flatten());
        types.register("Cropping1D", Cropping1D::fromConfig);
        types.register("Cropping2D", Cropping2D::fromConfig);
        types.register("Permute", Permute::fromConfig);
        types.register("RepeatVector", RepeatVector::fromConfig);
        types.register("Reshape", Reshape::fromConfig);
        types.register("UpSampling1D", UpSampling1D::fromConfig);
        types.register("UpSampling2D", UpSampling2D::fromConfig);
        types.register("ZeroPadding1D", ZeroPadding1D::fromConfig);
        types.register("ZeroPadding2D", ZeroPadding2D::fromConfig);
    }
}
