package dev.vectron.kernels;

/**
 * Everything a depthwise convolution needs to know about sizes, without the batch: one picture in NHWC order, a kernel
 * [kernelHeight, kernelWidth, channels, multiplier]. Output channel (filter) {@code c·multiplier + m} reads input
 * channel c alone, so that a tap of the kernel has as many floats as an output pixel, in the same order.
 *
 * <p>Output pixel (oh, ow) reads input rows {@code oh·strideH − padTop + kh·dilationH} and columns alike; taps outside
 * the picture are left out.
 *
 * @param height input rows
 * @param width input columns
 * @param channels input channels
 * @param outHeight output rows
 * @param outWidth output columns
 * @param multiplier output channels of each input channel
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param strideH step between output rows, in input rows
 * @param strideW step between output columns, in input columns
 * @param dilationH step between kernel rows, in input rows
 * @param dilationW step between kernel columns, in input columns
 * @param padTop rows by which the first output row reaches above the picture
 * @param padLeft columns by which the first output column reaches left of the picture
 */
public record DepthwiseShape(
        int height, int width, int channels,
        int outHeight, int outWidth, int multiplier,
        int kernelHeight, int kernelWidth,
        int strideH, int strideW, int dilationH, int dilationW,
        int padTop, int padLeft) {

    /** {@return output channels} */
    public int filters() {
        return channels * multiplier;
    }

    /** {@return floats of one input picture} */
    public int inputSize() {
        return height * width * channels;
    }

    /** {@return floats of one output picture} */
    public int outputSize() {
        return outHeight * outWidth * filters();
    }

    /** {@return positions of the kernel} */
    public int taps() {
        return kernelHeight * kernelWidth;
    }

    /** {@return floats of the kernel} */
    public int kernelSize() {
        return taps() * filters();
    }
}
