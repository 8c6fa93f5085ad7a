package dev.vectron.kernels;

/**
 * The sizes of a convolution with stride 1 to few output channels, done on planes ({@link VectorPlaneConvolution}): the
 * given one, or ({@code back}) that of its data gradient.
 *
 * <p>Some rows of the input, with zeros around them, are transposed to one plane per channel. Rows of a plane follow
 * each other, the lowest first, so that output pixels, counted through rows of the bordered width, are as many vectors;
 * the pixels at the end of each row that have no place in the output are computed in vain.
 */
final class PlaneConvolution {
    /** With more output channels the panels of the other kernels are full enough. */
    private static final int MOST_OUTPUTS = 8;
    /** Floats of planes taken together: they stay in the second-level cache. */
    private static final int PLANES_FLOATS = 1 << 16;
    /** Most floats of a tile, which may reach over the end of a plane. */
    private static final int TILE = 4 * 16;
    /** Floats left free behind a plane, so that powers of two do not fall together in the cache. */
    private static final int GAP = TILE + 16;
    /** Floats of a tile of the weight gradient. */
    static final int WEIGHTS_TILE = 3 * 8 * 16;
    /** Fewest steps of a chain between reading and writing its sum. */
    private static final int FEWEST_STEPS = 48;
    /** What it costs to transpose a float, in taps of a vector each. */
    private static final int TRANSPOSITION = 3;

    private PlaneConvolution() {}

    /** {@return whether this saves time with so many lanes; the bits are those of the other direct kernels} */
    static boolean isChosen(ConvolutionShape s, boolean back, int lanes) {
        int taps = s.kernelHeight() * s.kernelWidth();
        int outDepth = Orientation.outDepth(s, back);
        return isPossible(s, back) && outDepth <= lanes / 2 && taps * (lanes - outDepth) > TRANSPOSITION * lanes;
    }

    private static boolean isPossible(ConvolutionShape s, boolean back) {
        return s.strideH() == 1 && s.strideW() == 1 && Orientation.outDepth(s, back) <= MOST_OUTPUTS;
    }

    /**
     * {@return whether there is a pass for each row of the kernel, with all output rows that it reaches: where most
     * rows reach over the border this leaves out more than it costs to write and read the sums each time}
     */
    static boolean byTapRows(ConvolutionShape s, boolean back) {
        int inside = Orientation.height(s, back) - Orientation.reachH(s);
        return inside < Orientation.outHeight(s, back) / 2
                && s.kernelWidth() * Orientation.depth(s, back) >= FEWEST_STEPS;
    }

    /** {@return floats of a row of a plane} */
    static int columns(ConvolutionShape s, boolean back) {
        return Orientation.outWidth(s, back) + Orientation.reachW(s);
    }

    /** {@return output rows computed together} */
    static int rows(ConvolutionShape s, boolean back) {
        int most = PLANES_FLOATS / (Orientation.depth(s, back) * columns(s, back)) - Orientation.reachH(s);
        return Math.max(1, Math.min(most, Orientation.outHeight(s, back)));
    }

    /** {@return floats from plane to plane, of the input and of the output} */
    static int plane(ConvolutionShape s, boolean back) {
        return (rows(s, back) + Orientation.reachH(s)) * columns(s, back) + GAP;
    }

    static int scratch(ConvolutionShape s) {
        return Math.max(Math.max(scratch(s, false), scratch(s, true)), weightsScratch(s));
    }

    static boolean hasFewFilters(ConvolutionShape s) {
        return s.filters() <= MOST_OUTPUTS;
    }

    private static int weightsScratch(ConvolutionShape s) {
        return hasFewFilters(s) ? WEIGHTS_TILE + Border.gradientPictures(s) * Border.pictureSize(s) : 0;
    }

    private static int scratch(ConvolutionShape s, boolean back) {
        return isPossible(s, back) ? (Orientation.depth(s, back) + Orientation.outDepth(s, back)) * plane(s, back) : 0;
    }
}
