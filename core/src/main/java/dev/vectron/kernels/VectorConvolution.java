package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolution without a matrix of patches: in an NHWC row the taps (kw, c) of an output pixel are contiguous, so that
 * each row of the kernel is a product of pixels (rows of A, read in place or from a copy with zeros on the left and
 * right) and a packed kernel [panel][kh][kw][c][width of the panel], see {@link VectorPanels#packPanel}. Tiles go
 * straight to the output, with bias and ReLU; only where there are fewer filters than lanes they grow in scratch and
 * leave it through {@link VectorEpilogue}.
 */
final class VectorConvolution {
    private VectorConvolution() {}

    static void packKernel(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed, int packedAt) {
        int depth = s.kernelHeight() * s.kernelWidth() * s.channels();
        for (int j = 0; j < s.filters(); j += PANEL) {
            VectorPanels.packPanel(false, depth, s.filters(), j, kernel, kernelAt, s.filters(), packed,
                    packedAt + j * depth);
        }
    }

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        if (isMatrixProduct(s) && rows == s.outHeight()) {
            rows(s, pictures * s.height(), 0, pictures * rows, x, xAt, s.width(), packed, packedAt, bias, biasAt, f,
                    slope, out, outAt, scratch, scratchAt);
            return;
        }
        for (int i = 0; i < pictures; i++) {
            picture(s, x, xAt + i * s.inputSize(), packed, packedAt, bias, biasAt, f, slope, row0, rows, out,
                    outAt + i * s.outputSize(), scratch, scratchAt);
        }
    }

    /** {@return whether pixels are rows of a matrix that follow each other through all pictures} */
    private static boolean isMatrixProduct(ConvolutionShape s) {
        return s.kernelHeight() * s.kernelWidth() * s.strideH() * s.strideW() == 1
                && s.padTop() == 0 && s.padLeft() == 0 && s.outHeight() == s.height() && s.outWidth() == s.width();
    }

    private static void picture(ConvolutionShape s, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int columns = s.paddedWidth();
        if (!Border.isNeeded(s)) {
            rows(s, s.height(), row0, rows, x, xAt, columns, packed, packedAt, bias, biasAt, f, slope, out, outAt,
                    scratch, scratchAt);
            return;
        }
        int line = columns * s.channels();
        int start = row0 * s.strideH() - s.padTop();
        int first = Math.clamp(start, 0, s.height());
        int end = Math.clamp(start + (rows - 1) * s.strideH() + (s.kernelHeight() - 1) * s.dilationH() + 1, first,
                s.height());
        Border.copy(x, xAt + first * s.width() * s.channels(), end - first, s.width(), s.channels(), s.padLeft(),
                columns, scratch, scratchAt);
        rows(s, s.height(), row0, rows, scratch, scratchAt - first * line, columns, packed, packedAt, bias, biasAt, f,
                slope, out, outAt, scratch, scratchAt + (end - first) * line);
    }

    /** Rows of pixels times all filters. */
    private static void rows(ConvolutionShape s, int height, int row0, int rows, float[] x, int xAt, int columns,
            float[] packed, int packedAt, float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            float[] out, int outAt, float[] scratch, int scratchAt) {
        int wide = VectorPanels.wide(s.filters());
        if (TapRange.manyReachOut(row0 * s.strideH() - s.padTop(), s.strideH(), s.dilationH(), height,
                s.kernelHeight(), rows)) {
            byTapRows(s, height, row0, rows, x, xAt, columns, packed, packedAt, bias, biasAt, f, slope, out, outAt);
        } else {
            byBands(s, height, row0, rows, x, xAt, columns, packed, packedAt, bias, biasAt, f, slope, out, outAt);
        }
        if (wide < s.filters()) {
            int depth = s.kernelHeight() * s.kernelWidth() * s.channels();
            halfPanel(s, height, row0, rows, x, xAt, columns, packed, packedAt + wide * depth, bias, biasAt, f, slope,
                    out, outAt + row0 * s.outWidth() * s.filters(), scratch, scratchAt);
        }
    }

    /**
     * The filters of whole panels, in groups whose packed kernel stays in the cache. Rows for which the same rows of
     * the kernel lie inside the picture are done together, with those alone.
     */
    private static void byBands(ConvolutionShape s, int height, int row0, int rows, float[] x, int xAt, int columns,
            float[] packed, int packedAt, float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            float[] out, int outAt) {
        int depth = s.kernelHeight() * s.kernelWidth() * s.channels();
        int wide = VectorPanels.wide(s.filters());
        int group = groupWidth(depth);
        for (int j = 0; j < wide; j += group) {
            int count;
            for (int row = row0; row < row0 + rows; row += count) {
                int start = row * s.strideH() - s.padTop();
                count = TapRange.rowsAlike(start, s.strideH(), s.dilationH(), height, s.kernelHeight(),
                        row0 + rows - row);
                int first = TapRange.first(start, s.dilationH());
                int end = TapRange.end(start, s.dilationH(), height, s.kernelHeight(), first);
                pixels(s, count * s.outWidth(), end - first, Math.min(group, wide - j),
                        x, xAt + (start + first * s.dilationH()) * columns * s.channels(), columns,
                        packed, packedAt + j * depth + first * s.kernelWidth() * s.channels() * PANEL,
                        false, bias, biasAt + j, f, slope, out, outAt + row * s.outWidth() * s.filters() + j);
            }
        }
    }

    /** As {@link #byBands}, but one row of the kernel after the other, with all rows for which it lies inside. */
    private static void byTapRows(ConvolutionShape s, int height, int row0, int rows, float[] x, int xAt, int columns,
            float[] packed, int packedAt, float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            float[] out, int outAt) {
        int n = s.filters();
        int at = outAt + row0 * s.outWidth() * n;
        int m = rows * s.outWidth();
        int wide = VectorPanels.wide(n);
        for (int i = 0; i < m; i++) {
            Arrays.fill(out, at + i * n, at + i * n + wide, 0f);
        }
        int depth = s.kernelHeight() * s.kernelWidth() * s.channels();
        int group = groupWidth(depth);
        for (int j = 0; j < wide; j += group) {
            for (int kh = 0; kh < s.kernelHeight(); kh++) {
                int start = kh * s.dilationH() - s.padTop();
                int first = Math.clamp(TapRange.first(start, s.strideH()), row0, row0 + rows);
                int end = TapRange.end(start, s.strideH(), height, row0 + rows, first);
                pixels(s, (end - first) * s.outWidth(), 1, Math.min(group, wide - j),
                        x, xAt + (start + first * s.strideH()) * columns * s.channels(), columns,
                        packed, packedAt + j * depth + kh * s.kernelWidth() * s.channels() * PANEL,
                        true, null, 0, ActivationFunction.LINEAR, 0f, out, outAt + first * s.outWidth() * n + j);
            }
        }
        for (int j = 0; j < wide; j += PANEL) {
            VectorEpilogue.finish(m, Math.min(PANEL, wide - j), out, at + j, n, bias, biasAt + j, f, slope, out,
                    at + j, n);
        }
    }

    /** Pixels with the same rows of taps times a group of filters, in blocks. */
    private static void pixels(ConvolutionShape s, int m, int tapRows, int filters, float[] x, int xAt, int columns,
            float[] packed, int packedAt, boolean resume, float @Nullable [] bias, int biasAt, ActivationFunction f,
            float slope, float[] out, int outAt) {
        int block = filters <= VectorPixelTiles.width(filters) ? Blocking.ONE_PASS_PIXELS : Blocking.TILE_PIXELS;
        for (int i = 0; i < m; i += block) {
            panels(s, Math.min(block, m - i), i, tapRows, filters, x, xAt, columns, packed, packedAt,
                    resume, bias, biasAt, f, slope, out, outAt + i * s.filters());
        }
    }

    /** Rows of pixels times the last filters, which need half a panel. */
    private static void halfPanel(ConvolutionShape s, int height, int row0, int rows, float[] x, int xAt, int columns,
            float[] packed, int packedAt, float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            float[] out, int outAt, float[] tile, int tileAt) {
        int n = s.filters();
        int width = s.outWidth();
        int step = s.strideW() * s.channels();
        int line = columns * s.channels();
        int start = row0 * s.strideH() - s.padTop();
        int tapColumn = s.dilationW() * s.channels();
        if (n >= LANES) {
            int j = n - LANES;
            VectorHalfPanel.multiply(rows, width, step, start, s.strideH(), s.dilationH(), height, s.kernelHeight(),
                    s.kernelWidth(), s.channels(), x, xAt, line, tapColumn, packed, packedAt, out, outAt + j, n,
                    width * n, bias == null ? VectorScatteredTiles.NOTHING : bias, bias == null ? 0 : biasAt + j, 0,
                    f == ActivationFunction.RELU);
            VectorEpilogue.activate(rows * width, LANES, f, slope, out, outAt + j, n);
            return;
        }
        int across = Math.min(width, Blocking.TILE_PIXELS);
        int down = VectorHalfPanel.tileRows(across);
        for (int i = 0; i < rows; i += down) {
            for (int j = 0; j < width; j += across) {
                int h = Math.min(down, rows - i);
                int w = Math.min(across, width - j);
                VectorHalfPanel.multiply(h, w, step, start + i * s.strideH(), s.strideH(), s.dilationH(), height,
                        s.kernelHeight(), s.kernelWidth(), s.channels(), x, xAt + j * step, line, tapColumn,
                        packed, packedAt, tile, tileAt, LANES, w * LANES, VectorScatteredTiles.NOTHING, 0, 0, false);
                int to = outAt + (i * width + j) * n;
                if (w == width) {
                    VectorEpilogue.finish(h * w, n, tile, tileAt, LANES, bias, biasAt, f, slope, out, to, n);
                    continue;
                }
                for (int row = 0; row < h; row++) {
                    VectorEpilogue.finish(w, n, tile, tileAt + row * w * LANES, LANES, bias, biasAt, f, slope, out,
                            to + row * width * n, n);
                }
            }
        }
    }

    /** {@return how many columns of a packed kernel with this many rows stay in the cache: a multiple of PANEL} */
    static int groupWidth(int depth) {
        return Math.max(1, Blocking.KERNEL_FLOATS / (depth * PANEL)) * PANEL;
    }

    /** A block of pixels times a group of filters. */
    private static void panels(ConvolutionShape s, int m, int first, int tapRows, int filters, float[] x, int xAt,
            int columns, float[] packed, int packedAt, boolean resume, float @Nullable [] bias, int biasAt,
            ActivationFunction f, float slope, float[] out, int outAt) {
        int channels = s.channels();
        int step = s.strideW() * channels;
        int jump = s.strideH() * columns * channels - s.outWidth() * step;
        int depth = s.kernelHeight() * s.kernelWidth() * channels;
        int width;
        for (int j = 0; j < filters; j += width) {
            width = VectorPixelTiles.width(filters - j);
            int second = VectorPanels.second(filters, j);
            VectorPixelTiles.multiply(m, first, s.outWidth(), step, jump, tapRows, s.kernelWidth(), channels,
                    x, xAt, s.dilationH() * columns * channels, s.dilationW() * channels, packed, packedAt + j * depth,
                    width > PANEL ? PANEL * depth : VectorPixelTiles.NONE, out, outAt + j, s.filters(), second, resume,
                    bias == null ? VectorScatteredTiles.NOTHING : bias, bias == null ? 0 : biasAt + j, 0,
                    f == ActivationFunction.RELU);
            VectorEpilogue.activate(m, width > PANEL ? width : second + LANES, f, slope, out, outAt + j, s.filters());
        }
    }
}
