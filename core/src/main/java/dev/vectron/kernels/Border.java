package dev.vectron.kernels;

import java.util.Arrays;

/**
 * Zeros on the left and the right of a picture, so that kernels need not ask whether a tap lies inside; without padding
 * there they read in place. Above and below there are none: rows of the kernel that lie outside are left out ({@link
 * TapRange}). For the data gradient dOut is the picture.
 */
final class Border {
    /** Pixels of dOut that the weight gradient takes at a time: a panel of them stays in the first-level cache. */
    static final int GRADIENT_PIXELS = 256;
    /** Floats of bordered pictures that the weight gradient takes at a time: they stay in the second-level cache. */
    private static final int PICTURE_FLOATS = 1 << 16;

    private Border() {}

    /** {@return whether an output pixel reads beside the picture} */
    static boolean isNeeded(ConvolutionShape s) {
        return s.paddedWidth() > s.width();
    }

    /** {@return floats of a picture with zeros on the left and the right} */
    static int pictureSize(ConvolutionShape s) {
        return s.height() * s.paddedWidth() * s.channels();
    }

    /** {@return how many pictures the weight gradient takes together} */
    static int gradientPictures(ConvolutionShape s) {
        int most = GRADIENT_PIXELS / (s.outHeight() * s.outWidth());
        return Math.max(1, Math.min(most, PICTURE_FLOATS / pictureSize(s)));
    }

    /** {@return columns of zeros left of dOut} */
    static int gradientLeft(ConvolutionShape s) {
        int reach = (s.kernelWidth() - 1) * s.dilationW() - s.padLeft();
        return Math.max(0, Math.ceilDiv(reach, s.strideW()));
    }

    /** {@return columns of dOut with its border} */
    static int gradientColumns(ConvolutionShape s) {
        return gradientLeft(s) + Math.max(s.outWidth(), (s.width() - 1 + s.padLeft()) / s.strideW() + 1);
    }

    /**
     * Copies rows of pictures with zeros on the left and the right.
     *
     * @param x the array with the rows
     * @param xAt where the first one begins
     * @param rows how many rows
     * @param width pixels of a row
     * @param depth floats of a pixel
     * @param left pixels of zeros on the left
     * @param columns pixels of a row with zeros on both sides
     * @param to receives rows·columns·depth floats
     * @param toAt where they begin
     */
    static void copy(float[] x, int xAt, int rows, int width, int depth, int left, int columns, float[] to,
            int toAt) {
        int length = columns * depth;
        int begin = left * depth;
        int end = begin + width * depth;
        for (int i = 0; i < rows; i++) {
            int at = toAt + i * length;
            Arrays.fill(to, at, at + begin, 0f);
            System.arraycopy(x, xAt + i * width * depth, to, at + begin, width * depth);
            Arrays.fill(to, at + end, at + length, 0f);
        }
    }
}
