package dev.vectron.kernels;

import org.jspecify.annotations.Nullable;

/**
 * The kernels on the Vector API. Lanes run across outputs or across the chains of an output, never along a chain, so
 * every element has the bits of {@link ScalarKernels}, whose documentation has the details and error bounds; the width
 * of the vectors ({@code vectron.lanes}) does not show in results.
 *
 * <p>Create it only after {@link KernelsProvider} has asked whether the Vector API is there. Thread-safe.
 */
final class VectorKernels implements Kernels {
    @Override
    public int lanes() {
        return VectorLanes.LANES;
    }

    @Override
    public void gemm(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            float[] scratch, int scratchAt) {
        VectorGemm.gemm(transA, transB, m, n, k, a, aAt, lda, b, bAt, ldb, beta, c, cAt, ldc, bias, biasAt, activation,
                slope,
                scratch, scratchAt);
    }

    @Override
    public void packPart(int part, boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] packed,
            int packedAt) {
        VectorGemm.pack(part, transB, k, n, b, bAt, ldb, packed, packedAt);
    }

    @Override
    public void gemmPacked(int m, int n, int k, float[] a, int aAt, int lda, float[] packed, int packedAt,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            float[] scratch, int scratchAt) {
        VectorGemm.gemmPacked(m, n, k, a, aAt, lda, packed, packedAt, beta, c, cAt, ldc, bias, biasAt,
                activation, slope, scratch, scratchAt);
    }

    @Override
    public void packKernel(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed, int packedAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> VectorStrips.packKernel(s, false, kernel, kernelAt, packed, packedAt);
            case TILES -> VectorWinograd.packKernel(s, false, kernel, kernelAt, packed, packedAt);
            case DIRECT -> {
                if (PlaneConvolution.isChosen(s, false, VectorLanes.LANES)) {
                    VectorPlaneConvolution.packKernel(s, false, kernel, kernelAt, packed, packedAt);
                } else {
                    VectorConvolution.packKernel(s, kernel, kernelAt, packed, packedAt);
                }
            }
        }
    }

    @Override
    public void packKernelForDataGradient(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed,
            int packedAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> VectorStrips.packKernel(s, true, kernel, kernelAt, packed, packedAt);
            case TILES -> VectorWinograd.packKernel(s, true, kernel, kernelAt, packed, packedAt);
            case DIRECT -> {
                if (PlaneConvolution.isChosen(s, true, VectorLanes.LANES)) {
                    VectorPlaneConvolution.packKernel(s, true, kernel, kernelAt, packed, packedAt);
                } else {
                    VectorDataGradient.packKernel(s, kernel, kernelAt, packed, packedAt);
                }
            }
        }
    }

    @Override
    public void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> VectorStrips.convolution(s, pictures, x, xAt, packed, packedAt, bias, biasAt, activation,
                    slope, row0, rows, out, outAt, scratch, scratchAt);
            case TILES -> VectorWinograd.convolution(s, pictures, x, xAt, packed, packedAt, bias, biasAt, activation,
                    slope, row0, rows, out, outAt, scratch, scratchAt);
            case DIRECT -> {
                if (PlaneConvolution.isChosen(s, false, VectorLanes.LANES)) {
                    VectorPlaneConvolution.convolution(s, pictures, x, xAt, packed, packedAt, bias, biasAt,
                            activation, slope, row0, rows, out, outAt, scratch, scratchAt);
                } else {
                    VectorConvolution.convolution(s, pictures, x, xAt, packed, packedAt, bias, biasAt, activation,
                            slope, row0, rows, out, outAt, scratch, scratchAt);
                }
            }
        }
    }

    @Override
    public void convolutionDataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt,
            float[] packed, int packedAt, float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> VectorStrips.dataGradient(s, pictures, dOut, dOutAt, packed, packedAt, beta, dIn, dInAt,
                    scratch, scratchAt);
            case TILES -> VectorWinograd.dataGradient(s, pictures, dOut, dOutAt, packed, packedAt, beta, dIn, dInAt,
                    scratch, scratchAt);
            case DIRECT -> {
                if (PlaneConvolution.isChosen(s, true, VectorLanes.LANES)) {
                    VectorPlaneConvolution.dataGradient(s, pictures, dOut, dOutAt, packed, packedAt, beta, dIn, dInAt,
                            scratch, scratchAt);
                } else {
                    VectorDataGradient.dataGradient(s, pictures, dOut, dOutAt, packed, packedAt, beta, dIn, dInAt,
                            scratch, scratchAt);
                }
            }
        }
    }

    @Override
    public void convolutionWeightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut,
            int dOutAt, float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> VectorStripWeights.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, sums, sumsAt,
                    scratch, scratchAt);
            case TILES -> VectorWinogradWeights.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, sums, sumsAt,
                    scratch, scratchAt);
            case DIRECT -> {
                if (VectorPlaneWeights.isChosen(s)) {
                    VectorPlaneWeights.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, sums, sumsAt, scratch,
                            scratchAt);
                } else {
                    VectorWeightGradient.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, sums, sumsAt,
                            scratch, scratchAt);
                }
            }
        }
    }

    @Override
    public void finishWeightGradient(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt) {
        switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> VectorStripWeights.finish(s, channel0, channels, sums, sumsAt, beta, dKernel, dKernelAt);
            case TILES -> VectorWinogradWeights.finish(s, channel0, channels, sums, sumsAt, beta, dKernel, dKernelAt);
            case DIRECT -> VectorWeightGradient.finish(s, channel0, channels, sums, sumsAt, beta, dKernel, dKernelAt);
        }
    }

    @Override
    public void depthwise(DepthwiseShape s, int pictures, float[] x, int xAt, float[] kernel, int kernelAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        VectorDepthwise.depthwise(s, pictures, x, xAt, kernel, kernelAt, bias, biasAt, activation, slope, row0, rows,
                out, outAt, scratch, scratchAt);
    }

    @Override
    public void depthwiseDataGradient(DepthwiseShape s, int pictures, float[] dOut, int dOutAt,
            float[] kernel, int kernelAt, float beta, int row0, int rows, float[] dIn, int dInAt,
            float[] scratch, int scratchAt) {
        VectorDepthwise.dataGradient(s, pictures, dOut, dOutAt, kernel, kernelAt, beta, row0, rows, dIn, dInAt,
                scratch, scratchAt);
    }

    @Override
    public void depthwiseWeightGradient(DepthwiseShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] dKernel, int dKernelAt, float[] scratch, int scratchAt) {
        VectorDepthwiseWeights.weightGradient(s, pictures, x, xAt, dOut, dOutAt, beta, dKernel, dKernelAt, scratch,
                scratchAt);
    }

    @Override
    public void maxPooling(PoolingShape s, float[] x, int xAt, float[] out, int outAt, float @Nullable [] winners,
            int winnersAt) {
        VectorPooling.maxPooling(s, x, xAt, out, outAt, winners, winnersAt);
    }

    @Override
    public void maxPoolingGradient(PoolingShape s, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float beta, float[] dIn, int dInAt) {
        VectorPooling.maxPoolingGradient(s, dOut, dOutAt, winners, winnersAt, beta, dIn, dInAt);
    }

    @Override
    public void activate(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y, int yAt) {
        VectorActivations.activate(f, slope, n, x, xAt, y, yAt);
    }

    @Override
    public void activateGradient(ActivationFunction f, float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt) {
        VectorActivations.activateGradient(f, slope, n, y, yAt, dY, dYAt, beta, dX, dXAt);
    }

    @Override
    public void gate(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        VectorGates.gate(f, n, x, xAt, y, yAt);
    }

    @Override
    public void gateDerivative(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt) {
        VectorGates.gateDerivative(f, n, x, xAt, y, yAt);
    }

    @Override
    public void scale(int n, float a, float[] x, int xAt, float beta, float[] y, int yAt) {
        VectorElementwise.scale(n, a, x, xAt, beta, y, yAt);
    }

    @Override
    public void affine(int n, float a, float b, float[] x, int xAt, float[] y, int yAt) {
        VectorElementwise.affine(n, a, b, x, xAt, y, yAt);
    }

    @Override
    public void add(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        VectorElementwise.add(n, x, xAt, y, yAt, z, zAt);
    }

    @Override
    public void multiply(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        VectorElementwise.multiply(n, x, xAt, y, yAt, z, zAt);
    }

    @Override
    public void dropout(int n, float rate, long key, int counter, float[] x, int xAt, float beta, float[] y, int yAt) {
        VectorElementwise.dropout(n, rate, key, counter, x, xAt, beta, y, yAt);
    }

    @Override
    public void columnSums(int rows, int n, float[] x, int xAt, float beta, float[] sums, int sumsAt) {
        VectorColumnSums.columnSums(rows, n, x, xAt, beta, sums, sumsAt);
    }

    @Override
    public void columnMoments(int rows, int n, float[] x, int xAt, float[] center, int centerAt, float beta,
            float[] sums, int sumsAt) {
        VectorColumnSums.columnMoments(rows, n, x, xAt, center, centerAt, beta, sums, sumsAt);
    }

    @Override
    public void columnAffine(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift,
            int shiftAt,
            ActivationFunction f, float slope, float[] y, int yAt) {
        VectorNormalization.columnAffine(rows, n, x, xAt, scale, scaleAt, shift, shiftAt, f, slope, y, yAt);
    }

    @Override
    public void columnGradientSums(int rows, int n, float slope, float[] x, int xAt, float[] dY, int dYAt,
            float[] columns, int columnsAt, float beta, float[] sums, int sumsAt) {
        VectorColumnSums.columnGradientSums(rows, n, slope, x, xAt, dY, dYAt, columns, columnsAt, beta, sums, sumsAt);
    }

    @Override
    public void columnGradient(int rows, int n, float slope, float[] x, int xAt, float[] dY, int dYAt, float[] columns,
            int columnsAt, float beta, float[] dX, int dXAt) {
        VectorNormalization.columnGradient(rows, n, slope, x, xAt, dY, dYAt, columns, columnsAt, beta, dX, dXAt);
    }

    @Override
    public void columnAffineAdd(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift,
            int shiftAt, float[] z, int zAt, ActivationFunction f, float slope, float[] y, int yAt) {
        VectorResidual.columnAffineAdd(rows, n, x, xAt, scale, scaleAt, shift, shiftAt, z, zAt, f, slope, y,
                yAt);
    }

    @Override
    public void rectifiedGradientSums(int rows, int n, float slope, float[] y, int yAt, float[] dY, int dYAt,
            float[] x, int xAt, float[] center, int centerAt, float beta, float[] sums, int sumsAt) {
        VectorResidual.rectifiedGradientSums(rows, n, slope, y, yAt, dY, dYAt, x, xAt, center, centerAt, beta,
                sums, sumsAt);
    }

    @Override
    public void softmax(int rows, int n, float[] x, int xAt, float[] y, int yAt) {
        VectorSoftmax.softmax(rows, n, x, xAt, y, yAt);
    }

    @Override
    public void softmaxGradient(int rows, int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX,
            int dXAt) {
        VectorSoftmax.softmaxGradient(rows, n, y, yAt, dY, dYAt, beta, dX, dXAt);
    }

    @Override
    public void softmaxCrossentropy(int rows, int n, float[] x, int xAt, int[] labels, int labelsAt, float[] losses,
            int lossesAt) {
        VectorSoftmax.softmaxCrossentropy(rows, n, x, xAt, labels, labelsAt, losses, lossesAt);
    }

    @Override
    public void logSumExpAboveMax(int rows, int n, float[] x, int xAt, float[] result, int resultAt) {
        VectorSoftmax.logSumExpAboveMax(rows, n, x, xAt, result, resultAt);
    }
}
