package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Winograd's algorithm against naive loops in double, within a bound that follows from its arithmetic: every result is
 * a sum of products x·y·factor, where the factors are those of the three transforms, all taken positive; each product
 * is rounded as often as its chain is long, and a few times more in the transforms.
 */
class WinogradErrorsTest {
    /** Roundings in the transforms of both operands and of the result, in two dimensions, and in what follows. */
    private static final int TRANSFORMS = 12;
    private static final double[][] INPUT = {{1, 0, 1, 0}, {0, 1, 1, 0}, {0, 1, 1, 0}, {0, 1, 0, 1}};
    private static final double[][] KERNEL = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}, {0, 0, 1}};
    private static final double[][] OUTPUT = {{1, 0}, {1, 1}, {1, 1}, {0, 1}};

    private final SplittableRandom random = new SplittableRandom(17);

    /** What connects an input, a weight and an output: exactly by 1 or 0, in the worst case by the factor. */
    private interface Connection {
        void at(int input, int weight, int output, boolean tap, double factor);
    }

    @Test
    void resultsAreWithinTheBoundOfTheirTransforms() {
        int shapes = 0;
        for (ConvolutionShape s : ConvolutionTrials.shapes()) {
            if (Winograd.isChosen(s)) {
                forward(s);
                dataGradient(s);
                weightGradient(s);
                shapes++;
            }
        }
        assertThat(shapes).isGreaterThan(5);
    }

    @Test
    void largestErrorIsASmallPartOfTheLargestOutput() {
        ConvolutionShape s = new ConvolutionShape(12, 12, 64, 12, 12, 64, 3, 3, 1, 1, 1, 1, 1, 1);
        float[] x = values(s.inputSize());
        float[] kernel = values(s.kernelSize());
        double[] exact = new double[s.outputSize()];
        connect(s, false, (input, weight, output, tap, factor) -> {
            if (tap) {
                exact[output] += (double) x[input] * kernel[weight];
            }
        });
        float[] out = convolution(KernelsProvider.best(), s, x, kernel);

        double error = 0;
        double largest = 0;
        for (int i = 0; i < out.length; i++) {
            error = Math.max(error, Math.abs(out[i] - exact[i]));
            largest = Math.max(largest, Math.abs(exact[i]));
        }
        assertThat(error / largest).isBetween(1e-9, 4e-7);
    }

    private static float[] convolution(Kernels kernels, ConvolutionShape s, float[] x, float[] kernel) {
        float[] packed = new float[Kernels.packedKernelSize(s)];
        float[] out = new float[s.outputSize()];
        kernels.packKernel(s, kernel, 0, packed, 0);
        kernels.convolution(s, 1, x, 0, packed, 0, null, 0, ActivationFunction.LINEAR, 0f, 0, s.outHeight(), out, 0,
                new float[Kernels.convolutionScratch(s)], 0);
        return out;
    }

    private void forward(ConvolutionShape s) {
        float[] x = values(s.inputSize());
        float[] kernel = values(s.kernelSize());
        double[] exact = new double[s.outputSize()];
        double[] magnitudes = new double[s.outputSize()];
        connect(s, false, (input, weight, output, tap, factor) -> {
            double product = (double) x[input] * kernel[weight];
            exact[output] += tap ? product : 0;
            magnitudes[output] += factor * Math.abs(product);
        });
        assertNear("forward " + s, convolution(KernelsProvider.best(), s, x, kernel), exact, magnitudes, s.channels());
        assertNear("forward " + s, convolution(KernelsProvider.scalar(), s, x, kernel), exact, magnitudes,
                s.channels());
    }

    private void dataGradient(ConvolutionShape s) {
        float[] dOut = values(s.outputSize());
        float[] kernel = values(s.kernelSize());
        float[] before = values(s.inputSize());
        double[] exact = new double[s.inputSize()];
        double[] magnitudes = new double[s.inputSize()];
        connect(s, true, (input, weight, output, tap, factor) -> {
            double product = (double) dOut[output] * kernel[weight];
            exact[input] += tap ? product : 0;
            magnitudes[input] += factor * Math.abs(product);
        });
        for (int i = 0; i < before.length; i++) {
            exact[i] += before[i];
            magnitudes[i] += Math.abs(before[i]);
        }
        for (Kernels kernels : new Kernels[] {KernelsProvider.best(), KernelsProvider.scalar()}) {
            float[] packed = new float[Kernels.packedKernelSize(s)];
            float[] dIn = before.clone();
            kernels.packKernelForDataGradient(s, kernel, 0, packed, 0);
            kernels.convolutionDataGradient(s, 1, dOut, 0, packed, 0, 1f, dIn, 0,
                    new float[Kernels.convolutionScratch(s)], 0);
            assertNear("data gradient " + s, dIn, exact, magnitudes, s.filters());
        }
    }

    private void weightGradient(ConvolutionShape s) {
        float[] x = values(s.inputSize());
        float[] dOut = values(s.outputSize());
        double[] exact = new double[s.kernelSize()];
        double[] magnitudes = new double[s.kernelSize()];
        connect(s, false, (input, weight, output, tap, factor) -> {
            double product = (double) x[input] * dOut[output];
            exact[weight] += tap ? product : 0;
            magnitudes[weight] += factor * Math.abs(product);
        });
        for (Kernels kernels : new Kernels[] {KernelsProvider.best(), KernelsProvider.scalar()}) {
            float[] sums = new float[Kernels.weightSumsSize(s)];
            float[] dKernel = values(s.kernelSize());
            kernels.convolutionWeightGradient(s, 1, x, 0, dOut, 0, 0f, sums, 0,
                    new float[Kernels.convolutionScratch(s)], 0);
            kernels.finishWeightGradient(s, 0, s.channels(), sums, 0, 0f, dKernel, 0);
            assertNear("weight gradient " + s, dKernel, exact, magnitudes,
                    Winograd.tiles(s.outHeight()) * Winograd.tiles(s.outWidth()));
        }
    }

    /** Goes through all tiles of the output, or (back) of the input, as the data gradient does. */
    private static void connect(ConvolutionShape s, boolean back, Connection connection) {
        int height = Orientation.outHeight(s, back);
        int width = Orientation.outWidth(s, back);
        for (int y = 0; y < height * width; y++) {
            int h = y / width;
            int w = y % width;
            for (int d = 0; d < 16; d++) {
                int ih = h / 2 * 2 - Orientation.top(s, back) + d / 4;
                int iw = w / 2 * 2 - Orientation.left(s, back) + d % 4;
                if (ih < 0 || ih >= Orientation.height(s, back) || iw < 0 || iw >= Orientation.width(s, back)) {
                    continue;
                }
                int from = ih * Orientation.width(s, back) + iw;
                for (int tap = 0; tap < 9; tap++) {
                    double factor = factor(h % 2, tap / 3, d / 4) * factor(w % 2, tap % 3, d % 4);
                    boolean reads = d / 4 == h % 2 + tap / 3 && d % 4 == w % 2 + tap % 3;
                    each(s, back, from, back ? 8 - tap : tap, y, reads, factor, connection);
                }
            }
        }
    }

    private static double factor(int output, int tap, int pixel) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += OUTPUT[i][output] * KERNEL[i][tap] * INPUT[i][pixel];
        }
        return sum;
    }

    private static void each(ConvolutionShape s, boolean back, int from, int tap, int to, boolean reads, double factor,
            Connection connection) {
        if (factor == 0) {
            return;
        }
        for (int c = 0; c < s.channels(); c++) {
            for (int f = 0; f < s.filters(); f++) {
                connection.at((back ? to : from) * s.channels() + c, (tap * s.channels() + c) * s.filters() + f,
                        (back ? from : to) * s.filters() + f, reads, factor);
            }
        }
    }

    private static void assertNear(String what, float[] actual, double[] exact, double[] magnitudes, int chain) {
        for (int i = 0; i < exact.length; i++) {
            double bound = 1.01 * (chain + TRANSFORMS) * 0x1p-24 * magnitudes[i];
            if (!(Math.abs(actual[i] - exact[i]) <= bound)) {
                assertThat(actual[i]).as(what + " at " + i).isEqualTo((float) exact[i]);
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
