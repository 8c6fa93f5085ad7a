package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolution with stride 1 to few output channels, and the data gradient to few input channels ({@code back}): lanes
 * run along the pixels, because along so few channels most of them would be empty. See {@link PlaneConvolution}.
 *
 * <p>The packed kernel is [kh][kw][depth][output channel] of the convolution that is computed.
 */
final class VectorPlaneConvolution {
    private VectorPlaneConvolution() {}

    static void packKernel(ConvolutionShape s, boolean back, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        if (!back) {
            System.arraycopy(kernel, kernelAt, packed, packedAt, s.kernelSize());
            return;
        }
        int taps = s.kernelHeight() * s.kernelWidth();
        int size = s.channels() * s.filters();
        for (int tap = 0; tap < taps; tap++) {
            int from = kernelAt + (taps - 1 - tap) * size;
            int to = packedAt + tap * size;
            for (int i = 0; i < size; i++) {
                packed[to + i % s.filters() * s.channels() + i / s.filters()] = kernel[from + i];
            }
        }
    }

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int band = PlaneConvolution.rows(s, false);
        int outPlanesAt = scratchAt + s.channels() * PlaneConvolution.plane(s, false);
        for (int i = 0; i < pictures; i++) {
            for (int row = row0; row < row0 + rows; row += band) {
                int n = Math.min(band, row0 + rows - row);
                multiply(s, false, row, n, x, xAt + i * s.inputSize(), packed, packedAt, bias, biasAt, scratch,
                        scratchAt);
                for (int j = 0; j < s.filters(); j++) {
                    VectorActivations.activate(f, slope, n * PlaneConvolution.columns(s, false), scratch,
                            outPlanesAt + j * PlaneConvolution.plane(s, false), scratch,
                            outPlanesAt + j * PlaneConvolution.plane(s, false));
                }
                interleave(s, false, row, n, scratch, outPlanesAt, 0f, out, outAt + i * s.outputSize());
            }
        }
    }

    static void dataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        int band = PlaneConvolution.rows(s, true);
        int outPlanesAt = scratchAt + s.filters() * PlaneConvolution.plane(s, true);
        for (int i = 0; i < pictures; i++) {
            for (int row = 0; row < s.height(); row += band) {
                int n = Math.min(band, s.height() - row);
                multiply(s, true, row, n, dOut, dOutAt + i * s.outputSize(), packed, packedAt, null, 0, scratch,
                        scratchAt);
                interleave(s, true, row, n, scratch, outPlanesAt, beta, dIn, dInAt + i * s.inputSize());
            }
        }
    }

    /** Some rows of a picture: from its pixels to planes of sums, with the bias. */
    private static void multiply(ConvolutionShape s, boolean back, int row, int rows, float[] x, int xAt,
            float[] packed, int packedAt, float @Nullable [] bias, int biasAt, float[] scratch, int scratchAt) {
        planes(s, back, row, rows + Orientation.reachH(s), x, xAt, scratch, scratchAt);
        int outPlanesAt = scratchAt + Orientation.depth(s, back) * PlaneConvolution.plane(s, back);
        if (PlaneConvolution.byTapRows(s, back)) {
            tapRows(s, back, row, rows, packed, packedAt, scratch, scratchAt, outPlanesAt);
            addBias(s, back, rows, bias, biasAt, scratch, outPlanesAt);
        } else {
            bands(s, back, row, rows, packed, packedAt, bias, biasAt, scratch, scratchAt, outPlanesAt);
        }
    }

    /**
     * Rows for which the same rows of the kernel lie inside the picture are done together, with those alone. They come
     * in the order of the planes, upwards, because tiles may reach over their end.
     */
    private static void bands(ConvolutionShape s, boolean back, int row, int rows, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, float[] planes, int planesAt, int outPlanesAt) {
        int line = PlaneConvolution.columns(s, back);
        int height = Orientation.height(s, back);
        int count;
        for (int i = rows - 1; i >= 0; i -= count) {
            int start = row + i - Orientation.top(s, back);
            int first = TapRange.first(start, s.dilationH());
            int end = TapRange.end(start, s.dilationH(), height, s.kernelHeight(), first);
            count = TapRange.rowsAlike(height - 1 - Orientation.reachH(s) - start, 1, s.dilationH(), height,
                    s.kernelHeight(), i + 1);
            pixels(s, back, first, end, count * line, planes, planesAt + planeRow(s, rows, i, first) * line, packed,
                    packedAt, false, bias, biasAt, outPlanesAt + (rows - 1 - i) * line);
        }
    }

    /**
     * One row of the kernel after the other, each with all rows that it reaches. Tiles may reach over their end to rows
     * above, which begin later, with the next row of the kernel.
     */
    private static void tapRows(ConvolutionShape s, boolean back, int row, int rows, float[] packed, int packedAt,
            float[] planes, int planesAt, int outPlanesAt) {
        int line = PlaneConvolution.columns(s, back);
        int top = Orientation.top(s, back) - row;
        int begun = rows;
        for (int kh = 0; kh < s.kernelHeight(); kh++) {
            int first = Math.clamp(top - kh * s.dilationH(), 0, rows);
            int end = Math.clamp(top - kh * s.dilationH() + Orientation.height(s, back), first, rows);
            begin(s, back, Math.min(first, begun), begun, rows, planes, outPlanesAt);
            begun = Math.min(first, begun);
            pixels(s, back, kh, kh + 1, (end - first) * line, planes,
                    planesAt + planeRow(s, rows, end - 1, kh) * line, packed, packedAt, true, null, 0,
                    outPlanesAt + (rows - end) * line);
        }
        begin(s, back, 0, begun, rows, planes, outPlanesAt);
    }

    private static void addBias(ConvolutionShape s, boolean back, int rows, float @Nullable [] bias, int biasAt,
            float[] planes, int outPlanesAt) {
        if (bias == null) {
            return;
        }
        for (int j = 0; j < Orientation.outDepth(s, back); j++) {
            int at = outPlanesAt + j * PlaneConvolution.plane(s, back);
            VectorElementwise.affine(rows * PlaneConvolution.columns(s, back), 1f, bias[biasAt + j], planes, at,
                    planes, at);
        }
    }

    /** {@return the row of the planes, which run upwards, that an output row reads with a row of the kernel} */
    private static int planeRow(ConvolutionShape s, int rows, int i, int kh) {
        return rows + Orientation.reachH(s) - 1 - i - kh * s.dilationH();
    }

    /** Begins the sums of some output rows. */
    private static void begin(ConvolutionShape s, boolean back, int first, int end, int rows, float[] planes,
            int outPlanesAt) {
        int line = PlaneConvolution.columns(s, back);
        for (int j = 0; j < Orientation.outDepth(s, back); j++) {
            int plane = outPlanesAt + j * PlaneConvolution.plane(s, back);
            Arrays.fill(planes, plane + (rows - end) * line, plane + (rows - first) * line, 0f);
        }
    }

    /** Pixels that follow each other, with rows of the kernel from {@code firstTapRow} to {@code endTapRow} − 1. */
    private static void pixels(ConvolutionShape s, boolean back, int firstTapRow, int endTapRow, int pixels,
            float[] planes, int planesAt, float[] packed, int packedAt, boolean resume, float @Nullable [] bias,
            int biasAt, int outPlanesAt) {
        int plane = PlaneConvolution.plane(s, back);
        int line = PlaneConvolution.columns(s, back);
        int depth = Orientation.depth(s, back);
        int outDepth = Orientation.outDepth(s, back);
        int taps = (endTapRow - firstTapRow) * s.kernelWidth();
        int weights = packedAt + firstTapRow * s.kernelWidth() * depth * outDepth;
        float[] offsets = bias == null ? VectorScatteredTiles.NOTHING : bias;
        int count;
        for (int j = 0; j < outDepth; j += count) {
            count = VectorPlaneTiles.outputs(outDepth - j);
            int vectors;
            for (int p = 0; p < pixels; p += vectors * LANES) {
                vectors = VectorPlaneTiles.vectors(count, Math.ceilDiv(pixels - p, LANES));
                VectorPlaneTiles.multiply(count, vectors, taps, s.kernelWidth(), depth, planes, planesAt + p,
                        -s.dilationH() * line, s.dilationW(), plane, packed, weights + j, outDepth, resume,
                        offsets, bias == null ? 0 : biasAt + j, planes, outPlanesAt + j * plane + p, plane);
            }
        }
    }

    /**
     * Transposes rows of the input to planes, from below upwards, with zeros on both sides. Places of rows outside the
     * picture are left as they are.
     */
    private static void planes(ConvolutionShape s, boolean back, int row, int rows, float[] x, int xAt, float[] to,
            int toAt) {
        int depth = Orientation.depth(s, back);
        int plane = PlaneConvolution.plane(s, back);
        int width = Orientation.width(s, back);
        int columns = PlaneConvolution.columns(s, back);
        int left = Orientation.left(s, back);
        int first = Math.max(0, left);
        int end = Math.max(first, Math.min(columns, left + width));
        for (int i = 0; i < rows; i++) {
            int from = row + i - Orientation.top(s, back);
            if (from < 0 || from >= Orientation.height(s, back)) {
                continue;
            }
            for (int c = 0; c < depth; c++) {
                int at = toAt + c * plane + (rows - 1 - i) * columns;
                Arrays.fill(to, at, at + first, 0f);
                Arrays.fill(to, at + end, at + columns, 0f);
            }
            VectorPanels.transpose(depth, end - first, plane, x, xAt + (from * width + first - left) * depth,
                    depth, to, toAt + (rows - 1 - i) * columns + first);
        }
    }

    /** Brings planes of sums to pixels. */
    private static void interleave(ConvolutionShape s, boolean back, int row, int rows, float[] planes, int planesAt,
            float beta, float[] out, int outAt) {
        int outDepth = Orientation.outDepth(s, back);
        int width = Orientation.outWidth(s, back);
        for (int i = 0; i < rows; i++) {
            int from = planesAt + (rows - 1 - i) * PlaneConvolution.columns(s, back);
            int to = outAt + (row + i) * width * outDepth;
            for (int j = 0; j < outDepth; j++) {
                if (beta == 0f) {
                    spread(width, planes, from + j * PlaneConvolution.plane(s, back), out, to + j, outDepth);
                } else {
                    spreadAndAdd(width, planes, from + j * PlaneConvolution.plane(s, back), out, to + j, outDepth);
                }
            }
        }
    }

    private static void spread(int n, float[] from, int fromAt, float[] to, int toAt, int step) {
        for (int i = 0; i < n; i++) {
            to[toAt + i * step] = from[fromAt + i];
        }
    }

    private static void spreadAndAdd(int n, float[] from, int fromAt, float[] to, int toAt, int step) {
        for (int i = 0; i < n; i++) {
            to[toAt + i * step] += from[fromAt + i];
        }
    }
}
