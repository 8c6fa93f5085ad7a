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
                    VectorElementwise.activate(f, slope, n * PlaneConvolution.columns(s, false), scratch,
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
        int depth = Orientation.depth(s, back);
        int plane = PlaneConvolution.plane(s, back);
        planes(s, back, row, rows + Orientation.reachH(s), x, xAt, scratch, scratchAt);
        int outDepth = Orientation.outDepth(s, back);
        int pixels = rows * PlaneConvolution.columns(s, back);
        int outPlanesAt = scratchAt + depth * plane;
        float[] offsets = bias == null ? VectorScatteredTiles.NOTHING : bias;
        int count;
        for (int j = 0; j < outDepth; j += count) {
            count = VectorPlaneTiles.outputs(outDepth - j);
            int vectors;
            for (int p = 0; p < pixels; p += vectors * LANES) {
                vectors = VectorPlaneTiles.vectors(count, Math.ceilDiv(pixels - p, LANES));
                VectorPlaneTiles.multiply(count, vectors, s.kernelHeight() * s.kernelWidth(), s.kernelWidth(), depth,
                        scratch, scratchAt + p, s.dilationH() * PlaneConvolution.columns(s, back), s.dilationW(),
                        plane, packed, packedAt + j, outDepth, false, offsets, bias == null ? 0 : biasAt + j, scratch,
                        outPlanesAt + j * plane + p, plane);
            }
        }
    }

    /** Transposes rows of the input to planes, with zeros around them. */
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
            boolean inside = from >= 0 && from < Orientation.height(s, back);
            int begin = inside ? first : columns;
            for (int c = 0; c < depth; c++) {
                int at = toAt + c * plane + i * columns;
                Arrays.fill(to, at, at + begin, 0f);
                if (inside) {
                    Arrays.fill(to, at + end, at + columns, 0f);
                }
            }
            if (inside) {
                VectorPanels.transpose(depth, end - first, plane, x, xAt + (from * width + first - left) * depth,
                        depth, to, toAt + i * columns + first);
            }
        }
    }

    /** Brings planes of sums to pixels. */
    private static void interleave(ConvolutionShape s, boolean back, int row, int rows, float[] planes, int planesAt,
            float beta, float[] out, int outAt) {
        int outDepth = Orientation.outDepth(s, back);
        int width = Orientation.outWidth(s, back);
        for (int i = 0; i < rows; i++) {
            int from = planesAt + i * PlaneConvolution.columns(s, back);
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
