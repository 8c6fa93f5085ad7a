package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;
import static dev.vectron.kernels.WinogradStrips.PLANES;

import java.util.Arrays;

/**
 * The weight gradient of {@link WinogradStrips}, a band of rows of some strips at a time: their pixels are transformed
 * to [plane][strip][row][channel], as in {@link VectorStrips}, their gradients to [plane][panel][strip][row][width of
 * the panel], and each plane of sums takes their outer products.
 */
final class VectorStripWeights {
    private VectorStripWeights() {}

    static void weightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        if (pictures == 0 && beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + WinogradStrips.weightSumsSize(s), 0f);
        }
        int most = WinogradStrips.gradientRows(s);
        int strips = WinogradStrips.strips(s, s.outWidth());
        boolean banded = most < s.outHeight();
        int all = banded ? strips : pictures * strips;
        boolean resume = beta != 0f;
        for (int i = 0; i < pictures; i += banded ? 1 : pictures) {
            for (int row = 0; row < s.outHeight(); row += most) {
                int band = Math.min(most, s.outHeight() - row);
                int together = WinogradStrips.gradientStrips(band);
                for (int first = 0; first < all; first += together) {
                    block(s, i * strips + first, Math.min(together, all - first), row, band, x, xAt, dOut, dOutAt,
                            resume, sums, sumsAt, scratch, scratchAt);
                    resume = true;
                }
            }
        }
    }

    private static void block(ConvolutionShape s, int first, int strips, int row0, int rows, float[] x, int xAt,
            float[] dOut, int dOutAt, boolean resume, float[] sums, int sumsAt, float[] scratch, int vAt) {
        int channels = s.channels();
        int filters = s.filters();
        int read = WinogradStrips.tileRows(rows) + s.kernelHeight() - 1;
        int plane = WinogradStrips.plane(strips, read, channels);
        int eAt = vAt + PLANES * plane;
        int ePlane = WinogradStrips.plane(strips, rows, Blocking.roundUp(filters, LANES));
        int tileAt = eAt + PLANES * ePlane;
        VectorStrips.transformInput(s, false, first, strips, row0, rows, x, xAt, scratch, vAt);
        transformGradient(s, first, strips, row0, rows, dOut, dOutAt, scratch, eAt, ePlane);
        int taps = s.kernelHeight() * channels;
        for (int p = 0; p < PLANES; p++) {
            int to = sumsAt + p * taps * filters;
            for (int f = 0; f < filters; f += PANEL) {
                panel(Math.min(PANEL, filters - f), taps, strips, rows, scratch, vAt + p * plane, channels, read,
                        eAt + p * ePlane + f * strips * rows, sums, to + f, filters, resume, tileAt);
            }
        }
    }

    /** All taps by a panel of filters; a last panel that is not full by way of a tile in scratch. */
    private static void panel(int n, int taps, int strips, int rows, float[] scratch, int vAt, int channels, int read,
            int eAt, float[] sums, int sumsAt, int ldc, boolean resume, int tileAt) {
        int width = n <= LANES ? LANES : PANEL;
        if (n == width) {
            taps(width, taps, strips, rows, scratch, vAt, channels, read, eAt, sums, sumsAt, ldc, resume);
            return;
        }
        for (int i = 0; i < taps; i += Blocking.TILE_ROWS) {
            int m = Math.min(Blocking.TILE_ROWS, taps - i);
            int to = sumsAt + i * ldc;
            if (resume) {
                VectorPanels.copyPart(m, n, sums, to, ldc, scratch, tileAt, width);
            }
            taps(width, m, strips, rows, scratch, vAt + i, channels, read, eAt, scratch, tileAt, width, resume);
            VectorPanels.copyPart(m, n, scratch, tileAt, width, sums, to, ldc);
        }
    }

    private static void taps(int width, int m, int strips, int rows, float[] scratch, int vAt, int channels, int read,
            int eAt, float[] c, int cAt, int ldc, boolean resume) {
        if (width == LANES) {
            VectorHalfTapTiles.taps(m, 1, strips, rows, scratch, vAt, channels, read * channels, 0,
                    scratch, eAt, 0, c, cAt, ldc, resume);
        } else {
            VectorTapTiles.taps(m, 1, strips, rows, scratch, vAt, channels, read * channels, 0,
                    scratch, eAt, 0, c, cAt, ldc, resume);
        }
    }

    private static void transformGradient(ConvolutionShape s, int firstStrip, int count, int row0, int rows,
            float[] dOut, int dOutAt, float[] scratch, int eAt, int plane) {
        int filters = s.filters();
        int width = s.outWidth();
        int most = WinogradStrips.columns(s);
        int strips = WinogradStrips.strips(s, width);
        for (int f = 0; f < filters; f += PANEL) {
            int n = filters - f <= LANES ? LANES : PANEL;
            for (int i = 0; i < count; i++) {
                int strip = firstStrip + i;
                int column = strip % strips * most;
                int columns = Math.min(most, width - column);
                int from = dOutAt + strip / strips * s.outputSize() + (row0 * width + column) * filters + f;
                int to = eAt + (f * count + i * n) * rows;
                // A vector that is not full takes along what comes next in the array, if anything does.
                if (from + ((rows - 1) * width + columns - 1) * filters + n <= dOut.length) {
                    VectorStripTransforms.gradient(most, rows, n, columns, dOut, from, filters, width * filters,
                            scratch, to, plane);
                } else {
                    VectorStripTransforms.gradientRest(most, rows, filters - f, columns, dOut, from, filters,
                            width * filters, scratch, to, n, plane);
                }
            }
        }
    }

    static void finish(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        int tap = s.channels() * s.filters();
        int at = channel0 * s.filters();
        for (int kh = 0; kh < s.kernelHeight(); kh++) {
            VectorStripKernels.finish(s.kernelWidth(), channels * s.filters(), sums, sumsAt + kh * tap + at,
                    s.kernelHeight() * tap, beta != 0f, dKernel, dKernelAt + s.kernelWidth() * kh * tap + at, tap);
        }
    }
}
