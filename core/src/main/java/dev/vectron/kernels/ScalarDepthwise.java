package dev.vectron.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The depthwise convolutions of {@link ScalarKernels}: pixel by pixel and tap by tap, loops along the filters. */
final class ScalarDepthwise {
    private ScalarDepthwise() {}

    static void depthwise(DepthwiseShape s, int pictures, float[] x, int xAt, float[] kernel, int kernelAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt) {
        int filters = s.filters();
        for (int i = 0; i < pictures; i++) {
            for (int pixel = row0 * s.outWidth(); pixel < (row0 + rows) * s.outWidth(); pixel++) {
                int at = outAt + i * s.outputSize() + pixel * filters;
                Arrays.fill(out, at, at + filters, 0f);
                for (int tap = 0; tap < s.taps(); tap++) {
                    int from = inputPixel(s, pixel, tap);
                    if (from >= 0) {
                        multiplyAdd(s, x, xAt + i * s.inputSize() + from * s.channels(), kernel,
                                kernelAt + tap * filters, out, at);
                    }
                }
                ScalarGemm.finish(filters, out, at, bias, biasAt, activation, slope);
            }
        }
    }

    /** {@return the number of the input pixel that a tap of an output pixel reads, or −1 if it lies outside} */
    private static int inputPixel(DepthwiseShape s, int pixel, int tap) {
        int ih = pixel / s.outWidth() * s.strideH() - s.padTop() + tap / s.kernelWidth() * s.dilationH();
        int iw = pixel % s.outWidth() * s.strideW() - s.padLeft() + tap % s.kernelWidth() * s.dilationW();
        return ih >= 0 && ih < s.height() && iw >= 0 && iw < s.width() ? ih * s.width() + iw : -1;
    }

    private static void multiplyAdd(DepthwiseShape s, float[] x, int xAt, float[] y, int yAt, float[] sum, int sumAt) {
        int f = 0;
        for (int c = 0; c < s.channels(); c++) {
            for (int m = 0; m < s.multiplier(); m++) {
                sum[sumAt + f] = Math.fma(x[xAt + c], y[yAt + f], sum[sumAt + f]);
                f++;
            }
        }
    }

    static void dataGradient(DepthwiseShape s, int pictures, float[] dOut, int dOutAt, float[] kernel, int kernelAt,
            float beta, int row0, int rows, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        for (int i = 0; i < pictures; i++) {
            for (int pixel = row0 * s.width(); pixel < (row0 + rows) * s.width(); pixel++) {
                Arrays.fill(scratch, scratchAt, scratchAt + s.filters(), 0f);
                for (int tap = s.taps() - 1; tap >= 0; tap--) {
                    int from = outputPixel(s, pixel, tap);
                    if (from >= 0) {
                        products(s.filters(), dOut, dOutAt + i * s.outputSize() + from * s.filters(), kernel,
                                kernelAt + tap * s.filters(), scratch, scratchAt);
                    }
                }
                join(1, s.channels(), s.multiplier(), scratch, scratchAt, s.filters(), beta, dIn,
                        dInAt + i * s.inputSize() + pixel * s.channels());
            }
        }
    }

    /** {@return the number of the output pixel that reads an input pixel by a tap, or −1 if there is none} */
    private static int outputPixel(DepthwiseShape s, int pixel, int tap) {
        int h = pixel / s.width() + s.padTop() - tap / s.kernelWidth() * s.dilationH();
        int w = pixel % s.width() + s.padLeft() - tap % s.kernelWidth() * s.dilationW();
        if (h < 0 || w < 0 || h % s.strideH() != 0 || w % s.strideW() != 0) {
            return -1;
        }
        int oh = h / s.strideH();
        int ow = w / s.strideW();
        return oh < s.outHeight() && ow < s.outWidth() ? oh * s.outWidth() + ow : -1;
    }

    private static void products(int n, float[] x, int xAt, float[] y, int yAt, float[] sum, int sumAt) {
        for (int j = 0; j < n; j++) {
            sum[sumAt + j] = Math.fma(x[xAt + j], y[yAt + j], sum[sumAt + j]);
        }
    }

    /**
     * Adds the multiplier's sums of pixels that are {@code step} floats apart, in place, and assigns or adds them to
     * dIn.
     */
    static void join(int pixels, int channels, int multiplier, float[] sums, int sumsAt, int step, float beta,
            float[] dIn, int dInAt) {
        for (int i = 0; i < pixels; i++) {
            int from = sumsAt + i * step;
            int to = dInAt + i * channels;
            for (int m = 1; m < multiplier; m++) {
                for (int c = 0; c < channels; c++) {
                    sums[from + c * multiplier] += sums[from + c * multiplier + m];
                }
            }
            for (int c = 0; c < channels; c++) {
                float sum = sums[from + c * multiplier];
                dIn[to + c] = beta == 0f ? sum : dIn[to + c] + sum;
            }
        }
    }

    static void weightGradient(DepthwiseShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] dKernel, int dKernelAt) {
        if (beta == 0f) {
            Arrays.fill(dKernel, dKernelAt, dKernelAt + s.kernelSize(), 0f);
        }
        int filters = s.filters();
        for (int i = 0; i < pictures; i++) {
            for (int pixel = 0; pixel < s.outHeight() * s.outWidth(); pixel++) {
                for (int tap = 0; tap < s.taps(); tap++) {
                    int from = inputPixel(s, pixel, tap);
                    if (from >= 0) {
                        multiplyAdd(s, x, xAt + i * s.inputSize() + from * s.channels(), dOut,
                                dOutAt + i * s.outputSize() + pixel * filters, dKernel, dKernelAt + tap * filters);
                    }
                }
            }
        }
    }
}
