package dev.vectron.layers;

/**
 * What a convolution or pooling does at the border of a picture, as TensorFlow and Keras define it.
 *
 * <p>With a window w = (kernelSize − 1)·dilationRate + 1 and strides s, an axis of length n has
 * <ul>
 *   <li>VALID: ⌊(n − w) / s⌋ + 1 outputs, needs n ≥ w
 *   <li>SAME: ⌈n / s⌉ outputs; of the max((outputs − 1)·s + w − n, 0) added pixels half, rounded down, lie before the
 *       picture and the others behind it
 * </ul>
 */
public enum Padding {
    /** Windows lie wholly inside the picture. */
    VALID,
    /** Windows reach over the border, so that strides of 1 keep the size. */
    SAME;

    int outputSize(int n, int window, int stride) {
        return this == SAME ? Math.ceilDiv(n, stride) : (n - window) / stride + 1;
    }

    int before(int n, int window, int stride) {
        return this == SAME ? Math.max((outputSize(n, window, stride) - 1) * stride + window - n, 0) / 2 : 0;
    }
}
