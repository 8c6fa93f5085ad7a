package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolution without a matrix of patches: in an NHWC row the taps (kw, c) of an output pixel are contiguous, so that
 * each row of the kernel is a product of pixels (rows of A, read in place or from a bordered copy) and a packed kernel
 * [panel][kh][kw][c][PANEL]. Tiles of up to 48 pixels of an output row grow in scratch and leave it through
 * {@link VectorEpilogue}.
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
        for (int i = 0; i < pictures; i++) {
            picture(s, x, xAt + i * s.inputSize(), packed, packedAt, bias, biasAt, f, slope, row0, rows, out,
                    outAt + i * s.outputSize(), scratch, scratchAt);
        }
    }

    private static void picture(ConvolutionShape s, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int first = outAt + row0 * s.outWidth() * s.filters();
        if (Border.isNeeded(s)) {
            int band = (rows - 1) * s.strideH() + (s.kernelHeight() - 1) * s.dilationH() + 1;
            Border.copy(x, xAt, s.height(), s.width(), s.channels(), row0 * s.strideH() - s.padTop(), band,
                    s.padLeft(), s.paddedWidth(), scratch, scratchAt);
            int tileAt = scratchAt + band * s.paddedWidth() * s.channels();
            panels(s, scratch, scratchAt, s.paddedWidth(), packed, packedAt, bias, biasAt, f, slope, rows, out, first,
                    scratch, tileAt);
        } else {
            int from = xAt + row0 * s.strideH() * s.width() * s.channels();
            panels(s, x, from, s.width(), packed, packedAt, bias, biasAt, f, slope, rows, out, first, scratch,
                    scratchAt);
        }
    }

    /** All filters, in groups whose packed kernel stays in the cache while it passes over the rows. */
    private static void panels(ConvolutionShape s, float[] x, int xAt, int columns, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int rows, float[] out, int outAt, float[] tile, int tileAt) {
        int depth = s.kernelHeight() * s.kernelWidth() * s.channels();
        int group = groupWidth(depth);
        int rowStep = s.strideH() * columns * s.channels();
        // Rows that follow each other without a gap (1×1 kernels) are one long row.
        boolean seamless = rowStep == s.outWidth() * s.strideW() * s.channels();
        int outRows = seamless ? 1 : rows;
        int outColumns = seamless ? rows * s.outWidth() : s.outWidth();
        for (int j = 0; j < s.filters(); j += group) {
            int filters = Math.min(group, s.filters() - j);
            for (int i = 0; i < outRows; i++) {
                row(s, outColumns, filters, x, xAt + i * rowStep, columns * s.channels(), packed, packedAt + j * depth,
                        bias, biasAt + j, f, slope, out, outAt + i * outColumns * s.filters() + j, tile, tileAt);
            }
        }
    }

    /** {@return how many columns of a packed kernel with this many rows stay in the cache: a multiple of PANEL} */
    static int groupWidth(int depth) {
        return Math.max(1, Blocking.KERNEL_FLOATS / (depth * PANEL)) * PANEL;
    }

    private static void row(ConvolutionShape s, int columns, int filters, float[] x, int xAt, int xRow, float[] packed,
            int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] out, int outAt,
            float[] tile, int tileAt) {
        int depth = s.kernelHeight() * s.kernelWidth() * s.channels();
        int pixel = s.strideW() * s.channels();
        for (int ow = 0; ow < columns; ow += Blocking.TILE_PIXELS) {
            int m = Math.min(Blocking.TILE_PIXELS, columns - ow);
            for (int j = 0; j < filters; j += PANEL) {
                accumulate(m, s.kernelHeight(), s.kernelWidth(), s.channels(), x, xAt + ow * pixel, pixel,
                        s.dilationH() * xRow, s.dilationW() * s.channels(), packed, packedAt + j * depth, tile, tileAt);
                VectorEpilogue.finish(m, Math.min(PANEL, filters - j), tile, tileAt, PANEL, bias, biasAt + j, f, slope,
                        out, outAt + ow * s.filters() + j, s.filters());
            }
        }
    }

    /**
     * Computes a tile of m pixels by one panel: the chain over the taps and the floats of a pixel.
     *
     * @param m pixels
     * @param tapRows rows of the kernel
     * @param tapColumns columns of the kernel
     * @param depth floats of an input pixel
     * @param x the input
     * @param xAt where the first tap of the first pixel begins
     * @param pixel floats from one pixel's first tap to the next one's
     * @param tapRow floats from one row of taps to the next
     * @param tapColumn floats from one tap of a row to the next
     * @param w the panel
     * @param wAt where it begins
     * @param tile receives m·PANEL floats
     * @param tileAt where they begin
     */
    static void accumulate(int m, int tapRows, int tapColumns, int depth, float[] x, int xAt, int pixel, int tapRow,
            int tapColumn,
            float[] w, int wAt, float[] tile, int tileAt) {
        int rowDepth = tapColumns * depth;
        if (tapRows * tapColumns == 0) {
            Arrays.fill(tile, tileAt, tileAt + m * PANEL, 0f);
        } else if (tapColumn != depth && tapColumns > 1) {
            for (int i = 0; i < tapRows; i++) {
                VectorRowTiles.rows(m, tapColumns, depth, x, xAt + i * tapRow, pixel, tapColumn,
                        w, wAt + i * rowDepth * PANEL, tile, tileAt, PANEL, i > 0);
            }
        } else if (rowDepth > Blocking.KC) {
            for (int i = 0; i < tapRows; i++) {
                accumulateRow(m, rowDepth, x, xAt + i * tapRow, pixel, w, wAt + i * rowDepth * PANEL, tile, tileAt,
                        i > 0);
            }
        } else {
            int group = Blocking.KC / rowDepth;
            for (int i = 0; i < tapRows; i += group) {
                VectorRowTiles.rows(m, Math.min(group, tapRows - i), rowDepth, x, xAt + i * tapRow, pixel, tapRow,
                        w, wAt + i * rowDepth * PANEL, tile, tileAt, PANEL, i > 0);
            }
        }
    }

    private static void accumulateRow(int m, int depth, float[] x, int xAt, int pixel, float[] w, int wAt,
            float[] tile, int tileAt, boolean resume) {
        for (int k = 0; k < depth; k += Blocking.KC) {
            VectorRowTiles.rows(m, 1, Math.min(Blocking.KC, depth - k), x, xAt + k, pixel, 0,
                    w, wAt + k * PANEL, tile, tileAt, PANEL, resume || k > 0);
        }
    }
}
