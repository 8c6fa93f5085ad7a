package dev.vectron.kernels;

/**
 * Everything a convolution kernel needs to know about sizes, without the batch: one picture in NHWC order, a kernel in
 * HWIO order.
 *
 * <p>Output pixel (oh, ow) reads input rows {@code oh·strideH − padTop + kh·dilationH} and columns alike; pixels
 * outside the picture count as zero: {@link Kernels#convolution} says which are left out and which are multiplied.
 *
 * @param height input rows
 * @param width input columns
 * @param channels input channels
 * @param outHeight output rows
 * @param outWidth output columns
 * @param filters output channels
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideH step between output rows, in input rows
 * @param strideW step between output columns, in input columns
 * @param dilationH step between kernel rows, in input rows
 * @param dilationW step between kernel columns, in input columns
 * @param padTop rows of zeros above the picture
 * @param padLeft columns of zeros left of the picture
 */
public record ConvolutionShape(
        int height, int width, int channels,
        int outHeight, int outWidth, int filters,
        int kernelHeight, int kernelWidth,
        int strideH, int strideW, int dilationH, int dilationW,
        int padTop, int padLeft) {

    /** {@return floats of one input picture} */
    public int inputSize() {
        return height * width * channels;
    }

    /** {@return floats of one output picture} */
    public int outputSize() {
        return outHeight * outWidth * filters;
    }

    /** {@return floats of the kernel} */
    public int kernelSize() {
        return kernelHeight * kernelWidth * channels * filters;
    }

    /**
     * {@return columns of a picture with its border: as many as the last output column reaches, at least the picture
     * with its left border}
     */
    public int paddedWidth() {
        return Math.max(padLeft + width, (outWidth - 1) * strideW + (kernelWidth - 1) * dilationW + 1);
    }
}
