package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;
import static dev.vectron.kernels.VectorScatteredTiles.NOTHING;
import static dev.vectron.kernels.WinogradStrips.COLUMNS;
import static dev.vectron.kernels.WinogradStrips.PLANES;

import org.jspecify.annotations.Nullable;

/**
 * The convolution of {@link WinogradStrips} and its data gradient ({@code back}), a band of rows or a few small
 * pictures at a time: their pixels are transformed to [plane][strip][row][channel], where the rows that a row of the
 * output reads follow each other, so that each plane is a product of rows in place and a plane of the kernel, [panel of
 * filters][kh][c][width of the panel]. The products, [plane][strip][row][filter], are transformed on their way to the
 * output.
 */
final class VectorStrips {
    private VectorStrips() {}

    static void packKernel(ConvolutionShape s, boolean back, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        int depth = Orientation.depth(s, back);
        int outDepth = Orientation.outDepth(s, back);
        int plane = WinogradStrips.kernelPlane(s);
        int taps = 3 * s.kernelHeight();
        for (int tap = 0; tap < taps; tap++) {
            int from = kernelAt + (back ? taps - 1 - tap : tap) * s.channels() * s.filters();
            for (int j = 0; j < outDepth; j += PANEL) {
                int width = outDepth - j <= LANES ? LANES : PANEL;
                int to = packedAt + (3 + tap % 3) * plane + j * s.kernelHeight() * depth + tap / 3 * width;
                pack(back, depth, width, kernel, back ? from + j * s.filters() : from + j, s.filters(), packed, to,
                        s.kernelHeight() * width);
            }
        }
        VectorStripKernels.expand(plane, packed, packedAt, plane);
    }

    /** Rows of a panel, {@code step} apart. */
    private static void pack(boolean transposed, int k, int width, float[] b, int bAt, int ldb, float[] to, int toAt,
            int step) {
        if (transposed) {
            VectorPanels.transpose(k, width, step, b, bAt, ldb, to, toAt);
        } else {
            VectorPanels.copyRows(k, width, b, bAt, ldb, to, toAt, step);
        }
    }

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        float floor = f == ActivationFunction.RELU ? 0f : Float.NEGATIVE_INFINITY;
        int most = WinogradStrips.bandRows(rows);
        int filters = s.filters();
        int rowSize = s.outWidth() * filters;
        int strips = WinogradStrips.strips(s.outWidth());
        for (int row = row0; row < row0 + rows; row += most) {
            int band = Math.min(most, row0 + rows - row);
            int together = WinogradStrips.together(band);
            for (int first = 0; first < pictures * strips; first += together) {
                int count = Math.min(together, pictures * strips - first);
                int mAt = products(s, false, first, count, row, band, x, xAt, packed, packedAt, scratch, scratchAt);
                int plane = WinogradStrips.plane(count, WinogradStrips.tileRows(band), filters);
                for (int strip = first; strip < first + count; strip++) {
                    int column = strip % strips * COLUMNS;
                    VectorStripTransforms.output(band, Math.min(COLUMNS, s.outWidth() - column), filters,
                            scratch, mAt + (strip - first) * WinogradStrips.tileRows(band) * filters, plane, bias == null ? NOTHING : bias,
                            bias == null ? 0 : biasAt, bias == null ? 0 : LANES, floor,
                            out, outAt + strip / strips * s.outputSize() + row * rowSize + column * filters, rowSize);
                }
            }
        }
        if (f != ActivationFunction.LINEAR && f != ActivationFunction.RELU) {
            for (int i = 0; i < pictures; i++) {
                int at = outAt + i * s.outputSize() + row0 * rowSize;
                VectorElementwise.activate(f, slope, rows * rowSize, out, at, out, at);
            }
        }
    }

    static void dataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        int most = WinogradStrips.bandRows(s.height());
        int channels = s.channels();
        int rowSize = s.width() * channels;
        int strips = WinogradStrips.strips(s.width());
        for (int row = 0; row < s.height(); row += most) {
            int band = Math.min(most, s.height() - row);
            int together = WinogradStrips.together(band);
            for (int first = 0; first < pictures * strips; first += together) {
                int count = Math.min(together, pictures * strips - first);
                int mAt = products(s, true, first, count, row, band, dOut, dOutAt, packed, packedAt, scratch,
                        scratchAt);
                int plane = WinogradStrips.plane(count, WinogradStrips.tileRows(band), channels);
                for (int strip = first; strip < first + count; strip++) {
                    int column = strip % strips * COLUMNS;
                    int to = dInAt + strip / strips * s.inputSize() + row * rowSize + column * channels;
                    int columns = Math.min(COLUMNS, s.width() - column);
                    int from = mAt + (strip - first) * WinogradStrips.tileRows(band) * channels;
                    if (beta == 0f) {
                        VectorStripTransforms.output(band, columns, channels, scratch, from, plane, NOTHING, 0, 0,
                                Float.NEGATIVE_INFINITY, dIn, to, rowSize);
                    } else {
                        VectorStripTransforms.add(band, columns, channels, scratch, from, plane, dIn, to, rowSize);
                    }
                }
            }
        }
    }

    /**
     * The products of a band of rows of some strips, behind their transformed pixels in scratch.
     *
     * @return where they begin
     */
    private static int products(ConvolutionShape s, boolean back, int first, int strips, int row0, int rows,
            float[] x, int xAt, float[] packed, int packedAt, float[] scratch, int vAt) {
        int depth = Orientation.depth(s, back);
        int n = Orientation.outDepth(s, back);
        int height = WinogradStrips.tileRows(rows);
        int read = height + s.kernelHeight() - 1;
        int plane = WinogradStrips.plane(strips, read, depth);
        int mAt = vAt + PLANES * plane;
        int mPlane = WinogradStrips.plane(strips, height, n);
        int wide = VectorPanels.wide(n);
        int k = s.kernelHeight() * depth;
        int part = Math.ceilDiv(depth, Math.ceilDiv(k, Blocking.KC));
        transformInput(s, back, first, strips, row0, rows, x, xAt, scratch, vAt);
        for (int p = 0; p < PLANES; p++) {
            int from = vAt + p * plane;
            int to = mAt + p * mPlane;
            int kernel = packedAt + p * WinogradStrips.kernelPlane(s);
            for (int j = 0; j < n; j += PANEL) {
                for (int c = 0; c < depth; c += part) {
                    int channels = Math.min(part, depth - c);
                    for (int strip = 0; strip < strips; strip++) {
                        int v = from + strip * read * depth + c;
                        int m = to + strip * height * n + j;
                        if (j < wide) {
                            VectorStripTiles.wide(rows, channels, scratch, v, depth, packed,
                                    kernel + j * k + 3 * c * PANEL, scratch, m, n, c > 0);
                        } else {
                            VectorStripTiles.narrow(rows, channels, scratch, v, depth, packed,
                                    kernel + j * k + 3 * c * LANES, scratch, m, n, c > 0);
                        }
                    }
                }
            }
        }
        return mAt;
    }

    /** Transforms the rows that a band of strips reads to [plane][strip][row][channel]. */
    static void transformInput(ConvolutionShape s, boolean back, int firstStrip, int count, int row0, int rows,
            float[] x, int xAt, float[] scratch, int vAt) {
        int depth = Orientation.depth(s, back);
        int height = Orientation.height(s, back);
        int width = Orientation.width(s, back);
        int strips = WinogradStrips.strips(Orientation.outWidth(s, back));
        int read = WinogradStrips.tileRows(rows) + s.kernelHeight() - 1;
        int needed = rows + s.kernelHeight() - 1;
        int first = row0 - Orientation.top(s, back);
        int above = Math.clamp(-(long) first, 0, needed);
        int inside = Math.clamp(height - (long) first, above, needed) - above;
        int plane = WinogradStrips.plane(count, read, depth);
        for (int i = 0; i < count; i++) {
            int strip = firstStrip + i;
            int at = vAt + i * read * depth;
            int picture = xAt + strip / strips * height * width * depth;
            VectorStripTransforms.zeros(above * depth, scratch, at, plane);
            VectorStripTransforms.input(inside, depth, x, picture + (first + above) * width * depth, width,
                    strip % strips * COLUMNS - Orientation.left(s, back), scratch, at + above * depth, plane);
            VectorStripTransforms.zeros((needed - above - inside) * depth, scratch, at + (above + inside) * depth, plane);
        }
    }
}
