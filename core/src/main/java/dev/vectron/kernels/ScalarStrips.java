package dev.vectron.kernels;

import static dev.vectron.kernels.WinogradStrips.EIGHT_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.FIFTEENTH;
import static dev.vectron.kernels.WinogradStrips.FOUR_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.PLANES;
import static dev.vectron.kernels.WinogradStrips.SIXTEEN_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.THIRD;
import static dev.vectron.kernels.WinogradStrips.TWO_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.columns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Winograd's convolution along the rows of {@link ScalarKernels}, a row of a strip at a time, in the arithmetic that
 * {@link WinogradStrips} describes. {@code back} is true for the data gradient.
 */
final class ScalarStrips {
    /** Factors of a kernel's taps in planes 3 and 4: powers of ½ times −16/15, and of −2 times 1/15. */
    private static final float[] HALVES =
            {-SIXTEEN_FIFTEENTHS, -EIGHT_FIFTEENTHS, -FOUR_FIFTEENTHS, -TWO_FIFTEENTHS, -FIFTEENTH};
    private static final float[] DOUBLES =
            {FIFTEENTH, -TWO_FIFTEENTHS, FOUR_FIFTEENTHS, -EIGHT_FIFTEENTHS, SIXTEEN_FIFTEENTHS};

    private ScalarStrips() {}

    // ---- one-dimensional steps: element i of what a transform makes of the floats at `at`, `step` apart

    private static float kernelStep(int i, int taps, float[] g, int at, int step) {
        float even = g[at] + g[at + 2 * step];
        float odd = g[at + step];
        if (taps == 5) {
            even += g[at + 4 * step];
            odd += g[at + 3 * step];
        }
        return switch (i) {
            case 0 -> g[at];
            case 1 -> (even + odd) * THIRD;
            case 2 -> (odd - even) * THIRD;
            case 3 -> polynomial(taps, g, at, step, HALVES);
            case 4 -> polynomial(taps, g, at, step, DOUBLES);
            default -> g[at + (taps - 1) * step];
        };
    }

    private static float polynomial(int taps, float[] g, int at, int step, float[] factors) {
        float sum = g[at + (taps - 1) * step] * factors[taps - 1];
        for (int i = taps - 2; i >= 0; i--) {
            sum = Math.fma(g[at + i * step], factors[i], sum);
        }
        return sum;
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

    static float outputStep(int i, int columns, float[] m, int at, int step) {
        float s = m[at + step] + m[at + 2 * step];
        float t = m[at + step] - m[at + 2 * step];
        float m3 = m[at + 3 * step];
        float m4 = m[at + 4 * step];
        float y = switch (i) {
            case 0 -> m[at] + s + (m3 + m4);
            case 1 -> Math.fma(m4, -2f, Math.fma(m3, 0.5f, t));
            case 2 -> Math.fma(m4, 4f, Math.fma(m3, 0.25f, s));
            default -> Math.fma(m4, -8f, Math.fma(m3, 0.125f, t));
        };
        return i == columns - 1 ? y + m[at + 5 * step] : y;
    }

    /** Of a strip of two columns. */
    static float gradientStep(int i, float y0, float y1) {
        return switch (i) {
            case 0 -> y0;
            case 1 -> y0 + y1;
            case 2 -> y0 - y1;
            case 3 -> Math.fma(y1, 0.5f, y0);
            case 4 -> Math.fma(y1, -2f, y0);
            default -> y1;
        };
    }

    /** Of a strip of four columns. */
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

    static float sumStep(int i, int taps, float[] s, int at, int step) {
        float s1 = s[at + step];
        float s2 = s[at + 2 * step];
        float third = (i % 2 == 0 ? s1 - s2 : s1 + s2) * THIRD;
        float begin = i == 0 ? s[at] + third : third;
        float g = Math.fma(s[at + 4 * step], DOUBLES[i], Math.fma(s[at + 3 * step], HALVES[i], begin));
        return i == taps - 1 ? g + s[at + 5 * step] : g;
    }

    // ---- the kernel

    /** Packed as [plane][step of the chain][filter], or for the data gradient [plane][step][channel]. */
    static void packKernel(ConvolutionShape s, boolean back, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        int rows = s.kernelHeight();
        int width = s.kernelWidth();
        int tap = s.channels() * s.filters();
        int depth = Orientation.depth(s, back);
        int outDepth = Orientation.outDepth(s, back);
        for (int i = 0; i < rows * tap; i++) {
            int kh = i / tap;
            int c = i % tap / s.filters();
            int f = i % s.filters();
            int step = back ? WinogradStrips.step(s, depth, f, rows - 1 - kh) : WinogradStrips.step(s, depth, c, kh);
            int to = packedAt + step * outDepth + (back ? c : f);
            int from = kernelAt + width * kh * tap + i % tap + (back ? (width - 1) * tap : 0);
            for (int p = 0; p < PLANES; p++) {
                packed[to + p * rows * tap] = kernelStep(p, width, kernel, from, back ? -tap : tap);
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
            for (int ow = 0; ow < s.outWidth(); ow += columns(s)) {
                int yAt = strip(s, false, x, xAt + i / rows * s.inputSize(), packed, packedAt, oh, ow, scratch,
                        scratchAt);
                int columns = Math.min(columns(s), s.outWidth() - ow);
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
            for (int iw = 0; iw < s.width(); iw += columns(s)) {
                int yAt = strip(s, true, dOut, dOutAt + i / s.height() * s.outputSize(), packed, packedAt,
                        i % s.height(), iw, scratch, scratchAt);
                int to = dInAt + (i * s.width() + iw) * channels;
                for (int k = 0; k < Math.min(columns(s), s.width() - iw) * channels; k++) {
                    dIn[to + k] = beta == 0f ? scratch[yAt + k] : dIn[to + k] + scratch[yAt + k];
                }
            }
        }
    }

    /**
     * Leaves the pixels of a strip from (oh, ow) on in scratch, behind the transformed pixels and the products.
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
        for (int i = 0; i < columns(s) * n; i++) {
            scratch[yAt + i] = outputStep(i / n, columns(s), scratch, mAt + i % n, n);
        }
        return yAt;
    }

    /** Writes [plane][step of the chain] of the rows that the pixels of a strip from (oh, ow) on read. */
    private static void transformInput(ConvolutionShape s, boolean back, float[] x, int xAt, int oh, int ow,
            float[] v, int vAt) {
        int depth = Orientation.depth(s, back);
        int rows = s.kernelHeight();
        int iw = ow - Orientation.left(s, back);
        for (int i = 0; i < depth * rows; i++) {
            int ih = oh - Orientation.top(s, back) + i % rows;
            int to = vAt + WinogradStrips.step(s, depth, i / rows, i % rows);
            float d0 = pixel(s, back, x, xAt + i / rows, ih, iw);
            float d1 = pixel(s, back, x, xAt + i / rows, ih, iw + 1);
            float d2 = pixel(s, back, x, xAt + i / rows, ih, iw + 2);
            float d3 = pixel(s, back, x, xAt + i / rows, ih, iw + 3);
            float d4 = pixel(s, back, x, xAt + i / rows, ih, iw + 4);
            float d5 = pixel(s, back, x, xAt + i / rows, ih, iw + 5);
            for (int p = 0; p < PLANES; p++) {
                v[to + p * depth * rows] = inputStep(p, d0, d1, d2, d3, d4, d5);
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
                for (int ow = 0; ow < s.outWidth(); ow += columns(s)) {
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
                scratch[eAt + p * filters + f] =
                        columns(s) == 2 ? gradientStep(p, y0, y1) : gradientStep(p, y0, y1, y2, y3);
            }
        }
        for (int i = 0; i < PLANES * k; i++) {
            int p = i / k;
            int c = i % k / rows;
            int at = scratchAt + p * k + WinogradStrips.step(s, s.channels(), c, i % rows);
            int to = sumsAt + ((p * rows + i % rows) * s.channels() + c) * filters;
            ScalarGemm.multiplyAdd(filters, scratch[at], scratch, eAt + p * filters, sums, to);
        }
    }

    static void finish(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        int tap = s.channels() * s.filters();
        int taps = s.kernelWidth();
        for (int i = 0; i < taps * s.kernelHeight(); i++) {
            for (int j = channel0 * s.filters(); j < (channel0 + channels) * s.filters(); j++) {
                float g = sumStep(i % taps, taps, sums, sumsAt + i / taps * tap + j, s.kernelHeight() * tap);
                int to = dKernelAt + i * tap + j;
                dKernel[to] = beta == 0f ? g : dKernel[to] + g;
            }
        }
    }
}
