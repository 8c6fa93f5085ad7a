package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** Poolings with lanes across channels; the channels that do not fill a vector go through {@link ScalarPooling}. */
final class VectorPooling {
    private VectorPooling() {}

    static void maxPooling(PoolingShape s, float[] x, int xAt, float[] out, int outAt, float @Nullable [] winners,
            int winnersAt) {
        int whole = FLOATS.loopBound(s.channels());
        for (int oh = 0; oh < s.outHeight(); oh++) {
            for (int ow = 0; ow < s.outWidth(); ow++) {
                int pixel = (oh * s.outWidth() + ow) * s.channels();
                int vectors = hasPixels(s, oh, ow) ? whole : 0;
                if (isTwoByTwo(s, oh, ow)) {
                    int at = xAt + firstPixel(s, oh, ow) * s.channels();
                    maxOfFour(whole, x, at, s.channels(), s.width() * s.channels(), out, outAt + pixel, winners,
                            winnersAt + pixel);
                } else {
                    for (int c = 0; c < vectors; c += LANES) {
                        maxOfWindow(s, oh, ow, x, xAt + c, out, outAt + pixel + c, winners, winnersAt + pixel + c);
                    }
                }
                ScalarPooling.maxOfWindow(s, oh, ow, vectors, x, xAt, out, outAt + pixel, winners, winnersAt + pixel);
            }
        }
    }

    /** {@return whether the window is the usual one of 2×2 pixels, and all of it in the picture} */
    private static boolean isTwoByTwo(PoolingShape s, int oh, int ow) {
        int ih = oh * s.strideH() - s.padTop();
        int iw = ow * s.strideW() - s.padLeft();
        boolean inside = ih >= 0 && ih + 2 <= s.height() && iw >= 0 && iw + 2 <= s.width();
        return inside && s.poolHeight() == 2 && s.poolWidth() == 2;
    }

    private static int firstPixel(PoolingShape s, int oh, int ow) {
        return (oh * s.strideH() - s.padTop()) * s.width() + ow * s.strideW() - s.padLeft();
    }

    /** n channels of a window of 2×2 pixels, which are {@code column} and {@code row} floats apart. */
    private static void maxOfFour(int n, float[] x, int xAt, int column, int row,
            float[] out, int outAt, float @Nullable [] winners, int winnersAt) {
        for (int c = 0; c < n; c += LANES) {
            FloatVector max = FloatVector.fromArray(FLOATS, x, xAt + c);
            FloatVector winner = FloatVector.zero(FLOATS);
            FloatVector v = FloatVector.fromArray(FLOATS, x, xAt + column + c);
            VectorMask<Float> stays = v.compare(VectorOperators.LE, max).or(max.compare(VectorOperators.NE, max));
            max = v.blend(max, stays);
            winner = FloatVector.broadcast(FLOATS, 1f).blend(winner, stays);
            v = FloatVector.fromArray(FLOATS, x, xAt + row + c);
            stays = v.compare(VectorOperators.LE, max).or(max.compare(VectorOperators.NE, max));
            max = v.blend(max, stays);
            winner = FloatVector.broadcast(FLOATS, 2f).blend(winner, stays);
            v = FloatVector.fromArray(FLOATS, x, xAt + row + column + c);
            stays = v.compare(VectorOperators.LE, max).or(max.compare(VectorOperators.NE, max));
            v.blend(max, stays).intoArray(out, outAt + c);
            if (winners != null) {
                FloatVector.broadcast(FLOATS, 3f).blend(winner, stays).intoArray(winners, winnersAt + c);
            }
        }
    }

    private static boolean hasPixels(PoolingShape s, int oh, int ow) {
        int ih = oh * s.strideH() - s.padTop();
        int iw = ow * s.strideW() - s.padLeft();
        return ih + s.poolHeight() > 0 && ih < s.height() && iw + s.poolWidth() > 0 && iw < s.width();
    }

    private static void maxOfWindow(PoolingShape s, int oh, int ow, float[] x, int xAt,
            float[] out, int outAt, float @Nullable [] winners, int winnersAt) {
        int ih = oh * s.strideH() - s.padTop();
        int iw = ow * s.strideW() - s.padLeft();
        int firstRow = Math.max(0, -ih);
        int firstColumn = Math.max(0, -iw);
        int endRow = Math.min(s.poolHeight(), s.height() - ih);
        int endColumn = Math.min(s.poolWidth(), s.width() - iw);
        FloatVector max = FloatVector.fromArray(FLOATS, x,
                xAt + ((ih + firstRow) * s.width() + iw + firstColumn) * s.channels());
        FloatVector winner = FloatVector.broadcast(FLOATS, firstRow * s.poolWidth() + firstColumn);
        for (int kh = firstRow; kh < endRow; kh++) {
            int at = xAt + ((ih + kh) * s.width() + iw) * s.channels();
            for (int kw = firstColumn; kw < endColumn; kw++) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, at + kw * s.channels());
                VectorMask<Float> stays = v.compare(VectorOperators.LE, max).or(max.compare(VectorOperators.NE, max));
                max = v.blend(max, stays);
                winner = FloatVector.broadcast(FLOATS, kh * s.poolWidth() + kw).blend(winner, stays);
            }
        }
        max.intoArray(out, outAt);
        if (winners != null) {
            winner.intoArray(winners, winnersAt);
        }
    }

    static void maxPoolingGradient(PoolingShape s, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float beta, float[] dIn, int dInAt) {
        if (beta == 0f) {
            Arrays.fill(dIn, dInAt, dInAt + s.inputSize(), 0f);
        }
        int whole = FLOATS.loopBound(s.channels());
        for (int oh = 0; oh < s.outHeight(); oh++) {
            for (int ow = 0; ow < s.outWidth(); ow++) {
                int pixel = (oh * s.outWidth() + ow) * s.channels();
                if (isTwoByTwo(s, oh, ow)) {
                    int at = dInAt + firstPixel(s, oh, ow) * s.channels();
                    giveToOneOfFour(whole, dOut, dOutAt + pixel, winners, winnersAt + pixel, dIn, at, s.channels(),
                            s.width() * s.channels());
                } else {
                    for (int c = 0; c < whole; c += LANES) {
                        giveToWinners(s, oh, ow, dOut, dOutAt + pixel + c, winners, winnersAt + pixel + c, dIn,
                                dInAt + c);
                    }
                }
                ScalarPooling.giveToWinners(s, oh, ow, whole, dOut, dOutAt + pixel, winners, winnersAt + pixel, dIn,
                        dInAt);
            }
        }
    }

    /** n channels of a window of 2×2 pixels, which are {@code column} and {@code row} floats apart. */
    private static void giveToOneOfFour(int n, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float[] dIn, int dInAt, int column, int row) {
        for (int c = 0; c < n; c += LANES) {
            FloatVector gradient = FloatVector.fromArray(FLOATS, dOut, dOutAt + c);
            FloatVector winner = FloatVector.fromArray(FLOATS, winners, winnersAt + c);
            int at = dInAt + c;
            give(gradient, winner, 0f, dIn, at);
            give(gradient, winner, 1f, dIn, at + column);
            give(gradient, winner, 2f, dIn, at + row);
            give(gradient, winner, 3f, dIn, at + row + column);
        }
    }

    private static void give(FloatVector gradient, FloatVector winner, float place, float[] dIn, int at) {
        FloatVector sum = FloatVector.fromArray(FLOATS, dIn, at);
        sum.blend(sum.add(gradient), winner.compare(VectorOperators.EQ, place)).intoArray(dIn, at);
    }

    private static void giveToWinners(PoolingShape s, int oh, int ow, float[] dOut, int dOutAt,
            float[] winners, int winnersAt, float[] dIn, int dInAt) {
        int ih = oh * s.strideH() - s.padTop();
        int iw = ow * s.strideW() - s.padLeft();
        int firstColumn = Math.max(0, -iw);
        int endRow = Math.min(s.poolHeight(), s.height() - ih);
        int endColumn = Math.min(s.poolWidth(), s.width() - iw);
        FloatVector gradient = FloatVector.fromArray(FLOATS, dOut, dOutAt);
        FloatVector winner = FloatVector.fromArray(FLOATS, winners, winnersAt);
        for (int kh = Math.max(0, -ih); kh < endRow; kh++) {
            int row = dInAt + ((ih + kh) * s.width() + iw) * s.channels();
            for (int kw = firstColumn; kw < endColumn; kw++) {
                give(gradient, winner, kh * s.poolWidth() + kw, dIn, row + kw * s.channels());
            }
        }
    }
}
