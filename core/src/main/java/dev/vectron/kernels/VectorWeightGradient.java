package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;

/**
 * The weight gradient of a convolution: for each row of the kernel the taps (kw, c) of a pixel are contiguous in NHWC,
 * so dKernel is a sum of outer products of pixels (read in place or from bordered copies) and dOut. A block of dOut,
 * rows of a large picture or several small pictures, is packed into panels, or read in place where its pixels already
 * are a panel.
 */
final class VectorWeightGradient {
    private VectorWeightGradient() {}

    static void weightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        if (pictures == 0 && beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + s.kernelSize(), 0f);
        }
        int together = Border.gradientPictures(s);
        for (int i = 0; i < pictures; i += together) {
            pictures(s, Math.min(together, pictures - i), x, xAt + i * s.inputSize(), dOut,
                    dOutAt + i * s.outputSize(), beta != 0f || i > 0, sums, sumsAt, scratch, scratchAt);
        }
    }

    static void finish(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        int n = channels * s.filters();
        for (int tap = 0; tap < s.kernelHeight() * s.kernelWidth(); tap++) {
            int at = (tap * s.channels() + channel0) * s.filters();
            if (beta == 0f) {
                System.arraycopy(sums, sumsAt + at, dKernel, dKernelAt + at, n);
            } else {
                VectorElementwise.add(n, dKernel, dKernelAt + at, sums, sumsAt + at, dKernel, dKernelAt + at);
            }
        }
    }

    private static void pictures(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            boolean resume, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        if (!Border.isNeeded(s)) {
            blocks(s, pictures, x, xAt, s.width(), dOut, dOutAt, resume, sums, sumsAt, scratch, scratchAt);
            return;
        }
        Border.copy(x, xAt, pictures * s.height(), s.width(), s.channels(), s.padLeft(), s.paddedWidth(), scratch,
                scratchAt);
        blocks(s, pictures, scratch, scratchAt, s.paddedWidth(), dOut, dOutAt, resume, sums, sumsAt,
                scratch, scratchAt + pictures * Border.pictureSize(s));
    }

    /** One picture in blocks of rows, or several whole pictures. */
    private static void blocks(ConvolutionShape s, int pictures, float[] x, int xAt, int columns,
            float[] dOut, int dOutAt, boolean resume, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        int most = pictures > 1 ? s.outHeight() : Math.max(1, Border.GRADIENT_PIXELS / s.outWidth());
        int tileAt = scratchAt + Math.max(Border.GRADIENT_PIXELS, s.outWidth()) * PANEL;
        for (int oh = 0; oh < s.outHeight(); oh += most) {
            int rows = Math.min(most, s.outHeight() - oh);
            int gradient = dOutAt + oh * s.outWidth() * s.filters();
            for (int f = 0; f < s.filters(); f += PANEL) {
                int filters = Math.min(PANEL, s.filters() - f);
                int width = filters <= LANES ? LANES : PANEL;
                boolean packed = s.filters() != width;
                int pixels = pictures * rows * s.outWidth();
                if (packed) {
                    VectorPanels.packMatrix(false, pixels, filters, dOut, gradient + f, s.filters(), scratch,
                            scratchAt);
                }
                panel(s, pictures, oh, rows, x, xAt, columns, packed ? scratch : dOut,
                        packed ? scratchAt : gradient, filters, sums, sumsAt + f, resume || oh > 0, scratch, tileAt);
            }
        }
    }

    /**
     * All taps by one panel of filters; a run of taps that is contiguous in the picture at a time, with the rows of
     * pixels for which it lies inside.
     */
    private static void panel(ConvolutionShape s, int pictures, int oh, int rows, float[] x, int xAt, int columns,
            float[] gradient, int gradientAt, int filters, float[] sums, int sumsAt, boolean resume, float[] tile,
            int tileAt) {
        int channels = s.channels();
        int width = filters <= LANES ? LANES : PANEL;
        int runs = s.dilationW() == 1 ? 1 : s.kernelWidth();
        int taps = s.kernelWidth() / runs * channels;
        int line = columns * channels;
        for (int i = 0; i < s.kernelHeight() * runs; i++) {
            int start = oh * s.strideH() - s.padTop() + i / runs * s.dilationH();
            int first = Math.min(TapRange.first(start, s.strideH()), rows);
            int end = TapRange.end(start, s.strideH(), s.height(), rows, first);
            int from = xAt + (start + first * s.strideH()) * line + i % runs * s.dilationW() * channels;
            int gradientFrom = gradientAt + first * s.outWidth() * width;
            int to = sumsAt + i * taps * s.filters();
            if (filters == width) {
                taps(s, width, taps, pictures, end - first, x, from, line, gradient, gradientFrom, rows, sums, to,
                        s.filters(), resume);
                continue;
            }
            for (int j = 0; j < taps; j += Blocking.TILE_ROWS) {
                int m = Math.min(Blocking.TILE_ROWS, taps - j);
                int at = to + j * s.filters();
                if (resume) {
                    VectorPanels.copyPart(m, filters, sums, at, s.filters(), tile, tileAt, width);
                }
                taps(s, width, m, pictures, end - first, x, from + j, line, gradient, gradientFrom, rows, tile,
                        tileAt, width, resume);
                VectorPanels.copyPart(m, filters, tile, tileAt, width, sums, at, s.filters());
            }
        }
    }

    private static void taps(ConvolutionShape s, int width, int m, int pictures, int rows, float[] a, int aAt,
            int line, float[] b, int bAt, int bRows, float[] c, int cAt, int ldc, boolean resume) {
        int aStep = s.strideW() * s.channels();
        int aRun = s.strideH() * line;
        int aPicture = s.height() * line;
        int bPicture = bRows * s.outWidth() * width;
        if (width == LANES) {
            VectorHalfTapTiles.taps(m, pictures, rows, s.outWidth(), a, aAt, aStep, aRun, aPicture, b, bAt, bPicture,
                    c, cAt, ldc, resume);
        } else {
            VectorTapTiles.taps(m, pictures, rows, s.outWidth(), a, aAt, aStep, aRun, aPicture, b, bAt, bPicture,
                    c, cAt, ldc, resume);
        }
    }
}
