package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work that is divided into ranges gives the bits of undivided work, wherever it is cut. */
class KernelDivisionTest {
    private final SplittableRandom random = new SplittableRandom(3);

    static Stream<Kernels> kernels() {
        return Stream.of(KernelsProvider.best(), KernelsProvider.scalar());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productsDividedByRowsAndColumnsHaveTheSameBits(Kernels kernels) {
        int m = 29;
        int n = 70;
        int k = 300;
        float[] a = values(m * k);
        float[] b = values(k * n);
        float[] bias = values(n);
        float[] whole = values(m * n);
        float[] parts = whole.clone();
        float[] scratch = new float[Kernels.gemmScratch(m, n, k)];
        kernels.gemm(false, false, m, n, k, a, 0, k, b, 0, n, 1f, whole, 0, n, bias, 0, ActivationFunction.TANH, 0f,
                scratch, 0);

        int rows = 11;
        int columns = 37;
        for (int i = 0; i < m; i += rows) {
            for (int j = 0; j < n; j += columns) {
                kernels.gemm(false, false, Math.min(rows, m - i), Math.min(columns, n - j), k, a, i * k, k, b, j, n,
                        1f, parts, i * n + j, n, bias, j, ActivationFunction.TANH, 0f, scratch, 0);
            }
        }

        assertThat(parts).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void packedProductsDividedByRowsAndPanelsHaveTheBitsOfAProduct(Kernels kernels) {
        int m = 29;
        int n = 71;
        int k = 300;
        float[] a = values(m * k);
        float[] b = values(k * n);
        float[] whole = new float[m * n];
        float[] parts = new float[m * n];
        float[] packed = new float[Kernels.packedMatrixSize(k, n)];
        float[] scratch = new float[Kernels.gemmScratch(m, n, k)];
        kernels.gemm(false, false, m, n, k, a, 0, k, b, 0, n, 0f, whole, 0, n, null, 0, ActivationFunction.RELU, 0f,
                scratch, 0);

        for (int part = Kernels.packedParts(k, n) - 1; part >= 0; part--) {
            kernels.packPart(part, false, k, n, b, 0, n, packed, 0);
        }
        for (int i = 0; i < m; i += 11) {
            for (int j = 0; j < n; j += 2 * Kernels.PANEL) {
                kernels.gemmPacked(Math.min(11, m - i), Math.min(2 * Kernels.PANEL, n - j), k, a, i * k, k,
                        packed, j * k, 0f, parts, i * n + j, n, null, 0, ActivationFunction.RELU, 0f, scratch, 0);
            }
        }

        assertThat(parts).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productsWithFewColumnsDividedByRowsHaveTheSameBits(Kernels kernels) {
        int m = 29;
        int n = 6;
        int k = 2100;
        float[] a = values(m * k);
        float[] b = values(k * n);
        float[] bias = values(n);
        float[] whole = new float[m * n];
        float[] parts = new float[m * n];
        float[] packed = new float[Kernels.packedMatrixSize(k, n)];
        float[] scratch = new float[Kernels.gemmScratch(m, n, k)];
        kernels.gemm(false, false, m, n, k, a, 0, k, b, 0, n, 0f, whole, 0, n, bias, 0, ActivationFunction.TANH, 0f,
                scratch, 0);

        assertThat(Kernels.packedParts(k, n)).isEqualTo(3);
        for (int part : new int[] {1, 2, 0}) {
            kernels.packPart(part, false, k, n, b, 0, n, packed, 0);
        }
        for (int i = 0; i < m; i += 11) {
            kernels.gemmPacked(Math.min(11, m - i), n, k, a, i * k, k, packed, 0, 0f, parts, i * n, n, bias, 0,
                    ActivationFunction.TANH, 0f, scratch, 0);
        }

        assertThat(parts).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void transposedProductsDividedByRowsHaveTheSameBits(Kernels kernels) {
        int m = 26;
        int n = 33;
        int k = 50;
        float[] a = values(m * k);
        float[] b = values(k * n);
        float[] whole = new float[m * n];
        float[] parts = new float[m * n];
        float[] scratch = new float[Kernels.gemmScratch(m, n, k)];
        kernels.gemm(true, true, m, n, k, a, 0, m, b, 0, k, 0f, whole, 0, n, null, 0, ActivationFunction.LINEAR, 0f,
                scratch, 0);

        for (int i = 0; i < m; i += 7) {
            kernels.gemm(true, true, Math.min(7, m - i), n, k, a, i, m, b, 0, k, 0f, parts, i * n, n,
                    null, 0, ActivationFunction.LINEAR, 0f, scratch, 0);
        }

        assertThat(parts).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void convolutionsDividedByRowsHaveTheSameBits(Kernels kernels) {
        for (ConvolutionShape s : ConvolutionTrials.shapes()) {
            int pictures = 1 + random.nextInt(3);
            float[] x = values(pictures * s.inputSize());
            float[] packed = new float[Kernels.packedKernelSize(s)];
            float[] whole = new float[pictures * s.outputSize()];
            float[] parts = new float[pictures * s.outputSize()];
            float[] scratch = new float[Kernels.convolutionScratch(s)];
            kernels.packKernel(s, values(s.kernelSize()), 0, packed, 0);
            kernels.convolution(s, pictures, x, 0, packed, 0, null, 0, ActivationFunction.RELU, 0f, 0, s.outHeight(),
                    whole, 0, scratch, 0);

            int step = Kernels.rowStep(s);
            int rows = (1 + random.nextInt(Math.ceilDiv(s.outHeight(), step))) * step;
            for (int row = 0; row < s.outHeight(); row += rows) {
                kernels.convolution(s, 1, x, 0, packed, 0, null, 0, ActivationFunction.RELU, 0f,
                        row, Math.min(rows, s.outHeight() - row), parts, 0, scratch, 0);
                kernels.convolution(s, pictures - 1, x, s.inputSize(), packed, 0, null, 0, ActivationFunction.RELU, 0f,
                        row, Math.min(rows, s.outHeight() - row), parts, s.outputSize(), scratch, 0);
            }

            assertThat(parts).as(s.toString()).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void depthwiseConvolutionsDividedByRowsHaveTheSameBits(Kernels kernels) {
        for (DepthwiseShape s : DepthwiseTrials.shapes()) {
            float[] x = values(2 * s.inputSize());
            float[] kernel = values(s.kernelSize());
            float[] dOut = values(2 * s.outputSize());
            float[] out = new float[2 * s.outputSize()];
            float[] outParts = new float[2 * s.outputSize()];
            float[] dIn = new float[2 * s.inputSize()];
            float[] dInParts = new float[2 * s.inputSize()];
            float[] scratch = new float[DepthwiseKernels.depthwiseScratch(s)];
            kernels.depthwise(s, 2, x, 0, kernel, 0, null, 0, ActivationFunction.TANH, 0f, 0, s.outHeight(), out, 0,
                    scratch, 0);
            kernels.depthwiseDataGradient(s, 2, dOut, 0, kernel, 0, 0f, 0, s.height(), dIn, 0, scratch, 0);

            int rows = 1 + random.nextInt(Math.max(s.outHeight(), s.height()));
            for (int row = 0; row < s.outHeight(); row += rows) {
                kernels.depthwise(s, 2, x, 0, kernel, 0, null, 0, ActivationFunction.TANH, 0f, row,
                        Math.min(rows, s.outHeight() - row), outParts, 0, scratch, 0);
            }
            for (int row = 0; row < s.height(); row += rows) {
                kernels.depthwiseDataGradient(s, 2, dOut, 0, kernel, 0, 0f, row, Math.min(rows, s.height() - row),
                        dInParts, 0, scratch, 0);
            }

            assertThat(outParts).as(s.toString()).isEqualTo(out);
            assertThat(dInParts).as(s.toString()).isEqualTo(dIn);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dropoutDividedByElementsHasTheSameBits(Kernels kernels) {
        float[] x = values(100);
        float[] whole = new float[100];
        float[] parts = new float[100];
        kernels.dropout(100, 0.4f, 77L, 5, x, 0, 0f, whole, 0);

        kernels.dropout(39, 0.4f, 77L, 5, x, 0, 0f, parts, 0);
        kernels.dropout(61, 0.4f, 77L, 44, x, 39, 0f, parts, 39);

        assertThat(parts).isEqualTo(whole);
    }

    private float[] values(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
