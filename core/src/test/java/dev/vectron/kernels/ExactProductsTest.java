package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrix products and direct convolutions against naive loops in double, within the documented bound of a chain. */
class ExactProductsTest {
    private final SplittableRandom random = new SplittableRandom(11);

    static Stream<Kernels> kernels() {
        return Stream.of(KernelsProvider.best(), KernelsProvider.scalar());
    }

    /** A chain of k fused multiply-adds, and two more roundings for what follows it. */
    private static double bound(int k, double magnitudes) {
        return (1.01 * k + 2) * 0x1p-24 * magnitudes;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productsAreWithinTheBoundOfAChain(Kernels kernels) {
        int[][] sizes = {{1, 1, 1}, {5, 17, 33}, {12, 40, 300}, {37, 10, 128}, {7, 3, 1100}, {3, 530, 20},
                {50, 70, 40}};
        for (int[] size : sizes) {
            for (int transposed = 0; transposed < 4; transposed++) {
                product(kernels, (transposed & 1) != 0, (transposed & 2) != 0, size[0], size[1], size[2]);
            }
        }
    }

    private void product(Kernels kernels, boolean transA, boolean transB, int m, int n, int k) {
        float[] a = values(m * k);
        float[] b = values(k * n);
        float[] before = values(m * n);
        float[] bias = values(n);
        float[] c = before.clone();
        kernels.gemm(transA, transB, m, n, k, a, 0, transA ? m : k, b, 0, transB ? k : n, 1f, c, 0, n, bias, 0,
                ActivationFunction.RELU, 0f, new float[Kernels.gemmScratch(m, n, k)], 0);
        Sums exact = new Sums(m * n);
        for (int i = 0; i < m * n; i++) {
            exact.add(i, before[i]);
            exact.add(i, bias[i % n]);
            for (int p = 0; p < k; p++) {
                exact.add(i,
                        (double) a[transA ? p * m + i / n : i / n * k + p] * b[transB ? i % n * k + p : p * n + i % n]);
            }
        }
        exact.rectify();
        exact.assertNear("product " + m + "×" + n + "×" + k, c, k);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void convolutionsAreWithinTheBoundOfAChain(Kernels kernels) {
        for (ConvolutionShape s : directShapes()) {
            float[] x = values(s.inputSize());
            float[] kernel = values(s.kernelSize());
            float[] bias = values(s.filters());
            float[] out = new float[s.outputSize()];
            float[] packed = new float[Kernels.packedKernelSize(s)];
            kernels.packKernel(s, kernel, 0, packed, 0);
            kernels.convolution(s, 1, x, 0, packed, 0, bias, 0, ActivationFunction.LINEAR, 0f, 0, s.outHeight(), out, 0,
                    new float[Kernels.convolutionScratch(s)], 0);
            Sums exact = new Sums(s.outputSize());
            taps(s, (input, weight, output) -> exact.add(output, (double) x[input] * kernel[weight]));
            for (int i = 0; i < out.length; i++) {
                exact.add(i, bias[i % s.filters()]);
            }
            exact.assertNear(s.toString(), out, s.kernelHeight() * s.kernelWidth() * s.channels());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dataGradientsAreWithinTheBoundOfAChain(Kernels kernels) {
        for (ConvolutionShape s : directShapes()) {
            float[] dOut = values(s.outputSize());
            float[] kernel = values(s.kernelSize());
            float[] before = values(s.inputSize());
            float[] dIn = before.clone();
            float[] packed = new float[Kernels.packedKernelSize(s)];
            kernels.packKernelForDataGradient(s, kernel, 0, packed, 0);
            kernels.convolutionDataGradient(s, 1, dOut, 0, packed, 0, 1f, dIn, 0,
                    new float[Kernels.convolutionScratch(s)], 0);
            Sums exact = new Sums(s.inputSize());
            taps(s, (input, weight, output) -> exact.add(input, (double) dOut[output] * kernel[weight]));
            for (int i = 0; i < dIn.length; i++) {
                exact.add(i, before[i]);
            }
            exact.assertNear(s.toString(), dIn, s.kernelHeight() * s.kernelWidth() * s.filters());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightGradientsAreWithinTheBoundOfAChain(Kernels kernels) {
        for (ConvolutionShape s : directShapes()) {
            float[] x = values(s.inputSize());
            float[] dOut = values(s.outputSize());
            float[] before = values(s.kernelSize());
            float[] dKernel = before.clone();
            float[] sums = new float[Kernels.weightSumsSize(s)];
            kernels.convolutionWeightGradient(s, 1, x, 0, dOut, 0, 0f, sums, 0,
                    new float[Kernels.convolutionScratch(s)], 0);
            kernels.finishWeightGradient(s, 0, s.channels(), sums, 0, 1f, dKernel, 0);
            Sums exact = new Sums(s.kernelSize());
            taps(s, (input, weight, output) -> exact.add(weight, (double) x[input] * dOut[output]));
            for (int i = 0; i < dKernel.length; i++) {
                exact.add(i, before[i]);
            }
            exact.assertNear(s.toString(), dKernel, s.outHeight() * s.outWidth());
        }
    }

    private static List<ConvolutionShape> directShapes() {
        return ConvolutionTrials.shapes().stream()
                .filter(s -> ConvolutionAlgorithm.of(s) == ConvolutionAlgorithm.DIRECT).toList();
    }

    /** What one tap connects: places in the input, the kernel and the output. */
    private interface Tap {
        void at(int input, int weight, int output);
    }

    private static void taps(ConvolutionShape s, Tap tap) {
        for (int pixel = 0; pixel < s.outHeight() * s.outWidth(); pixel++) {
            for (int k = 0; k < s.kernelHeight() * s.kernelWidth(); k++) {
                int ih = pixel / s.outWidth() * s.strideH() - s.padTop() + k / s.kernelWidth() * s.dilationH();
                int iw = pixel % s.outWidth() * s.strideW() - s.padLeft() + k % s.kernelWidth() * s.dilationW();
                if (ih < 0 || ih >= s.height() || iw < 0 || iw >= s.width()) {
                    continue;
                }
                for (int c = 0; c < s.channels(); c++) {
                    for (int f = 0; f < s.filters(); f++) {
                        tap.at((ih * s.width() + iw) * s.channels() + c, (k * s.channels() + c) * s.filters() + f,
                                pixel * s.filters() + f);
                    }
                }
            }
        }
    }

    /** Exact sums and the sums of their terms' magnitudes. */
    private static final class Sums {
        private final double[] sums;
        private final double[] magnitudes;

        Sums(int n) {
            sums = new double[n];
            magnitudes = new double[n];
        }

        void add(int i, double term) {
            sums[i] += term;
            magnitudes[i] += Math.abs(term);
        }

        void rectify() {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.max(0, sums[i]);
            }
        }

        void assertNear(String what, float[] actual, int terms) {
            for (int i = 0; i < sums.length; i++) {
                if (!(Math.abs(actual[i] - sums[i]) <= bound(terms, magnitudes[i]))) {
                    assertThat(actual[i]).as(what + " at " + i).isEqualTo((float) sums[i]);
                }
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
