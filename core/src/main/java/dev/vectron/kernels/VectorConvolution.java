package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.PANEL;

import org.jspecify.annotations.Nullable;

/**
 * Convolution without a matrix of patches: in an NHWC row the taps (kw, c) of an output pixel are contiguous, so that
 * each row of the kernel is a product of pixels (rows of A, read in place or from a bordered copy) and a packed kernel
 * [panel][kh][kw][c][PANEL]. Tiles of whole panels go straight to the output, with bias and ReLU; others grow in
 * scratch and leave it through {@link VectorEpilogue}.
 */
final class VectorConvolution {
    private VectorConvolution() {}

    static void packKernel(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed, int packedAt) {
        VectorPanels.pack(s.kernelHeight() * s.kernelWidth() * s.channels(), s.filters(), kernel, kernelAt, s.filters(),
                packed, packedAt);
    }

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        if (isMatrixProduct(s) && rows == s.outHeight()) {
            pixels(s, pictures * rows * s.outWidth(), x, xAt, s.width(), packed, packedAt, bias, biasAt, f, slope, out,
                    outAt, scratch, scratchAt);
            return;
        }
        for (int i = 0; i < pictures; i++) {
            picture(s, x, xAt + i * s.inputSize(), packed, packedAt, bias, biasAt, f, slope, row0, rows, out,
                    outAt + i * s.outputSize(), scratch, scratchAt);
        }
    }

    /** {@return whether pixels are rows of a matrix that follow each other through all pictures} */
    private static boolean isMatrixProduct(ConvolutionShape s) {
        return s.kernelHeight() * s.kernelWidth() * s.strideH() * s.strideW() == 1 && !Border.isNeeded(s)
                && s.outputSize() / s.filters() == s.inputSize() / s.channels();
    }

    private static void picture(ConvolutionShape s, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int first = outAt + row0 * s.outWidth() * s.filters();
        int m = rows * s.outWidth();
        if (Border.isNeeded(s)) {
            int band = (rows - 1) * s.strideH() + (s.kernelHeight() - 1) * s.dilationH() + 1;
            Border.copy(x, xAt, s.height(), s.width(), s.channels(), row0 * s.strideH() - s.padTop(), band,
                    s.padLeft(), s.paddedWidth(), scratch, scratchAt);
            pixels(s, m, scratch, scratchAt, s.paddedWidth(), packed, packedAt, bias, biasAt, f, slope, out, first,
                    scratch, scratchAt + band * s.paddedWidth() * s.channels());
        } else {
            pixels(s, m, x, xAt + row0 * s.strideH() * s.width() * s.channels(), s.width(), packed, packedAt, bias,
                    biasAt, f, slope, out, first, scratch, scratchAt);
        }
    }

    /** Blocks of pixels times all filters, in groups whose packed kernel stays in the cache. */
    private static void pixels(ConvolutionShape s, int m, float[] x, int xAt, int columns, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] out, int outAt,
            float[] scratch, int scratchAt) {
        int depth = s.kernelHeight() * s.kernelWidth() * s.channels();
        int group = groupWidth(depth);
        for (int j = 0; j < s.filters(); j += group) {
            int filters = Math.min(group, s.filters() - j);
            for (int i = 0; i < m; i += Blocking.TILE_PIXELS) {
                panels(s, Math.min(Blocking.TILE_PIXELS, m - i), i, filters, x, xAt, columns,
                        packed, packedAt + j * depth, bias, biasAt + j, f, slope, out, outAt + i * s.filters() + j,
                        scratch, scratchAt);
            }
        }
    }

    /** {@return how many columns of a packed kernel with this many rows stay in the cache: a multiple of PANEL} */
    static int groupWidth(int depth) {
        return Math.max(1, Blocking.KERNEL_FLOATS / (depth * PANEL)) * PANEL;
    }

    /** A block of pixels times a group of filters. */
    private static void panels(ConvolutionShape s, int m, int first, int filters, float[] x, int xAt, int columns,
            float[] packed, int packedAt, float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            float[] out, int outAt, float[] tile, int tileAt) {
        int channels = s.channels();
        int step = s.strideW() * channels;
        int jump = s.strideH() * columns * channels - s.outWidth() * step;
        int depth = s.kernelHeight() * s.kernelWidth() * channels;
        for (int j = 0; j < filters; j += PANEL) {
            boolean whole = filters - j >= PANEL;
            float[] d = whole && bias != null ? bias : VectorScatteredTiles.NOTHING;
            int dAt = whole && bias != null ? biasAt + j : 0;
            VectorPixelTiles.multiply(m, first, s.outWidth(), step, jump, s.kernelHeight(), s.kernelWidth(), channels,
                    x, xAt, s.dilationH() * columns * channels, s.dilationW() * channels, packed, packedAt + j * depth,
                    whole ? out : tile, whole ? outAt + j : tileAt, whole ? s.filters() : PANEL,
                    d, dAt, 0, whole && f == ActivationFunction.RELU);
            if (whole) {
                VectorEpilogue.activate(m, PANEL, f, slope, out, outAt + j, s.filters());
            } else {
                VectorEpilogue.finish(m, filters - j, tile, tileAt, PANEL, bias, biasAt + j, f, slope, out, outAt + j,
                        s.filters());
            }
        }
    }
}
