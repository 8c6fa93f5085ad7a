package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.PANEL;
import static dev.vectron.kernels.Winograd.PLANES;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Winograd's convolution and its data gradient ({@code back}), a block of tiles at a time: their pixels are transformed
 * to [plane][tile][channel], each plane is multiplied by its plane of the kernel, [panel][channel][PANEL], and the
 * products, [plane][tile][filter], are transformed on their way to the output. A block takes tiles of several pictures
 * where they are small, so that the kernel, which it reads as a whole, is read seldom.
 */
final class VectorWinograd {
    private VectorWinograd() {}

    static void packKernel(ConvolutionShape s, boolean back, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        int depth = Orientation.depth(s, back);
        int outDepth = Orientation.outDepth(s, back);
        int plane = Winograd.kernelPlane(depth, outDepth);
        for (int tap = 0; tap < 9; tap++) {
            int to = packedAt + (7 + tap) * plane;
            if (back) {
                VectorPanels.packTransposed(depth, outDepth, kernel, kernelAt + (8 - tap) * depth * outDepth, depth,
                        packed, to);
            } else {
                VectorPanels.pack(depth, outDepth, kernel, kernelAt + tap * depth * outDepth, outDepth, packed, to);
            }
        }
        VectorWinogradKernels.expand(depth * Blocking.roundUp(outDepth, PANEL), packed, packedAt, plane);
    }

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int tiles = pictures * Winograd.tiles(rows) * Winograd.tiles(s.outWidth());
        int mAt = scratchAt + PLANES * Winograd.plane(Winograd.BLOCK, s.channels());
        int patchAt = mAt + PLANES * Winograd.plane(Winograd.BLOCK, s.filters());
        for (int t = 0; t < tiles; t += Winograd.BLOCK) {
            int n = Math.min(Winograd.BLOCK, tiles - t);
            products(s, false, t, n, row0, rows, x, xAt, packed, packedAt, scratch, scratchAt, mAt, patchAt);
            finish(s, t, n, row0, rows, scratch, mAt, patchAt, bias, biasAt, f, slope, out, outAt);
        }
    }

    static void dataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        int tiles = pictures * Winograd.tiles(s.height()) * Winograd.tiles(s.width());
        int mAt = scratchAt + PLANES * Winograd.plane(Winograd.BLOCK, s.filters());
        int patchAt = mAt + PLANES * Winograd.plane(Winograd.BLOCK, s.channels());
        for (int t = 0; t < tiles; t += Winograd.BLOCK) {
            int n = Math.min(Winograd.BLOCK, tiles - t);
            products(s, true, t, n, 0, s.height(), dOut, dOutAt, packed, packedAt, scratch, scratchAt, mAt, patchAt);
            add(s, t, n, scratch, mAt, patchAt, beta, dIn, dInAt);
        }
    }

    /** Tiles first … first + n − 1 of all pictures: transforms their pixels and multiplies them by the kernel. */
    private static void products(ConvolutionShape s, boolean back, int first, int n, int row0, int rows,
            float[] x, int xAt, float[] packed, int packedAt, float[] scratch, int vAt, int mAt, int patchAt) {
        int depth = Orientation.depth(s, back);
        int step = Winograd.tileStep(depth);
        int outDepth = Orientation.outDepth(s, back);
        int productStep = Winograd.tileStep(Blocking.roundUp(outDepth, PANEL));
        transformInput(s, back, first, n, row0, rows, x, xAt, scratch, vAt, n * step + Winograd.GAP, patchAt);
        for (int p = 0; p < PLANES; p++) {
            int from = vAt + p * (n * step + Winograd.GAP);
            int kernel = packedAt + p * Winograd.kernelPlane(depth, outDepth);
            int to = mAt + p * (n * productStep + Winograd.GAP);
            for (int j = 0; j < outDepth; j += PANEL) {
                for (int k = 0; k < depth; k += Blocking.KC) {
                    VectorRowTiles.rows(n, 1, Math.min(Blocking.KC, depth - k), scratch, from + k, step, 0,
                            packed, kernel + j * depth + k * PANEL, scratch, to + j, productStep, k > 0);
                }
            }
        }
    }

    /** Transforms tiles to [plane][tile][channel]. */
    static void transformInput(ConvolutionShape s, boolean back, int first, int n, int row0, int rows,
            float[] x, int xAt, float[] scratch, int vAt, int plane, int patchAt) {
        int depth = Orientation.depth(s, back);
        int height = Orientation.height(s, back);
        int width = Orientation.width(s, back);
        int rowTiles = Winograd.tiles(rows);
        int columnTiles = Winograd.tiles(Orientation.outWidth(s, back));
        int step = Winograd.tileStep(depth);
        int i = 0;
        while (i < n) {
            int row = (first + i) / columnTiles;
            int column = (first + i) % columnTiles;
            int ih = row0 + row % rowTiles * 2 - Orientation.top(s, back);
            int iw = column * 2 - Orientation.left(s, back);
            int picture = xAt + row / rowTiles * height * width * depth;
            int run = 1;
            if (ih >= 0 && ih + 4 <= height && iw >= 0 && iw + 4 <= width) {
                // As many tiles as lie inside the picture, beside each other.
                run = Math.min(Math.min(columnTiles - column, n - i), (width - iw - 2) / 2);
                VectorWinogradTransforms.input(run, depth, x, picture + (ih * width + iw) * depth, 2 * depth,
                        width * depth, depth, scratch, vAt + i * step, step, plane);
            } else {
                copy(4, x, picture, height, width, depth, ih, iw, scratch, patchAt);
                VectorWinogradTransforms.input(1, depth, scratch, patchAt, 0, 4 * depth, depth,
                        scratch, vAt + i * step, step, plane);
            }
            i += run;
        }
    }

    /** Copies size×size pixels from (ih, iw) on, zeros where they lie outside the picture. */
    static void copy(int size, float[] x, int xAt, int height, int width, int depth, int ih, int iw, float[] to,
            int toAt) {
        int left = Math.clamp(-(long) iw, 0, size);
        int right = Math.clamp(width - (long) iw, left, size);
        for (int i = 0; i < size; i++) {
            int row = toAt + i * size * depth;
            if (ih + i < 0 || ih + i >= height || left >= right) {
                Arrays.fill(to, row, row + size * depth, 0f);
            } else {
                Arrays.fill(to, row, row + left * depth, 0f);
                System.arraycopy(x, xAt + ((ih + i) * width + iw + left) * depth, to, row + left * depth,
                        (right - left) * depth);
                Arrays.fill(to, row + right * depth, row + size * depth, 0f);
            }
        }
    }

    /** Brings products to the output, with bias and activation. */
    private static void finish(ConvolutionShape s, int first, int n, int row0, int rows, float[] scratch, int mAt,
            int patchAt, float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            float[] out, int outAt) {
        float floor = f == ActivationFunction.RELU ? 0f : Float.NEGATIVE_INFINITY;
        boolean activates = f != ActivationFunction.LINEAR && f != ActivationFunction.RELU;
        int filters = s.filters();
        int step = Winograd.tileStep(Blocking.roundUp(filters, PANEL));
        int plane = n * step + Winograd.GAP;
        int rowTiles = Winograd.tiles(rows);
        int columnTiles = Winograd.tiles(s.outWidth());
        int rowSize = s.outWidth() * filters;
        int i = 0;
        while (i < n) {
            int row = (first + i) / columnTiles;
            int oh = row0 + row % rowTiles * 2;
            int ow = (first + i) % columnTiles * 2;
            int high = Math.min(2, row0 + rows - oh);
            int run = high == 2 ? Math.min((s.outWidth() - ow) / 2, n - i) : 0;
            int wide = run > 0 ? 2 * run : Math.min(2, s.outWidth() - ow);
            int to = outAt + row / rowTiles * s.outputSize() + oh * rowSize + ow * filters;
            if (run > 0) {
                VectorWinogradTransforms.output(run, filters, scratch, mAt + i * step, step, plane, bias, biasAt,
                        floor, out, to, rowSize, filters);
            } else {
                VectorWinogradTransforms.output(1, filters, scratch, mAt + i * step, step, plane, bias, biasAt,
                        floor, scratch, patchAt, 2 * filters, filters);
                assign(high, wide * filters, scratch, patchAt, 2 * filters, out, to, rowSize);
            }
            for (int h = 0; activates && h < high; h++) {
                VectorActivations.activate(f, slope, wide * filters, out, to + h * rowSize, out, to + h * rowSize);
            }
            i += Math.max(1, run);
        }
    }

    /** Brings products to the gradient of the input, or adds them to it. */
    private static void add(ConvolutionShape s, int first, int n, float[] scratch, int mAt, int patchAt,
            float beta, float[] dIn, int dInAt) {
        int channels = s.channels();
        int step = Winograd.tileStep(Blocking.roundUp(channels, PANEL));
        int plane = n * step + Winograd.GAP;
        int rowTiles = Winograd.tiles(s.height());
        int columnTiles = Winograd.tiles(s.width());
        int rowSize = s.width() * channels;
        int i = 0;
        while (i < n) {
            int row = (first + i) / columnTiles;
            int ih = row % rowTiles * 2;
            int iw = (first + i) % columnTiles * 2;
            int high = Math.min(2, s.height() - ih);
            int run = high == 2 ? Math.min((s.width() - iw) / 2, n - i) : 0;
            int to = dInAt + row / rowTiles * s.inputSize() + ih * rowSize + iw * channels;
            if (run > 0 && beta != 0f) {
                VectorWinogradTransforms.addOutput(run, channels, scratch, mAt + i * step, step, plane, dIn, to,
                        rowSize, channels);
            } else {
                VectorWinogradTransforms.output(Math.max(1, run), channels, scratch, mAt + i * step, step, plane,
                        null, 0, Float.NEGATIVE_INFINITY, run > 0 ? dIn : scratch, run > 0 ? to : patchAt,
                        run > 0 ? rowSize : 2 * channels, channels);
            }
            if (run == 0) {
                addPart(high, Math.min(2, s.width() - iw) * channels, scratch, patchAt, 2 * channels, beta, dIn, to,
                        rowSize);
            }
            i += Math.max(1, run);
        }
    }

    private static void assign(int rows, int n, float[] from, int fromAt, int fromStep, float[] to, int toAt,
            int toStep) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from, fromAt + i * fromStep, to, toAt + i * toStep, n);
        }
    }

    private static void addPart(int rows, int n, float[] from, int fromAt, int fromStep, float beta, float[] to,
            int toAt, int toStep) {
        if (beta == 0f) {
            assign(rows, n, from, fromAt, fromStep, to, toAt, toStep);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int at = toAt + i * toStep;
            VectorElementwise.add(n, to, at, from, fromAt + i * fromStep, to, at);
        }
    }
}
