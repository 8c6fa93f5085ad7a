package dev.vectron.kernels;

import org.jspecify.annotations.Nullable;

/**
 * The kernels in plain Java with {@link Math#fma}: the specification, to whose bits the Vector API kernels are held,
 * and what runs where the Vector API does not.
 *
 * <p>Details beyond {@link Kernels} that both implementations share:
 * <ul>
 *   <li>Convolutions: pixels of the border (of the picture, or for the data gradient of dOut) take part as zeros, so a
 *       tap with an infinite weight makes NaN there. The data gradient leaves out the taps that fall between strides,
 *       for every shape.
 *   <li>Gradients of RELU and LEAKY_RELU: the factor is NaN where y is NaN, and a factor 0 is multiplied, not selected
 *       (0 · NaN is NaN).
 *   <li>A product is added with one rounding ({@code fma}) wherever beta or a chain adds it, except in
 *       {@code beta·z + value}, where value is a finished number.
 *   <li>exp gives 0 below −87.33654 and +∞ above 88.72283; tanh, sigmoid and exp have relative errors of at most 3e-7,
 *       3e-7 and 1e-7.
 * </ul>
 *
 * <p>Errors: a chain of k fused multiply-adds begun with 0 differs from the exact sum by at most {@code 1.01·k·2^-24}
 * times the sum of the products' magnitudes. Thread-safe.
 */
public final class ScalarKernels implements Kernels {
    /** Creates the kernels; they keep no state. */
    public ScalarKernels() {}

    @Override
    public int lanes() {
        return 0;
    }

    @Override
    public void gemm(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            float[] scratch, int scratchAt) {
        ScalarGemm.gemm(transA, transB, m, n, k, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc, bias, biasAt, activation,
                slope);
    }

    @Override
    public void packPart(int part, boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] packed,
            int packedAt) {
        ScalarGemm.pack(part, transB, k, n, b, bAt, ldb, packed, packedAt);
    }

    @Override
    public void gemmPacked(int m, int n, int k, float[] a, int aAt, int lda, float[] packed, int packedAt,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            float[] scratch, int scratchAt) {
        ScalarGemm.gemmPacked(m, n, k, a, aAt, lda, packed, packedAt, beta, c, cAt, ldc, bias, biasAt,
                activation, slope);
    }

    @Override
    public void packKernel(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed, int packedAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> ScalarStrips.packKernel(s, false, kernel, kernelAt, packed, packedAt);
            case TILES -> ScalarWinograd.packKernel(s, false, kernel, kernelAt, packed, packedAt);
            case DIRECT -> ScalarConvolution.packKernel(s, kernel, kernelAt, packed, packedAt);
        }
    }

    @Override
    public void packKernelForDataGradient(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> ScalarStrips.packKernel(s, true, kernel, kernelAt, packed, packedAt);
            case TILES -> ScalarWinograd.packKernel(s, true, kernel, kernelAt, packed, packedAt);
            case DIRECT -> ScalarConvolution.packKernelForDataGradient(s, kernel, kernelAt, packed, packedAt);
        }
    }

    @Override
    public void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> ScalarStrips.convolution(s, pictures, x, xAt, packed, packedAt, bias, biasAt, activation,
                    slope, row0, rows, out, outAt, scratch, scratchAt);
            case TILES -> ScalarWinograd.convolution(s, pictures, x, xAt, packed, packedAt, bias, biasAt, activation,
                    slope, row0, rows, out, outAt, scratch, scratchAt);
            case DIRECT -> ScalarConvolution.convolution(s, pictures, x, xAt, packed, packedAt, bias, biasAt,
                    activation, slope, row0, rows, out, outAt);
        }
    }

    @Override
    public void convolutionDataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt,
            float[] packed, int packedAt, float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> ScalarStrips.dataGradient(s, pictures, dOut, dOutAt, packed, packedAt, beta, dIn, dInAt,
                    scratch, scratchAt);
            case TILES -> ScalarWinograd.dataGradient(s, pictures, dOut, dOutAt, packed, packedAt, beta, dIn, dInAt,
                    scratch, scratchAt);
            case DIRECT -> ScalarConvolution.dataGradient(s, pictures, dOut, dOutAt, packed, packedAt, beta, dIn,
                    dInAt, scratch, scratchAt);
        }
    }

    @Override
    public void convolutionWeightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut,
            int dOutAt, float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> ScalarStrips.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, sums, sumsAt, scratch,
                    scratchAt);
            case TILES -> ScalarWinograd.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, sums, sumsAt,
                    scratch, scratchAt);
            case DIRECT -> ScalarConvolution.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, sums, sumsAt);
        }
    }

    @Override
    public void finishWeightGradient(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> ScalarStrips.finish(s, channel0, channels, sums, sumsAt, beta, dKernel, dKernelAt);
            case TILES -> ScalarWinograd.finish(s, channel0, channels, sums, sumsAt, beta, dKernel, dKernelAt);
            case DIRECT -> ScalarConvolution.finish(s, channel0, channels, sums, sumsAt, beta, dKernel, dKernelAt);
        }
    }

    @Override
    public void depthwise(DepthwiseShape s, int pictures, float[] x, int xAt, float[] kernel, int kernelAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        ScalarDepthwise.depthwise(s, pictures, x, xAt, kernel, kernelAt, bias, biasAt, activation, slope, row0, rows,
                out, outAt);
    }

    @Override
    public void depthwiseDataGradient(DepthwiseShape s, int pictures, float[] dOut, int dOutAt,
            float[] kernel, int kernelAt, float beta, int row0, int rows, float[] dIn, int dInAt,
            float[] scratch, int scratchAt) {
        ScalarDepthwise.dataGradient(s, pictures, dOut, dOutAt, kernel, kernelAt, beta, row0, rows, dIn, dInAt,
                scratch, scratchAt);
    }

    @Override
    public void depthwiseWeightGradient(DepthwiseShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] dKernel, int dKernelAt, float[] scratch, int scratchAt) {
        ScalarDepthwise.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, dKernel, dKernelAt);
    }

    @Override
    public void maxPooling(PoolingShape s, float[] x, int xAt, float[] out, int outAt, float @Nullable [] winners,
            int winnersAt) {
        ScalarPooling.maxPooling(s, x, xAt, out, outAt, winners, winnersAt);
    }

    @Override
    public void maxPoolingGradient(PoolingShape s, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float beta, float[] dIn, int dInAt) {
        ScalarPooling.maxPoolingGradient(s, dOut, dOutAt, winners, winnersAt, beta, dIn, dInAt);
    }

    @Override
    public void activate(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y, int yAt) {
        ScalarActivations.activate(f, slope, n, x, xAt, y, yAt);
    }

    @Override
    public void activateGradient(ActivationFunction f, float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        ScalarActivations.activateGradient(f, slope, n, y, yAt, dY, dYAt, beta, dX, dXAt);
    }

    @Override
    public void gate(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        ScalarGates.gate(f, n, x, xAt, y, yAt);
    }

    @Override
    public void gateDerivative(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        ScalarGates.gateDerivative(f, n, x, xAt, y, yAt);
    }

    @Override
    public void scale(int n, float a, float[] x, int xAt, float beta, float[] y, int yAt) {
        ScalarElementwise.scale(n, a, x, xAt, beta, y, yAt);
    }

    @Override
    public void affine(int n, float a, float b, float[] x, int xAt, float[] y, int yAt) {
        ScalarElementwise.affine(n, a, b, x, xAt, y, yAt);
    }

    @Override
    public void add(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        ScalarElementwise.add(n, x, xAt, y, yAt, z, zAt);
    }

    @Override
    public void multiply(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        ScalarElementwise.multiply(n, x, xAt, y, yAt, z, zAt);
    }

    @Override
    public void dropout(int n, float rate, long key, int counter, float[] x, int xAt, float beta, float[] y, int yAt) {
        ScalarElementwise.dropout(n, rate, key, counter, x, xAt, beta, y, yAt);
    }

    @Override
    public void columnSums(int rows, int n, float[] x, int xAt, float beta, float[] sums, int sumsAt) {
        ScalarNormalization.columnSums(rows, n, 0, x, xAt, beta, sums, sumsAt);
    }

    @Override
    public void columnMoments(int rows, int n, float[] x, int xAt, float[] center, int centerAt, float beta,
            float[] sums, int sumsAt) {
        ScalarNormalization.columnMoments(rows, n, 0, x, xAt, center, centerAt, beta, sums, sumsAt);
    }

    @Override
    public void columnAffine(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift,
            int shiftAt,
            ActivationFunction f, float slope, float[] y, int yAt) {
        ScalarNormalization.columnAffine(rows, n, 0, x, xAt, scale, scaleAt, shift, shiftAt, f, slope, y, yAt);
    }

    @Override
    public void columnGradientSums(int rows, int n, float slope, float[] x, int xAt, float[] dY, int dYAt,
            float[] columns, int columnsAt, float beta, float[] sums, int sumsAt) {
        ScalarNormalization.columnGradientSums(rows, n, 0, slope, x, xAt, dY, dYAt, columns, columnsAt, beta, sums,
                sumsAt);
    }

    @Override
    public void columnGradient(int rows, int n, float slope, float[] x, int xAt, float[] dY, int dYAt, float[] columns,
            int columnsAt, float beta, float[] dX, int dXAt) {
        ScalarNormalization.columnGradient(rows, n, 0, slope, x, xAt, dY, dYAt, columns, columnsAt, beta, dX, dXAt);
    }

    @Override
    public void columnAffineAdd(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift,
            int shiftAt, float[] z, int zAt, ActivationFunction f, float slope, float[] y, int yAt) {
        ScalarNormalization.columnAffineAdd(rows, n, 0, x, xAt, scale, scaleAt, shift, shiftAt, z, zAt, f, slope, y,
                yAt);
    }

    @Override
    public void rectifiedGradientSums(int rows, int n, float slope, float[] y, int yAt, float[] dY, int dYAt,
            float[] x, int xAt, float[] center, int centerAt, float beta, float[] sums, int sumsAt) {
        ScalarNormalization.rectifiedGradientSums(rows, n, 0, slope, y, yAt, dY, dYAt, x, xAt, center, centerAt, beta,
                sums, sumsAt);
    }

    @Override
    public void softmax(int rows, int n, float[] x, int xAt, float[] y, int yAt) {
        ScalarSoftmax.softmax(rows, n, x, xAt, y, yAt);
    }

    @Override
    public void softmaxGradient(int rows, int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        ScalarSoftmax.softmaxGradient(rows, n, y, yAt, dY, dYAt, beta, dX, dXAt);
    }

    @Override
    public void softmaxCrossentropy(int rows, int n, float[] x, int xAt, int[] labels, int labelsAt, float[] losses,
            int lossesAt) {
        ScalarSoftmax.softmaxCrossentropy(rows, n, x, xAt, labels, labelsAt, losses, lossesAt);
    }

    @Override
    public void logSumExpAboveMax(int rows, int n, float[] x, int xAt, float[] result, int resultAt) {
        ScalarSoftmax.logSumExpAboveMax(rows, n, x, xAt, result, resultAt);
    }
}
