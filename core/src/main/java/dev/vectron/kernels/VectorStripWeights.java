package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;
import static dev.vectron.kernels.WinogradStrips.COLUMNS;
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
        int strips = WinogradStrips.strips(s.outWidth());
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
        int ePlane = WinogradStrips.plane(strips, rows, filters);
        VectorStrips.transformInput(s, false, first, strips, row0, rows, x, xAt, scratch, vAt);
        transformGradient(s, first, strips, row0, rows, dOut, dOutAt, scratch, eAt, ePlane);
        int taps = s.kernelHeight() * channels;
        for (int p = 0; p < PLANES; p++) {
            int from = vAt + p * plane;
            int gradient = eAt + p * ePlane;
            int to = sumsAt + p * taps * filters;
            for (int f = 0; f < filters; f += PANEL) {
                int at = gradient + f * strips * rows;
                if (filters - f <= LANES) {
                    VectorHalfTapTiles.taps(taps, 1, strips, rows, scratch, from, channels, read * channels, 0,
                            scratch, at, 0, sums, to + f, filters, resume);
                } else {
                    VectorTapTiles.taps(taps, 1, strips, rows, scratch, from, channels, read * channels, 0,
                            scratch, at, 0, sums, to + f, filters, resume);
                }
            }
        }
    }

    private static void transformGradient(ConvolutionShape s, int first, int count, int row0, int rows, float[] dOut,
            int dOutAt, float[] scratch, int eAt, int plane) {
        int filters = s.filters();
        int width = s.outWidth();
        int strips = WinogradStrips.strips(width);
        for (int f = 0; f < filters; f += PANEL) {
            int n = filters - f <= LANES ? LANES : PANEL;
            for (int i = 0; i < count; i++) {
                int strip = first + i;
                int column = strip % strips * COLUMNS;
                int from = dOutAt + strip / strips * s.outputSize() + (row0 * width + column) * filters + f;
                VectorStripTransforms.gradient(rows, n, Math.min(COLUMNS, width - column), dOut, from, filters,
                        width * filters, scratch, eAt + (f * count + i * n) * rows, plane);
            }
        }
    }

    static void finish(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        int tap = s.channels() * s.filters();
        int at = channel0 * s.filters();
        for (int kh = 0; kh < s.kernelHeight(); kh++) {
            VectorStripKernels.finish(channels * s.filters(), sums, sumsAt + kh * tap + at, s.kernelHeight() * tap,
                    beta != 0f, dKernel, dKernelAt + 3 * kh * tap + at, tap);
        }
    }
}
