package dev.vectron.layers.augmentation;

import dev.vectron.layers.Interpolation;

/**
 * The options of layers that move the pixels of a picture.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @param <L> the layer
 */
public interface Resampled<L> {
    /** {@return how the picture is read at places that are no pixels} */
    Resampling resampling();

    /**
     * This layer with another way of reading pictures.
     *
     * @param reading what they are beyond the border and between pixels
     * @return the changed copy
     */
    L resampling(Resampling reading);

    /**
     * This layer with other pixels beyond the border.
     *
     * @param mode what they are; REFLECT if never set
     * @return the changed copy
     */
    default L fillMode(FillMode mode) {
        return resampling(new Resampling(mode, resampling().fillValue(), resampling().interpolation()));
    }

    /**
     * This layer with another value beyond the border, for {@link FillMode#CONSTANT}.
     *
     * @param value the value; 0 if never set
     * @return the changed copy
     */
    default L fillValue(double value) {
        return resampling(new Resampling(resampling().fillMode(), (float) value, resampling().interpolation()));
    }

    /**
     * This layer with other values between pixels.
     *
     * @param between what they are; BILINEAR if never set
     * @return the changed copy
     */
    default L interpolation(Interpolation between) {
        return resampling(new Resampling(resampling().fillMode(), resampling().fillValue(), between));
    }
}
