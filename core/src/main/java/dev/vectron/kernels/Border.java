package dev.vectron.kernels;

import java.util.Arrays;

/**
 * Zeros around a picture, so that kernels need not ask whether a tap lies inside.
 *
 * <p>The convolution and its data gradient, whose picture is dOut, leave out rows of the kernel that lie outside
 * ({@link TapRange}) and want zeros on the left and the right only; without those they read in place. The weight
 * gradient wants zeros all around.
 */
final class Border {
    /** Pixels of dOut that the weight gradient takes at a time: a panel of them stays in the first-level cache. */
    static final int GRADIENT_PIXELS = 256;
    /** Floats of bordered pictures that the weight gradient takes at a time: they stay in the second-level cache. */
    private static final int PICTURE_FLOATS = 1 << 16;

    private Border() {}

    /** {@return whether an output pixel reads outside the picture} */
    static boolean isNeeded(ConvolutionShape s) {
        return s.padTop() > 0 || s.padLeft() > 0 || s.paddedHeight() > s.height() || s.paddedWidth() > s.width();
    }

    /** {@return how many pictures the weight gradient takes together} */
    static int gradientPictures(ConvolutionShape s) {
        int picture = s.paddedHeight() * s.paddedWidth() * s.channels();
        return Math.max(1, Math.min(GRADIENT_PIXELS / (s.outHeight() * s.outWidth()), PICTURE_FLOATS / picture));
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
     * Copies rows of a picture with zeros around it.
     *
     * @param x the array with the picture
     * @param xAt where the picture begins
     * @param height rows of the picture
     * @param width columns of the picture
     * @param depth floats of a pixel
     * @param firstRow first row to copy; may be negative
     * @param rows how many rows; may reach below the picture
     * @param left columns of zeros on the left
     * @param columns columns with zeros on both sides
     * @param to receives rows·columns·depth floats
     * @param toAt where they begin
     */
    static void copy(float[] x, int xAt, int height, int width, int depth, int firstRow, int rows, int left,
            int columns,
            float[] to, int toAt) {
        int length = columns * depth;
        int begin = left * depth;
        int end = begin + width * depth;
        for (int i = 0; i < rows; i++) {
            int row = firstRow + i;
            int at = toAt + i * length;
            if (row < 0 || row >= height) {
                Arrays.fill(to, at, at + length, 0f);
            } else {
                Arrays.fill(to, at, at + begin, 0f);
                System.arraycopy(x, xAt + row * width * depth, to, at + begin, width * depth);
                Arrays.fill(to, at + end, at + length, 0f);
            }
        }
    }
}
