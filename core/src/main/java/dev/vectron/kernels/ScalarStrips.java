package dev.vectron.kernels;

import static dev.vectron.kernels.WinogradStrips.COLUMNS;
import static dev.vectron.kernels.WinogradStrips.EIGHT_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.FIFTEENTH;
import static dev.vectron.kernels.WinogradStrips.FOUR_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.PLANES;
import static dev.vectron.kernels.WinogradStrips.SIXTEEN_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.THIRD;
import static dev.vectron.kernels.WinogradStrips.TWO_FIFTEENTHS;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Winograd's convolution along the rows of {@link ScalarKernels}, a row of a strip at a time, in the arithmetic that
 * {@link WinogradStrips} describes. {@code back} is true for the data gradient.
 */
final class ScalarStrips {
    private ScalarStrips() {}

    // ---- one-dimensional steps: element i of what a transform makes of the floats at `at`, `step` apart

    private static float kernelStep(int i, float[] g, int at, int step) {
        float g0 = g[at];
        float g1 = g[at + step];
        float g2 = g[at + 2 * step];
        float h = g0 + g2;
        return switch (i) {
            case 0 -> g0;
            case 1 -> (h + g1) * THIRD;
            case 2 -> (g1 - h) * THIRD;
            case 3 -> Math.fma(g0, -SIXTEEN_FIFTEENTHS, Math.fma(g1, -EIGHT_FIFTEENTHS, g2 * -FOUR_FIFTEENTHS));
            case 4 -> Math.fma(g0, FIFTEENTH, Math.fma(g1, -TWO_FIFTEENTHS, g2 * FOUR_FIFTEENTHS));
            default -> g2;
        };
    }

    private static float inputStep(int i, float d0, float d1, float d2, float d3, float d4, float d5) {
        float a = d3 - d1;
        float b = d4 - d2;
        return switch (i) {
            case 0 -> Math.fma(a, 1.5f, Math.fma(d2, -2f, d0 + d4));
            case 1 -> Math.fma(d2 + d3, 1.5f, a + b);
            case 2 -> Math.fma(d3 - d2, 1.5f, b - a);
            case 3 -> Math.fma(a, 2f, b);
            case 4 -> Math.fma(a, -0.5f, b);
            default -> Math.fma(b, 1.5f, Math.fma(d3, -2f, d1 + d5));
        };
    }

    static float outputStep(int i, float[] m, int at, int step) {
        float s = m[at + step] + m[at + 2 * step];
        float t = m[at + step] - m[at + 2 * step];
        float m3 = m[at + 3 * step];
        float m4 = m[at + 4 * step];
        return switch (i) {
            case 0 -> m[at] + s + (m3 + m4);
            case 1 -> Math.fma(m4, -2f, Math.fma(m3, 0.5f, t));
            case 2 -> Math.fma(m4, 4f, Math.fma(m3, 0.25f, s));
            default -> Math.fma(m4, -8f, Math.fma(m3, 0.125f, t)) + m[at + 5 * step];
        };
    }

    static float gradientStep(int i, float y0, float y1, float y2, float y3) {
        float s = y0 + y2;
        float t = y1 + y3;
        return switch (i) {
            case 0 -> y0;
            case 1 -> s + t;
            case 2 -> s - t;
            case 3 -> Math.fma(y3, 0.125f, Math.fma(y2, 0.25f, Math.fma(y1, 0.5f, y0)));
            case 4 -> Math.fma(y3, -8f, Math.fma(y2, 4f, Math.fma(y1, -2f, y0)));
            default -> y3;
        };
    }

    static float sumStep(int i, float[] s, int at, int step) {
        float s1 = s[at + step];
        float s2 = s[at + 2 * step];
        float s3 = s[at + 3 * step];
        float s4 = s[at + 4 * step];
        float t = (s1 - s2) * THIRD;
        return switch (i) {
            case 0 -> Math.fma(s4, FIFTEENTH, Math.fma(s3, -SIXTEEN_FIFTEENTHS, s[at] + t));
            case 1 -> Math.fma(s4, -TWO_FIFTEENTHS, Math.fma(s3, -EIGHT_FIFTEENTHS, (s1 + s2) * THIRD));
            default -> Math.fma(s4, FOUR_FIFTEENTHS, Math.fma(s3, -FOUR_FIFTEENTHS, t)) + s[at + 5 * step];
        };
    }

    // ---- the kernel

    /** Packed as [plane][channel][kh][filter], or for the data gradient [plane][filter][kh][channel]. */
    static void packKernel(ConvolutionShape s, boolean back, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        int rows = s.kernelHeight();
        int tap = s.channels() * s.filters();
        int outDepth = Orientation.outDepth(s, back);
        for (int i = 0; i < rows * tap; i++) {
            int kh = i / tap;
            int c = i % tap / s.filters();
            int f = i % s.filters();
            int to = packedAt + (back ? (f * rows + rows - 1 - kh) * outDepth + c : (c * rows + kh) * outDepth + f);
            int from = kernelAt + 3 * kh * tap + i % tap + (back ? 2 * tap : 0);
            for (int p = 0; p < PLANES; p++) {
                packed[to + p * rows * tap] = kernelStep(p, kernel, from, back ? -tap : tap);
            }
        }
    }

    // ---- forward and data gradient

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int filters = s.filters();
        for (int i = 0; i < pictures * rows; i++) {
            int oh = row0 + i % rows;
            int row = outAt + (i / rows * s.outHeight() + oh) * s.outWidth() * filters;
            for (int ow = 0; ow < s.outWidth(); ow += COLUMNS) {
                int yAt = strip(s, false, x, xAt + i / rows * s.inputSize(), packed, packedAt, oh, ow, scratch,
                        scratchAt);
                int columns = Math.min(COLUMNS, s.outWidth() - ow);
                System.arraycopy(scratch, yAt, out, row + ow * filters, columns * filters);
                for (int column = ow; column < ow + columns; column++) {
                    ScalarGemm.finish(filters, out, row + column * filters, bias, biasAt, activation, slope);
                }
            }
        }
    }

    static void dataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        int channels = s.channels();
        for (int i = 0; i < pictures * s.height(); i++) {
            for (int iw = 0; iw < s.width(); iw += COLUMNS) {
                int yAt = strip(s, true, dOut, dOutAt + i / s.height() * s.outputSize(), packed, packedAt,
                        i % s.height(), iw, scratch, scratchAt);
                int to = dInAt + (i * s.width() + iw) * channels;
                for (int k = 0; k < Math.min(COLUMNS, s.width() - iw) * channels; k++) {
                    dIn[to + k] = beta == 0f ? scratch[yAt + k] : dIn[to + k] + scratch[yAt + k];
                }
            }
        }
    }

    /**
     * Leaves the four pixels from (oh, ow) on in scratch, behind the transformed pixels and the products.
     *
     * @return where they begin
     */
    private static int strip(ConvolutionShape s, boolean back, float[] x, int xAt, float[] packed, int packedAt,
            int oh, int ow, float[] scratch, int scratchAt) {
        int n = Orientation.outDepth(s, back);
        int k = Orientation.depth(s, back) * s.kernelHeight();
        int mAt = scratchAt + PLANES * k;
        int yAt = mAt + PLANES * n;
        transformInput(s, back, x, xAt, oh, ow, scratch, scratchAt);
        Arrays.fill(scratch, mAt, yAt, 0f);
        for (int i = 0; i < PLANES * k; i++) {
            ScalarGemm.multiplyAdd(n, scratch[scratchAt + i], packed, packedAt + i * n, scratch, mAt + i / k * n);
        }
        for (int i = 0; i < COLUMNS * n; i++) {
            scratch[yAt + i] = outputStep(i / n, scratch, mAt + i % n, n);
        }
        return yAt;
    }

    /** Writes [plane][channel][kh] of the rows that the four pixels from (oh, ow) on read. */
    private static void transformInput(ConvolutionShape s, boolean back, float[] x, int xAt, int oh, int ow,
            float[] v, int vAt) {
        int depth = Orientation.depth(s, back);
        int rows = s.kernelHeight();
        int iw = ow - Orientation.left(s, back);
        for (int i = 0; i < depth * rows; i++) {
            int ih = oh - Orientation.top(s, back) + i % rows;
            float d0 = pixel(s, back, x, xAt + i / rows, ih, iw);
            float d1 = pixel(s, back, x, xAt + i / rows, ih, iw + 1);
            float d2 = pixel(s, back, x, xAt + i / rows, ih, iw + 2);
            float d3 = pixel(s, back, x, xAt + i / rows, ih, iw + 3);
            float d4 = pixel(s, back, x, xAt + i / rows, ih, iw + 4);
            float d5 = pixel(s, back, x, xAt + i / rows, ih, iw + 5);
            for (int p = 0; p < PLANES; p++) {
                v[vAt + p * depth * rows + i] = inputStep(p, d0, d1, d2, d3, d4, d5);
            }
        }
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
            Arrays.fill(sums, sumsAt, sumsAt + WinogradStrips.weightSumsSize(s), 0f);
        }
        int most = WinogradStrips.gradientRows(s);
        for (int i = 0; i < pictures; i++) {
            for (int row0 = 0; row0 < s.outHeight(); row0 += most) {
                for (int ow = 0; ow < s.outWidth(); ow += COLUMNS) {
                    for (int oh = row0; oh < Math.min(row0 + most, s.outHeight()); oh++) {
                        outerProduct(s, x, xAt + i * s.inputSize(), dOut, dOutAt + i * s.outputSize(), oh, ow, sums,
                                sumsAt, scratch, scratchAt);
                    }
                }
            }
        }
    }

    private static void outerProduct(ConvolutionShape s, float[] x, int xAt, float[] dOut, int dOutAt, int oh, int ow,
            float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        int rows = s.kernelHeight();
        int k = s.channels() * rows;
        int filters = s.filters();
        int eAt = scratchAt + PLANES * k;
        transformInput(s, false, x, xAt, oh, ow, scratch, scratchAt);
        for (int f = 0; f < filters; f++) {
            float y0 = pixel(s, true, dOut, dOutAt + f, oh, ow);
            float y1 = pixel(s, true, dOut, dOutAt + f, oh, ow + 1);
            float y2 = pixel(s, true, dOut, dOutAt + f, oh, ow + 2);
            float y3 = pixel(s, true, dOut, dOutAt + f, oh, ow + 3);
            for (int p = 0; p < PLANES; p++) {
                scratch[eAt + p * filters + f] = gradientStep(p, y0, y1, y2, y3);
            }
        }
        for (int i = 0; i < PLANES * k; i++) {
            int p = i / k;
            int to = sumsAt + ((p * rows + i % rows) * s.channels() + i % k / rows) * filters;
            ScalarGemm.multiplyAdd(filters, scratch[scratchAt + i], scratch, eAt + p * filters, sums, to);
        }
    }

    static void finish(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        int tap = s.channels() * s.filters();
        for (int i = 0; i < 3 * s.kernelHeight(); i++) {
            for (int j = channel0 * s.filters(); j < (channel0 + channels) * s.filters(); j++) {
                float g = sumStep(i % 3, sums, sumsAt + i / 3 * tap + j, s.kernelHeight() * tap);
                int to = dKernelAt + i * tap + j;
                dKernel[to] = beta == 0f ? g : dKernel[to] + g;
            }
        }
    }
}
