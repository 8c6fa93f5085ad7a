package dev.vectron.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The poolings of {@link ScalarKernels}, and the loops over the channels that vectors do not fill.
 *
 * <p>A later pixel replaces the maximum when the maximum is a number and the pixel is larger or NaN; so the first NaN
 * wins and stays. A window without any pixel of the picture gives −∞ and winner −1, which receives no gradient.
 */
final class ScalarPooling {
    private ScalarPooling() {}

    static void maxPooling(PoolingShape s, float[] x, int xAt, float[] out, int outAt, float @Nullable [] winners,
            int winnersAt) {
        for (int oh = 0; oh < s.outHeight(); oh++) {
            for (int ow = 0; ow < s.outWidth(); ow++) {
                int pixel = (oh * s.outWidth() + ow) * s.channels();
                maxOfWindow(s, oh, ow, 0, x, xAt, out, outAt + pixel, winners, winnersAt + pixel);
            }
        }
    }

    /** The window of output pixel (oh, ow) for the channels from {@code channel0}. */
    static void maxOfWindow(PoolingShape s, int oh, int ow, int channel0, float[] x, int xAt,
            float[] out, int outAt, float @Nullable [] winners, int winnersAt) {
        int ih0 = oh * s.strideH() - s.padTop();
        int iw0 = ow * s.strideW() - s.padLeft();
        for (int c = channel0; c < s.channels(); c++) {
            float max = Float.NEGATIVE_INFINITY;
            int winner = -1;
            for (int kh = Math.max(0, -ih0); kh < s.poolHeight() && ih0 + kh < s.height(); kh++) {
                for (int kw = Math.max(0, -iw0); kw < s.poolWidth() && iw0 + kw < s.width(); kw++) {
                    float v = x[xAt + ((ih0 + kh) * s.width() + iw0 + kw) * s.channels() + c];
                    if (winner < 0 || (!(v <= max) && !Float.isNaN(max))) {
                        max = v;
                        winner = kh * s.poolWidth() + kw;
                    }
                }
            }
            out[outAt + c] = max;
            if (winners != null) {
                winners[winnersAt + c] = winner;
            }
        }
    }

    static void maxPoolingGradient(PoolingShape s, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float beta, float[] dIn, int dInAt) {
        if (beta == 0f) {
            Arrays.fill(dIn, dInAt, dInAt + s.inputSize(), 0f);
        }
        for (int oh = 0; oh < s.outHeight(); oh++) {
            for (int ow = 0; ow < s.outWidth(); ow++) {
                int pixel = (oh * s.outWidth() + ow) * s.channels();
                giveToWinners(s, oh, ow, 0, dOut, dOutAt + pixel, winners, winnersAt + pixel, dIn, dInAt);
            }
        }
    }

    /** Adds the gradient of output pixel (oh, ow) to its winners, for the channels from {@code channel0}. */
    static void giveToWinners(PoolingShape s, int oh, int ow, int channel0, float[] dOut, int dOutAt,
            float[] winners, int winnersAt, float[] dIn, int dInAt) {
        int ih0 = oh * s.strideH() - s.padTop();
        int iw0 = ow * s.strideW() - s.padLeft();
        for (int c = channel0; c < s.channels(); c++) {
            int winner = (int) winners[winnersAt + c];
            if (winner >= 0) {
                int ih = ih0 + winner / s.poolWidth();
                int iw = iw0 + winner % s.poolWidth();
                dIn[dInAt + (ih * s.width() + iw) * s.channels() + c] += dOut[dOutAt + c];
            }
        }
    }
}
