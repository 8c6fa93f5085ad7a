package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Winograd's algorithms against naive loops in double, within a bound that follows from their arithmetic: every result
 * is a sum of products x·y·factor, where the factors are those of the three transforms, all taken positive; each
 * product is rounded as often as its chain is long, and a few times more in the transforms.
 */
class WinogradErrorsTest {
    /**
     * Roundings in the transforms of both operands and of the result, and in what follows: in two dimensions of F(2, 3)
     * as many as in one of F(4, 3), where constants of the kernel's transform are rounded as well.
     */
    private static final int TRANSFORMS = 12;

    /**
     * The transforms along one axis, a row per plane.
     *
     * @param input factors of the pixels
     * @param kernel factors of the taps
     * @param output factors of the outputs
     */
    private record Axis(double[][] input, double[][] kernel, double[][] output) {
        int pixels() {
            return input[0].length;
        }

        int outputs() {
            return output[0].length;
        }

        int taps() {
            return kernel[0].length;
        }

        /** {@return the factor by which a pixel times a tap takes part in an output in the worst case} */
        double factor(int result, int tap, int pixel) {
            double sum = 0;
            for (int i = 0; i < input.length; i++) {
                sum += output[i][result] * kernel[i][tap] * input[i][pixel];
            }
            return sum;
        }
    }

    private static final Axis DIRECT = new Axis(
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            new double[][] {{1}, {1}, {1}});
    private static final Axis DIRECT_FIVE = new Axis(
            new double[][] {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 0, 1}},
            new double[][] {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 0, 1}},
            new double[][] {{1}, {1}, {1}, {1}, {1}});
    private static final Axis TWO = new Axis(
            new double[][] {{1, 0, 1, 0}, {0, 1, 1, 0}, {0, 1, 1, 0}, {0, 1, 0, 1}},
            new double[][] {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}, {0, 0, 1}},
            new double[][] {{1, 0}, {1, 1}, {1, 1}, {0, 1}});
    /** A pixel that takes part twice, by 1½ and by 1 with the other sign, is rounded as if by 2½. */
    private static final Axis FOUR = new Axis(
            new double[][] {{1, 1.5, 2, 1.5, 1, 0}, {0, 1, 2.5, 2.5, 1, 0}, {0, 1, 2.5, 2.5, 1, 0},
                {0, 2, 1, 2, 1, 0}, {0, 0.5, 1, 0.5, 1, 0}, {0, 1, 1.5, 2, 1.5, 1}},
            new double[][] {{1, 0, 0}, {1 / 3.0, 1 / 3.0, 1 / 3.0}, {1 / 3.0, 1 / 3.0, 1 / 3.0},
                {16 / 15.0, 8 / 15.0, 4 / 15.0}, {1 / 15.0, 2 / 15.0, 4 / 15.0}, {0, 0, 1}},
            new double[][] {{1, 0, 0, 0}, {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 0.5, 0.25, 0.125}, {1, 2, 4, 8},
                {0, 0, 0, 1}});

    /** F(2, 5) with the pixels' factors of F(4, 3). */
    private static final Axis TWO_OF_FIVE = new Axis(
            FOUR.input,
            new double[][] {{1, 0, 0, 0, 0}, {1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0},
                {1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0},
                {16 / 15.0, 8 / 15.0, 4 / 15.0, 2 / 15.0, 1 / 15.0},
                {1 / 15.0, 2 / 15.0, 4 / 15.0, 8 / 15.0, 16 / 15.0}, {0, 0, 0, 0, 1}},
            new double[][] {{1, 0}, {1, 1}, {1, 1}, {1, 0.5}, {1, 2}, {0, 1}});

    /** The algorithms, and what the largest error with 64 channels may be of the largest output. */
    enum Algorithm {
        TILES(s -> ConvolutionAlgorithm.of(s) == ConvolutionAlgorithm.TILES, TWO, TWO, 1, 14, 4e-7),
        STRIPS(s -> ConvolutionAlgorithm.of(s) == ConvolutionAlgorithm.STRIPS && s.kernelWidth() == 3, DIRECT, FOUR, 3,
                12, 2e-6),
        STRIPS_OF_FIVE(s -> ConvolutionAlgorithm.of(s) == ConvolutionAlgorithm.STRIPS && s.kernelWidth() == 5,
                DIRECT_FIVE, TWO_OF_FIVE, 5, 12, 2e-6);

        private final Predicate<ConvolutionShape> chosen;
        private final Axis rows;
        private final Axis columns;
        private final int taps;
        private final int size;
        private final double error;

        Algorithm(Predicate<ConvolutionShape> chosen, Axis rows, Axis columns, int taps, int size, double error) {
            this.chosen = chosen;
            this.rows = rows;
            this.columns = columns;
            this.taps = taps;
            this.size = size;
            this.error = error;
        }

        List<ConvolutionShape> shapes() {
            return ConvolutionTrials.shapes().stream().filter(chosen).toList();
        }

        /** {@return a picture with 64 channels for which this algorithm is chosen} */
        ConvolutionShape manyChannels() {
            int taps = columns.taps();
            return new ConvolutionShape(size, size, 64, size, size, 64, taps, taps, 1, 1, 1, 1, taps / 2, taps / 2);
        }

        /** {@return which tile or row of a strip a pixel of the output is in} */
        int tile(ConvolutionShape s, int pixel) {
            return pixel / s.outWidth() / rows.outputs() * s.outWidth() + pixel % s.outWidth() / columns.outputs();
        }

        /** {@return terms of an output's chain} */
        int chain(int depth) {
            return taps * depth;
        }

        /** {@return terms of a chain of the weight gradient} */
        int gradientChain(ConvolutionShape s) {
            return Math.ceilDiv(s.outHeight(), rows.outputs()) * Math.ceilDiv(s.outWidth(), columns.outputs());
        }
    }

    private final SplittableRandom random = new SplittableRandom(17);

    /** What connects an input, a weight and an output: exactly by 1 or 0, in the worst case by the factor. */
    private interface Connection {
        void at(int input, int weight, int output, boolean tap, double factor);
    }

    @ParameterizedTest
    @EnumSource
    void resultsAreWithinTheBoundOfTheirTransforms(Algorithm algorithm) {
        List<ConvolutionShape> shapes = algorithm.shapes();
        assertThat(shapes).hasSizeGreaterThan(5);
        for (ConvolutionShape s : shapes) {
            forward(algorithm, s);
            dataGradient(algorithm, s);
            weightGradient(algorithm, s);
        }
    }

    @ParameterizedTest
    @EnumSource
    void largestErrorIsASmallPartOfTheLargestOutput(Algorithm algorithm) {
        ConvolutionShape s = algorithm.manyChannels();
        assertThat(algorithm.chosen).accepts(s);
        float[] x = values(s.inputSize());
        float[] kernel = values(s.kernelSize());
        double[] exact = new double[s.outputSize()];
        connect(algorithm, s, false, (input, weight, output, tap, factor) -> {
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
        assertThat(error / largest).isBetween(1e-9, algorithm.error);
    }

    @ParameterizedTest
    @EnumSource
    void pixelsThatAreNotFiniteStayWithinTheTilesThatReadThem(Algorithm algorithm) {
        ConvolutionShape s = algorithm.manyChannels();
        float[] x = values(s.inputSize());
        float[] kernel = values(s.kernelSize());
        for (Kernels kernels : new Kernels[] {KernelsProvider.best(), KernelsProvider.scalar()}) {
            float[] finite = convolution(kernels, s, x, kernel);
            for (float special : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                int pixel = random.nextInt(s.height() * s.width());
                float[] changed = x.clone();
                changed[pixel * s.channels() + random.nextInt(s.channels())] = special;
                assertSpread(algorithm, s, pixel, convolution(kernels, s, changed, kernel), finite);
            }
        }
    }

    /** Pixels that read the given one are not finite; of the others only those of their tiles may have changed. */
    private static void assertSpread(Algorithm algorithm, ConvolutionShape s, int pixel, float[] out, float[] finite) {
        int outputs = s.outHeight() * s.outWidth();
        boolean[] reads = new boolean[outputs];
        boolean[] touched = new boolean[outputs];
        for (int y = 0; y < outputs; y++) {
            int dh = pixel / s.width() - y / s.outWidth() + s.padTop();
            int dw = pixel % s.width() - y % s.outWidth() + s.padLeft();
            reads[y] = dh >= 0 && dh < s.kernelHeight() && dw >= 0 && dw < s.kernelWidth();
        }
        for (int y = 0; y < outputs * outputs; y++) {
            touched[y / outputs] |= reads[y % outputs]
                    && algorithm.tile(s, y / outputs) == algorithm.tile(s, y % outputs);
        }
        for (int i = 0; i < out.length; i++) {
            int y = i / s.filters();
            if (reads[y]) {
                assertThat(Float.isFinite(out[i])).as(i + " from " + pixel).isFalse();
            } else if (!touched[y]) {
                assertThat(out[i]).as(i + " from " + pixel).isEqualTo(finite[i]);
            }
        }
    }

    private static float[] convolution(Kernels kernels, ConvolutionShape s, float[] x, float[] kernel) {
        float[] packed = new float[Kernels.packedKernelSize(s)];
        float[] out = new float[s.outputSize()];
        kernels.packKernel(s, kernel, 0, packed, 0);
        kernels.convolution(s, 1, x, 0, packed, 0, null, 0, ActivationFunction.LINEAR, 0f, 0, s.outHeight(), out, 0,
                new float[Kernels.convolutionScratch(s)], 0);
        return out;
    }

    private void forward(Algorithm algorithm, ConvolutionShape s) {
        float[] x = values(s.inputSize());
        float[] kernel = values(s.kernelSize());
        double[] exact = new double[s.outputSize()];
        double[] magnitudes = new double[s.outputSize()];
        connect(algorithm, s, false, (input, weight, output, tap, factor) -> {
            double product = (double) x[input] * kernel[weight];
            exact[output] += tap ? product : 0;
            magnitudes[output] += factor * Math.abs(product);
        });
        for (Kernels kernels : new Kernels[] {KernelsProvider.best(), KernelsProvider.scalar()}) {
            assertNear("forward " + s, convolution(kernels, s, x, kernel), exact, magnitudes,
                    algorithm.chain(s.channels()));
        }
    }

    private void dataGradient(Algorithm algorithm, ConvolutionShape s) {
        float[] dOut = values(s.outputSize());
        float[] kernel = values(s.kernelSize());
        float[] before = values(s.inputSize());
        double[] exact = new double[s.inputSize()];
        double[] magnitudes = new double[s.inputSize()];
        connect(algorithm, s, true, (input, weight, output, tap, factor) -> {
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
            assertNear("data gradient " + s, dIn, exact, magnitudes, algorithm.chain(s.filters()));
        }
    }

    private void weightGradient(Algorithm algorithm, ConvolutionShape s) {
        float[] x = values(s.inputSize());
        float[] dOut = values(s.outputSize());
        double[] exact = new double[s.kernelSize()];
        double[] magnitudes = new double[s.kernelSize()];
        connect(algorithm, s, false, (input, weight, output, tap, factor) -> {
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
            assertNear("weight gradient " + s, dKernel, exact, magnitudes, algorithm.gradientChain(s));
        }
    }

    /** Goes through all tiles of the output, or (back) of the input, as the data gradient does. */
    private static void connect(Algorithm algorithm, ConvolutionShape s, boolean back, Connection connection) {
        Axis rows = algorithm.rows;
        Axis columns = algorithm.columns;
        int width = Orientation.outWidth(s, back);
        for (int y = 0; y < Orientation.outHeight(s, back) * width; y++) {
            int h = y / width % rows.outputs();
            int w = y % width % columns.outputs();
            for (int d = 0; d < rows.pixels() * columns.pixels(); d++) {
                int dh = d / columns.pixels();
                int dw = d % columns.pixels();
                int ih = y / width - h - Orientation.top(s, back) + dh;
                int iw = y % width - w - Orientation.left(s, back) + dw;
                if (ih < 0 || ih >= Orientation.height(s, back) || iw < 0 || iw >= Orientation.width(s, back)) {
                    continue;
                }
                int from = ih * Orientation.width(s, back) + iw;
                int taps = columns.taps();
                for (int tap = 0; tap < taps * taps; tap++) {
                    double factor = rows.factor(h, tap / taps, dh) * columns.factor(w, tap % taps, dw);
                    boolean reads = dh == h + tap / taps && dw == w + tap % taps;
                    each(s, back, from, back ? taps * taps - 1 - tap : tap, y, reads, factor, connection);
                }
            }
        }
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
