package dev.vectron.kernels;

import org.jspecify.annotations.Nullable;

/**
 * The part of {@link Kernels} that convolves each channel on its own; everything its documentation says holds here.
 * Pictures follow each other; callers divide by picture or by row. In contrast to {@link Kernels#convolution}, taps
 * that lie outside a picture are left out.
 */
public interface DepthwiseKernels {
    /**
     * Depthwise convolution of pictures, rows row0 … row0 + rows − 1 of every output picture: with f = c·multiplier +
     * m, {@code out[oh][ow][f] = activation(bias[f] + Σ x[oh·strideH − padTop + kh·dilationH][…][c] ·
     * kernel[kh][kw][f])}.
     *
     * <p>Each element is one chain {@code s = fma(x, kernel, s)} over the taps (kh, kw) inside the picture, ascending,
     * begun with 0; then the bias is added, then the activation applied.
     *
     * @param s the sizes
     * @param pictures how many, one behind the other in x and in out
     * @param x the array with the pictures
     * @param xAt where the first picture begins
     * @param kernel the kernel, [kernelHeight, kernelWidth, channels, multiplier]
     * @param kernelAt where it begins
     * @param bias one value per output channel, or null
     * @param biasAt where the bias begins
     * @param activation applied last
     * @param slope the activation's parameter
     * @param row0 first output row to compute
     * @param rows how many
     * @param out receives the output pictures; only the given rows of each are written
     * @param outAt where the first output picture (its row 0) begins
     * @param scratch at least {@link #depthwiseScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void depthwise(DepthwiseShape s, int pictures, float[] x, int xAt, float[] kernel, int kernelAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt);

    /**
     * The gradient of a depthwise convolution for its input pictures, rows row0 … row0 + rows − 1 of every one:
     * {@code dIn[ih][iw][c] = beta·dIn + Σ_m Σ dOut[oh][ow][f] · kernel[kh][kw][f]} over all taps that read this pixel,
     * f = c·multiplier + m.
     *
     * <p>The inner sum is one chain of fused multiply-adds over kh and kw descending (so that it runs forward through
     * dOut), begun with 0; the multiplier's sums are added in ascending order. A pixel that no tap reads has the sum 0.
     * beta 1 adds the finished sum to dIn.
     *
     * @param s the sizes of the forward convolution
     * @param pictures how many, one behind the other in dOut and in dIn
     * @param dOut the gradient of the output pictures
     * @param dOutAt where the first one begins
     * @param kernel the kernel, [kernelHeight, kernelWidth, channels, multiplier]
     * @param kernelAt where it begins
     * @param beta 0 or 1
     * @param row0 first input row to compute
     * @param rows how many
     * @param dIn the gradient of the input pictures; only the given rows of each are written
     * @param dInAt where the first one (its row 0) begins
     * @param scratch at least {@link #depthwiseScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void depthwiseDataGradient(DepthwiseShape s, int pictures, float[] dOut, int dOutAt, float[] kernel, int kernelAt,
            float beta, int row0, int rows, float[] dIn, int dInAt, float[] scratch, int scratchAt);

    /**
     * The gradient of a depthwise convolution for its kernel:
     * {@code dKernel[kh][kw][f] = beta·dKernel + Σ x[…][c] · dOut[oh][ow][f]} over the output pixels whose tap (kh, kw)
     * lies inside the picture.
     *
     * <p>One chain of fused multiply-adds over pictures and (oh, ow) ascending, begun with dKernel (beta 1) or 0.
     * Several calls with beta 1 continue the chain.
     *
     * @param s the sizes
     * @param pictures how many, one behind the other in x and in dOut
     * @param x the array with the pictures
     * @param xAt where the first picture begins
     * @param dOut the gradient of the output pictures
     * @param dOutAt where the first one begins
     * @param beta 0 or 1
     * @param dKernel the gradient of the kernel
     * @param dKernelAt where it begins
     * @param scratch at least {@link #depthwiseScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void depthwiseWeightGradient(DepthwiseShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] dKernel, int dKernelAt, float[] scratch, int scratchAt);

    /**
     * {@return floats of scratch that the three methods need; the same for every implementation}
     *
     * @param s the sizes
     */
    static int depthwiseScratch(DepthwiseShape s) {
        boolean narrow = s.filters() < WidePixels.DEPTH;
        int depth = Math.max(s.filters(), WidePixels.DEPTH);
        int picture = narrow || s.multiplier() > 1 ? s.height() * s.width() * depth : 0;
        int gradient = narrow ? s.outHeight() * s.outWidth() * depth : 0;
        int row = Math.max(s.width(), s.outWidth()) * depth;
        return picture + gradient + row + (s.taps() + 1) * Blocking.roundUp(depth, WidePixels.DEPTH);
    }
}
