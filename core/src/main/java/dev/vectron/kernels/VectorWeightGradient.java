package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;

/**
 * The weight gradient of a convolution: for each row of the kernel the taps (kw, c) of a pixel are contiguous in NHWC,
 * so dKernel is a sum of outer products of pixels (read in place) and dOut (packed into panels, a block of rows at a
 * time, or in place where its pixels already are a panel).
 */
final class VectorWeightGradient {
    private VectorWeightGradient() {}

    static void weightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        if (pictures == 0 && beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + s.kernelSize(), 0f);
        }
        for (int i = 0; i < pictures; i++) {
            picture(s, x, xAt + i * s.inputSize(), dOut, dOutAt + i * s.outputSize(), i > 0 ? 1f : beta, sums, sumsAt,
                    scratch, scratchAt);
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

    private static void picture(ConvolutionShape s, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] dKernel, int dKernelAt, float[] scratch, int scratchAt) {
        if (Border.isNeeded(s)) {
            int size = s.paddedHeight() * s.paddedWidth() * s.channels();
            Border.copy(x, xAt, s.height(), s.width(), s.channels(), -s.padTop(), s.paddedHeight(),
                    s.padLeft(), s.paddedWidth(), scratch, scratchAt);
            blocks(s, scratch, scratchAt, s.paddedWidth(), dOut, dOutAt, beta, dKernel, dKernelAt, scratch,
                    scratchAt + size);
        } else {
            blocks(s, x, xAt, s.width(), dOut, dOutAt, beta, dKernel, dKernelAt, scratch, scratchAt);
        }
    }

    private static void blocks(ConvolutionShape s, float[] x, int xAt, int columns, float[] dOut, int dOutAt,
            float beta, float[] dKernel, int dKernelAt, float[] scratch, int scratchAt) {
        int blockRows = Math.max(1, Blocking.GRADIENT_FLOATS / (s.outWidth() * PANEL));
        int tileAt = scratchAt + Math.max(Blocking.GRADIENT_FLOATS, s.outWidth() * PANEL);
        for (int oh = 0; oh < s.outHeight(); oh += blockRows) {
            int rows = Math.min(blockRows, s.outHeight() - oh);
            int from = xAt + oh * s.strideH() * columns * s.channels();
            int gradient = dOutAt + oh * s.outWidth() * s.filters();
            boolean resume = beta != 0f || oh > 0;
            for (int f = 0; f < s.filters(); f += PANEL) {
                int filters = Math.min(PANEL, s.filters() - f);
                if (s.filters() == PANEL) {
                    panel(s, rows, x, from, columns, dOut, gradient, filters, dKernel, dKernelAt + f, resume, scratch,
                            tileAt);
                } else {
                    VectorPanels.pack(rows * s.outWidth(), filters, dOut, gradient + f, s.filters(), scratch,
                            scratchAt);
                    panel(s, rows, x, from, columns, scratch, scratchAt, filters, dKernel, dKernelAt + f, resume,
                            scratch, tileAt);
                }
            }
        }
    }

    /** All taps by one panel of filters; a run of taps that is contiguous in the picture at a time. */
    private static void panel(ConvolutionShape s, int rows, float[] x, int xAt, int columns, float[] gradient,
            int gradientAt,
            int filters, float[] dKernel, int dKernelAt, boolean resume, float[] tile, int tileAt) {
        int channels = s.channels();
        boolean contiguous = s.dilationW() == 1;
        int runs = contiguous ? 1 : s.kernelWidth();
        int taps = contiguous ? s.kernelWidth() * channels : channels;
        for (int kh = 0; kh < s.kernelHeight(); kh++) {
            for (int run = 0; run < runs; run++) {
                int from = xAt + (kh * s.dilationH() * columns + run * s.dilationW()) * channels;
                int to = dKernelAt + (kh * s.kernelWidth() + run) * channels * s.filters();
                if (filters == PANEL) {
                    VectorColumnTiles.columns(taps, rows, s.outWidth(), x, from, s.strideW() * channels,
                            s.strideH() * columns * channels,
                            gradient, gradientAt, dKernel, to, s.filters(), resume);
                } else {
                    part(s, taps, rows, x, from, columns, gradient, gradientAt, filters, dKernel, to, resume, tile,
                            tileAt);
                }
            }
        }
    }

    private static void part(ConvolutionShape s, int taps, int rows, float[] x, int xAt, int columns, float[] gradient,
            int gradientAt,
            int filters, float[] dKernel, int dKernelAt, boolean resume, float[] tile, int tileAt) {
        int channels = s.channels();
        for (int i = 0; i < taps; i += Blocking.TILE_ROWS) {
            int m = Math.min(Blocking.TILE_ROWS, taps - i);
            int to = dKernelAt + i * s.filters();
            if (resume) {
                VectorPanels.copyPart(m, filters, dKernel, to, s.filters(), tile, tileAt, PANEL);
            }
            VectorColumnTiles.columns(m, rows, s.outWidth(), x, xAt + i, s.strideW() * channels,
                    s.strideH() * columns * channels,
                    gradient, gradientAt, tile, tileAt, PANEL, resume);
            VectorPanels.copyPart(m, filters, tile, tileAt, PANEL, dKernel, to, s.filters());
        }
    }
}
