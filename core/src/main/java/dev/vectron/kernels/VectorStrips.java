package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorScatteredTiles.NOTHING;
import static dev.vectron.kernels.VectorStripTiles.WIDTH;
import static dev.vectron.kernels.WinogradStrips.GROUP;
import static dev.vectron.kernels.WinogradStrips.PLANES;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The convolution of {@link WinogradStrips} and its data gradient ({@code back}), a band of rows or a few small
 * pictures at a time: their pixels are transformed to [plane][strip][row][channel], where the rows that a row of the
 * output reads follow each other, so that each plane is a product of rows in place and a plane of the kernel, [panel of
 * filters][group of rows][c][kh][width of the panel]. The products, [plane][strip][row][filter], are transformed on
 * their way to the output.
 */
final class VectorStrips {
    private VectorStrips() {}

    static void packKernel(ConvolutionShape s, boolean back, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        int depth = Orientation.depth(s, back);
        int outDepth = Orientation.outDepth(s, back);
        int plane = WinogradStrips.kernelPlane(s);
        int width = s.kernelWidth();
        int taps = width * s.kernelHeight();
        for (int tap = 0; tap < taps; tap++) {
            int from = kernelAt + (back ? taps - 1 - tap : tap) * s.channels() * s.filters();
            int to = packedAt + (PLANES - width + tap % width) * plane;
            int step = WinogradStrips.step(s, depth, 0, tap / width);
            int group = WinogradStrips.groupRows(s, tap / width / GROUP * GROUP);
            for (int j = 0; j < outDepth; j += WIDTH) {
                int n = outDepth - j <= LANES ? LANES : WIDTH;
                int column = from + (back ? j * s.filters() : j);
                pack(back, depth, Math.min(n, outDepth - j), n, kernel, column, s.filters(), packed,
                        to + j * s.kernelHeight() * depth + step * n, group * n);
            }
        }
        VectorStripKernels.expand(width, plane, packed, packedAt, plane);
    }

    /** Rows of a panel, {@code step} apart, filled up with zeros. */
    private static void pack(boolean transposed, int k, int n, int width, float[] b, int bAt, int ldb, float[] to,
            int toAt, int step) {
        if (transposed) {
            VectorPanels.transpose(k, n, step, b, bAt, ldb, to, toAt);
        } else {
            VectorPanels.copyRows(k, n, b, bAt, ldb, to, toAt, step);
        }
        for (int i = 0; n < width && i < k; i++) {
            Arrays.fill(to, toAt + i * step + n, toAt + i * step + width, 0f);
        }
    }

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        float floor = f == ActivationFunction.RELU ? 0f : Float.NEGATIVE_INFINITY;
        blocks(s, false, pictures, x, xAt, packed, packedAt, bias, biasAt, floor, false, row0, rows, out, outAt,
                scratch, scratchAt);
        if (f != ActivationFunction.LINEAR && f != ActivationFunction.RELU) {
            int rowSize = s.outWidth() * s.filters();
            for (int i = 0; i < pictures; i++) {
                int at = outAt + i * s.outputSize() + row0 * rowSize;
                VectorActivations.activate(f, slope, rows * rowSize, out, at, out, at);
            }
        }
    }

    static void dataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        blocks(s, true, pictures, dOut, dOutAt, packed, packedAt, null, 0, Float.NEGATIVE_INFINITY, beta != 0f,
                0, s.height(), dIn, dInAt, scratch, scratchAt);
    }

    private static void blocks(ConvolutionShape s, boolean back, int pictures, float[] x, int xAt,
            float[] packed, int packedAt, float @Nullable [] bias, int biasAt, float floor, boolean adds,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int strips = WinogradStrips.strips(s, Orientation.outWidth(s, back));
        int most = WinogradStrips.bandRows(rows);
        for (int row = row0; row < row0 + rows; row += most) {
            int band = Math.min(most, row0 + rows - row);
            int together = WinogradStrips.together(band);
            for (int first = 0; first < pictures * strips; first += together) {
                int count = Math.min(together, pictures * strips - first);
                int mAt = products(s, back, first, count, row, band, x, xAt, packed, packedAt, scratch, scratchAt);
                finish(s, back, first, count, row, band, scratch, mAt, bias, biasAt, floor, adds, out, outAt);
            }
        }
    }

    /** Brings the products of a band of strips to the output. */
    private static void finish(ConvolutionShape s, boolean back, int firstStrip, int count, int row0, int rows,
            float[] m, int mAt, float @Nullable [] bias, int biasAt, float floor, boolean adds,
            float[] out, int outAt) {
        int n = Orientation.outDepth(s, back);
        int width = Orientation.outWidth(s, back);
        int most = WinogradStrips.columns(s);
        int strips = WinogradStrips.strips(s, width);
        int tileRows = WinogradStrips.tileRows(rows);
        int step = Blocking.roundUp(n, LANES);
        int plane = WinogradStrips.plane(count, tileRows, step);
        float[] d = bias == null ? NOTHING : bias;
        int dAt = bias == null ? 0 : biasAt;
        int dStep = bias == null ? 0 : LANES;
        int whole = n / LANES * LANES;
        int last = n - LANES;
        for (int i = 0; i < count; i++) {
            int column = (firstStrip + i) % strips * most;
            int columns = Math.min(most, width - column);
            int from = mAt + i * tileRows * step;
            int row = (firstStrip + i) / strips * Orientation.outHeight(s, back) + row0;
            int to = outAt + (row * width + column) * n;
            if (adds) {
                VectorStripTransforms.add(most, rows, columns, whole, n, m, from, step, plane, out, to, width * n);
                VectorStripTransforms.addRest(most, rows, columns, n - whole, n, m, from + whole, step, plane, out,
                        to + whole, width * n);
                continue;
            }
            VectorStripTransforms.output(most, rows, columns, whole, n, m, from, step, plane, d, dAt, dStep, floor,
                    out, to, width * n);
            if (whole < n) {
                // The last vector overlaps the one before it.
                VectorStripTransforms.output(most, rows, columns, LANES, n, m, from + last, step, plane,
                        d, bias == null ? 0 : dAt + last, dStep, floor, out, to + last, width * n);
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
        int ldm = Blocking.roundUp(n, LANES);
        int mPlane = WinogradStrips.plane(strips, height, ldm);
        transformInput(s, back, first, strips, row0, rows, x, xAt, scratch, vAt);
        for (int p = 0; p < PLANES; p++) {
            int kernel = packedAt + p * WinogradStrips.kernelPlane(s);
            for (int j = 0; j < n; j += WIDTH) {
                panel(s, strips, rows, depth, scratch, vAt + p * plane, read, packed,
                        kernel + j * s.kernelHeight() * depth, n - j <= LANES ? LANES : WIDTH, scratch,
                        mAt + p * mPlane + j, ldm, height);
            }
        }
        return mAt;
    }

    /** Strips, {@code read} rows apart in A and {@code height} rows in C, times a panel of the kernel. */
    private static void panel(ConvolutionShape s, int strips, int rows, int depth, float[] a, int aAt, int read,
            float[] b, int bAt, int width, float[] c, int cAt, int ldc, int height) {
        int part = Math.ceilDiv(depth, Math.ceilDiv(GROUP * depth, Blocking.KC));
        for (int first = 0; first < s.kernelHeight(); first += GROUP) {
            int taps = WinogradStrips.groupRows(s, first);
            for (int k = 0; k < depth; k += part) {
                VectorStripTiles.multiply(taps, width, strips, rows, Math.min(part, depth - k),
                        a, aAt + first * depth + k, depth, read * depth, b, bAt + (first * depth + k * taps) * width,
                        c, cAt, ldc, height * ldc, first + k > 0);
            }
        }
    }

    /** Transforms the rows that a band of strips reads to [plane][strip][row][channel]. */
    static void transformInput(ConvolutionShape s, boolean back, int firstStrip, int count, int row0, int rows,
            float[] x, int xAt, float[] scratch, int vAt) {
        int depth = Orientation.depth(s, back);
        int height = Orientation.height(s, back);
        int width = Orientation.width(s, back);
        int strips = WinogradStrips.strips(s, Orientation.outWidth(s, back));
        int read = WinogradStrips.tileRows(rows) + s.kernelHeight() - 1;
        int needed = rows + s.kernelHeight() - 1;
        int first = row0 - Orientation.top(s, back);
        int above = Math.clamp(-(long) first, 0, needed);
        int inside = Math.clamp(height - (long) first, above, needed) - above;
        int plane = WinogradStrips.plane(count, read, depth);
        int whole = depth / LANES * LANES;
        int last = depth - LANES;
        for (int i = 0; i < count; i++) {
            int strip = firstStrip + i;
            int at = vAt + i * read * depth;
            int picture = xAt + strip / strips * height * width * depth;
            VectorStripTransforms.zeros(above * depth, scratch, at, plane);
            int from = picture + (first + above) * width * depth;
            int column = strip % strips * WinogradStrips.columns(s) - Orientation.left(s, back);
            VectorStripTransforms.input(inside, whole, depth, x, from, width, column, scratch, at + above * depth,
                    plane);
            if (whole < depth) {
                // The last vector overlaps the one before it.
                VectorStripTransforms.input(inside, LANES, depth, x, from + last, width, column,
                        scratch, at + above * depth + last, plane);
            }
            VectorStripTransforms.zeros((needed - above - inside) * depth, scratch, at + (above + inside) * depth,
                    plane);
        }
    }
}
