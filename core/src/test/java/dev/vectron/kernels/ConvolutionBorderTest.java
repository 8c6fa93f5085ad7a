package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a convolution does with the taps that lie outside its picture: an infinite weight shows it. */
class ConvolutionBorderTest {
    private static final int SIZE = 5;
    private static final ConvolutionShape SHAPE =
            new ConvolutionShape(SIZE, SIZE, 1, SIZE, SIZE, 1, 3, 3, 1, 1, 1, 1, 1, 1);

    static Stream<Kernels> kernels() {
        return Stream.of(new ScalarKernels(), KernelsProvider.best());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsOfTheKernelOutsideThePictureAreLeftOut(Kernels kernels) {
        float[] top = convolved(kernels, 0, 1);
        float[] bottom = convolved(kernels, 2, 1);

        assertThat(infinite(top)).containsExactly(1, 2, 3, 4);
        assertThat(infinite(bottom)).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void columnsOutsideThePictureTakePartAsZeros(Kernels kernels) {
        float[] out = convolved(kernels, 1, 0);

        for (int row = 0; row < SIZE; row++) {
            assertThat(out[row * SIZE]).isNaN();
            assertThat(out[row * SIZE + 1]).isInfinite();
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theDataGradientDoesTheSame(Kernels kernels) {
        float[] dIn = dataGradient(kernels, 0, 1);

        assertThat(infinite(dIn)).containsExactly(0, 1, 2, 3);
        assertThat(dataGradient(kernels, 1, 0)[SIZE - 1]).isNaN();
    }

    @Test
    void anOutputThatReadsNoRowOfThePictureIsItsBias() {
        ConvolutionShape s = new ConvolutionShape(2, 2, 1, 6, 2, 1, 3, 3, 1, 1, 1, 1, 4, 1);
        float[] x = {1, 2, 3, 4};
        float[] out = new float[s.outputSize()];
        float[] weights = new float[s.kernelSize()];
        Arrays.fill(weights, Float.NaN);
        Kernels kernels = KernelsProvider.best();
        float[] packed = new float[Kernels.packedKernelSize(s)];
        kernels.packKernel(s, weights, 0, packed, 0);

        kernels.convolution(s, 1, x, 0, packed, 0, new float[] {7}, 0, ActivationFunction.LINEAR, 0f, 0, 6, out, 0,
                new float[Kernels.convolutionScratch(s)], 0);

        assertThat(Arrays.copyOf(out, 4)).containsExactly(7, 7, 7, 7);
        assertThat(out[4]).isNaN();
    }

    /** The convolution of ones with ones, but for an infinite weight. */
    private static float[] convolved(Kernels kernels, int kh, int kw) {
        float[] packed = new float[Kernels.packedKernelSize(SHAPE)];
        kernels.packKernel(SHAPE, weights(kh, kw), 0, packed, 0);
        float[] out = new float[SHAPE.outputSize()];
        kernels.convolution(SHAPE, 1, ones(SHAPE.inputSize()), 0, packed, 0, null, 0, ActivationFunction.LINEAR, 0f, 0,
                SIZE, out, 0, new float[Kernels.convolutionScratch(SHAPE)], 0);
        return out;
    }

    private static float[] dataGradient(Kernels kernels, int kh, int kw) {
        float[] packed = new float[Kernels.packedKernelSize(SHAPE)];
        kernels.packKernelForDataGradient(SHAPE, weights(kh, kw), 0, packed, 0);
        float[] dIn = new float[SHAPE.inputSize()];
        kernels.convolutionDataGradient(SHAPE, 1, ones(SHAPE.outputSize()), 0, packed, 0, 0f, dIn, 0,
                new float[Kernels.convolutionScratch(SHAPE)], 0);
        return dIn;
    }

    private static float[] weights(int kh, int kw) {
        float[] weights = ones(SHAPE.kernelSize());
        weights[kh * 3 + kw] = Float.POSITIVE_INFINITY;
        return weights;
    }

    private static float[] ones(int n) {
        float[] x = new float[n];
        Arrays.fill(x, 1f);
        return x;
    }

    /** {@return the rows whose middle pixel is infinite; the others must be finite} */
    private static Integer[] infinite(float[] picture) {
        return Stream.iterate(0, i -> i < SIZE, i -> i + 1)
                .filter(i -> !Float.isFinite(picture[i * SIZE + SIZE / 2]))
                .toArray(Integer[]::new);
    }
}
