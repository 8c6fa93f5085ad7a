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
            blocks(s, pictures, x, xAt, s.height(), s.width(), dOut, dOutAt, resume, sums, sumsAt, scratch, scratchAt);
            return;
        }
        int size = s.paddedHeight() * s.paddedWidth() * s.channels();
        for (int i = 0; i < pictures; i++) {
            Border.copy(x, xAt + i * s.inputSize(), s.height(), s.width(), s.channels(), -s.padTop(), s.paddedHeight(),
                    s.padLeft(), s.paddedWidth(), scratch, scratchAt + i * size);
        }
        blocks(s, pictures, scratch, scratchAt, s.paddedHeight(), s.paddedWidth(), dOut, dOutAt, resume, sums, sumsAt,
                scratch, scratchAt + pictures * size);
    }

    /** One picture in blocks of rows, or several whole pictures. */
    private static void blocks(ConvolutionShape s, int pictures, float[] x, int xAt, int height, int columns,
            float[] dOut, int dOutAt, boolean resume, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        int most = pictures > 1 ? s.outHeight() : Math.max(1, Border.GRADIENT_PIXELS / s.outWidth());
        int tileAt = scratchAt + Math.max(Border.GRADIENT_PIXELS, s.outWidth()) * PANEL;
        for (int oh = 0; oh < s.outHeight(); oh += most) {
            int rows = Math.min(most, s.outHeight() - oh);
            int from = xAt + oh * s.strideH() * columns * s.channels();
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
                panel(s, pictures, rows, x, from, height, columns, packed ? scratch : dOut,
                        packed ? scratchAt : gradient, filters, sums, sumsAt + f, resume || oh > 0, scratch, tileAt);
            }
        }
    }

    /** All taps by one panel of filters; a run of taps that is contiguous in the picture at a time. */
    private static void panel(ConvolutionShape s, int pictures, int rows, float[] x, int xAt, int height, int columns,
            float[] gradient, int gradientAt, int filters, float[] sums, int sumsAt, boolean resume, float[] tile,
            int tileAt) {
        int channels = s.channels();
        int width = filters <= LANES ? LANES : PANEL;
        int runs = s.dilationW() == 1 ? 1 : s.kernelWidth();
        int taps = s.kernelWidth() / runs * channels;
        int step = s.strideW() * channels;
        int row = s.strideH() * columns * channels;
        int picture = height * columns * channels;
        for (int i = 0; i < s.kernelHeight() * runs; i++) {
            int from = xAt + (i / runs * s.dilationH() * columns + i % runs * s.dilationW()) * channels;
            int to = sumsAt + i * taps * s.filters();
            if (filters == width) {
                taps(width, taps, pictures, rows, s.outWidth(), x, from, step, row, picture, gradient, gradientAt,
                        sums, to, s.filters(), resume);
                continue;
            }
            for (int j = 0; j < taps; j += Blocking.TILE_ROWS) {
                int m = Math.min(Blocking.TILE_ROWS, taps - j);
                int at = to + j * s.filters();
                if (resume) {
                    VectorPanels.copyPart(m, filters, sums, at, s.filters(), tile, tileAt, width);
                }
                taps(width, m, pictures, rows, s.outWidth(), x, from + j, step, row, picture, gradient, gradientAt,
                        tile, tileAt, width, resume);
                VectorPanels.copyPart(m, filters, tile, tileAt, width, sums, at, s.filters());
            }
        }
    }

    private static void taps(int width, int m, int pictures, int runs, int depth, float[] a, int aAt, int aStep,
            int aRun, int aPicture, float[] b, int bAt, float[] c, int cAt, int ldc, boolean resume) {
        if (width == LANES) {
            VectorHalfTapTiles.taps(m, pictures, runs, depth, a, aAt, aStep, aRun, aPicture, b, bAt, c, cAt, ldc,
                    resume);
        } else {
            VectorTapTiles.taps(m, pictures, runs, depth, a, aAt, aStep, aRun, aPicture, b, bAt, c, cAt, ldc, resume);
        }
    }
}
