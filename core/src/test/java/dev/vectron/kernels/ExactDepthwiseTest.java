package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Depthwise convolutions against naive loops in double, within the documented bound of a chain. */
class ExactDepthwiseTest {
    private final SplittableRandom random = new SplittableRandom(11);

    static Stream<Kernels> kernels() {
        return Stream.of(KernelsProvider.best(), KernelsProvider.scalar());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void depthwiseConvolutionsAreWithinTheBoundOfAChain(Kernels kernels) {
        for (DepthwiseShape s : DepthwiseTrials.shapes()) {
            float[] x = values(s.inputSize());
            float[] kernel = values(s.kernelSize());
            float[] bias = values(s.filters());
            float[] out = new float[s.outputSize()];
            kernels.depthwise(s, 1, x, 0, kernel, 0, bias, 0, ActivationFunction.LINEAR, 0f, 0, s.outHeight(), out, 0,
                    new float[DepthwiseKernels.depthwiseScratch(s)], 0);
            double[] sums = new double[out.length];
            double[] magnitudes = new double[out.length];
            taps(s, (input, weight, output) -> add(sums, magnitudes, output, (double) x[input] * kernel[weight]));
            for (int i = 0; i < out.length; i++) {
                add(sums, magnitudes, i, bias[i % s.filters()]);
            }
            assertNear(s, out, sums, magnitudes, s.taps());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dataGradientsAreWithinTheBoundOfAChain(Kernels kernels) {
        for (DepthwiseShape s : DepthwiseTrials.shapes()) {
            float[] dOut = values(s.outputSize());
            float[] kernel = values(s.kernelSize());
            float[] dIn = values(s.inputSize());
            double[] sums = new double[dIn.length];
            double[] magnitudes = new double[dIn.length];
            for (int i = 0; i < dIn.length; i++) {
                add(sums, magnitudes, i, dIn[i]);
            }
            taps(s, (input, weight, output) -> add(sums, magnitudes, input, (double) dOut[output] * kernel[weight]));
            kernels.depthwiseDataGradient(s, 1, dOut, 0, kernel, 0, 1f, 0, s.height(), dIn, 0,
                    new float[DepthwiseKernels.depthwiseScratch(s)], 0);
            assertNear(s, dIn, sums, magnitudes, s.taps() + s.multiplier());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightGradientsAreWithinTheBoundOfAChain(Kernels kernels) {
        for (DepthwiseShape s : DepthwiseTrials.shapes()) {
            float[] x = values(s.inputSize());
            float[] dOut = values(s.outputSize());
            float[] dKernel = values(s.kernelSize());
            double[] sums = new double[dKernel.length];
            double[] magnitudes = new double[dKernel.length];
            for (int i = 0; i < dKernel.length; i++) {
                add(sums, magnitudes, i, dKernel[i]);
            }
            taps(s, (input, weight, output) -> add(sums, magnitudes, weight, (double) x[input] * dOut[output]));
            kernels.depthwiseWeightGradient(s, 1, x, 0, dOut, 0, 1f, dKernel, 0,
                    new float[DepthwiseKernels.depthwiseScratch(s)], 0);
            assertNear(s, dKernel, sums, magnitudes, s.outHeight() * s.outWidth());
        }
    }

    /** What one tap connects: places in the input, the kernel and the output. */
    private interface Tap {
        void at(int input, int weight, int output);
    }

    private static void taps(DepthwiseShape s, Tap tap) {
        for (int oh = 0; oh < s.outHeight(); oh++) {
            for (int ow = 0; ow < s.outWidth(); ow++) {
                for (int kh = 0; kh < s.kernelHeight(); kh++) {
                    for (int kw = 0; kw < s.kernelWidth(); kw++) {
                        int ih = oh * s.strideH() - s.padTop() + kh * s.dilationH();
                        int iw = ow * s.strideW() - s.padLeft() + kw * s.dilationW();
                        if (ih >= 0 && ih < s.height() && iw >= 0 && iw < s.width()) {
                            filters(s, (ih * s.width() + iw) * s.channels(), kh * s.kernelWidth() + kw,
                                    oh * s.outWidth() + ow, tap);
                        }
                    }
                }
            }
        }
    }

    private static void filters(DepthwiseShape s, int input, int position, int pixel, Tap tap) {
        for (int f = 0; f < s.filters(); f++) {
            tap.at(input + f / s.multiplier(), position * s.filters() + f, pixel * s.filters() + f);
        }
    }

    private static void add(double[] sums, double[] magnitudes, int i, double term) {
        sums[i] += term;
        magnitudes[i] += Math.abs(term);
    }

    /** A chain of so many fused multiply-adds, and two more roundings for what follows it. */
    private static void assertNear(DepthwiseShape s, float[] actual, double[] sums, double[] magnitudes, int terms) {
        for (int i = 0; i < sums.length; i++) {
            double bound = (1.01 * terms + 2) * 0x1p-24 * magnitudes[i];
            if (!(Math.abs(actual[i] - sums[i]) <= bound)) {
                assertThat(actual[i]).as(s + " at " + i).isEqualTo((float) sums[i]);
            }
        }
    }

    private float[] values(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
