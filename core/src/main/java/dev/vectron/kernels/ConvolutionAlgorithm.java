package dev.vectron.kernels;

/**
 * How a convolution and both its gradients are computed: by the shape without the batch alone, so that a picture's bits
 * do not depend on the batch it is in.
 */
enum ConvolutionAlgorithm {
    /** F(4, 3) or F(2, 5) along the rows, {@link WinogradStrips}. */
    STRIPS,
    /** F(2×2, 3×3), {@link Winograd}. */
    TILES,
    /** Each element one chain over the taps. */
    DIRECT;

    /** With as many pairs of a channel and a filter tiles are as fast as strips or faster. */
    private static final int MANY = 128 * 128;

    /**
     * {@return the fastest way}
     *
     * <p>Tiles save more multiplications than strips, but read and write more in their transforms: they are better with
     * many channels and filters, and where pictures leave much of their strips empty.
     */
    static ConvolutionAlgorithm of(ConvolutionShape s) {
        boolean transforms = (s.kernelHeight() == 3 || s.kernelHeight() == 5) && s.kernelWidth() == s.kernelHeight()
                && s.strideH() == 1 && s.strideW() == 1 && s.dilationH() == 1 && s.dilationW() == 1;
        if (!transforms) {
            return DIRECT;
        }
        if (s.kernelWidth() == 5 || !Winograd.pays(s)) {
            return WinogradStrips.pays(s) ? STRIPS : DIRECT;
        }
        return s.channels() * s.filters() < MANY && WinogradStrips.fills(s) ? STRIPS : TILES;
    }
}
