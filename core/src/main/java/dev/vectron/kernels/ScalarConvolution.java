package dev.vectron.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The convolutions of {@link ScalarKernels}: pixel by pixel, lanes-free loops along the filters or channels. */
final class ScalarConvolution {
    private ScalarConvolution() {}

    static void packKernel(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed, int packedAt) {
        System.arraycopy(kernel, kernelAt, packed, packedAt, s.kernelSize());
    }

    /** Transposes each tap to [filter][channel]. */
    static void packKernelForDataGradient(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        int channels = s.channels();
        int filters = s.filters();
        for (int tap = 0; tap < s.kernelHeight() * s.kernelWidth(); tap++) {
            int at = tap * channels * filters;
            for (int c = 0; c < channels; c++) {
                for (int f = 0; f < filters; f++) {
                    packed[packedAt + at + f * channels + c] = kernel[kernelAt + at + c * filters + f];
                }
            }
        }
    }

    static void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt) {
        for (int i = 0; i < pictures; i++) {
            picture(s, x, xAt + i * s.inputSize(), packed, packedAt, bias, biasAt, activation, slope, row0, rows, out,
                    outAt + i * s.outputSize());
        }
    }

    private static void picture(ConvolutionShape s, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt) {
        for (int oh = row0; oh < row0 + rows; oh++) {
            for (int ow = 0; ow < s.outWidth(); ow++) {
                int pixel = outAt + (oh * s.outWidth() + ow) * s.filters();
                Arrays.fill(out, pixel, pixel + s.filters(), 0f);
                outputPixel(s, x, xAt, packed, packedAt, oh, ow, out, pixel);
                ScalarGemm.finish(s.filters(), out, pixel, bias, biasAt, activation, slope);
            }
        }
    }

    private static void outputPixel(ConvolutionShape s, float[] x, int xAt, float[] packed, int packedAt,
            int oh, int ow, float[] out, int outAt) {
        int channels = s.channels();
        int filters = s.filters();
        int weights = packedAt;
        for (int kh = 0; kh < s.kernelHeight(); kh++) {
            int ih = oh * s.strideH() - s.padTop() + kh * s.dilationH();
            if (ih < 0 || ih >= s.height()) {
                weights += s.kernelWidth() * channels * filters;
                continue;
            }
            for (int kw = 0; kw < s.kernelWidth(); kw++) {
                int iw = ow * s.strideW() - s.padLeft() + kw * s.dilationW();
                boolean inside = iw >= 0 && iw < s.width();
                int pixel = xAt + (ih * s.width() + iw) * channels;
                for (int c = 0; c < channels; c++) {
                    ScalarGemm.multiplyAdd(filters, inside ? x[pixel + c] : 0f, packed, weights, out, outAt);
                    weights += filters;
                }
            }
        }
    }

    static void dataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        for (int i = 0; i < pictures; i++) {
            dataGradient(s, dOut, dOutAt + i * s.outputSize(), packed, packedAt, beta, dIn, dInAt + i * s.inputSize(),
                    scratch, scratchAt);
        }
    }

    private static void dataGradient(ConvolutionShape s, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        int channels = s.channels();
        for (int ih = 0; ih < s.height(); ih++) {
            for (int iw = 0; iw < s.width(); iw++) {
                Arrays.fill(scratch, scratchAt, scratchAt + channels, 0f);
                inputPixel(s, dOut, dOutAt, packed, packedAt, ih, iw, scratch, scratchAt);
                int pixel = dInAt + (ih * s.width() + iw) * channels;
                for (int c = 0; c < channels; c++) {
                    dIn[pixel + c] = beta == 0f ? scratch[scratchAt + c] : dIn[pixel + c] + scratch[scratchAt + c];
                }
            }
        }
    }

    private static void inputPixel(ConvolutionShape s, float[] dOut, int dOutAt, float[] packed, int packedAt,
            int ih, int iw, float[] sum, int sumAt) {
        int channels = s.channels();
        int filters = s.filters();
        for (int kh = s.kernelHeight() - 1; kh >= 0; kh--) {
            int h = ih + s.padTop() - kh * s.dilationH();
            int oh = Math.floorDiv(h, s.strideH());
            if (h % s.strideH() != 0 || oh < 0 || oh >= s.outHeight()) {
                continue;
            }
            for (int kw = s.kernelWidth() - 1; kw >= 0; kw--) {
                int w = iw + s.padLeft() - kw * s.dilationW();
                if (w % s.strideW() != 0) {
                    continue;
                }
                int ow = w / s.strideW();
                boolean inside = ow >= 0 && ow < s.outWidth();
                int pixel = dOutAt + (oh * s.outWidth() + ow) * filters;
                int weights = packedAt + (kh * s.kernelWidth() + kw) * filters * channels;
                for (int f = 0; f < filters; f++) {
                    ScalarGemm.multiplyAdd(channels, inside ? dOut[pixel + f] : 0f, packed, weights + f * channels, sum,
                            sumAt);
                }
            }
        }
    }

    static void weightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] sums, int sumsAt) {
        if (beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + s.kernelSize(), 0f);
        }
        int pixels = s.outHeight() * s.outWidth();
        for (int i = 0; i < pictures * pixels; i++) {
            int picture = xAt + i / pixels * s.inputSize();
            int pixel = i % pixels;
            outerProduct(s, x, picture, pixel / s.outWidth(), pixel % s.outWidth(), dOut, dOutAt + i * s.filters(),
                    sums, sumsAt);
        }
    }

    static void finish(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        for (int tap = 0; tap < s.kernelHeight() * s.kernelWidth(); tap++) {
            int from = (tap * s.channels() + channel0) * s.filters();
            for (int i = from; i < from + channels * s.filters(); i++) {
                dKernel[dKernelAt + i] = beta == 0f ? sums[sumsAt + i] : dKernel[dKernelAt + i] + sums[sumsAt + i];
            }
        }
    }

    private static void outerProduct(ConvolutionShape s, float[] x, int xAt, int oh, int ow,
            float[] dOut, int dOutAt, float[] dKernel, int dKernelAt) {
        int channels = s.channels();
        int filters = s.filters();
        int weights = dKernelAt;
        for (int kh = 0; kh < s.kernelHeight(); kh++) {
            int ih = oh * s.strideH() - s.padTop() + kh * s.dilationH();
            if (ih < 0 || ih >= s.height()) {
                weights += s.kernelWidth() * channels * filters;
                continue;
            }
            for (int kw = 0; kw < s.kernelWidth(); kw++) {
                int iw = ow * s.strideW() - s.padLeft() + kw * s.dilationW();
                boolean inside = iw >= 0 && iw < s.width();
                int pixel = xAt + (ih * s.width() + iw) * channels;
                for (int c = 0; c < channels; c++) {
                    ScalarGemm.multiplyAdd(filters, inside ? x[pixel + c] : 0f, dOut, dOutAt, dKernel, weights);
                    weights += filters;
                }
            }
        }
    }
}
