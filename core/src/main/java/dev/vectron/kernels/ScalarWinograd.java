package dev.vectron.kernels;

import static dev.vectron.kernels.Winograd.PLANES;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Winograd's convolution of {@link ScalarKernels}, tile by tile, in the arithmetic that {@link Winograd} describes.
 * {@code back} is true for the data gradient.
 */
final class ScalarWinograd {
    private ScalarWinograd() {}

    // ---- one-dimensional steps: element i of what a transform makes of its arguments

    private static float kernelStep(int i, float g0, float g1, float g2) {
        return switch (i) {
            case 0 -> g0;
            case 1 -> 0.5f * (g0 + g2) + 0.5f * g1;
            case 2 -> 0.5f * (g0 + g2) - 0.5f * g1;
            default -> g2;
        };
    }

    private static float inputStep(int i, float d0, float d1, float d2, float d3) {
        return switch (i) {
            case 0 -> d0 - d2;
            case 1 -> d1 + d2;
            case 2 -> d2 - d1;
            default -> d1 - d3;
        };
    }

    private static float outputStep(int i, float m0, float m1, float m2, float m3) {
        return i == 0 ? m0 + m1 + m2 : m1 - m2 - m3;
    }

    private static float gradientStep(int i, float y0, float y1) {
        return switch (i) {
            case 0 -> y0;
            case 1 -> y0 + y1;
            case 2 -> y0 - y1;
            default -> y1;
        };
    }

    private static float sumStep(int i, float s0, float s1, float s2, float s3) {
        return switch (i) {
            case 0 -> s0 + 0.5f * (s1 + s2);
            case 1 -> 0.5f * (s1 - s2);
            default -> 0.5f * (s1 + s2) - s3;
        };
    }

    // ---- the kernel

    /** Packed as [plane][channel][filter], or for the data gradient [plane][filter][channel]. */
    static void packKernel(ConvolutionShape s, boolean back, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        int plane = s.channels() * s.filters();
        for (int i = 0; i < plane; i++) {
            int c = i / s.filters();
            int f = i % s.filters();
            int to = packedAt + (back ? f * s.channels() + c : i);
            for (int p = 0; p < PLANES; p++) {
                packed[to + p * plane] = transformedKernel(p / 4, p % 4, kernel, kernelAt + i + (back ? 8 * plane : 0),
                        back ? -plane : plane);
            }
        }
    }

    private static float transformedKernel(int i, int j, float[] g, int at, int tap) {
        return kernelStep(j, kernelStep(i, g[at], g[at + 3 * tap], g[at + 6 * tap]),
                kernelStep(i, g[at + tap], g[at + 4 * tap], g[at + 7 * tap]),
                kernelStep(i, g[at + 2 * tap], g[at + 5 * tap], g[at + 8 * tap]));
    }

    // ---- forward and data gradient

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int filters = s.filters();
        int yAt = scratchAt + PLANES * (s.channels() + filters);
        int rowTiles = Winograd.tiles(rows);
        int columnTiles = Winograd.tiles(s.outWidth());
        for (int t = 0; t < pictures * rowTiles * columnTiles; t++) {
            int picture = t / columnTiles / rowTiles;
            int oh = row0 + t / columnTiles % rowTiles * 2;
            int ow = t % columnTiles * 2;
            tile(s, false, x, xAt + picture * s.inputSize(), packed, packedAt, oh, ow, scratch, scratchAt);
            for (int p = 0; p < 4; p++) {
                if (oh + p / 2 < row0 + rows && ow + p % 2 < s.outWidth()) {
                    int pixel = ((picture * s.outHeight() + oh + p / 2) * s.outWidth() + ow + p % 2) * filters;
                    System.arraycopy(scratch, yAt + p * filters, out, outAt + pixel, filters);
                    ScalarGemm.finish(filters, out, outAt + pixel, bias, biasAt, activation, slope);
                }
            }
        }
    }

    static void dataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        int channels = s.channels();
        int yAt = scratchAt + PLANES * (channels + s.filters());
        int rowTiles = Winograd.tiles(s.height());
        int columnTiles = Winograd.tiles(s.width());
        for (int t = 0; t < pictures * rowTiles * columnTiles; t++) {
            int picture = t / columnTiles / rowTiles;
            int ih = t / columnTiles % rowTiles * 2;
            int iw = t % columnTiles * 2;
            tile(s, true, dOut, dOutAt + picture * s.outputSize(), packed, packedAt, ih, iw, scratch, scratchAt);
            for (int p = 0; p < 4; p++) {
                if (ih + p / 2 < s.height() && iw + p % 2 < s.width()) {
                    int pixel = dInAt + ((picture * s.height() + ih + p / 2) * s.width() + iw + p % 2) * channels;
                    for (int c = 0; c < channels; c++) {
                        float y = scratch[yAt + p * channels + c];
                        dIn[pixel + c] = beta == 0f ? y : dIn[pixel + c] + y;
                    }
                }
            }
        }
    }

    /** Leaves the four pixels of the tile at (oh, ow) in scratch, behind the transformed pixels and the products. */
    private static void tile(ConvolutionShape s, boolean back, float[] x, int xAt, float[] packed, int packedAt,
            int oh, int ow, float[] scratch, int scratchAt) {
        int depth = Orientation.depth(s, back);
        int outDepth = Orientation.outDepth(s, back);
        int mAt = scratchAt + PLANES * depth;
        int yAt = mAt + PLANES * outDepth;
        transformInput(s, back, x, xAt, oh, ow, scratch, scratchAt);
        Arrays.fill(scratch, mAt, yAt, 0f);
        for (int i = 0; i < PLANES * depth; i++) {
            ScalarGemm.multiplyAdd(outDepth, scratch[scratchAt + i], packed, packedAt + i * outDepth, scratch,
                    mAt + i / depth * outDepth);
        }
        for (int i = 0; i < 4 * outDepth; i++) {
            int p = i / outDepth;
            scratch[yAt + i] = transformedOutput(p / 2, p % 2, scratch, mAt + i % outDepth, outDepth);
        }
    }

    private static float transformedOutput(int i, int j, float[] m, int at, int plane) {
        return outputStep(j, outputColumn(i, m, at, plane), outputColumn(i, m, at + plane, plane),
                outputColumn(i, m, at + 2 * plane, plane), outputColumn(i, m, at + 3 * plane, plane));
    }

    private static float outputColumn(int i, float[] m, int at, int plane) {
        return outputStep(i, m[at], m[at + 4 * plane], m[at + 8 * plane], m[at + 12 * plane]);
    }

    /** Writes [plane][channel] of the tile at (oh, ow). */
    private static void transformInput(ConvolutionShape s, boolean back, float[] x, int xAt, int oh, int ow,
            float[] v, int vAt) {
        int depth = Orientation.depth(s, back);
        int ih = oh - Orientation.top(s, back);
        int iw = ow - Orientation.left(s, back);
        for (int p = 0; p < PLANES; p++) {
            for (int c = 0; c < depth; c++) {
                int i = p / 4;
                v[vAt + p * depth + c] = inputStep(p % 4, inputColumn(s, back, i, x, xAt + c, ih, iw),
                        inputColumn(s, back, i, x, xAt + c, ih, iw + 1),
                        inputColumn(s, back, i, x, xAt + c, ih, iw + 2),
                        inputColumn(s, back, i, x, xAt + c, ih, iw + 3));
            }
        }
    }

    private static float inputColumn(ConvolutionShape s, boolean back, int i, float[] x, int xAt, int ih, int iw) {
        return inputStep(i, pixel(s, back, x, xAt, ih, iw), pixel(s, back, x, xAt, ih + 1, iw),
                pixel(s, back, x, xAt, ih + 2, iw), pixel(s, back, x, xAt, ih + 3, iw));
    }

    private static float pixel(ConvolutionShape s, boolean back, float[] x, int xAt, int ih, int iw) {
        int width = Orientation.width(s, back);
        boolean inside = ih >= 0 && ih < Orientation.height(s, back) && iw >= 0 && iw < width;
        return inside ? x[xAt + (ih * width + iw) * Orientation.depth(s, back)] : 0f;
    }

    // ---- weight gradient

    static void weightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        if (beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + Winograd.weightSumsSize(s), 0f);
        }
        int filters = s.filters();
        int eAt = scratchAt + PLANES * s.channels();
        int rowTiles = Winograd.tiles(s.outHeight());
        int columnTiles = Winograd.tiles(s.outWidth());
        for (int t = 0; t < pictures * rowTiles * columnTiles; t++) {
            int picture = t / columnTiles / rowTiles;
            int oh = t / columnTiles % rowTiles * 2;
            int ow = t % columnTiles * 2;
            transformInput(s, false, x, xAt + picture * s.inputSize(), oh, ow, scratch, scratchAt);
            transformGradient(s, dOut, dOutAt + picture * s.outputSize(), oh, ow, scratch, eAt);
            for (int i = 0; i < PLANES * s.channels(); i++) {
                ScalarGemm.multiplyAdd(filters, scratch[scratchAt + i], scratch, eAt + i / s.channels() * filters,
                        sums, sumsAt + i * filters);
            }
        }
    }

    private static void transformGradient(ConvolutionShape s, float[] dOut, int dOutAt, int oh, int ow, float[] e,
            int eAt) {
        for (int p = 0; p < PLANES; p++) {
            for (int f = 0; f < s.filters(); f++) {
                e[eAt + p * s.filters() + f] = gradientStep(p % 4,
                        gradientStep(p / 4, pixel(s, true, dOut, dOutAt + f, oh, ow),
                                pixel(s, true, dOut, dOutAt + f, oh + 1, ow)),
                        gradientStep(p / 4, pixel(s, true, dOut, dOutAt + f, oh, ow + 1),
                                pixel(s, true, dOut, dOutAt + f, oh + 1, ow + 1)));
            }
        }
    }

    static void finish(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        int plane = s.channels() * s.filters();
        for (int tap = 0; tap < 9; tap++) {
            for (int i = channel0 * s.filters(); i < (channel0 + channels) * s.filters(); i++) {
                float g = finished(tap / 3, tap % 3, sums, sumsAt + i, plane);
                int to = dKernelAt + tap * plane + i;
                dKernel[to] = beta == 0f ? g : dKernel[to] + g;
            }
        }
    }

    private static float finished(int i, int j, float[] s, int at, int plane) {
        return sumStep(j, sumColumn(i, s, at, plane), sumColumn(i, s, at + plane, plane),
                sumColumn(i, s, at + 2 * plane, plane), sumColumn(i, s, at + 3 * plane, plane));
    }

    private static float sumColumn(int i, float[] s, int at, int plane) {
        return sumStep(i, s[at], s[at + 4 * plane], s[at + 8 * plane], s[at + 12 * plane]);
    }
}
