package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.PANEL;
import static dev.vectron.kernels.Winograd.PLANES;

import java.util.Arrays;

/**
 * The weight gradient of Winograd's convolution, a block of tiles at a time: their pixels are transformed to
 * [plane][tile][channel], their gradients to [plane][panel][tile][PANEL], and each plane of sums takes their outer
 * products.
 */
final class VectorWinogradWeights {
    private VectorWinogradWeights() {}

    static void weightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        int tiles = pictures * Winograd.tiles(s.outHeight()) * Winograd.tiles(s.outWidth());
        int eAt = scratchAt + PLANES * Winograd.plane(Winograd.GRADIENT_BLOCK, s.channels());
        int patchAt = eAt + PLANES * Winograd.plane(Winograd.GRADIENT_BLOCK, s.filters());
        if (tiles == 0 && beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + Winograd.weightSumsSize(s), 0f);
        }
        for (int t = 0; t < tiles; t += Winograd.GRADIENT_BLOCK) {
            int n = Math.min(Winograd.GRADIENT_BLOCK, tiles - t);
            VectorWinograd.transformInput(s, false, t, n, 0, s.outHeight(), x, xAt, scratch, scratchAt,
                    n * Winograd.tileStep(s.channels()) + Winograd.GAP, patchAt);
            transformGradient(s, t, n, dOut, dOutAt, scratch, eAt, patchAt);
            outerProducts(s, n, beta != 0f || t > 0, scratch, scratchAt, eAt, patchAt, sums, sumsAt);
        }
    }

    /** {@return floats of a plane of n tiles' gradients} */
    private static int gradientPlane(ConvolutionShape s, int n) {
        return n * Blocking.roundUp(s.filters(), PANEL) + Winograd.GAP;
    }

    private static void transformGradient(ConvolutionShape s, int first, int n, float[] dOut, int dOutAt,
            float[] scratch, int eAt, int patchAt) {
        int filters = s.filters();
        int plane = gradientPlane(s, n);
        int rowTiles = Winograd.tiles(s.outHeight());
        int columnTiles = Winograd.tiles(s.outWidth());
        int i = 0;
        while (i < n) {
            int row = (first + i) / columnTiles;
            int oh = row % rowTiles * 2;
            int ow = (first + i) % columnTiles * 2;
            int picture = dOutAt + row / rowTiles * s.outputSize();
            int run = oh + 2 <= s.outHeight() ? Math.min((s.outWidth() - ow) / 2, n - i) : 0;
            if (run > 0) {
                panels(run, filters, dOut, picture + (oh * s.outWidth() + ow) * filters, s.outWidth() * filters,
                        scratch, eAt + i * PANEL, plane, n);
            } else {
                VectorWinograd.copy(2, dOut, picture, s.outHeight(), s.outWidth(), filters, oh, ow, scratch, patchAt);
                panels(1, filters, scratch, patchAt, 2 * filters, scratch, eAt + i * PANEL, plane, n);
            }
            i += Math.max(1, run);
        }
    }

    private static void panels(int run, int filters, float[] y, int yAt, int row, float[] e, int eAt, int plane,
            int n) {
        for (int f = 0; f < filters; f += PANEL) {
            VectorWinogradTransforms.gradient(run, Math.min(PANEL, filters - f), y, yAt + f, row, filters,
                    e, eAt + f * n, PANEL, plane);
        }
    }

    private static void outerProducts(ConvolutionShape s, int n, boolean resume, float[] scratch, int vAt, int eAt,
            int tileAt, float[] sums, int sumsAt) {
        int channels = s.channels();
        int filters = s.filters();
        int step = Winograd.tileStep(channels);
        for (int p = 0; p < PLANES; p++) {
            int from = vAt + p * (n * step + Winograd.GAP);
            int gradient = eAt + p * gradientPlane(s, n);
            int to = sumsAt + p * channels * filters;
            for (int f = 0; f < filters; f += PANEL) {
                if (filters - f >= PANEL) {
                    VectorColumnTiles.columns(channels, 1, n, scratch, from, step, 0, scratch, gradient + f * n,
                            sums, to + f, filters, resume);
                } else {
                    part(channels, filters - f, n, scratch, from, step, gradient + f * n, sums, to + f, filters,
                            resume, tileAt);
                }
            }
        }
    }

    /** A last panel that is not full, by way of a tile in scratch. */
    private static void part(int channels, int width, int n, float[] scratch, int from, int step, int gradient,
            float[] sums, int sumsAt, int sumsStep, boolean resume, int tileAt) {
        for (int c = 0; c < channels; c += Blocking.TILE_ROWS) {
            int m = Math.min(Blocking.TILE_ROWS, channels - c);
            int to = sumsAt + c * sumsStep;
            if (resume) {
                VectorPanels.copyPart(m, width, sums, to, sumsStep, scratch, tileAt, PANEL);
            }
            VectorColumnTiles.columns(m, 1, n, scratch, from + c, step, 0, scratch, gradient, scratch, tileAt, PANEL,
                    resume);
            VectorPanels.copyPart(m, width, scratch, tileAt, PANEL, sums, to, sumsStep);
        }
    }

    static void finish(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        VectorWinogradKernels.finish(channels * s.filters(), sums, sumsAt + channel0 * s.filters(), beta,
                dKernel, dKernelAt + channel0 * s.filters(), s.channels() * s.filters());
    }
}
