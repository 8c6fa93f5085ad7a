package dev.vectron.kernels;

/**
 * Sizes of a pooling over one NHWC picture; windows reach over the border, whose pixels do not count.
 *
 * @param height input rows
 * @param width input columns
 * @param channels channels
 * @param outHeight output rows
 * @param outWidth output columns
 * @param poolHeight rows of a window
 * @param poolWidth columns of a window
 * @param strideH step between windows, in input rows
 * @param strideW step between windows, in input columns
 * @param padTop rows of border above the picture
 * @param padLeft columns of border left of the picture
 */
public record PoolingShape(
        int height, int width, int channels,
        int outHeight, int outWidth,
        int poolHeight, int poolWidth,
        int strideH, int strideW,
        int padTop, int padLeft) {

    /** {@return floats of one input picture} */
    public int inputSize() {
        return height * width * channels;
    }

    /** {@return floats of one output picture} */
    public int outputSize() {
        return outHeight * outWidth * channels;
    }
}
