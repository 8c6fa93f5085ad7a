package dev.vectron.layers;

/**
 * What a convolution or pooling does at the border of a picture, as TensorFlow and Keras define it.
 *
 * <p>With a window w = (kernelSize − 1)·dilationRate + 1 and strides s, an axis of length n has
 * <ul>
 *   <li>VALID: ⌊(n − w) / s⌋ + 1 outputs, needs n ≥ w
 *   <li>SAME: ⌈n / s⌉ outputs; of the max((outputs − 1)·s + w − n, 0) added pixels half, rounded down, lie before the
 *       picture and the others behind it
 *   <li>CAUSAL: ⌈n / s⌉ outputs; w − 1 pixels are added before the sequence
 * </ul>
 */
public enum Padding {
    /** Windows lie wholly inside the picture. */
    VALID,
    /** Windows reach over the border, so that strides of 1 keep the size. */
    SAME,
    /** An output of a sequence sees its own and earlier steps only; for {@code conv1D}. */
    CAUSAL;

    int outputSize(int n, int window, int stride) {
        return this == VALID ? (n - window) / stride + 1 : Math.ceilDiv(n, stride);
    }

    int before(int n, int window, int stride) {
        return switch (this) {
            case VALID -> 0;
            case SAME -> Math.max((outputSize(n, window, stride) - 1) * stride + window - n, 0) / 2;
            case CAUSAL -> window - 1;
        };
    }
}
