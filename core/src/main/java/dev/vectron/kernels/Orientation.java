package dev.vectron.kernels;

/**
 * The sizes of the convolution with stride 1 that is computed: the given one, or ({@code back}) that of its data
 * gradient, which reads dOut with the kernel rotated by half a turn and transposed.
 */
final class Orientation {
    private Orientation() {}

    /** {@return channels that are read} */
    static int depth(ConvolutionShape s, boolean back) {
        return back ? s.filters() : s.channels();
    }

    /** {@return channels that are written} */
    static int outDepth(ConvolutionShape s, boolean back) {
        return back ? s.channels() : s.filters();
    }

    static int height(ConvolutionShape s, boolean back) {
        return back ? s.outHeight() : s.height();
    }

    static int width(ConvolutionShape s, boolean back) {
        return back ? s.outWidth() : s.width();
    }

    static int outHeight(ConvolutionShape s, boolean back) {
        return back ? s.height() : s.outHeight();
    }

    static int outWidth(ConvolutionShape s, boolean back) {
        return back ? s.width() : s.outWidth();
    }

    /** {@return rows of zeros above the input; fewer than none where its first rows are not read} */
    static int top(ConvolutionShape s, boolean back) {
        return back ? reachH(s) - s.padTop() : s.padTop();
    }

    /** {@return columns of zeros left of the input; fewer than none where its first columns are not read} */
    static int left(ConvolutionShape s, boolean back) {
        return back ? reachW(s) - s.padLeft() : s.padLeft();
    }

    /** {@return rows that an output pixel reads, less its own} */
    static int reachH(ConvolutionShape s) {
        return (s.kernelHeight() - 1) * s.dilationH();
    }

    /** {@return columns that an output pixel reads, less its own} */
    static int reachW(ConvolutionShape s) {
        return (s.kernelWidth() - 1) * s.dilationW();
    }
}
